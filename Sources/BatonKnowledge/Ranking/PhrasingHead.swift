import BatonCore
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

        /// The chance of an entry; 0 where its phrasings are not those that were learned.
        func chance(of revision: EntryRevision) -> Float {
            guard let place = head[revision.entry.id],
                classes[place].phrasings == revision.entry.questions
            else { return 0 }
            return chances[place]
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
        let input = HeadInput(text, vector: usesVectors ? vector : nil)
        return Opinion(
            head: numberOf, classes: classes,
            chances: Softmax.probabilities(weights.scores(input)))
    }
}

/// A text as the head sees it: hashed features, and a vector.
struct HeadInput: Sendable {
    /// The buckets that the text's features fall into, and how much each counts; length 1.
    var buckets: [(bucket: Int32, value: Float)]
    /// The text's vector; empty where there is none.
    var vector: [Float]

    /// How many buckets there are.
    static let bucketCount = 1 << 13
    /// What the vector counts beside the buckets.
    static let vectorScale: Float = 1.6

    init(_ text: String, vector: [Float]?) {
        var counts: [Int32: Float] = [:]
        let tokens = Analysis(text, glossary: .empty)
        var previous: UInt32 = 0
        for term in tokens.terms where term.kind != .unigram {
            let hash = Self.hash(term.text)
            counts[Self.bucket(hash), default: 0] += 2
            if term.kind != .bigram {
                if previous != 0 { counts[Self.bucket(hash &* 31 &+ previous), default: 0] += 1 }
                previous = hash
            }
        }
        for gram in GramSet(text).hashes {
            counts[Self.bucket(gram &* 2_654_435_761), default: 0] += 0.5
        }
        let length = counts.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
        buckets = counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value / max(length, 1e-6)) }
        self.vector = vector.map { $0.map { $0 * Self.vectorScale } } ?? []
    }

    private static func bucket(_ hash: UInt32) -> Int32 {
        Int32((hash ^ (hash >> 13)) & UInt32(bucketCount - 1))
    }

    private static func hash(_ text: String) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return hash | 1
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

    init(classes: Int, dimensions: Int) {
        self.classes = classes
        self.dimensions = dimensions
        buckets = [Float](repeating: 0, count: classes * HeadInput.bucketCount)
        vectors = [Float](repeating: 0, count: classes * dimensions)
        biases = [Float](repeating: 0, count: classes)
    }

    /// The score of each class.
    func scores(_ input: HeadInput) -> [Float] {
        var scores = biases
        for (bucket, value) in input.buckets {
            let at = Int(bucket) * classes
            for place in 0..<classes { scores[place] += value * buckets[at + place] }
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
