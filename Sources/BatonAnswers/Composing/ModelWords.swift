/// What a model wrote, read: the words for the customer and the passages that it names.
package enum ModelWords: Sendable, Hashable {
    /// It says that the passages do not answer, or wrote nothing.
    case noAnswer
    /// Words, with the passages' numbers that they name, from 1.
    case reply(text: String, cited: Set<Int>)

    /// Reads a model's text; whatever it is, this ends in one of the two.
    package static func read(_ text: String) -> ModelWords {
        var words = withoutThoughts(text)
        guard !words.contains(ComposingPrompt.noAnswer) else { return .noAnswer }
        words = words.split(whereSeparator: \.isNewline)
            .filter { !$0.hasPrefix("```") }.joined(separator: "\n")
        let (plain, cited) = withoutCitations(words)
        let trimmed = trimmed(ComposingText.visible(plain))
        return trimmed.isEmpty ? .noAnswer : .reply(text: trimmed, cited: cited)
    }

    /// Without what a reasoning model thinks aloud; a thought without an end is all there is.
    private static func withoutThoughts(_ text: String) -> String {
        var rest = text
        while let open = rest.firstRange(of: "<think>") {
            guard let close = rest[open.upperBound...].firstRange(of: "</think>") else {
                return String(rest[..<open.lowerBound])
            }
            rest.removeSubrange(open.lowerBound..<close.upperBound)
        }
        // Some servers cut the opening mark off.
        if let close = rest.firstRange(of: "</think>") {
            rest.removeSubrange(..<close.upperBound)
        }
        return rest
    }

    /// Takes `[1]`, `[1, 2]`, `【1】` out.
    private static func withoutCitations(_ text: String) -> (String, Set<Int>) {
        var cited: Set<Int> = []
        var plain = ""
        var rest = text[...]
        while let open = rest.firstIndex(where: { "[【［".contains($0) }) {
            let after = rest[rest.index(after: open)...]
            // A citation is short; looking further would let a megabyte of brackets take hours.
            guard let close = after.prefix(17).firstIndex(where: { "]】］".contains($0) }),
                let numbers = numbers(in: after[..<close])
            else {
                plain += rest[...open]
                rest = after
                continue
            }
            cited.formUnion(numbers)
            plain += rest[..<open]
            while plain.last == " " { plain.removeLast() }
            rest = after[after.index(after: close)...]
        }
        return (plain + rest, cited)
    }

    private static func numbers(in text: Substring) -> [Int]? {
        let parts = text.split { ",，、 ".contains($0) }
        let numbers = parts.compactMap { Int($0) }
        guard !parts.isEmpty, numbers.count == parts.count else { return nil }
        return numbers
    }

    private static func trimmed(_ text: String) -> String {
        func isEdge(_ character: Character) -> Bool {
            character.isWhitespace || "\"“”".contains(character)
        }
        var rest = text[...]
        while let first = rest.first, isEdge(first) { rest.removeFirst() }
        while let last = rest.last, isEdge(last) { rest.removeLast() }
        return String(rest)
    }
}
