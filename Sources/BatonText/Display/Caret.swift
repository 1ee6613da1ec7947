/// Where a caret may stand in a text and how it moves, by graphemes and by words.
package enum Caret {
    /// The offset of the word start before `offset`, both counted in characters.
    ///
    /// A word is a run of one kind: Han, other letters and digits, or the rest.
    package static func wordStart(before offset: Int, in text: [Character]) -> Int {
        var position = min(offset, text.count)
        while position > 0, text[position - 1].isWhitespace { position -= 1 }
        guard position > 0 else { return 0 }
        let kind = Kind(text[position - 1])
        while position > 0, Kind(text[position - 1]) == kind { position -= 1 }
        return position
    }

    /// The offset after the word that begins at or after `offset`.
    package static func wordEnd(after offset: Int, in text: [Character]) -> Int {
        var position = max(offset, 0)
        while position < text.count, text[position].isWhitespace { position += 1 }
        guard position < text.count else { return text.count }
        let kind = Kind(text[position])
        while position < text.count, Kind(text[position]) == kind { position += 1 }
        return position
    }

    private enum Kind: Equatable {
        case space, han, word, other

        init(_ character: Character) {
            if character.isWhitespace {
                self = .space
            } else if CellWidth.glyph(of: character).cells == 2, character.isLetter {
                self = .han
            } else if character.isLetter || character.isNumber || character == "_" {
                self = .word
            } else {
                self = .other
            }
        }
    }
}
