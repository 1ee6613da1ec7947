/// What a knowledge base says, for reading romanised messages in its own words.
///
/// Counts of its Chinese characters, pairs and triples, and its Latin words; texts come and go one
/// by one, in time linear in their length.
package struct SoundVocabulary: Sendable {
    private var counts = GramCounts()
    private var words: [[UInt8]: Int32] = [:]
    private var total: Int32 = 0

    /// An empty vocabulary: general language alone.
    package init() {}

    /// The vocabulary of `texts`.
    package init(_ texts: some Sequence<String>) {
        for text in texts { add(text) }
    }

    /// Takes the words of `text` in.
    package mutating func add(_ text: String) { count(text, 1) }

    /// Takes out what `add` took in of the same text.
    package mutating func remove(_ text: String) { count(text, -1) }

    /// Whether it has no Chinese.
    var isEmpty: Bool { total <= 0 }

    /// The share of this vocabulary in what is expected of a message; more text, more weight.
    var weight: Float {
        guard total > 0 else { return 0 }
        return Self.mostWeight * Float(total) / (Float(total) + Self.halfWay)
    }

    private static let mostWeight: Float = 0.35
    /// Characters at which the weight is half of the most.
    private static let halfWay: Float = 500

    /// Whether the Latin word, lower-case ASCII, is in the texts.
    func contains(_ word: [UInt8]) -> Bool { words[word] != nil }

    /// How often up to three characters come in a row.
    func count(_ first: UInt32, _ second: UInt32, _ third: UInt32) -> Float {
        Float(counts[SoundLanguageModel.key(first, second, third)])
    }

    /// How likely `character` is by itself.
    func share(of character: UInt32) -> Float {
        total > 0 ? count(0, 0, character) / Float(total) : 0
    }

    private mutating func count(_ text: String, _ change: Int32) {
        var earlier: UInt32 = 0
        var before = SoundLanguageModel.edge
        var word: [UInt8] = []
        func step(_ value: UInt32) {
            let key = SoundLanguageModel.key
            counts.add(change, to: key(0, 0, value))
            counts.add(change, to: key(0, before, value))
            if earlier != 0 { counts.add(change, to: key(earlier, before, value)) }
            (earlier, before) = (before, value)
        }
        func end() {
            guard word.count > 1 else { return word.removeAll(keepingCapacity: true) }
            let next = (words[word] ?? 0) &+ change
            words[word] = next > 0 ? next : nil
            word.removeAll(keepingCapacity: true)
        }
        for scalar in text.unicodeScalars {
            CompatibilityFolding.fold(scalar) { value in
                if RomanisedText.isHan(value), let han = Unicode.Scalar(value) {
                    step(HanFolding.fold(han).value)
                    total = max(0, total &+ change)
                } else if before != SoundLanguageModel.edge {
                    step(SoundLanguageModel.edge)
                    (earlier, before) = (0, SoundLanguageModel.edge)
                }
                if (0x61...0x7A).contains(value) {
                    word.append(UInt8(truncatingIfNeeded: value))
                } else {
                    end()
                }
            }
        }
        end()
        if before != SoundLanguageModel.edge { step(SoundLanguageModel.edge) }
    }
}
