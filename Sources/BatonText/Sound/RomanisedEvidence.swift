/// Whether a message without Chinese characters is Cantonese in Latin letters.
package enum RomanisedEvidence {
    /// Whether more of the words spell Cantonese than English.
    ///
    /// A word that is no common English one and is all syllables speaks for Cantonese; an English
    /// word against it, unless it also spells one syllable ("do", "so", "hang"), which says little.
    package static func isRomanised(_ text: String) -> Bool {
        let pieces = RomanisedText(text).pieces
        var cantonese = 0.0
        var english = 0.0
        for (place, piece) in pieces.enumerated() where piece.kind == .letters {
            if chatWords.contains(piece.letters) { continue }
            // Syllables with tones, "ho2fau2", stand close together.
            let isToned =
                place + 1 < pieces.count && !pieces[place + 1].isSpaced
                && pieces[place + 1].kind == .letters
            let grid = SyllableGrid(piece.letters)
            let isEnglish = EnglishWords.rank(piece.letters) != nil || piece.letters == letterI
            switch (isEnglish, grid.isReadable) {
            case (false, true):
                // A long word may be a name that happens to be syllables.
                cantonese += isToned ? 2 : piece.letters.count <= 6 ? 1 : 0.5
            case (true, true) where grid.isSyllable: english += 0.1
            case (true, _): english += 1.2
            case (false, false): english += piece.letters.count > 3 ? 1 : 0.5
            }
        }
        return cantonese > english && cantonese >= 1
    }

    private static let letterI = Array("i".utf8)
    /// Words that go with every language.
    static let chatWords = Set(
        ["ok", "okay", "hi", "hello", "bye", "haha", "lol", "thx", "pls", "a"].map {
            Array($0.utf8)
        })
}
