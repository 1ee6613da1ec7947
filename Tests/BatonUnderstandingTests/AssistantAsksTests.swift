import BatonCore
import BatonUnderstanding
import Testing

@Suite("What people ask a general assistant for")
struct AssistantAsksTests {
    private static let tableware = candidate(
        "What age is the kids' tableware for?", "兒童餐具適合1至6歲，不含雙酚A。")

    private static func candidate(_ question: String, _ answer: String) -> Candidate {
        Candidate(
            entry: EntryID("e"), revision: 1, score: 0.9, engines: [:], question: question,
            answer: answer,
            answerLanguage: "en", isValid: true)
    }

    private static func isOne(_ text: String, _ candidates: [Candidate]) -> Bool {
        AssistantAsks.shipped.isOne(text, among: candidates)
    }

    @Test(
        "a shop of tableware is asked for a restaurant, the weather, a translation or a stock",
        arguments: [
            "介紹間好食嘅餐廳", "可唔可以推介附近有咩好食", "can you recommend a good restaurant",
            "any good cafes nearby?",
            "推荐一家附近的餐厅", "gaai siu gaan ho sik ge can teng", "推介間平酒店", "any cheap hotels near me",
            "聽日天氣點", "will it rain tomorrow", "明天天气怎么样", "幫我翻譯一下呢段", "how do you say thank you",
            "而家買咩股票好，睇股價", "which stocks should I buy", "俾個食譜我", "how do I cook rice",
            "今日有咩新聞", "world cup results", "有咩好睇嘅電影推介", "recommend me a movie", "唱首歌嚟聽",
        ])
    func asks(text: String) {
        #expect(Self.isOne(text, [Self.tableware]))
        #expect(Self.isOne(text, []))
    }

    @Test("a shop whose entries deal with the subject is not asked in vain")
    func dealt() {
        let table = Self.candidate("可以訂座嗎？", "可以，堂食每位最低消費 $80。")
        let rooms = Self.candidate("Which hotel do we stay at?", "Rooms are in the itinerary.")
        let rain = Self.candidate("下雨會取消嗎？", "暴雨警告下照常。")

        #expect(!Self.isOne("介紹間好食嘅餐廳", [Self.tableware, table]))
        #expect(!Self.isOne("any good hotels near me", [rooms]))
        #expect(!Self.isOne("will it rain tomorrow", [rain]))
    }

    @Test(
        "questions of a shop's customers are none",
        arguments: [
            "兒童餐具適合幾歲？", "有咩推介送禮", "可唔可以介紹下你哋啲產品", "Which one do you recommend?",
            "幾時有貨", "do you deliver to hotels", "餐廳地址喺邊", "套刀點洗", "hotel address please",
            "送貨去酒店得唔得", "how do I use the coupon", "落雨送唔送貨",
        ])
    func customers(text: String) {
        #expect(!Self.isOne(text, [Self.tableware]))
        #expect(!Self.isOne(text, []))
    }

    @Test("lines that are of no form are passed over")
    func form() {
        let asks = AssistantAsks(
            text: "about: lost\n[a]\nnonsense\n# about: gone\nabout: cat food\n")

        #expect(asks.subjects == ["a"])
        #expect(asks.subjects(in: "Cat food?") == ["a"])
        #expect(asks.subjects(in: "lost, gone").isEmpty)
    }
}
