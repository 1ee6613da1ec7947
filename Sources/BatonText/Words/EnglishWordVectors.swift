/// Which English words are alike: a direction for each of some 12,600 stems in common use.
///
/// Words that are used alike point the same way, so that a text can be told to be like one that
/// shares no word with it. The table is made by `scripts/generate-english-word-vectors`, which
/// names its sources: sorted slots of 47 characters, read where they lie, so that it costs some
/// 0.6 MB of the program's file and nothing on the heap. A slot is the stem in twelve characters,
/// the vector's length in one (six bits, 63 for 1: shorter for commoner words, which tell less),
/// and its direction in the rest, three numbers of four bits in two characters.
package enum EnglishWordVectors {
    /// The numbers of a vector.
    package static let dimensions = 50

    /// The vector of a text: the sum of those of its different words, in the direction alone.
    ///
    /// Its length is the share of English among the text's words and Chinese characters, at most
    /// 1: a brand's name in a Chinese sentence does not stand for the sentence. Words that the
    /// table does not hold count as English too.
    /// - Returns: `nil` where no word is known.
    package static func vector(of text: String) -> [Float]? {
        var sum = [Float](repeating: 0, count: dimensions)
        var seen: Set<String> = []
        var words: Float = 0
        var characters: Float = 0
        for token in Tokenizer.tokens(of: text) {
            switch token.kind {
            case .word: words += 1
            case .hanUnigram: characters += 1
            default: continue
            }
            guard token.kind == .word, seen.insert(token.text).inserted else { continue }
            add(token.text, to: &sum)
        }
        let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
        guard length > 0 else { return nil }
        let factor = words / (words + characters) / length
        return sum.map { $0 * factor }
    }

    private static let stemWidth = 12
    private static let slotWidth = 47
    private static let slots = table.utf8CodeUnitCount / slotWidth
    /// The middle of the sixteen steps that a number has.
    private static let middle: Float = 7.5

    /// Adds the vector of `stem`, where the table holds it.
    private static func add(_ stem: String, to sum: inout [Float]) {
        let stem = Array(stem.utf8)
        guard !stem.isEmpty, stem.count <= stemWidth, let slot = slot(of: stem) else { return }
        let start = slot * slotWidth + stemWidth
        var numbers = [Float](repeating: 0, count: dimensions)
        for place in 0..<dimensions {
            let pair = start + 1 + place / 3 * 2
            let bits = value(pair) << 6 | value(pair + 1)
            numbers[place] = Float(bits >> UInt32(8 - place % 3 * 4) & 15) - middle
        }
        let length = numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let factor = Float(value(start)) / 63 / length
        for place in 0..<dimensions { sum[place] += factor * numbers[place] }
    }

    private static func slot(of stem: [UInt8]) -> Int? {
        var low = 0
        var high = slots
        while low < high {
            let slot = (low + high) / 2
            let held = UnsafeBufferPointer(
                start: table.utf8Start + slot * slotWidth, count: stemWidth)
            let name = held.prefix { $0 != 0x20 }
            if name.elementsEqual(stem) { return slot }
            if name.lexicographicallyPrecedes(stem) { low = slot + 1 } else { high = slot }
        }
        return nil
    }

    /// The six bits at `index`, which is always inside the table.
    private static func value(_ index: Int) -> UInt32 {
        SixBitCharacters.value(of: table.utf8Start[index])
    }
}
