package import BatonCore
import BatonText

/// What a message is, before any knowledge is asked.
package struct Signals: Sendable, Hashable {
    /// The language it is written in.
    package var language: Language
    /// The customer wants a person; this always wins.
    package var asksForPerson = false
    /// The customer complains, is angry, or speaks of law.
    package var isComplaint = false
    /// Thanks and nothing more.
    package var isThanks = false
    /// A greeting and nothing more.
    package var isGreeting = false

    /// Makes signals of a language with nothing else found.
    package init(language: Language) { self.language = language }
}

/// Reads a message for what decides before any score does.
package enum Understanding {
    /// Reads a text; a burst is joined by newlines.
    package static func read(_ text: String) -> Signals {
        var signals = Signals(language: LanguageDetector.language(of: text))
        let plain = normalised(text)
        let lines = text.split(separator: "\n")
        // A line of its own may ask; a single one is the whole text.
        signals.asksForPerson =
            lines.count > 1 && lines.contains { PersonRequest.isOne(normalised(String($0))) }
            || PersonRequest.isOne(plain)
        signals.isComplaint = complaints.matches(plain)
        let rest = plain.filter { !$0.isPunctuation && !$0.isWhitespace && !$0.isSymbol }
        let words = Set(plain.split { !$0.isLetter && !$0.isNumber }.map(String.init))
        if rest.isEmpty, !plain.isEmpty {
            signals.isThanks = true
        } else if isOnly(rest, words, thanksPhrases, thanksWords) {
            signals.isThanks = true
        } else if isOnly(rest, words, greetingPhrases, greetingWords) {
            signals.isGreeting = true
        }
        return signals
    }

    /// Lower case, Simplified characters, single spaces: the form that the lists are written in.
    static func normalised(_ text: String) -> String {
        let folded = HanFolding.fold(text).lowercased()
        var result = ""
        for character in folded {
            if character.isWhitespace {
                if result.last != " " { result.append(" ") }
            } else if character != "’", character != "'" {
                result.append(character)
            }
        }
        return result.trimmingSpaces
    }

    private static func isOnly(
        _ rest: String, _ words: Set<String>, _ phrases: [String], _ known: Set<String>
    ) -> Bool {
        var rest = rest[...]
        if words.allSatisfy({ $0.allSatisfy(\.isASCII) }) {
            return !words.isEmpty && words.isSubset(of: known) && words.count <= 6
        }
        var isAny = false
        outer: while !rest.isEmpty {
            for phrase in phrases where rest.hasPrefix(phrase) {
                rest = rest.dropFirst(phrase.count)
                isAny = true
                continue outer
            }
            return false
        }
        return isAny
    }

    private static let thanksPhrases = longestFirst([
        "唔该晒", "唔该", "多谢晒", "多谢你", "多谢", "谢谢你", "谢谢", "谢", "感谢", "晒", "你", "呀", "啊", "哈", "好", "好的",
        "明白", "收到", "知道", "知道了", "了", "ok", "okay", "thanks", "thx", "thankyou", "thank", "嘅", "帮手",
        "帮忙",
        "先", "呢", "咁", "得", "系", "嗯", "喔", "哦", "清楚", "冇问题", "没问题", "无问题", "辛苦", "晒啦", "啦", "喇",
    ])
    private static let thanksWords: Set<String> = [
        "thanks", "thank", "you", "thx", "ty", "ok", "okay", "great", "cool", "got", "it",
        "perfect", "so",
        "much", "very", "noted", "good", "alright", "fine", "k", "cheers", "mgoi", "m", "goi",
        "goisaai", "saai",
        "dojeh", "do", "je", "jeh", "sai", "that", "helps", "lot", "a", "nice", "appreciated",
        "sure", "for",
        "the", "help",
    ]
    private static let greetingPhrases = longestFirst([
        "你好", "您好", "哈罗", "早晨", "早上好", "早安", "早", "午安", "晚安", "晚上好", "喂", "hello", "hi", "hey", "呀",
        "啊",
        "有人吗", "有冇人", "在吗", "在不在", "店主", "老板", "请问", "想问下", "想问", "嗨",
    ])
    private static let greetingWords: Set<String> = [
        "hi", "hello", "hey", "good", "morning", "afternoon", "evening", "there", "yo", "lei", "ho",
        "nei",
        "hou", "jou", "san", "anyone",
    ]

    /// Anger, accusation, law: what a person must see, whatever the knowledge says.
    private static let complaints = PhraseSet([
        "投诉", "呃人", "呃钱", "骗", "欺诈", "垃圾公司", "垃圾服务", "好嬲", "嬲", "离谱", "过分", "消委会", "消费者委员会", "律师",
        "报警", "差人", "法庭", "小额钱债", "态度差", "服务差", "好差", "太差", "极差", "混账", "仆街", "收皮", "黑店", "奸商",
        "complain", "scam", "fraud", "lawyer", "legal action", "consumer council", "police",
        "sue you",
        "terrible", "horrible", "worst", "ridiculous", "unacceptable", "disgusting",
        "rubbish service",
        "rip off", "ripoff", "cheated", "furious", "so angry", "very angry", "disappointed",
        "allergic",
        "injured", "hospital", "受伤", "入院", "敏感入", "爆炸", "tau sou", "tou sou",
    ])

    private static func longestFirst(_ phrases: [String]) -> [String] {
        phrases.sorted { $0.count > $1.count }
    }
}

extension String {
    /// Without spaces around it.
    fileprivate var trimmingSpaces: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
