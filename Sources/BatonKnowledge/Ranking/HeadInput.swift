import BatonText

/// A text as the head sees it: hashed words and characters, and a vector.
struct HeadInput: Sendable {
    /// The buckets that the text's features fall into, and how much each counts.
    var buckets: [(bucket: Int32, value: Float)] = []
    /// The text's vector; empty where there is none.
    var vector: [Float]

    /// How many buckets there are: half for words, half for characters.
    static let bucketCount = 1 << 15
    /// What an encoder's vector counts beside the buckets.
    static let vectorScale: Float = 1.7
    /// What the vector of a text's English words counts beside the buckets.
    ///
    /// Learned from four fifths of clinc150's and banking77's phrasings and tried on the others,
    /// in five ways, 0.8, 1 and 1.2 came out alike: right .844, .847, .847 and .760, .771, .767.
    static let wordScale: Float = 1

    /// Makes an input of what an encoder sees, or of buckets alone.
    /// - Parameters:
    ///   - rarity: what each bucket counts.
    ///   - vector: of length 1.
    init(_ text: String, rarity: [Float], vector: [Float]?) {
        self.init(text, rarity: rarity, scaled: vector.map { $0.map { $0 * Self.vectorScale } })
    }

    /// Makes an input of a text's words alone: with the vector of those that are English, where
    /// one is known.
    init(words text: String, rarity: [Float]) {
        self.init(
            text, rarity: rarity,
            scaled: EnglishWordVectors.vector(of: text).map { $0.map { $0 * Self.wordScale } })
    }

    private init(_ text: String, rarity: [Float], scaled: [Float]?) {
        vector = scaled ?? []
        let found = Self.buckets(of: text)
        for half in [found.filter { $0 < Self.half }, found.filter { $0 >= Self.half }] {
            let length = half.reduce(0) { $0 + rarity[Int($1)] * rarity[Int($1)] }.squareRoot()
            guard length > 0 else { continue }
            buckets += half.map { ($0, 0.7 * rarity[Int($0)] / length) }
        }
    }

    /// The same without the vector.
    var ofBuckets: HeadInput {
        var input = self
        input.vector = []
        return input
    }

    /// The length of buckets and vector together.
    var length: Float {
        let squares =
            buckets.reduce(0) { $0 + $1.value * $1.value } + vector.reduce(0) { $0 + $1 * $1 }
        return squares.squareRoot()
    }

    /// What each bucket counts among texts: more where few of them have it.
    static func rarity(_ texts: [String]) -> [Float] {
        var counts = [Float](repeating: 0, count: bucketCount)
        for text in texts { for bucket in buckets(of: text) { counts[Int(bucket)] += 1 } }
        return counts.map {
            1 + GramComparison.logarithm(Float(texts.count + 1) / ($0 + 1))
        }
    }

    private static let half = Int32(bucketCount / 2)

    /// The text's different buckets, in rising order: words, pairs of neighbours and of words with
    /// one between them, and two to five characters in a row within words and their edges.
    private static func buckets(of text: String) -> [Int32] {
        var found: Set<Int32> = []
        var earlier: UInt32 = 0
        var previous: UInt32 = 0
        for token in Tokenizer.tokens(of: text) {
            var hash: UInt32 = 2_166_136_261
            for byte in token.text.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
            found.insert(bucket(hash))
            guard token.kind != .hanBigram else { continue }
            if previous != 0 { found.insert(bucket(previous &* 31 &+ hash)) }
            if earlier != 0 { found.insert(bucket(earlier &* 131 &+ hash)) }
            earlier = previous
            previous = hash | 1
        }
        for word in GramSet.words(of: text) {
            let padded = [0x20] + word + [0x20]
            for start in padded.indices {
                var hash: UInt32 = 2_166_136_261
                for end in start..<min(start + 5, padded.count) {
                    hash = (hash ^ padded[end]) &* 16_777_619
                    if end > start { found.insert(half + bucket(hash ^ UInt32(end - start))) }
                }
            }
        }
        return found.sorted()
    }

    private static func bucket(_ hash: UInt32) -> Int32 {
        Int32((hash ^ (hash >> 15)) & UInt32(half - 1))
    }
}
