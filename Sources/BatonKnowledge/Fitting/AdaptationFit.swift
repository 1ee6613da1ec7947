/// Learns an `Adaptation` so that right entries lie nearer to their messages than others.
///
/// The loss is the softmax over each message's candidates; steps are Adam's, over all messages at
/// once; the same input gives the same result.
package struct AdaptationFit: Sendable {
    /// One message.
    package struct Example: Sendable {
        /// The message's vector.
        package var query: [Float]
        /// The candidates' vectors, one after another.
        package var candidates: [Float]
        /// Which candidates are right.
        package var isRight: [Bool]
        /// How much the message counts.
        package var weight: Float

        /// Makes an example.
        package init(query: [Float], candidates: [Float], isRight: [Bool], weight: Float) {
            self.query = query
            self.candidates = candidates
            self.isRight = isRight
            self.weight = weight
        }
    }

    /// Columns of U.
    package var rank = 32
    /// Adam's steps.
    package var steps = 40
    /// The first step's size.
    package var rate: Float = 0.01
    /// How much a large adaptation costs.
    package var ridge: Float = 0.01
    /// What cosines are multiplied by before the softmax.
    package var sharpness: Float = 20

    /// The usual settings.
    package init() {}

    /// Learns from `examples`.
    package func fit(_ examples: [Example], model: String, dimensions: Int) -> Adaptation {
        var random = SeededGenerator(seed: 1)
        var adaptation = Adaptation(
            model: model, dimensions: dimensions, rank: rank,
            left: (0..<dimensions * rank).map { _ in random.nextNormal() * 0.02 },
            right: [Float](repeating: 0, count: dimensions * rank))
        let used = examples.filter { $0.isRight.contains(true) && $0.query.count == dimensions }
        let total = used.reduce(0) { $0 + $1.weight }
        guard total > 0 else { return adaptation }
        var left = Adam(count: adaptation.left.count)
        var right = Adam(count: adaptation.right.count)
        for step in 0..<steps {
            var slopes = Slopes(count: dimensions * rank)
            for example in used { add(example, adaptation, total, &slopes) }
            addRidge(adaptation, &slopes)
            let rate = rate * min(1, 1.5 * Float(steps - step) / Float(steps))
            left.step(&adaptation.left, slopes.left, rate: rate)
            right.step(&adaptation.right, slopes.right, rate: rate)
        }
        return adaptation
    }

    private struct Slopes {
        var left: [Float]
        var right: [Float]

        init(count: Int) {
            left = [Float](repeating: 0, count: count)
            right = left
        }
    }

    private func add(
        _ example: Example, _ adaptation: Adaptation, _ total: Float, _ slopes: inout Slopes
    ) {
        let dimensions = adaptation.dimensions
        let turned = adaptation.apply(example.query)
        let count = example.isRight.count
        var scores = [Float](repeating: 0, count: count)
        example.candidates.withUnsafeBufferPointer { candidates in
            turned.withUnsafeBufferPointer { turned in
                for row in 0..<count {
                    scores[row] =
                        sharpness
                        * VectorTable.dot(
                            turned,
                            UnsafeBufferPointer(rebasing: candidates[(row * dimensions)...]))
                }
            }
        }
        let errors = Softmax.errors(scores, example.isRight)
        let scale = sharpness * example.weight / total
        var slope = [Float](repeating: 0, count: dimensions)
        for row in 0..<count where abs(errors[row]) > 1e-4 {
            Block.add(errors[row] * scale, example.candidates, row * dimensions, to: &slope, 0)
        }
        outer(example.query, slope, adaptation, &slopes)
    }

    /// Adds the slopes of U and V for one message's slope.
    private func outer(
        _ query: [Float], _ slope: [Float], _ adaptation: Adaptation, _ slopes: inout Slopes
    ) {
        let dimensions = adaptation.dimensions
        var inner = [Float](repeating: 0, count: rank)
        for (row, value) in query.enumerated() {
            Block.add(value, adaptation.left, row * rank, to: &inner, 0, count: rank)
        }
        var back = [Float](repeating: 0, count: rank)
        for column in 0..<rank {
            let at = column * dimensions
            back[column] = slope.withUnsafeBufferPointer { slope in
                adaptation.right.withUnsafeBufferPointer { right in
                    VectorTable.dot(slope, UnsafeBufferPointer(rebasing: right[at...]))
                }
            }
            Block.add(inner[column], slope, 0, to: &slopes.right, at)
        }
        for (row, value) in query.enumerated() {
            Block.add(value, back, 0, to: &slopes.left, row * rank)
        }
    }

    /// Adds the slopes of ridge/2 · ‖UV‖².
    private func addRidge(_ adaptation: Adaptation, _ slopes: inout Slopes) {
        let dimensions = adaptation.dimensions
        var leftGram = [Float](repeating: 0, count: rank * rank)
        var rightGram = leftGram
        for row in 0..<dimensions {
            for first in 0..<rank {
                let value = adaptation.left[row * rank + first]
                for second in 0..<rank {
                    leftGram[first * rank + second] +=
                        value * adaptation.left[row * rank + second]
                }
            }
        }
        for first in 0..<rank {
            for second in 0..<rank {
                var sum: Float = 0
                for index in 0..<dimensions {
                    sum +=
                        adaptation.right[first * dimensions + index]
                        * adaptation.right[second * dimensions + index]
                }
                rightGram[first * rank + second] = sum
            }
        }
        for row in 0..<dimensions {
            for first in 0..<rank {
                let value = ridge * adaptation.left[row * rank + first]
                for second in 0..<rank {
                    slopes.left[row * rank + second] += value * rightGram[first * rank + second]
                }
            }
        }
        for first in 0..<rank {
            for second in 0..<rank {
                let value = ridge * leftGram[first * rank + second]
                for index in 0..<dimensions {
                    slopes.right[first * dimensions + index] +=
                        value * adaptation.right[second * dimensions + index]
                }
            }
        }
    }
}

/// Sums over parts of blocks of numbers.
enum Block {
    /// Adds `factor` times `source`, from `start` on, to `target`, from `place` on: as many numbers
    /// as the shorter block holds, or `count`.
    static func add(
        _ factor: Float, _ source: [Float], _ start: Int, to target: inout [Float], _ place: Int,
        count: Int? = nil
    ) {
        let count = count ?? min(source.count - start, target.count - place)
        source.withUnsafeBufferPointer { source in
            target.withUnsafeMutableBufferPointer { target in
                for index in 0..<count { target[place + index] += factor * source[start + index] }
            }
        }
    }
}
