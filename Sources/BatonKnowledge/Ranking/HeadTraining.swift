import BatonCore

/// Trains a `PhrasingHead`: stochastic steps down the softmax loss, the same for the same input.
package struct HeadTraining: Sendable {
    /// One phrasing of one entry.
    struct Example: Sendable {
        var input: HeadInput
        var place: Int

        /// The same without the vector.
        var ofBuckets: Example { Example(input: input.ofBuckets, place: place) }
    }

    /// Times that every phrasing is looked at.
    package var rounds = 20
    /// The first steps' size for words alone.
    package var rate: Float = 2
    /// The first steps' size where there are vectors.
    package var vectorRate: Float = 0.7

    /// The least phrasings an entry must have.
    package static let leastPhrasings = 3
    /// The most entries that a head is trained for; a larger knowledge base goes without.
    package static let mostEntries = 600

    /// The usual settings.
    package init() {}

    /// Trains on entries; `nil` where fewer than two have enough phrasings, or too many have.
    /// - Parameter vectors: from each source the vector of each phrasing, by text; none for words
    ///   alone.
    func train(
        _ entries: [EntryRevision], revision: Int64, vectors: [[String: [Float]]]
    ) -> PhrasingHead? {
        let known = entries.filter { $0.entry.questions.count >= Self.leastPhrasings }
        guard known.count >= 2, known.count <= Self.mostEntries else { return nil }
        let phrasings = known.map {
            $0.entry.questions.prefix(EntryProfile.phrasingLimit).map(\.text)
        }
        let rarity = HeadInput.rarity(phrasings.flatMap(\.self))
        let turn = HeadVectors(
            vectors.map { vectors in
                VectorWhitening(groups: phrasings.map { $0.compactMap { vectors[$0] } })
            })
        var examples: [Example] = []
        for (place, texts) in phrasings.enumerated() {
            for text in texts {
                let known = vectors.compactMap { $0[text] }
                guard known.count == vectors.count else { continue }
                let input =
                    vectors.isEmpty
                    ? HeadInput(words: text, rarity: rarity)
                    : HeadInput(text, rarity: rarity, vector: turn.joined(known))
                examples.append(Example(input: input, place: place))
            }
        }
        let dimensions = examples.map(\.input.vector.count).max() ?? 0
        var weights = HeadWeights(
            classes: known.count, dimensions: dimensions, rarity: rarity)
        weights.turn = turn
        var random = SeededGenerator(seed: 7)
        for round in 0..<rounds {
            let step = (vectors.isEmpty ? rate : vectorRate) / (1 + Float(round) / 8)
            for example in examples.shuffled(using: &random) {
                learn(example, &weights, step: step)
            }
        }
        return PhrasingHead(
            revision: revision, sources: vectors.count,
            classes: known.map {
                PhrasingHead.Class(entry: $0.entry.id, phrasings: $0.entry.questions)
            }, weights: weights,
            likeness: PhrasingLikeness(
                vectors.isEmpty ? examples.map(\.ofBuckets) : examples, classes: known.count))
    }

    private func learn(_ example: Example, _ weights: inout HeadWeights, step: Float) {
        var errors = Softmax.probabilities(weights.scores(example.input))
        errors[example.place] -= 1
        let classes = weights.classes
        for place in 0..<classes { errors[place] *= step }
        for place in 0..<classes { weights.biases[place] -= 0.1 * errors[place] }
        weights.buckets.withUnsafeMutableBufferPointer { buckets in
            errors.withUnsafeBufferPointer { errors in
                for (bucket, value) in example.input.buckets {
                    let at = Int(bucket) * classes
                    for place in 0..<classes { buckets[at + place] -= value * errors[place] }
                }
            }
        }
        let dimensions = weights.dimensions
        // A text without a known English word has no vector.
        guard example.input.vector.count == dimensions else { return }
        weights.vectors.withUnsafeMutableBufferPointer { vectors in
            example.input.vector.withUnsafeBufferPointer { vector in
                for place in 0..<classes where abs(errors[place]) > 1e-4 {
                    let factor = errors[place]
                    let at = place * dimensions
                    for column in 0..<dimensions { vectors[at + column] -= factor * vector[column] }
                }
            }
        }
    }
}
