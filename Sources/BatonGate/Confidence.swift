package import BatonCore

/// How sure the evidence makes the gate that its first candidate is the right answer.
///
/// A logistic model over numbers apart from the ranking: a high score alone says little.
package enum Confidence {
    /// 0…1; 0 without a candidate.
    package static func value(of evidence: Evidence) -> Double {
        guard !evidence.candidates.isEmpty else { return 0 }
        return value(of: evidence, weights: weights(for: evidence.candidates))
    }

    /// The shipped weights that suit what compared the candidates: an encoder that the ranker was
    /// adapted to, a server beside it, any other, or words alone.
    private static func weights(for candidates: [Candidate]) -> WeightFile {
        func has(_ engine: String) -> Bool { candidates.contains { $0.engines[engine] != nil } }
        guard has("cosineBoth") else { return ConfidenceWeights.words }
        guard has("adaptedBoth") else { return ConfidenceWeights.external }
        return hasServed(candidates) ? ConfidenceWeights.both : ConfidenceWeights.meaning
    }

    /// 0…1 by other weights than the shipped ones; 0 without a candidate.
    package static func value(of evidence: Evidence, weights: WeightFile) -> Double {
        guard !evidence.candidates.isEmpty else { return 0 }
        // In the order of their names, so that sums are the same bit for bit.
        let sum = weighed(in: evidence).sorted { $0.key < $1.key }.reduce(weights["intercept"]) {
            $0 + weights[$1.key] * $1.value
        }
        return logistic(sum)
    }

    /// The named numbers that the weights are for: what a refitted gate weighs too, and whether
    /// something in the message gives it to a person anyway.
    ///
    /// Out of fold, AUROC on hk_desk with the numbers that are shown and with these: by words .812
    /// and .817, with the encoder .831 and .836, with a server beside it .843 and .849.
    package static func weighed(in evidence: Evidence) -> [String: Double] {
        var numbers = GateFeatures.of(evidence)
        guard !numbers.isEmpty else { return [:] }
        numbers["is_reserved"] = evidence.signals.contains { $0 != .offTopic } ? 1 : 0
        numbers["is_off_topic"] = evidence.signals.contains(.offTopic) ? 1 : 0
        return numbers
    }

    /// The named numbers that are kept with a decision and shown.
    package static func features(of evidence: Evidence) -> [(name: String, value: Double)] {
        let candidates = evidence.candidates
        guard let best = candidates.first else { return [] }
        let second = candidates.count > 1 ? candidates[1].score : 0
        let third = candidates.count > 2 ? candidates[2].score : 0
        let length = evidence.weighedShare
        func engine(_ name: String) -> Double { best.engines[name] ?? 0 }
        let others = candidates.dropFirst()
        /// How far the first is ahead of all others by one engine; below 0 where it is behind.
        func lead(_ name: String) -> Double {
            engine(name) - others.reduce(0) { max($0, $1.engines[name] ?? 0) }
        }
        let odds = logOdds(best.score)
        var features: [(name: String, value: Double)] = [
            ("score", best.score),
            ("lead", best.score - second),
            ("lead_third", best.score - third),
            ("odds", odds),
            ("odds_lead", odds - logOdds(second)),
            ("odds_third", odds - logOdds(third)),
            ("length", length),
            ("candidates", Double(candidates.count) / 10),
            ("is_english", evidence.language == .english ? 1 : 0),
            ("is_romanised", evidence.language == .romanisedCantonese ? 1 : 0),
            ("is_mixed", evidence.language == .mixed ? 1 : 0),
        ]
        for name in engines { features.append((name, engine(name))) }
        for name in leads { features.append(("\(name)_lead", lead(name))) }
        guard hasServed(candidates) else { return features }
        for name in served { features.append((name, engine(name))) }
        features.append(("servedBoth_lead", lead("servedBoth")))
        return features
    }

    /// Whether a server had a say beside the encoder.
    static func hasServed(_ candidates: [Candidate]) -> Bool {
        candidates.contains { $0.engines["servedBoth"] != nil }
    }

    /// The engines whose scores of the first candidate are looked at.
    private static let engines = [
        "likely", "bm25", "lexicalQuestion", "lexicalAnswer", "conceptQuestion", "conceptAnswer",
        "coverage",
        "gramsQuestion", "gramsAnswer", "gramsCover", "figuresFound", "figuresContradicted",
        "speaksQuestion", "speaksAnswer", "head", "soundQuestion", "cosineQuestion",
        "cosineAnswer", "cosineBoth", "cosineSentence", "adaptedQuestion", "adaptedAnswer",
        "adaptedBoth", "adaptedSentence", "isPassage", "questionLength",
    ]

    /// Those of a server beside the encoder.
    private static let served = [
        "servedQuestion", "servedAnswer", "servedBoth", "servedSentence",
    ]

    /// The engines whose lead of the first candidate is looked at.
    private static let leads = [
        "likely", "bm25", "gramsQuestion", "gramsCover", "cosineBoth", "adaptedQuestion",
        "adaptedBoth",
        "head", "soundQuestion",
    ]

    /// The natural logarithm of the odds of a chance.
    static func logOdds(_ chance: Double) -> Double {
        let bounded = min(max(chance, 1e-4), 1 - 1e-4)
        return naturalLogarithm(bounded / (1 - bounded))
    }

    /// ln x by the series of artanh, so that no library is asked.
    static func naturalLogarithm(_ x: Double) -> Double {
        let exponent = x.exponent
        let ratio = (x.significand - 1) / (x.significand + 1)
        var term = ratio
        var sum = 0.0
        for index in 0..<24 {
            sum += term / Double(2 * index + 1)
            term *= ratio * ratio
        }
        return 2 * sum + Double(exponent) * 0.693_147_180_559_945_3
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
