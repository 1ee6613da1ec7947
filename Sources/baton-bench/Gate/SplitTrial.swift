import BatonGate
import BatonSimulator

/// Many random halvings of a set: a threshold proven on the one half, tried on the other.
struct SplitTrial: Encodable {
    var risk: Double
    var confidence: Double
    var splits: Int
    /// Splits in which a threshold was proven.
    var opened = 0
    /// Splits whose threshold errs over the whole set more than was promised.
    var brokenOnPool = 0
    /// Splits whose threshold errs on the other half more than was promised; chance alone does some.
    var brokenOnOther = 0
    /// The mean share of the other half that was answered, closed splits counting 0.
    var coverage = 0.0
    /// Errors among all answers on the other halves.
    var realised = 0.0
    /// The mean share of each kind of message that was answered on the other halves.
    var answeredByKind: [String: Double] = [:]
    /// The early mode on the same halves: coverage, and wrong answers per message.
    var earlyCoverage = 0.0
    var earlyJoint = 0.0

    init(
        _ items: [GradedSet.Item], risk: Double, confidence: Double = 0.9, splits: Int,
        seed: UInt64, starts: Int, planShare: Double
    ) {
        self.risk = risk
        self.confidence = confidence
        self.splits = splits
        let promise = RiskPromise(risk: risk, confidence: confidence)
        var random = SeededRandom(seed: seed)
        var answered = 0
        var wrong = 0
        var kinds: [String: (answered: Int, all: Int)] = [:]
        for _ in 0..<splits {
            let order = items.shuffled(using: &random)
            let half = order.count / 2
            let plans = Int(Double(half) * planShare)
            let bound = order[plans..<half].map(\.graded)
            let plan = GuaranteePlan.designed(
                from: order[..<plans].map(\.graded), boundLabels: bound.count, for: promise,
                starts: starts)
            let other = order[half...]
            let early = JointRiskThreshold.find(labels: bound, risk: risk)
            if let threshold = early.threshold {
                let told = other.filter { $0.graded.isAnswered(from: threshold) }
                earlyCoverage += Double(told.count) / Double(other.count)
                earlyJoint += Double(told.count { !$0.graded.isRight }) / Double(other.count)
            }
            let found = GuaranteedThreshold.find(labels: bound, plan: plan, promise: promise)
            for item in other { kinds[item.kind, default: (0, 0)].all += 1 }
            guard let threshold = found.threshold else { continue }
            opened += 1
            let pool = items.filter { $0.graded.isAnswered(from: threshold) }
            let told = other.filter { $0.graded.isAnswered(from: threshold) }
            let toldWrong = told.count { !$0.graded.isRight }
            if Self.exceeds(pool.count { !$0.graded.isRight }, pool.count, risk) {
                brokenOnPool += 1
            }
            if Self.exceeds(toldWrong, told.count, risk) { brokenOnOther += 1 }
            coverage += Double(told.count) / Double(other.count)
            answered += told.count
            wrong += toldWrong
            for item in told { kinds[item.kind, default: (0, 0)].answered += 1 }
        }
        coverage /= Double(splits)
        earlyCoverage /= Double(splits)
        earlyJoint /= Double(splits)
        realised = answered > 0 ? Double(wrong) / Double(answered) : 0
        answeredByKind = kinds.mapValues { Double($0.answered) / Double(max(1, $0.all)) }
    }

    private static func exceeds(_ wrong: Int, _ answered: Int, _ risk: Double) -> Bool {
        Double(wrong) > risk * Double(answered)
    }
}
