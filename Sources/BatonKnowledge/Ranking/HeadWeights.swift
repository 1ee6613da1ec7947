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
    /// What vectors go through first.
    var turn = HeadVectors([])

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
