import BatonText

/// Whether a customer asks for a person, in the languages that Hong Kong writes.
///
/// Meta requires a clear way to a person on WhatsApp; so this is read before anything else, and its
/// exceptions are only those that plainly mean something else.
enum PersonRequest {
    /// Reads a normalised text.
    static func isOne(_ text: String) -> Bool {
        // What plainly means something else is taken out; what is left may still ask.
        let text = withoutRefusals(
            hasException.matches(text)
                ? exceptions.reduce(text) { $0.replacing($1, with: "，") } : text)
        if asks.matches(text) { return true }
        if hasPossessive.matches(text),
            asks.matches(possessives.reduce(text) { $0.replacing($1, with: "") })
        {
            return true
        }
        let words = text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        if words.count <= 3, !Set(words).isDisjoint(with: loneWords) { return true }
        let han = text.filter { !$0.isASCII && $0 != "，" }
        if loneHan.contains(han), words.count <= 2 || han.count == text.count { return true }
        return hasVerbAndPerson(words)
    }

    /// The text without what says that no person is needed: "no need for a human", 「唔使搵真人」.
    private static func withoutRefusals(_ text: String) -> String {
        guard mayRefuse.matches(text) else {
            return String(text.map { ends.contains($0) ? "，" : $0 })
        }
        return text.split(omittingEmptySubsequences: false) { ends.contains($0) }
            .map { isRefusal($0) ? "" : String($0) }.joined(separator: "，")
    }

    private static func isRefusal(_ clause: Substring) -> Bool {
        let hanRefusals = clause.utf8.allSatisfy { $0 < 0x80 } ? [] : Self.hanRefusals
        for refusal in hanRefusals {
            guard let range = clause.firstRange(of: refusal) else { continue }
            let after = clause[range.upperBound...].prefix(refusedWithin)
            if hanRefused.contains(where: { after.contains($0) }) { return true }
        }
        let words = clause.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        guard words.contains(where: refusalStarts.contains) else { return false }
        let spaced = " " + words.joined(separator: " ") + " "
        for refusal in englishRefusals {
            guard let range = spaced.firstRange(of: " " + refusal + " ") else { continue }
            let after = spaced[range.upperBound...].split(separator: " ").prefix(5)
            if after.contains(where: { people.contains(String($0)) }) { return true }
        }
        return false
    }

    // Looking for all of a list in one pass comes before anything that looks for each: this is read
    // for every message, and took most of a decision's time.
    private static let asks = PhraseSet(phrases)
    private static let hasException = PhraseSet(exceptions)
    private static let hasPossessive = PhraseSet(possessives)
    /// The beginnings of every refusal.
    private static let mayRefuse = PhraseSet(hanRefusals + ["no", "dont", "neednt"])

    /// Where one clause ends and the next begins.
    private static let ends: Set<Character> = [
        ",", ".", ";", "!", "?", "，", "。", "；", "！", "？", "、", "\n",
    ]
    private static let hanRefusals = [
        "唔使", "唔洗", "唔驶", "唔需要", "唔想要", "不用", "不需要", "不必", "无需", "毋须",
    ]
    /// Characters after a refusal within which what is refused must begin and end.
    private static let refusedWithin = 6
    private static let hanRefused = [
        "真人", "人工", "客服", "职员", "店员", "同事", "经理", "搵人", "揾人", "找人", "叫人", "转接", "转驳",
    ]
    private static let englishRefusals = [
        "no need", "dont need", "do not need", "neednt", "dont connect", "do not connect",
        "dont transfer", "do not transfer", "dont call", "do not call",
    ]
    /// The first words of English refusals.
    private static let refusalStarts = Set(
        englishRefusals.compactMap { $0.split(separator: " ").first.map(String.init) })
    private static let possessives = ["你哋", "你地", "你们", "您们", "你的", "您的", "你嘅"]

    /// "talk to", "speak with", "get me", "need" … followed soon by a word for a person.
    private static func hasVerbAndPerson(_ words: [String]) -> Bool {
        for (index, word) in words.enumerated() where verbs.contains(word) {
            let after = words[(index + 1)...].prefix(6)
            if let person = after.firstIndex(where: people.contains) {
                let next = person + 1 < words.count ? words[person + 1] : ""
                if !notPeople.contains(next) { return true }
            }
        }
        return false
    }

    private static let verbs: Set<String> = [
        "talk", "speak", "chat", "connect", "transfer", "contact", "call", "want", "need", "get",
        "give",
        "find", "put", "reach", "pass", "is", "escalate",
    ]
    private static let people: Set<String> = [
        "human", "humans", "person", "someone", "somebody", "agent", "representative", "rep",
        "staff",
        "manager", "operator", "supervisor", "colleague", "cs",
    ]
    /// After these a word for a person is part of something else: "agent fee", "staff discount".
    private static let notPeople: Set<String> = [
        "fee", "fees", "discount", "price", "prices", "hair", "size", "table", "tables", "code",
        "model",
        "else", "to", "who", "name", "per", "room", "entrance", "canteen", "purchase", "meal",
        "uniform",
    ]
    private static let loneWords: Set<String> = [
        "agent", "human", "operator", "representative", "真人", "人工", "客服",
    ]
    private static let loneHan: Set<String> = [
        "真人", "人工", "客服", "职员", "店员", "转人工", "人工客服", "真人客服", "客户服务", "真人呀", "真人啊", "客服呀",
        "搵人", "揾人", "有人吗", "有冇人", "有冇人呀", "有冇真人", "叫人", "同事",
    ]
    private static let phrases: [String] = [
        "转人工", "转真人", "人工服务", "人工客服", "真人客服", "真人服务", "要人工", "要真人", "搵真人", "揾真人", "找真人",
        "搵客服", "揾客服", "找客服", "要客服", "叫客服", "联络客服", "联系客服", "客服人员", "客户服务员", "客户服务主任", "同真人",
        "跟真人", "和真人", "与真人", "真人倾", "真人讲", "真人对话", "真人聊", "真人覆", "真人回复", "真人答", "有冇真人", "有没有真人",
        "有真人", "想要真人", "唔要机械人", "唔想同机械人", "唔系机械人", "不要机器人", "不想跟机器人", "别用机器人", "机械人听唔明",
        "同职员", "搵职员", "揾职员", "找职员", "搵店员", "揾店员", "同店员", "搵同事", "叫同事", "同事跟进", "职员跟进",
        "转驳", "转接", "搵人倾", "搵人讲", "揾人倾", "搵个人", "揾个人", "找个人", "搵人帮", "揾人帮", "叫人覆", "叫个人", "叫人嚟",
        "搵人答", "揾人答", "搵经理", "找经理", "揾经理", "见经理", "叫经理", "搵负责人", "找负责人", "同人倾", "同人讲", "跟人说话",
        "打俾我", "打畀我", "打电话俾我", "打电话畀我", "回电给我", "致电给我", "有人可以帮", "有人帮", "有人理", "有冇人理", "有冇人可以",
        "real person", "real human", "human being", "live agent", "live person", "live chat agent",
        "customer service please", "customer service rep", "customer service agent", "human agent",
        "human please", "person please", "agent please", "operator please", "not a bot",
        "not a robot",
        "stop the bot", "no bot", "actual person", "actual human", "call me back", "call me please",
        "is anyone there", "anyone there", "is there anyone", "is a human", "are you a bot",
        "are you a robot", "speak to a person", "zan yan", "jan yan", "zan jan", "chun yan",
        "wan yan", "wan jan yan", "yan gung", "jan gung", "haak fuk", "hak fuk", "wan zan",
    ]
    private static let exceptions: [String] = [
        "客服时间", "客服电话", "客服热线几点", "客服几点", "人工草", "人工皮", "人工智能", "人工费", "人工呢", "真人示范", "真人发",
        "真人试", "真人show", "真人秀", "真人尺寸", "职员优惠", "职员折扣", "travel agent", "estate agent",
        "cleaning agent",
        "customer service hours", "customer service email", "human hair", "staff discount",
        "人工宝石", "人工晶体", "人工泪液", "人工水晶", "转接头", "转接器", "转接线", "转驳头",
    ]
}
