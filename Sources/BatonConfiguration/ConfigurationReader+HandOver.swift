import BatonCore
import Yams

extension ConfigurationReader {
    /// `{tags: […], words: […], subjects: {name: {en, zh, words: […]}}}`: words give the reason
    /// "reserved for people", a subject's words its own.
    mutating func handOver(_ node: Node) -> Configuration.Gate.HandOver {
        var result = Configuration.Gate.HandOver()
        guard let map = mapping(node, "hand_over") else { return result }
        check(map, knows: ["tags", "words", "subjects"])
        if let value = map["tags"] { result.tags = Set(texts(value, "tags")) }
        if let value = map["words"] { result.words[.reserved] = phrases(value) }
        guard let subjects = map["subjects"] else { return result }
        guard let named = mapping(subjects, "subjects") else { return result }
        for (key, value) in named {
            let name = key.scalar?.string ?? ""
            guard !name.isEmpty, !name.contains("|"), let body = mapping(value, "'\(name)'") else {
                fault(key, "a subject is a name with {en, zh, words}, such as wedding")
                continue
            }
            check(body, knows: ["en", "zh", "words"])
            guard let english = required("en", in: body, of: value),
                let chinese = required("zh", in: body, of: value)
            else { continue }
            guard let words = body["words"] else {
                fault(value, "'words' is missing: what customers write of '\(name)'")
                continue
            }
            guard !(english + chinese).contains("|") else {
                fault(value, "'en' and 'zh' hold no '|'")
                continue
            }
            result.words[.local(name, BilingualText(english, chinese))] = phrases(words)
        }
        return result
    }

    /// Phrases in any language; each needs a letter or figure, since nothing else is looked for.
    private mutating func phrases(_ node: Node) -> [String] {
        texts(node, "words").filter { phrase in
            let isTelling = phrase.contains { $0.isLetter || $0.isNumber }
            if !isTelling { fault(node, "'\(phrase)' has no letter or figure; remove it") }
            return isTelling
        }
    }

    private mutating func texts(_ node: Node, _ key: String) -> [String] {
        guard let items = node.sequence else {
            fault(node, "'\(key)' is a list, such as [vip, wholesale]")
            return []
        }
        return items.compactMap { string($0, key) }
    }

    mutating func days(_ node: Node) -> Int? {
        if let value = node.int, (1...36_500).contains(value) { return value }
        fault(node, "'stale_after_days' is a whole number of days from 1, such as 365")
        return nil
    }

    mutating func flag(_ node: Node, _ key: String) -> Bool {
        if let value = node.bool { return value }
        fault(node, "'\(key)' is true or false")
        return false
    }
}
