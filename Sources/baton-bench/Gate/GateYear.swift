import BatonCore
import BatonGate
import BatonSimulator

/// A year of a shop's messages, drawn from a graded set: seasons, then a sudden shift.
///
/// The gate is proven on random labels of the weeks before. Each day the share of unanswerable
/// messages moves with the season; on day 200 the shop's business changes overnight: three times the
/// unanswerable messages, and answers of the same confidence are wrong more often. A fifth of the
/// bot's answers is judged.
struct GateYear: Encodable {
    /// What one year came to.
    struct Outcome {
        var didOpen = false
        var trippedOn: Int?
        var answered = 0
        var wrong = 0
        /// Whether the year's share of errors was above the promise when the meter tripped.
        var wasBrokenAtTrip = false
        var driftAlarmOn: Int?
        /// The true rate of errors among the answers on the day of the trip.
        var rateAtTrip = 0.0
    }

    var risk: Double
    var years: Int
    /// Years in which the gate was proven and so opened.
    var opened = 0
    /// Of these: tripped before the shift, though the promise was kept.
    var trippedEarly = 0
    /// Of the early trips: the year's share of errors was above the promise by then.
    var earlyBroken = 0
    /// Of the other early trips: the rate was above the promise in that season.
    var earlySeason = 0
    /// Tripped after the shift.
    var trippedAfter = 0
    /// Tripped after the shift, before the year's errors exceeded the promise.
    var trippedInTime = 0
    /// Years without a trip in which the promise was broken.
    var missed = 0
    /// Days from the shift to the trip: the median and the ninth tenth.
    var delayDays: [Int] = []
    /// The year's share of errors when it tripped: the mean.
    var riskAtTrip = 0.0
    /// The same with no meter, at the year's end: the mean.
    var riskWithoutMeter = 0.0
    /// Years in which the drift alarm sounded after the shift.
    var driftAlarms = 0

    static let shiftDay = 200
    static let messagesADay = 80
    static let judgedShare = 0.2

    init(_ items: [GradedSet.Item], risk: Double, years: Int, seed: UInt64) {
        self.risk = risk
        self.years = years
        var delays: [Int] = []
        for year in 0..<years {
            var random = SeededRandom(seed: seed &+ UInt64(year) &* 7919)
            var withMeter = Simulation(items: items, risk: risk, hasMeter: true)
            let outcome = withMeter.run(&random)
            guard outcome.didOpen else { continue }
            opened += 1
            random = SeededRandom(seed: seed &+ UInt64(year) &* 7919)
            var without = Simulation(items: items, risk: risk, hasMeter: false)
            let unwatched = without.run(&random)
            riskWithoutMeter += Self.share(unwatched)
            if unwatched.driftAlarmOn != nil { driftAlarms += 1 }
            if let day = outcome.trippedOn {
                if day < Self.shiftDay {
                    trippedEarly += 1
                    if outcome.wasBrokenAtTrip {
                        earlyBroken += 1
                    } else if outcome.rateAtTrip > risk {
                        earlySeason += 1
                    }
                } else {
                    trippedAfter += 1
                    delays.append(day - Self.shiftDay)
                    riskAtTrip += Self.share(outcome)
                    if !outcome.wasBrokenAtTrip { trippedInTime += 1 }
                }
            } else if Self.share(outcome) > risk {
                missed += 1
            }
        }
        delays.sort()
        if !delays.isEmpty {
            delayDays = [delays[delays.count / 2], delays[delays.count * 9 / 10]]
        }
        riskAtTrip /= Double(max(1, trippedAfter))
        riskWithoutMeter /= Double(max(1, opened))
    }

    private static func share(_ outcome: Outcome) -> Double {
        Double(outcome.wrong) / Double(max(1, outcome.answered))
    }
}

/// One year, day by day.
private struct Simulation {
    let answerable: [GradedDecision]
    let unanswerable: [GradedDecision]
    let usual: Double
    let promise: RiskPromise
    let hasMeter: Bool

    init(items: [GradedSet.Item], risk: Double, hasMeter: Bool) {
        answerable = items.filter(\.isAnswerable).map(\.graded)
        unanswerable = items.filter { !$0.isAnswerable }.map(\.graded)
        usual = Double(unanswerable.count) / Double(items.count)
        promise = RiskPromise(risk: risk, confidence: 0.9)
        self.hasMeter = hasMeter
    }

    mutating func run(_ random: inout SeededRandom) -> GateYear.Outcome {
        var outcome = GateYear.Outcome()
        var before = TrafficProfile()
        let labels = (0..<2000).map { number -> GradedDecision in
            var label = message(day: number % GateYear.shiftDay, &random)
            label.conversation = ConversationID("label-\(number)")
            label.decision = DecisionID("label-\(number)")
            before.add(
                confidence: label.confidence, language: label.language,
                isUnanswerable: label.confidence < 0.4)
            return label
        }
        let divided = LabelDivision(boundShare: 0.75).divide(labels)
        let plan = GuaranteePlan.designed(
            from: divided.fit, boundLabels: divided.bound.count, for: promise)
        let found = GuaranteedThreshold.find(labels: divided.bound, plan: plan, promise: promise)
        guard let threshold = found.threshold else { return outcome }
        outcome.didOpen = true
        var state = GateState.open
        var budget = ErrorBudget(promise: promise)
        var recent = TrafficProfile()
        var look = 0
        for day in 0..<365 where state.mayAnswer {
            for _ in 0..<GateYear.messagesADay where state.mayAnswer {
                let message = message(day: day, &random)
                recent.add(
                    confidence: message.confidence, language: message.language,
                    isUnanswerable: message.confidence < 0.4)
                guard message.isAnswered(from: threshold) else { continue }
                outcome.answered += 1
                outcome.wrong += message.isRight ? 0 : 1
                guard Double.random(in: 0..<1, using: &random) < GateYear.judgedShare, hasMeter
                else { continue }
                budget.judge(isRight: message.isRight)
                let at = Timestamp(seconds: Int64(day) * 86_400)
                state = (try? state.after(.measured(budget.standing, at: at))) ?? state
                if !state.mayAnswer {
                    outcome.trippedOn = day
                    outcome.rateAtTrip = trueRate(from: threshold, day: day)
                    outcome.wasBrokenAtTrip =
                        Double(outcome.wrong) > promise.risk * Double(outcome.answered)
                }
            }
            if day % 14 == 13 {
                look += 1
                let report = DriftReport.compare(calibration: before, recent: recent, look: look)
                if report.isAlarm, outcome.driftAlarmOn == nil { outcome.driftAlarmOn = day }
                recent = TrafficProfile()
            }
        }
        return outcome
    }

    /// The share of unanswerable messages of a day.
    private func share(day: Int) -> Double {
        let isShifted = day >= GateYear.shiftDay
        let quarter = Double(day % 91) / 91
        let season = 1 + (quarter < 0.5 ? quarter : 1 - quarter) * 4 / 3 - 1.0 / 3
        return unanswerable.isEmpty ? 0 : min(0.9, usual * season * (isShifted ? 3 : 1))
    }

    /// How many of the answers of a day before the shift are wrong in the long run.
    private func trueRate(from threshold: Double, day: Int) -> Double {
        func shares(_ pool: [GradedDecision]) -> (answered: Double, wrong: Double) {
            let told = pool.filter { $0.isAnswered(from: threshold) }
            let count = Double(max(1, pool.count))
            return (Double(told.count) / count, Double(told.count { !$0.isRight }) / count)
        }
        let (some, none) = (shares(answerable), shares(unanswerable))
        let share = share(day: day)
        let answered = (1 - share) * some.answered + share * none.answered
        return answered > 0
            ? ((1 - share) * some.wrong + share * none.wrong) / answered : 0
    }

    /// A message of a day: the season moves the share of unanswerable ones by a third either way;
    /// from the shift on it is threefold, and one in seven of what was right is so no longer.
    private func message(day: Int, _ random: inout SeededRandom) -> GradedDecision {
        let isShifted = day >= GateYear.shiftDay
        let share = share(day: day)
        let isUnanswerable = Double.random(in: 0..<1, using: &random) < share
        let pool = isUnanswerable ? unanswerable : answerable
        var message = pool[Int.random(in: pool.indices, using: &random)]
        let isOutdated = Double.random(in: 0..<1, using: &random) < 1.0 / 7
        if isShifted, isOutdated { message.isRight = false }
        return message
    }
}
