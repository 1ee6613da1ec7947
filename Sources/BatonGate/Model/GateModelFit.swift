import BatonCore

/// Fits a ``GateModel``: logistic regression with a ridge, by Newton's method.
///
/// Deterministic: the same labels in the same order give the same weights, bit for bit.
package enum GateModelFit {
    /// Fewer labels, or fewer right or wrong ones, than this make worse weights than the shipped.
    package static let leastLabels = 150
    /// The least of each kind.
    package static let leastOfEachKind = 25
    /// The penalty on weights of standardised numbers, where none is given.
    ///
    /// Out of fold, hk_desk by shop, AUROC was .852, .856, .857, .857 with 1, 10, 30, 100, clinc150's
    /// .936, .937, .937, .936, banking77's .868, .874, .873, .870.
    package static let usualRidge = 30.0

    /// Fits to the eligible among `labels`.
    /// - Returns: `nil` where there are too few of them to fit.
    package static func fit(_ labels: [GradedDecision], ridge: Double = usualRidge) -> GateModel? {
        let labels = labels.filter { $0.isEligible && !$0.features.isEmpty }
        let right = labels.count(where: \.isRight)
        guard labels.count >= leastLabels, right >= leastOfEachKind,
            labels.count - right >= leastOfEachKind
        else { return nil }
        let features = standardisation(labels)
        let keys = EntryWeight.keys(in: labels)
        let places = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
        let rows = labels.map { label in
            var row = LogisticRow(
                features.map {
                    ((label.features[$0.name] ?? $0.mean) - $0.mean) / $0.deviation
                })
            for key in EntryWeight.Key.all(of: label.candidates) {
                if let place = places[key] { row.add(1, at: features.count + place) }
            }
            return row
        }
        let prior = 1 / (EntryWeight.deviation * EntryWeight.deviation)
        let newton = LogisticNewton(
            penalties: features.map { _ in ridge } + keys.map { _ in prior })
        let weights = newton.weights(rows, labels.map { $0.isRight ? 1 : 0 })
        var model = GateModel(
            features: features,
            entries: keys.enumerated().map { place, key in
                EntryWeight(
                    entry: key.entry, before: key.before,
                    weight: weights[features.count + place])
            },
            intercept: weights.last ?? 0, ridge: ridge, labels: labels.count, right: right)
        for index in features.indices { model.features[index].weight = weights[index] }
        return model
    }

    /// The labels as models see them that were fitted without them: by the label's conversation one
    /// of `folds` parts is left out each time.
    /// - Returns: `nil` where a part leaves too few to fit.
    package static func outOfFold(
        _ labels: [GradedDecision], folds: Int = 5, ridge: Double = usualRidge
    ) -> [GradedDecision]? {
        let parts = labels.map {
            Int(StableHash.share(of: "fold\u{0}" + $0.conversation.rawValue) * Double(folds))
        }
        var scored = labels
        for part in 0..<folds {
            let others = zip(labels, parts).filter { $0.1 != part }.map(\.0)
            guard let model = fit(others, ridge: ridge) else { return nil }
            for index in labels.indices where parts[index] == part {
                scored[index].confidence = model.confidence(
                    labels[index].features, candidates: labels[index].candidates)
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
}
