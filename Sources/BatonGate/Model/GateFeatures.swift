package import BatonCore

/// The named numbers that a refitted gate weighs: whatever engines the search has, by their names.
package enum GateFeatures {
    /// The numbers of the evidence's first candidate against the others; none without a candidate.
    package static func of(_ evidence: Evidence) -> [String: Double] {
        guard let best = evidence.candidates.first else { return [:] }
        let others = evidence.candidates.dropFirst()
        let second = others.first?.score ?? 0
        let third = others.dropFirst().first?.score ?? 0
        let lead = best.score - second
        var features: [String: Double] = [
            "score": best.score,
            "score_root": max(0, best.score).squareRoot(),
            "lead": lead,
            "lead_third": best.score - third,
            "lead_share": best.score > 0 ? lead / best.score : 0,
            "candidates": Double(evidence.candidates.count) / 10,
            "length": evidence.weighedShare,
        ]
        var agreeing = 0
        for (name, value) in best.engines {
            let rival = others.map { $0.engines[name] ?? 0 }.max() ?? 0
            features["engine_" + name] = value
            features["engine_" + name + "_lead"] = value - rival
            if value > rival { agreeing += 1 }
        }
        let engines = Double(max(1, best.engines.count))
        features["agreement"] = Double(agreeing) / engines
        for language in Language.allCases where language != .cantonese {
            features["is_" + language.rawValue] = evidence.language == language ? 1 : 0
        }
        for (name, value) in GateStanding.of(evidence) { features[name] = value }
        return features
    }

    /// The entries by which a refitted gate also goes: the first two candidates.
    package static func entries(of evidence: Evidence) -> [EntryID] {
        evidence.candidates.prefix(2).map(\.entry)
    }
}
