import BatonUnderstanding
import Testing

/// The way to a person is always open, and is not taken by accident.
@Suite("Asking for a person")
struct PersonRequestTests {
    static let asks = [
        // 粵語
        "我要搵真人", "有冇真人呀", "想同真人傾", "唔好再用機械人覆我，搵個人嚟", "轉人工", "唔該轉駁客服", "幫我轉接職員",
        "叫你哋同事覆我", "搵你哋經理", "可唔可以叫人打畀我", "有冇人呀", "我想同職員講", "搵人傾下先得", "客服", "真人",
        "唔想同機械人講嘢", "叫個人嚟得唔得", "有人理下我嗎", "我要見經理", "揾客服", "請問可以搵店員傾嗎",
        // 繁體
        "我想找真人客服", "請轉接人工客服", "可以跟真人說話嗎", "麻煩找負責人跟進", "請回電給我", "有沒有真人", "我需要人工服務",
        "不要機器人", "請客服人員聯絡我", "想要真人回覆",
        // 简体
        "转人工", "人工客服", "我要找真人", "不想跟机器人说话", "请转真人", "有人吗，我要人工", "找客服", "叫你们经理来",
        // English
        "I want to talk to a human", "can I speak to someone please", "agent please", "human",
        "real person please", "connect me to a representative",
        "transfer me to customer service rep",
        "get me your manager", "is there anyone I can talk to", "I need a live agent",
        "stop the bot, I need a person", "please call me back", "speak to a person",
        "are you a bot?", "let me talk to your staff", "OPERATOR", "I'd like to chat with somebody",
        // romanised
        "ngo yiu wan zan yan", "wan yan gung haak fuk",
        // beside what only sounds like it, and after a refusal of something else
        "客服電話打唔通，我要搵真人", "唔使機械人，要真人", "No need. I want a human",
        "why don't you connect me to a person",
        "I don't need a bot, I need a person", "人工智能答唔到，轉人工",
        // in a burst, and after something else
        "運費幾錢\n搵真人", "what is the fee? actually, let me speak to a person",
    ]

    static let others = [
        "no need for a human, just tell me the price", "I don't need a person, thanks",
        "唔使搵真人，你答我得喇", "唔使轉人工", "不用转人工", "不需要真人客服", "no need to talk to anyone",
        "do not connect me to an agent", "客服時間係幾點？", "你哋客服電話幾多號", "人工草皮幾錢", "人工智能音箱有冇貨",
        "轉接頭有冇賣", "do you sell human hair wigs", "what is the agent fee",
        "is there a staff discount", "travel agent 有冇折", "運費幾錢", "what time do you open",
        "可以到店自取嗎", "customer service hours?", "真人示範片有冇", "職員優惠點計", "唔該晒",
    ]

    @Test("every way of asking is heard", arguments: asks)
    func heard(text: String) {
        #expect(Understanding.read(text).asksForPerson)
    }

    @Test("what only sounds like it, or says the opposite, is not", arguments: others)
    func notMeant(text: String) {
        #expect(!Understanding.read(text).asksForPerson)
    }
}
