import BatonCore
import BatonGate
import BatonKnowledge

/// What the gate would see of each message of a shop, ranked by a ranker that never saw the shop.
struct FoldedEvidence {
    let unit: FitUnit
    let evidence: [Evidence]

    /// Ranks the messages of `unit`.
    init(_ unit: FitUnit, ranker: Ranker, usesVectors: Bool) {
        self.unit = unit
        evidence = unit.messages.map { message in
            Evidence(
                text: message.message.text, language: message.language,
                candidates: unit.index.candidates(
                    message.message.text, language: message.language,
                    vector: usesVectors ? message.vector : nil, ranker: ranker))
        }
    }

    /// Each message's confidence features, and whether its first candidate is right.
    var points: [LogisticFit.Point] {
        // A set of other kind counts as much as one shop at the most.
        let weight = unit.set == unit.name ? min(1, 300 / Double(unit.messages.count)) : 1
        return zip(unit.messages, evidence).compactMap { message, evidence in
            guard let first = evidence.candidates.first else { return nil }
            return LogisticFit.Point(
                values: Confidence.weighed(in: evidence).map(\.value),
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
        let points = shops.flatMap(\.points)
        let sample = shops.lazy.flatMap(\.evidence).first { !$0.candidates.isEmpty }
        guard let sample else { return WeightFile() }
        // Of 3, 30, 100 and 300, with the encoder: hk_desk AUROC .828, .829, .830, .829, clinc150
        // .904, .908, .909, .910, banking77 .846, .849, .851, .853.
        let fitted = LogisticFit(ridge: 100).fit(points)
        var file = WeightFile()
        for (feature, weight) in zip(Confidence.weighed(in: sample), fitted.weights)
        where weight != 0 {
            file.values[feature.name] = weight
        }
        file.values["intercept"] = fitted.intercept
        return file
    }
}

/// Rankers and gates that never saw the shop they are measured on.
struct OutOfFold {
    /// One shop or set, measured.
    struct Result {
        var unit: FitUnit
        var words: [String: Evaluation]
        var meaning: [String: Evaluation]?

        /// All languages together.
        func whole(meaning isMeaning: Bool) -> Evaluation? {
            guard let parts = isMeaning ? meaning : words else { return nil }
            var result = Evaluation()
            for part in parts.values { result.add(part) }
            return result
        }
    }

    let results: [Result]
    /// The gate's weights on all shops, each ranked by a ranker that never saw it.
    let words: WeightFile
    let meaning: WeightFile?

    /// Fits and measures, leaving out one unit at a time.
    init(_ fit: RankerFit, progress: (String) -> Void) {
        var words: [FoldedEvidence] = []
        var meaning: [FoldedEvidence] = []
        for unit in fit.units {
            progress("leaving out \(unit.name)")
            let ranker = fit.ranker(without: unit.name)
            words.append(FoldedEvidence(unit, ranker: ranker, usesVectors: false))
            if fit.model != nil {
                meaning.append(FoldedEvidence(unit, ranker: ranker, usesVectors: true))
            }
        }
        func folded(_ shops: [FoldedEvidence], _ place: Int) -> [String: Evaluation] {
            let others = shops.indices.filter { $0 != place }.map { shops[$0] }
            return shops[place].evaluation(FoldedEvidence.weights(others))
        }
        results = fit.units.indices.map { place in
            Result(
                unit: fit.units[place], words: folded(words, place),
                meaning: meaning.isEmpty ? nil : folded(meaning, place))
        }
        self.words = FoldedEvidence.weights(words)
        self.meaning = meaning.isEmpty ? nil : FoldedEvidence.weights(meaning)
    }

    /// The evaluations of a set's shops together.
    func evaluation(of set: String, meaning: Bool) -> Evaluation? {
        var result: Evaluation?
        for (_, part) in byLanguage(of: set, meaning: meaning) {
            result = result ?? Evaluation()
            result?.add(part)
        }
        return result
    }

    /// The same by language.
    func byLanguage(of set: String, meaning: Bool) -> [(language: String, part: Evaluation)] {
        var result: [String: Evaluation] = [:]
        for shop in results where shop.unit.set == set {
            for (language, part) in (meaning ? shop.meaning : shop.words) ?? [:] {
                result[language, default: Evaluation()].add(part)
            }
        }
        return result.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
