/// Cuts a text that is too long for a channel where a reader would pause.
package enum TextSplitter {
    /// Parts of at most `limit` UTF-16 units: cut after a paragraph, a sentence, or a space, and
    /// never inside a character.
    package static func split(_ text: String, limit: Int) -> [String] {
        var parts: [String] = []
        var rest = text[...]
        while rest.utf16.count > limit {
            let end = cut(in: rest, limit: limit)
            let part = rest[..<end]
            if !part.allSatisfy(\.isWhitespace) { parts.append(String(part)) }
            rest = rest[end...].drop { $0.isWhitespace }
        }
        if !rest.isEmpty || parts.isEmpty { parts.append(String(rest)) }
        return parts
    }

    private static func cut(in text: Substring, limit: Int) -> Substring.Index {
        var used = 0
        var end = text.startIndex
        var best: [Int: Substring.Index] = [:]
        for index in text.indices {
            let character = text[index]
            let size = character.utf16.count
            if used + size > limit { break }
            used += size
            end = text.index(after: index)
            if character.isNewline {
                best[0] = end
            } else if "。！？!?…".contains(character) {
                best[1] = end
            } else if character.isWhitespace {
                best[2] = end
            }
        }
        if end == text.startIndex { return text.index(after: end) }
        let least = text.index(
            text.startIndex, offsetBy: text.distance(from: text.startIndex, to: end) / 2)
        for rank in 0...2 {
            if let place = best[rank], place > least { return place }
        }
        return end
    }
}
