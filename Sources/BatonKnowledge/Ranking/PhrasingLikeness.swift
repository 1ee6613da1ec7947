/// How like a message the phrasings of each entry are, as the head sees them.
///
/// A head must share its chances out whatever it is asked; how like the likest phrasing is, and
/// how like all are, tells a message that no entry is about.
struct PhrasingLikeness: Sendable {
    /// The phrasings that have a bucket, by bucket.
    private var holders: [[(phrasing: Int32, value: Float)]]
    /// Phrasing by phrasing.
    private var vectors: [Float] = []
    private var lengths: [Float] = []
    private var places: [Int] = []
    private let classes: Int

    init(_ examples: [HeadTraining.Example], classes: Int) {
        self.classes = classes
        holders = Array(repeating: [], count: HeadInput.bucketCount)
        for (number, example) in examples.enumerated() {
            for (bucket, value) in example.input.buckets {
                holders[Int(bucket)].append((Int32(number), value))
            }
            vectors += example.input.vector
            lengths.append(example.input.length)
            places.append(example.place)
        }
    }

    /// The cosine with each entry's likest phrasing, and the mean of those with all of them.
    func likeness(to input: HeadInput) -> (near: [Float], centre: [Float]) {
        let products = products(with: input)
        var near = [Float](repeating: 0, count: classes)
        var centre = near
        var counts = near
        let length = input.length
        for (number, place) in places.enumerated() {
            let both = length * lengths[number]
            let cosine = both > 0 ? products[number] / both : 0
            near[place] = max(near[place], cosine)
            centre[place] += cosine
            counts[place] += 1
        }
        for place in centre.indices where counts[place] > 0 {
            centre[place] = max(0, centre[place] / counts[place])
        }
        return (near, centre)
    }

    private func products(with input: HeadInput) -> [Float] {
        var products = [Float](repeating: 0, count: places.count)
        for (bucket, value) in input.buckets {
            for holder in holders[Int(bucket)] {
                products[Int(holder.phrasing)] += value * holder.value
            }
        }
        let width = input.vector.count
        guard width > 0, vectors.count == width * places.count else { return products }
        vectors.withUnsafeBufferPointer { vectors in
            input.vector.withUnsafeBufferPointer { vector in
                for number in products.indices {
                    products[number] += VectorTable.dot(
                        vector, UnsafeBufferPointer(rebasing: vectors[(number * width)...]))
                }
            }
        }
        return products
    }
}
