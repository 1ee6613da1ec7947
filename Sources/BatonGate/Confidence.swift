package import BatonCore

/// How sure the evidence makes the gate that its first candidate is the right answer.
///
/// A logistic model over numbers apart from the ranking: a high score alone says little.
package enum Confidence {
    /// 0…1; 0 without a candidate.
    package static func value(of evidence: Evidence) -> Double {
        guard !evidence.candidates.isEmpty else { return 0 }
        let features = features(of: evidence)
        let sum =
            ConfidenceWeights.intercept
            + zip(features, ConfidenceWeights.weights).reduce(0) { $0 + $1.0.value * $1.1 }
        return logistic(sum)
    }

    /// The named numbers in the order of the weights.
    package static func features(of evidence: Evidence) -> [(name: String, value: Double)] {
        let candidates = evidence.candidates
        guard let best = candidates.first else { return [] }
        let second = candidates.count > 1 ? candidates[1].score : 0
        let third = candidates.count > 2 ? candidates[2].score : 0
        let length = Double(min(evidence.text.count, 120)) / 120
        func engine(_ name: String) -> Double { best.engines[name] ?? 0 }
        return [
            ("score", best.score),
            ("lead", best.score - second),
            ("lead_third", best.score - third),
            ("coverage", engine("coverage")),
            ("question", engine("question")),
            ("answer", engine("answer")),
            ("lexical", engine("lexical")),
            ("concept", engine("concept")),
            ("numbers", engine("numbers")),
            ("length", length),
            ("is_english", evidence.language == .english ? 1 : 0),
            ("is_romanised", evidence.language == .romanisedCantonese ? 1 : 0),
        ]
    }

    /// 1 / (1 + e⁻ˣ), with e to a power by its series after halving, so that no library is asked.
    static func logistic(_ x: Double) -> Double {
        let bounded = min(max(x, -30), 30)
        var power = 1.0
        var term = 1.0
        let step = -bounded / 64
        for index in 1...12 {
            term *= step / Double(index)
            power += term
        }
        for _ in 0..<6 { power *= power }
        return 1 / (1 + power)
    }
}
