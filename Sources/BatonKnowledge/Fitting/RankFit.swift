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
    package var steps = 120
    /// The cost of large weights.
    package var ridge: Float = 0.01
    /// How many trees.
    package var trees = 60
    /// How much of each tree is taken.
    package var rate: Float = 0.15
    /// Features that are left out.
    package var without: Set<RankFeature> = []
    /// The only features that order candidates; `nil` for all that are not left out.
    package var ordersBy: Set<RankFeature>?
    /// The features that count only by how they stand among a message's candidates, so that a model
    /// suits encoders whose cosines have other ranges.
    package var comparesOnly: Set<RankFeature> = []

    /// The usual settings.
    package init() {}

    /// The same settings without some features more.
    package func leaving(_ features: Set<RankFeature>) -> RankFit {
        var fit = self
        fit.without.formUnion(features)
        return fit
    }

    /// All examples' rows in one block.
    struct Rows {
        /// The columns that are looked at, by their numbers.
        var columns: [Int]
        var width: Int { columns.count }
        var values: [Float] = []
        var ranges: [Range<Int>] = []
        var isRight: [Bool] = []
        var weights: [Float] = []
    }

    /// Fits a model.
    package func fit(_ examples: [Example]) -> RankModel {
        let rows = gather(examples.filter { $0.isRight.contains(true) })
        var model = RankModel(weights: [Float](repeating: 0, count: RankColumns.all.count))
        guard !rows.ranges.isEmpty else { return model }
        let weights = linear(rows)
        for (column, weight) in zip(rows.columns, weights) { model.weights[column] = weight }
        model.trees = RankTrees(count: trees, rate: rate).fit(rows, scores(rows, weights))
        calibrate(&model, examples)
        learnLikelihood(&model, examples, rows.columns)
        return model
    }

    private func gather(_ examples: [Example]) -> Rows {
        let all = RankColumns.all
        let kept = all.indices.filter { place in
            let column = all[place]
            if comparesOnly.contains(column.feature), column.form != .standard { return false }
            return !without.contains(column.feature)
        }
        var rows = Rows(columns: kept)
        for example in examples {
            let values = RankColumns.rows(of: example.table)
            for row in example.isRight.indices {
                for column in rows.columns { rows.values.append(values[row * all.count + column]) }
            }
            let first = rows.isRight.count
            rows.isRight += example.isRight
            rows.ranges.append(first..<rows.isRight.count)
            rows.weights.append(example.weight)
        }
        let total = rows.weights.reduce(0, +)
        rows.weights = rows.weights.map { $0 / total }
        return rows
    }

    private func scores(_ rows: Rows, _ weights: [Float]) -> [Float] {
        let width = rows.width
        return rows.values.withUnsafeBufferPointer { values in
            weights.withUnsafeBufferPointer { weights in
                rows.isRight.indices.map { row in
                    let at = row * width
                    var sum: Float = 0
                    for column in 0..<width { sum += weights[column] * values[at + column] }
                    return sum
                }
            }
        }
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
        let scale = zip(rows.columns, deviations(rows)).map { column, deviation -> Float in
            let orders = ordersBy?.contains(RankColumns.all[column].feature) ?? true
            return orders && deviation > 1e-5 ? 1 / deviation : 0
        }
        var standard = [Float](repeating: 0, count: rows.width)
        var adam = Adam(count: rows.width)
        for _ in 0..<steps {
            let weights = zip(standard, scale).map { $0 * $1 }
            let scores = scores(rows, weights)
            var slopes = standard.map { $0 * ridge }
            for (range, weight) in zip(rows.ranges, rows.weights) {
                let errors = Softmax.errors(Array(scores[range]), Array(rows.isRight[range]))
                for (row, error) in zip(range, errors) where abs(error) > 1e-5 {
                    Self.add(error * weight, rows, row, scale, to: &slopes)
                }
            }
            adam.step(&standard, slopes, rate: 0.05)
        }
        return zip(standard, scale).map { $0 * $1 }
    }

    private static func add(
        _ factor: Float, _ rows: Rows, _ row: Int, _ scale: [Float], to slopes: inout [Float]
    ) {
        let width = rows.width
        rows.values.withUnsafeBufferPointer { values in
            scale.withUnsafeBufferPointer { scale in
                slopes.withUnsafeMutableBufferPointer { slopes in
                    let at = row * width
                    for column in 0..<width {
                        slopes[column] += factor * values[at + column] * scale[column]
                    }
                }
            }
        }
    }

    /// Learns from the best candidates of all messages, those too that no entry answers, which of
    /// them are right.
    private func learnLikelihood(
        _ model: inout RankModel, _ examples: [Example], _ columns: [Int]
    ) {
        let width = RankColumns.all.count
        var points: [LogisticFit.Point] = []
        for example in examples where !example.isRight.isEmpty {
            let sums = model.sums(example.table)
            let values = RankColumns.rows(of: example.table)
            let best = sums.indices.sorted { sums[$0] > sums[$1] }.prefix(2)
            for (place, row) in best.enumerated() {
                points.append(
                    LogisticFit.Point(
                        values: columns.map { Double(values[row * width + $0]) },
                        isTrue: example.isRight[row],
                        weight: Double(example.weight) * (place == 0 ? 1 : 0.5)))
            }
        }
        var fit = LogisticFit(ridge: 10)
        fit.steps = 8
        let fitted = fit.fit(points)
        model.likely = [Float](repeating: 0, count: width)
        for (column, weight) in zip(columns, fitted.weights) {
            model.likely[column] = Float(weight)
        }
        model.likelyConstant = Float(fitted.intercept)
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
