import BatonCore
import BatonText
import Foundation

/// A linear classifier that learned which entry each phrasing of a knowledge base belongs to.
///
/// Softmax regression over hashed words and characters and the text's vector, for entries with
/// three phrasings or more.
package struct PhrasingHead: Sendable {
    /// An entry as it was learned.
    struct Class: Sendable {
        var entry: EntryID
        var phrasings: [Phrasing]
    }

    /// What it says of one message.
    struct Opinion: Sendable {
        var head: [EntryID: Int]
        var classes: [Class]
        var chances: [Float]

        /// The entries with the best chances.
        func best(_ limit: Int) -> [(EntryID, Float)] {
            chances.indices.sorted { chances[$0] > chances[$1] }.prefix(limit).map {
                (classes[$0].entry, chances[$0])
            }
        }

        /// How likely an entry is: 1 + ln(chance) / 8, at least 0, so that what tells two small
        /// chances apart is seen; 0 where its phrasings are not those that were learned.
        func score(of revision: EntryRevision) -> Float {
            guard let place = head[revision.entry.id],
                classes[place].phrasings == revision.entry.questions
            else { return 0 }
            return max(0, 1 + Float(log(Double(max(chances[place], 1e-6)))) / 8)
        }
    }

    /// The knowledge revision that it learned.
    package let revision: Int64
    /// Whether it also looks at vectors.
    package let usesVectors: Bool
    private let classes: [Class]
    private let numberOf: [EntryID: Int]
    private let weights: HeadWeights

    /// How many entries it knows.
    package var count: Int { classes.count }

    init(revision: Int64, usesVectors: Bool, classes: [Class], weights: HeadWeights) {
        self.revision = revision
        self.usesVectors = usesVectors
        self.classes = classes
        self.weights = weights
        numberOf = Dictionary(classes.enumerated().map { ($0.element.entry, $0.offset) }) {
            first, _ in first
        }
    }

    /// What it says of a message.
    func opinion(_ text: String, vector: [Float]?) -> Opinion? {
        guard !usesVectors || vector != nil else { return nil }
        let input = HeadInput(
            text, rarity: weights.rarity, vector: usesVectors ? vector : nil)
        return Opinion(
            head: numberOf, classes: classes,
            chances: Softmax.probabilities(weights.scores(input)))
    }
}

/// A text as the head sees it: hashed words and characters, and a vector.
struct HeadInput: Sendable {
    /// The buckets that the text's features fall into, and how much each counts.
    var buckets: [(bucket: Int32, value: Float)] = []
    /// The text's vector; empty where there is none.
    var vector: [Float]

    /// How many buckets there are: half for words, half for characters.
    static let bucketCount = 1 << 15
    /// What the vector counts beside the buckets.
    static let vectorScale: Float = 1.6

    /// Makes an input.
    /// - Parameter rarity: what each bucket counts.
    init(_ text: String, rarity: [Float], vector: [Float]?) {
        self.vector = vector.map { $0.map { $0 * Self.vectorScale } } ?? []
        let found = Self.buckets(of: text)
        for half in [found.filter { $0 < Self.half }, found.filter { $0 >= Self.half }] {
            let length = half.reduce(0) { $0 + rarity[Int($1)] * rarity[Int($1)] }.squareRoot()
            guard length > 0 else { continue }
            buckets += half.map { ($0, 0.7 * rarity[Int($0)] / length) }
        }
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

    /// The text's different buckets, in rising order: words and pairs of words, and two to five
    /// characters in a row within words and their edges.
    private static func buckets(of text: String) -> [Int32] {
        var found: Set<Int32> = []
        var previous: UInt32 = 0
        for token in Tokenizer.tokens(of: text) {
            var hash: UInt32 = 2_166_136_261
            for byte in token.text.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
            found.insert(bucket(hash))
            guard token.kind != .hanBigram else { continue }
            if previous != 0 { found.insert(bucket(previous &* 31 &+ hash)) }
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

/// The weights of a head: a row of classes for each bucket, a vector for each class.
struct HeadWeights: Sendable {
    var classes: Int
    var dimensions: Int
    /// Bucket by bucket, a number a class.
    var buckets: [Float]
    /// Class by class, a number a dimension.
    var vectors: [Float]
    var biases: [Float]
    /// What each bucket counts.
    var rarity: [Float]

    init(classes: Int, dimensions: Int, rarity: [Float]) {
        self.rarity = rarity
        self.classes = classes
        self.dimensions = dimensions
        buckets = [Float](repeating: 0, count: classes * HeadInput.bucketCount)
        vectors = [Float](repeating: 0, count: classes * dimensions)
        biases = [Float](repeating: 0, count: classes)
    }

    /// The score of each class.
    func scores(_ input: HeadInput) -> [Float] {
        var scores = biases
        buckets.withUnsafeBufferPointer { buckets in
            scores.withUnsafeMutableBufferPointer { scores in
                for (bucket, value) in input.buckets {
                    let at = Int(bucket) * classes
                    for place in 0..<classes { scores[place] += value * buckets[at + place] }
                }
            }
        }
        guard input.vector.count == dimensions, dimensions > 0 else { return scores }
        vectors.withUnsafeBufferPointer { vectors in
            input.vector.withUnsafeBufferPointer { vector in
                for place in 0..<classes {
                    scores[place] += VectorTable.dot(
                        vector, UnsafeBufferPointer(rebasing: vectors[(place * dimensions)...]))
                }
            }
        }
        return scores
    }
}
