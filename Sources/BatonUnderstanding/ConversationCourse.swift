package import BatonCore
import BatonText

/// What a message tells together with the customer's messages before it: a question that comes
/// again, and anger that no single message shows.
package enum ConversationCourse {
    /// The reasons to give the conversation to a person; none where it goes as it should.
    /// - Parameters:
    ///   - text: the message; a burst is joined by newlines.
    ///   - earlier: the customer's messages before it, oldest first.
    package static func read(_ text: String, after earlier: [String]) -> [ReasonCode] {
        var found: [ReasonCode] = []
        let recent = earlier.suffix(turnsOfTemper)
        if isImpatient(text), recent.contains(where: isImpatient) { found.append(.anger) }
        let signals = Understanding.read(text)
        if !signals.isThanks, !signals.isGreeting,
            earlier.contains(where: { isSame(text, $0) })
        {
            found.append(.repeated)
        }
        return found
    }

    /// Of how many turns before it one must be impatient too: a single one is anybody's bad moment.
    private static let turnsOfTemper = 2

    /// Whether a message shows impatience that alone gives nobody away.
    static func isImpatient(_ text: String) -> Bool {
        if insistence.contains(where: text.contains) { return true }
        let letters = text.filter { $0.isASCII && $0.isLetter }
        if letters.count >= leastShouted, letters == letters.uppercased() { return true }
        return impatience.matches(Understanding.normalised(text))
    }

    /// Letters from which all capitals are shouting and not an abbreviation.
    private static let leastShouted = 12
    private static let insistence = ["??", "!!", "？？", "！！", "?!", "？！", "!?", "！？"]

    /// Lower case and Simplified characters, as `Understanding.normalised` gives them.
    private static let impatience = PhraseSet([
        "hello?", "are you there", "anyone there", "answer me", "answer my question",
        "not what i asked", "not my question", "thats not it", "wrong answer", "i said",
        "hurry up", "unhelpful", "not helpful", "doesnt help", "again and again",
        "喂?", "喂？", "在吗?", "有没有人在", "快点", "没用", "不是问这个", "不是我问的", "答错", "看不懂吗", "到底",
        "回答我", "说过了", "冇用", "唔系问", "唔系问呢", "快啲", "答非", "究竟", "讲过啦", "讲咗", "睇清楚", "搞咩",
        "有冇人呀", "复我啦", "faai di", "mou yung", "m hai man", "gong zo", "dap co", "yau mo yan a",
    ])

    /// Whether two messages ask the same in nearly the same words.
    static func isSame(_ text: String, _ other: String) -> Bool {
        let (one, two) = (letters(of: text), letters(of: other))
        guard one.count >= leastLetters, two.count >= leastLetters else { return false }
        if one == two { return true }
        guard min(one.count, two.count) >= leastForLikeness else { return false }
        let (left, right) = (pairs(of: one), pairs(of: two))
        let shared = left.intersection(right).count
        return Double(2 * shared) >= leastLikeness * Double(left.count + right.count)
    }

    /// Shorter ones, such as "ok", say too little to be a question.
    private static let leastLetters = 3
    /// From this length on nearly the same letters are the same question.
    private static let leastForLikeness = 8
    /// The share of neighbouring letters in common (Dice's coefficient) that makes them the same.
    private static let leastLikeness = 0.9

    private static func letters(of text: String) -> [Character] {
        Array(Understanding.normalised(text).filter { $0.isLetter || $0.isNumber })
    }

    private static func pairs(of letters: [Character]) -> Set<String> {
        Set(zip(letters, letters.dropFirst()).map { String([$0, $1]) })
    }
}
