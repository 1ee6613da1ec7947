import BatonCore

/// Fits a ``GateModel``: logistic regression with a ridge, by Newton's method.
///
/// Deterministic: the same labels in the same order give the same weights, bit for bit.
package enum GateModelFit {
    /// Fewer labels, or fewer right or wrong ones, than this make worse weights than the shipped.
    package static let leastLabels = 150
    /// The least of each kind.
    package static let leastOfEachKind = 25

    /// Fits to the eligible among `labels`.
    /// - Returns: `nil` where there are too few of them to fit.
    package static func fit(_ labels: [GradedDecision], ridge: Double = 1) -> GateModel? {
        let labels = labels.filter { $0.isEligible && !$0.features.isEmpty }
        let right = labels.count(where: \.isRight)
        guard labels.count >= leastLabels, right >= leastOfEachKind,
            labels.count - right >= leastOfEachKind
        else { return nil }
        let features = standardisation(labels)
        let rows = labels.map { label in
            features.map { ((label.features[$0.name] ?? $0.mean) - $0.mean) / $0.deviation } + [1]
        }
        let weights = newton(rows, labels.map { $0.isRight ? 1 : 0 }, ridge: ridge)
        var model = GateModel(
            features: features, intercept: weights.last ?? 0, ridge: ridge,
            labels: labels.count, right: right)
        for index in features.indices { model.features[index].weight = weights[index] }
        return model
    }

    /// The labels as models see them that were fitted without them: by the label's conversation one
    /// of `folds` parts is left out each time.
    /// - Returns: `nil` where a part leaves too few to fit.
    package static func outOfFold(
        _ labels: [GradedDecision], folds: Int = 5, ridge: Double = 1
    ) -> [GradedDecision]? {
        let parts = labels.map {
            Int(StableHash.share(of: "fold\u{0}" + $0.conversation.rawValue) * Double(folds))
        }
        var scored = labels
        for part in 0..<folds {
            let others = zip(labels, parts).filter { $0.1 != part }.map(\.0)
            guard let model = fit(others, ridge: ridge) else { return nil }
            for index in labels.indices where parts[index] == part {
                scored[index].confidence = model.confidence(labels[index].features)
            }
        }
        return scored
    }

    /// Means and deviations of the features that vary, by name.
    private static func standardisation(_ labels: [GradedDecision]) -> [GateModel.Feature] {
        let names = Set(labels.flatMap(\.features.keys)).sorted()
        let count = Double(labels.count)
        return names.compactMap { name in
            let values = labels.compactMap { $0.features[name] }.filter(\.isFinite)
            guard values.count == labels.count else { return nil }
            let mean = values.reduce(0, +) / count
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
            guard variance > 1e-12 else { return nil }
            return GateModel.Feature(
                name: name, mean: mean, deviation: variance.squareRoot(), weight: 0)
        }
    }

    /// Weights that minimise the logistic loss plus half the ridge; the last column, which is the
    /// intercept's, is not penalised.
    private static func newton(_ rows: [[Double]], _ truth: [Double], ridge: Double) -> [Double] {
        let width = rows.first?.count ?? 0
        var weights = [Double](repeating: 0, count: width)
        for _ in 0..<30 {
            var gradient = [Double](repeating: 0, count: width)
            var curvature = [Double](repeating: 0, count: width * width)
            for (row, truth) in zip(rows, truth) {
                var sum = 0.0
                for column in 0..<width { sum += row[column] * weights[column] }
                let chance = Confidence.logistic(sum)
                let slope = max(chance * (1 - chance), 1e-9)
                for column in 0..<width {
                    gradient[column] += (chance - truth) * row[column]
                    let scaled = slope * row[column]
                    for other in 0...column {
                        curvature[column * width + other] += scaled * row[other]
                    }
                }
            }
            for column in 0..<(width - 1) {
                gradient[column] += ridge * weights[column]
                curvature[column * width + column] += ridge
            }
            curvature[width * width - 1] += 1e-9
            let step = solve(curvature, gradient)
            var largest = 0.0
            for column in 0..<width {
                weights[column] -= step[column]
                largest = max(largest, abs(step[column]))
            }
            if largest < 1e-10 { break }
        }
        return weights
    }

    /// Solves a symmetric positive system, given by its lower half, by Cholesky's method.
    private static func solve(_ matrix: [Double], _ right: [Double]) -> [Double] {
        let width = right.count
        var lower = matrix
        for row in 0..<width {
            for column in 0...row {
                var sum = lower[row * width + column]
                for index in 0..<column {
                    sum -= lower[row * width + index] * lower[column * width + index]
                }
                lower[row * width + column] =
                    row == column
                    ? max(sum, 1e-12).squareRoot() : sum / lower[column * width + column]
            }
        }
        var result = right
        for row in 0..<width {
            for index in 0..<row { result[row] -= lower[row * width + index] * result[index] }
            result[row] /= lower[row * width + row]
        }
        for row in (0..<width).reversed() {
            for index in (row + 1)..<max(width, row + 1) {
                result[row] -= lower[index * width + row] * result[index]
            }
            result[row] /= lower[row * width + row]
        }
        return result
    }
}
