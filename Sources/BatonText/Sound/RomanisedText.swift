/// A message cut into what may be romanised Cantonese and what may not.
struct RomanisedText {
    /// One piece.
    struct Piece: Equatable {
        /// What it may be.
        enum Kind: Equatable {
            /// Letters that may spell syllables; lower-case ASCII.
            case letters
            /// A Chinese character, folded.
            case han
            /// Digits, codes, words with other letters, emoji: kept as they are.
            case other
            /// Punctuation and line breaks.
            case mark
        }

        var kind: Kind
        /// The letters, folded; empty for what is no word.
        var letters: [UInt8] = []
        /// The folded character of a `han`.
        var character: UInt32 = 0
        /// What was written.
        var original: String
        /// Whether a space stands before it.
        var isSpaced: Bool
    }

    /// Pieces that are read; what follows is left away.
    static let mostPieces = 100
    /// Letters of one word that are read as syllables; longer ones are kept as they are.
    static let longestWord = 24

    /// Letters of a message that are read as syllables; words past them are kept as they are.
    static let mostLetters = 300

    private(set) var pieces: [Piece] = []

    init(_ text: String) {
        var folded: [(value: UInt32, original: Unicode.Scalar)] = []
        for scalar in text.unicodeScalars.prefix(Self.mostPieces * Self.longestWord) {
            CompatibilityFolding.fold(scalar) { folded.append(($0, scalar)) }
        }
        var index = 0
        var isSpaced = false
        while index < folded.count, pieces.count < Self.mostPieces {
            let value = folded[index].value
            if value == 0x20 || value == 0x09 {
                isSpaced = true
                index += 1
                continue
            }
            let start = index
            if Self.isLetter(value) || Self.isDigit(value) {
                index = word(folded, from: start, isSpaced: isSpaced)
            } else if Self.isHan(value), let han = Unicode.Scalar(value) {
                index += 1
                pieces.append(
                    Piece(
                        kind: .han, character: HanFolding.fold(han).value,
                        original: String(Character(folded[start].original)), isSpaced: isSpaced))
            } else {
                index += 1
                pieces.append(
                    Piece(
                        kind: value < 0x80 || (0x3000...0x303F).contains(value) ? .mark : .other,
                        original: String(Character(folded[start].original)), isSpaced: isSpaced))
            }
            isSpaced = false
        }
    }

    /// Reads letters and digits from `start`: words, words with tones ("ho2fau2"), numbers, codes.
    /// - Returns: where to go on.
    private mutating func word(
        _ folded: [(value: UInt32, original: Unicode.Scalar)], from start: Int, isSpaced: Bool
    ) -> Int {
        var end = start
        while end < folded.count,
            Self.isLetter(folded[end].value) || Self.isDigit(folded[end].value)
        { end += 1 }
        let run = folded[start..<end]
        if run.allSatisfy({ Self.isLetter($0.value) }) {
            append(run, .letters, isSpaced)
        } else if let syllables = Self.toned(run) {
            for (offset, syllable) in syllables.enumerated() {
                append(syllable, .letters, offset == 0 && isSpaced)
            }
        } else if run.count == 1, run.first?.value == 0x35 {
            append(run, .letters, isSpaced)
        } else {
            append(run, .other, isSpaced)
        }
        return end
    }

    /// The syllables of a run in which each ends with a tone, 1 to 6; `nil` where it is another.
    private static func toned(
        _ run: ArraySlice<(value: UInt32, original: Unicode.Scalar)>
    ) -> [ArraySlice<(value: UInt32, original: Unicode.Scalar)>]? {
        var syllables: [ArraySlice<(value: UInt32, original: Unicode.Scalar)>] = []
        var start = run.startIndex
        for index in run.indices where isDigit(run[index].value) {
            let letters = run[start..<index]
            guard (0x31...0x36).contains(run[index].value), !letters.isEmpty, letters.count <= 6,
                !RomanisedSpelling.shared.readings(
                    of: letters.map { UInt8(truncatingIfNeeded: $0.value) }[...]
                ).isEmpty
            else { return nil }
            syllables.append(letters)
            start = index + 1
        }
        if start < run.endIndex { syllables.append(run[start...]) }
        return syllables.isEmpty ? nil : syllables
    }

    private mutating func append(
        _ run: ArraySlice<(value: UInt32, original: Unicode.Scalar)>, _ kind: Piece.Kind,
        _ isSpaced: Bool
    ) {
        var original = String.UnicodeScalarView()
        for (_, scalar) in run { original.append(scalar) }
        pieces.append(
            Piece(
                kind: kind,
                letters: kind == .letters ? run.map { UInt8(truncatingIfNeeded: $0.value) } : [],
                original: String(original), isSpaced: isSpaced))
    }

    static func isHan(_ value: UInt32) -> Bool {
        (0x3400...0x9FFF).contains(value) || (0x2_0000...0x3_FFFF).contains(value)
            || (0xF900...0xFAFF).contains(value)
    }

    private static func isLetter(_ value: UInt32) -> Bool { (0x61...0x7A).contains(value) }
    private static func isDigit(_ value: UInt32) -> Bool { (0x30...0x39).contains(value) }
}
