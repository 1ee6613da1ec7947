import BatonGate

/// How well confidences tell right from wrong, over a whole set.
struct GateQuality: Encodable {
    /// How surely a right answer is more confident than a wrong or impossible one.
    var rightFromRest: Double
    /// How surely an answerable message is more confident than an unanswerable one.
    var answerableFromRest: Double
    /// The largest share that can be answered with an error of at most 1, 2, 5, 10 %.
    var oracle: [Double]
    /// The share of messages whose first candidate is right.
    var right: Double
    /// Answerable messages that a rule keeps from the bot.
    var ruledOut: Int

    static let risks = [0.01, 0.02, 0.05, 0.10]

    init(_ items: [GradedSet.Item]) {
        func score(_ item: GradedSet.Item) -> Double {
            item.graded.isEligible ? item.graded.confidence : -1
        }
        rightFromRest = Self.areaUnderCurve(
            items.map { (score($0), $0.graded.isRight && $0.graded.isEligible) })
        answerableFromRest = Self.areaUnderCurve(items.map { (score($0), $0.isAnswerable) })
        let graded = items.map(\.graded)
        oracle = Self.risks.map { Self.oracleCoverage(graded, risk: $0) }
        right = Double(graded.count(where: \.isRight)) / Double(max(1, graded.count))
        ruledOut = items.count { $0.isAnswerable && $0.graded.isRight && !$0.graded.isEligible }
    }

    /// The chance that a right one scores higher than a wrong one, ties counting half.
    static func areaUnderCurve(_ verdicts: [(score: Double, isRight: Bool)]) -> Double {
        let sorted = verdicts.sorted { $0.score < $1.score }
        let right = sorted.count { $0.isRight }
        guard right > 0, right < sorted.count else { return 0.5 }
        var ranks = 0.0
        var start = 0
        while start < sorted.count {
            var end = start
            while end < sorted.count, sorted[end].score == sorted[start].score { end += 1 }
            let middle = Double(start + end + 1) / 2
            ranks += middle * Double(sorted[start..<end].count { $0.isRight })
            start = end
        }
        let least = Double(right * (right + 1)) / 2
        return (ranks - least) / Double(right * (sorted.count - right))
    }

    /// The largest share that some threshold answers with an error of at most `risk`, knowing all.
    static func oracleCoverage(_ graded: [GradedDecision], risk: Double) -> Double {
        let sorted = graded.filter(\.isEligible).sorted { $0.confidence > $1.confidence }
        var wrong = 0
        var best = 0
        for (index, label) in sorted.enumerated() {
            wrong += label.isRight ? 0 : 1
            let isLast = index + 1 == sorted.count
            guard isLast || sorted[index + 1].confidence < label.confidence else { continue }
            if Double(wrong) <= risk * Double(index + 1) { best = index + 1 }
        }
        return Double(best) / Double(max(1, graded.count))
    }
}
