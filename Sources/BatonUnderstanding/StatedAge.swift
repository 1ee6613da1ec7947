/// Whether a customer says that they are under eighteen: "I'm 15", 「我今年14歲」, "ngo 15 seoi".
///
/// Only of themselves: a parent who asks for a child of eight is no child.
enum StatedAge {
    /// Reads a text.
    static func isMinor(_ text: String) -> Bool {
        guard text.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return false }
        let plain = Understanding.normalised(text)
        let han = plain.filter { $0 != " " }
        return openings.contains { isFollowedByAge($0.words, $0.isHan ? han : plain, $0.endings) }
    }

    private struct Opening {
        var words: String
        var isHan: Bool
        /// What must follow the number; none where the number may end the text.
        var endings: [String]
    }

    private static let years = ["岁", "years old", "year old", "yo", "yrs old", "seoi", "sui"]
    private static let openings: [Opening] = [
        Opening(words: "我", isHan: true, endings: years),
        Opening(words: "我今年", isHan: true, endings: years),
        Opening(words: "我系", isHan: true, endings: years),
        Opening(words: "我先", isHan: true, endings: years),
        Opening(words: "我得", isHan: true, endings: years),
        Opening(words: "我只有", isHan: true, endings: years),
        Opening(words: "我还", isHan: true, endings: years),
        Opening(words: "我才", isHan: true, endings: years),
        Opening(words: "im ", isHan: false, endings: years),
        Opening(words: "i am ", isHan: false, endings: years),
        Opening(words: "im only ", isHan: false, endings: years + ["", ".", ","]),
        Opening(words: "i am only ", isHan: false, endings: years + ["", ".", ","]),
        Opening(words: "ngo ", isHan: false, endings: years),
    ]

    private static func isFollowedByAge(
        _ opening: String, _ text: String, _ endings: [String]
    ) -> Bool {
        let text = Array(text)
        let opening = Array(opening)
        guard text.count > opening.count else { return false }
        for start in 0..<(text.count - opening.count)
        where text[start..<(start + opening.count)].elementsEqual(opening) {
            let isInWord = start > 0 && text[start - 1].isLetter && text[start - 1].isASCII
            if isInWord, opening[0].isASCII { continue }
            let rest = text[(start + opening.count)...]
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard digits.count <= 2, let age = Int(String(digits)), (6..<18).contains(age) else {
                continue
            }
            let after = String(rest.dropFirst(digits.count).drop { $0 == " " })
            if endings.contains(where: { $0.isEmpty ? after.isEmpty : after.hasPrefix($0) }) {
                return true
            }
        }
        return false
    }
}
