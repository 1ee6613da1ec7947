/// Reads Cantonese that was typed in Latin letters, also in the middle of English, as Chinese.
///
/// Syllables in any of the usual spellings, run together or not, with or without tones; the
/// characters are chosen by a model of general Cantonese and of the knowledge base's own text.
package struct RomanisedReader: Sendable {
    private let vocabulary: SoundVocabulary
    private let weight: Float

    /// Makes a reader for messages to the knowledge base whose text `vocabulary` has.
    package init(vocabulary: SoundVocabulary) {
        self.vocabulary = vocabulary
        weight = vocabulary.weight
    }

    /// The likeliest readings of `text`, the best first; none where it is not romanised Cantonese.
    ///
    /// Words past the first 300 letters are kept as they are, and what stands after the first 100
    /// words and marks is left away.
    package func readings(of text: String, limit: Int = 3) -> [RomanisedReading] {
        let pieces = RomanisedText(text).pieces
        let words = pieces.filter { $0.kind == .letters && $0.letters.count > 0 }
        guard limit > 0, !words.isEmpty else { return [] }
        var pass = RomanisedPass(pieces: pieces, vocabulary: vocabulary, weight: weight)
        let (lattice, ends) = pass.search()
        let ways = lattice.best(of: ends, limit: limit * 2)
        guard let first = ways.first else { return [] }
        let letters = words.reduce(0) { $0 + $1.letters.count }
        let margin = (pass.literalCost - first.cost) / Float(words.count)
        let certainty = 1 / (1 + Natural.power(Self.leastMargin - margin))
        guard certainty >= 0.5 else { return [] }
        var readings: [RomanisedReading] = []
        for way in ways where readings.count < limit {
            let (text, kept, converted) = write(way.emissions, pieces)
            guard converted >= Self.leastConverted, !readings.contains(where: { $0.text == text })
            else { continue }
            let loss = Natural.power((first.cost - way.cost) / Float(converted))
            readings.append(
                RomanisedReading(
                    text: text, score: Double(certainty * loss),
                    coverage: Double(letters - kept) / Double(letters)))
        }
        return readings
    }

    /// By how much a word must be likelier Cantonese than English, in −ln p.
    private static let leastMargin: Float = 2
    /// Characters below which nothing is read: one syllable says too little.
    private static let leastConverted = 2

    /// - Returns: the text, the letters of words kept as they are, the characters written.
    private func write(
        _ emissions: [RomanisedLattice.Emission], _ pieces: [RomanisedText.Piece]
    ) -> (text: String, kept: Int, converted: Int) {
        var text = ""
        var kept = 0
        var converted = 0
        var wasLatin = false
        for emission in emissions {
            switch emission {
            case .nothing: continue
            case .character(_, let written):
                guard let scalar = Unicode.Scalar(written) else { continue }
                text.unicodeScalars.append(scalar)
                converted += 1
                wasLatin = false
            case .piece(let number):
                let piece = pieces[number]
                if piece.isSpaced, wasLatin, piece.kind != .han { text += " " }
                text += piece.original
                kept += piece.letters.count
                wasLatin = piece.kind == .letters || piece.kind == .other || piece.kind == .mark
            }
        }
        return (text, kept, converted)
    }
}
