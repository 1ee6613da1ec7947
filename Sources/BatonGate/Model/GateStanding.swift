import BatonCore

/// How the first candidate stands among the others, in numbers that do not depend on an engine's own
/// range: what carries over from one encoder, and one business, to another.
///
/// Out of fold they let banking77's refitted gate answer .389 and not .379 of messages at 5 % and
/// .289 and not .261 at 2 %, and hk_desk's .184 and not .164 at 5 % (by shop).
enum GateStanding {
    /// The engines whose scores are compared among the candidates.
    private static let engines = [
        "cosineBoth", "cosineQuestion", "adaptedBoth", "adaptedQuestion", "head", "gramsQuestion",
        "bm25",
    ]

    /// Those of a server beside the encoder.
    private static let served = ["servedBoth", "servedQuestion"]

    /// The named numbers; the evidence has a candidate.
    static func of(_ evidence: Evidence) -> [(name: String, value: Double)] {
        let candidates = evidence.candidates
        var numbers: [(name: String, value: Double)] = []
        for engine in engines + (Confidence.hasServed(candidates) ? served : []) {
            let scores = candidates.map { $0.engines[engine] ?? 0 }
            guard let first = scores.first else { continue }
            let rest = Array(scores.dropFirst())
            numbers.append(("standing_\(engine)_apart", apart(first, rest)))
            numbers.append(("standing_\(engine)_gap", gap(first, scores)))
            numbers.append(
                ("standing_\(engine)_place", Double(rest.count { $0 > first }) / 10))
        }
        return numbers + chances(candidates)
    }

    /// How many deviations of the others it is above them.
    private static func apart(_ first: Double, _ rest: [Double]) -> Double {
        guard !rest.isEmpty else { return first / leastDeviation }
        let count = Double(rest.count)
        let mean = rest.reduce(0, +) / count
        let variance = rest.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        return (first - mean) / (variance.squareRoot() + leastDeviation)
    }

    /// Its distance from a perfect score as a part of the middle one's.
    private static func gap(_ first: Double, _ scores: [Double]) -> Double {
        let sorted = scores.sorted()
        let middle = sorted.count / 2
        let median =
            sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
        return (1 - first) / (1 - min(median, 0.999) + 0.001)
    }

    /// Keeps scores that are all alike from standing infinitely far apart.
    private static let leastDeviation = 0.02

    /// How the chances that the ranking gives are spread over the candidates.
    private static func chances(_ candidates: [Candidate]) -> [(name: String, value: Double)] {
        let scores = candidates.map { max(0, $0.score) }
        let likely = candidates.map { $0.engines["likely"] ?? 0 }
        let sum = scores.reduce(0, +)
        let entropy = scores.reduce(0.0) { total, score in
            let share = score / (sum + 1e-9)
            return total - share * Confidence.naturalLogarithm(share + 1e-9)
        }
        let odds = Confidence.logOdds(scores.first ?? 0)
        let second = Confidence.logOdds(scores.count > 1 ? scores[1] : 0)
        let best = Confidence.logOdds(likely.first ?? 0)
        let rival = Confidence.logOdds(likely.dropFirst().max() ?? 0)
        return [
            ("odds", odds), ("odds_lead", odds - second), ("likely_odds", best),
            ("likely_odds_lead", best - rival), ("likely_most", likely.max() ?? 0),
            ("likely_many", Double(likely.count { $0 > 0.3 }) / 10), ("chances", sum),
            ("entropy", entropy),
        ]
    }
}
