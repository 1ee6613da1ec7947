package import BatonCore

#if canImport(Glibc)
    import Glibc
#endif

/// Whether recent traffic still looks like that on which the gate was proven.
///
/// A shift breaks the guarantee: the bound speaks of traffic like its labels. Three measures are
/// compared, each by a chi-square test of homogeneity and by the population stability index; an
/// alarm needs both, so that neither chance nor a difference that is real but tiny sounds it.
package struct DriftReport: Sendable, Codable, Hashable {
    /// What is compared.
    package enum Measure: String, Sendable, Codable, CaseIterable {
        case unanswerable, confidence, language
    }

    /// One measure's comparison.
    package struct Finding: Sendable, Codable, Hashable {
        /// What was compared.
        package var measure: Measure
        /// The population stability index: below 0.1 alike, above 0.25 plainly different.
        ///
        /// Source of the marks: N. Siddiqi, "Credit Risk Scorecards" (2006).
        package var stability: Double
        /// How probable such a difference is where nothing changed.
        package var probability: Double
        /// Whether it sounds the alarm.
        package var isAlarm: Bool
    }

    /// One finding a measure.
    package var findings: [Finding]

    /// Whether any measure sounds the alarm.
    package var isAlarm: Bool { findings.contains(where: \.isAlarm) }

    /// Compares.
    /// - Parameters:
    ///   - look: how often this calibration has been compared before, from 1: each look may only
    ///     err with its share 6/(π² look²) of `failure`, so that all looks together err at most so.
    ///   - failure: the probability of a false alarm over all measures and looks.
    package static func compare(
        calibration: TrafficProfile, recent: TrafficProfile, look: Int, failure: Double = 0.05
    ) -> DriftReport {
        let count = Double(max(1, look))
        let level = failure * 6 / (Double.pi * Double.pi * count * count)
        let share = level / Double(Measure.allCases.count)
        return DriftReport(
            findings: Measure.allCases.map { measure in
                let (before, now) = counts(measure, calibration, recent)
                let stability = stabilityIndex(before, now)
                let probability = homogeneity(before, now)
                return Finding(
                    measure: measure, stability: stability, probability: probability,
                    isAlarm: probability <= share && stability >= leastStability)
            })
    }

    /// The alarm in words; `nil` where there is none.
    package var words: BilingualText? {
        let alarms = findings.filter(\.isAlarm).map { Self.title($0.measure) }
        guard !alarms.isEmpty else { return nil }
        let english = alarms.map(\.english).joined(separator: ", ")
        let chinese = alarms.map(\.chinese).joined(separator: "、")
        return BilingualText(
            "traffic has changed since the gate was proven (\(english)): the promise may not hold; "
                + "label a fresh random sample",
            "自閘門驗證以來，訊息已有變化（\(chinese)）：承諾未必成立；請標記新的隨機樣本")
    }

    private static let leastStability = 0.1

    private static func title(_ measure: Measure) -> BilingualText {
        switch measure {
        case .unanswerable: BilingualText("share that cannot be answered", "無法回答的比例")
        case .confidence: BilingualText("confidence", "信心分佈")
        case .language: BilingualText("languages", "語言")
        }
    }

    private static func counts(
        _ measure: Measure, _ a: TrafficProfile, _ b: TrafficProfile
    ) -> (before: [Int], now: [Int]) {
        switch measure {
        case .unanswerable:
            (
                [a.unanswerable, a.messages - a.unanswerable],
                [b.unanswerable, b.messages - b.unanswerable]
            )
        case .confidence: (a.confidences, b.confidences)
        case .language:
            (
                Language.allCases.map { a.languages[$0.rawValue] ?? 0 },
                Language.allCases.map { b.languages[$0.rawValue] ?? 0 }
            )
        }
    }

    /// Σ (q − p) ln(q / p), each count raised by a half so that an empty one is not infinite.
    static func stabilityIndex(_ before: [Int], _ now: [Int]) -> Double {
        let kinds = Double(before.count)
        let total = (Double(before.reduce(0, +)), Double(now.reduce(0, +)))
        guard total.0 > 0, total.1 > 0 else { return 0 }
        return zip(before, now).reduce(0) { sum, pair in
            let p = (Double(pair.0) + 0.5) / (total.0 + kinds / 2)
            let q = (Double(pair.1) + 0.5) / (total.1 + kinds / 2)
            return sum + (q - p) * log(q / p)
        }
    }

    /// The p-value of the chi-square test that both windows are of one make; kinds that are rare in
    /// both together are joined, since the test needs about five expected of each.
    static func homogeneity(_ before: [Int], _ now: [Int]) -> Double {
        let total = (before.reduce(0, +), now.reduce(0, +))
        guard total.0 > 0, total.1 > 0 else { return 1 }
        let smaller = Double(min(total.0, total.1)) / Double(total.0 + total.1)
        var kinds: [(Int, Int)] = []
        var rest = (0, 0)
        for (a, b) in zip(before, now) {
            if Double(a + b) * smaller >= 5 {
                kinds.append((a, b))
            } else {
                rest = (rest.0 + a, rest.1 + b)
            }
        }
        if rest.0 + rest.1 > 0 { kinds.append(rest) }
        guard kinds.count > 1 else { return 1 }
        let whole = Double(total.0 + total.1)
        let statistic = kinds.reduce(0.0) { sum, kind in
            let both = Double(kind.0 + kind.1)
            let expected = (both * Double(total.0) / whole, both * Double(total.1) / whole)
            let apart = (Double(kind.0) - expected.0, Double(kind.1) - expected.1)
            return sum + apart.0 * apart.0 / expected.0 + apart.1 * apart.1 / expected.1
        }
        return IncompleteGamma.upper(Double(kinds.count - 1) / 2, statistic / 2)
    }
}
