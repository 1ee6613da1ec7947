/// Fits a `RankModel` on labelled messages: first the weights, then trees on what they leave.
///
/// Both go down the same slope, the softmax loss over each message's candidates, so that a model
/// learns to order; `calibrate` then makes the sum a probability.
package struct RankFit: Sendable {
    /// One message.
    package struct Example: Sendable {
        /// Its candidates.
        package var table: RankTable
        /// Which are right.
        package var isRight: [Bool]
        /// How much it counts.
        package var weight: Float

        /// Makes an example.
        package init(table: RankTable, isRight: [Bool], weight: Float) {
            self.table = table
            self.isRight = isRight
            self.weight = weight
        }
    }

    /// Adam's steps for the weights.
    package var steps = 150
    /// The cost of large weights.
    package var ridge: Float = 0.01
    /// How many trees.
    package var trees = 60
    /// How much of each tree is taken.
    package var rate: Float = 0.15
    /// Features that are left out.
    package var without: Set<RankFeature> = []

    /// The usual settings.
    package init() {}

    /// All examples' rows in one block.
    struct Rows {
        var width = RankColumns.all.count
        var values: [Float] = []
        var ranges: [Range<Int>] = []
        var isRight: [Bool] = []
        var weights: [Float] = []
    }

    /// Fits a model.
    package func fit(_ examples: [Example]) -> RankModel {
        let rows = gather(examples.filter { $0.isRight.contains(true) })
        guard !rows.ranges.isEmpty else {
            return RankModel(weights: [Float](repeating: 0, count: rows.width))
        }
        var model = RankModel(weights: linear(rows))
        model.trees = RankTrees(count: trees, rate: rate).fit(rows, scores(rows, model.weights))
        calibrate(&model, examples)
        return model
    }

    private func gather(_ examples: [Example]) -> Rows {
        var rows = Rows()
        let left = RankColumns.all.indices.filter { without.contains(RankColumns.all[$0].feature) }
        for example in examples {
            var values = RankColumns.rows(of: example.table)
            for row in example.isRight.indices {
                for column in left { values[row * rows.width + column] = 0 }
            }
            let first = rows.isRight.count
            rows.values += values
            rows.isRight += example.isRight
            rows.ranges.append(first..<rows.isRight.count)
            rows.weights.append(example.weight)
        }
        let total = rows.weights.reduce(0, +)
        rows.weights = rows.weights.map { $0 / total }
        return rows
    }

    private func scores(_ rows: Rows, _ weights: [Float]) -> [Float] {
        var scores = [Float](repeating: 0, count: rows.isRight.count)
        for row in scores.indices {
            let at = row * rows.width
            var sum: Float = 0
            for column in 0..<rows.width { sum += weights[column] * rows.values[at + column] }
            scores[row] = sum
        }
        return scores
    }

    /// The columns' deviations, by which their weights are made comparable.
    private func deviations(_ rows: Rows) -> [Float] {
        var sums = [Float](repeating: 0, count: rows.width)
        var squares = sums
        for row in rows.isRight.indices {
            for column in 0..<rows.width {
                let value = rows.values[row * rows.width + column]
                sums[column] += value
                squares[column] += value * value
            }
        }
        let count = Float(rows.isRight.count)
        return sums.indices.map { column in
            let mean = sums[column] / count
            return max(0, squares[column] / count - mean * mean).squareRoot()
        }
    }

    private func linear(_ rows: Rows) -> [Float] {
        let scale = deviations(rows).map { $0 > 1e-5 ? 1 / $0 : 0 }
        var standard = [Float](repeating: 0, count: rows.width)
        var adam = Adam(count: rows.width)
        for _ in 0..<steps {
            let weights = zip(standard, scale).map { $0 * $1 }
            let scores = scores(rows, weights)
            var slopes = standard.map { $0 * ridge }
            for (range, weight) in zip(rows.ranges, rows.weights) {
                let errors = Softmax.errors(Array(scores[range]), Array(rows.isRight[range]))
                for (row, error) in zip(range, errors) where abs(error) > 1e-6 {
                    let factor = error * weight
                    let at = row * rows.width
                    for column in 0..<rows.width {
                        slopes[column] += factor * rows.values[at + column] * scale[column]
                    }
                }
            }
            adam.step(&standard, slopes, rate: 0.05)
        }
        return zip(standard, scale).map { $0 * $1 }
    }

    /// Sets slope and intercept so that a sum becomes the chance of being right, by Newton's steps
    /// on the first candidates of all messages.
    private func calibrate(_ model: inout RankModel, _ examples: [Example]) {
        var points: [LogisticFit.Point] = []
        for example in examples where !example.isRight.isEmpty {
            let sums = model.sums(example.table)
            guard let best = sums.indices.max(by: { sums[$0] < sums[$1] }) else { continue }
            points.append(
                LogisticFit.Point(
                    values: [Double(sums[best])], isTrue: example.isRight[best],
                    weight: Double(example.weight)))
        }
        let fitted = LogisticFit(ridge: 1).fit(points)
        model.intercept = fitted.intercept
        model.slope = max(0.05, fitted.weights.first ?? 1)
    }
}
