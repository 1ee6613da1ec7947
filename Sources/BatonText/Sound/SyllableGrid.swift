/// Every way to cut one word into syllables.
struct SyllableGrid {
    /// The readings of each stretch that is part of a cut of the whole word.
    private var readings: [[RomanisedSpelling.Reading]]
    /// The letters of the word.
    let count: Int

    /// Cuts `word`, lower-case ASCII; one that is too long has no cut.
    init(_ word: [UInt8]) {
        count = word.count
        readings = []
        guard count > 0, count <= RomanisedText.longestWord else { return }
        readings = [[RomanisedSpelling.Reading]](
            repeating: [], count: count * RomanisedSpelling.longest)
        var isReachable = [Bool](repeating: false, count: count + 1)
        isReachable[count] = true
        for start in stride(from: count - 1, through: 0, by: -1) {
            for length in 1...min(RomanisedSpelling.longest, count - start)
            where isReachable[start + length] {
                let found = RomanisedSpelling.shared.readings(of: word[start..<start + length])
                guard !found.isEmpty else { continue }
                readings[start * RomanisedSpelling.longest + length - 1] = found
                isReachable[start] = true
            }
        }
        if !isReachable[0] { readings = [] }
    }

    /// Whether the word is syllables from its start to its end.
    var isReadable: Bool { !readings.isEmpty }

    /// Whether the word is one syllable.
    var isSyllable: Bool {
        count > 0 && count <= RomanisedSpelling.longest && !self[0..<count].isEmpty
    }

    /// The readings of a stretch of letters; none where no cut of the word has it.
    subscript(stretch: Range<Int>) -> [RomanisedSpelling.Reading] {
        guard isReadable, stretch.count <= RomanisedSpelling.longest else { return [] }
        return readings[stretch.lowerBound * RomanisedSpelling.longest + stretch.count - 1]
    }
}
