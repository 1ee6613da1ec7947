import BatonCore
import BatonGate
import BatonKnowledge
import BatonWorker

/// What the gate would see of each message of a shop, ranked by a ranker that never saw the shop.
struct FoldedEvidence {
    let unit: FitUnit
    let evidence: [Evidence]

    /// Ranks the messages of `unit`.
    /// - Parameter sources: whose vectors count.
    init(_ unit: FitUnit, ranker: Ranker, _ sources: Set<VectorSource>) {
        self.unit = unit
        evidence = unit.messages.map {
            Self.evidence($0, in: unit, ranker: ranker, sources)
        }
    }

    /// What the gate would see of a message.
    static func evidence(
        _ message: FitUnit.Message, in unit: FitUnit, ranker: Ranker, _ sources: Set<VectorSource>
    ) -> Evidence {
        let text = message.message.text
        let candidates = unit.index.candidates(
            text, language: message.language, vectors: message.vectors.only(sources),
            ranker: ranker)
        return Evidence(
            text: text, language: message.language, candidates: candidates,
            signals: DecisionPipeline.signals(in: text, candidates))
    }

    /// Each message's confidence features, and whether its first candidate is right.
    private func points(_ names: [String]) -> [LogisticFit.Point] {
        // A set of other kind counts as much as one shop at the most.
        let weight = unit.set == unit.name ? min(1, 300 / Double(unit.messages.count)) : 1
        return zip(unit.messages, evidence).compactMap { message, evidence in
            guard let first = evidence.candidates.first else { return nil }
            let weighed = Confidence.weighed(in: evidence)
            return LogisticFit.Point(
                values: names.map { weighed[$0] ?? 0 },
                isTrue: message.message.relevant.contains(first.entry), weight: weight)
        }
    }

    /// The evaluation by language, the confidence being that of `weights`.
    func evaluation(_ weights: WeightFile) -> [String: Evaluation] {
        var result: [String: Evaluation] = [:]
        for (message, evidence) in zip(unit.messages, evidence) {
            result[message.message.language, default: Evaluation()].add(
                evidence.candidates,
                for: Evaluation.Question(
                    text: message.message.text, language: message.language,
                    relevant: message.message.relevant),
                confidence: Confidence.value(of: evidence, weights: weights))
        }
        return result
    }

    /// The gate's weights fitted on several shops.
    static func weights(_ shops: [FoldedEvidence]) -> WeightFile {
        let names = Set(shops.flatMap(\.evidence).flatMap { Confidence.weighed(in: $0).keys })
            .sorted()
        let points = shops.flatMap { $0.points(names) }
        // Of 3, 30, 100 and 300, with the encoder: hk_desk AUROC .828, .829, .830, .829, clinc150
        // .904, .908, .909, .910, banking77 .846, .849, .851, .853.
        let fitted = LogisticFit(ridge: 100).fit(points)
        var file = WeightFile()
        for (name, weight) in zip(names, fitted.weights) where weight != 0 {
            file.values[name] = weight
        }
        file.values["intercept"] = fitted.intercept
        return file
    }
}
