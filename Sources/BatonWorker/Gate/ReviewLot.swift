import BatonCore
import BatonStore

/// Which decisions people are asked to judge.
struct ReviewLot: Sendable {
    /// The share of messages that is drawn, 0…1.
    var rate: Double
    /// Uniform in 0..<1.
    var random: @Sendable () -> Double

    /// The same lot at the rate that a supervisor has set, where one has.
    func at(_ rate: Double?) -> ReviewLot {
        var lot = self
        lot.rate = rate ?? self.rate
        return lot
    }

    /// Draws a decision, or not.
    ///
    /// All that asked something takes part with the same chance, handed-over messages included:
    /// only so may a bound count the labels, and only so is the share of errors among the bot's own
    /// answers what it seems. Left out is what the bot was not asked to decide.
    func draw(_ decision: Decision) -> ReviewDraw? {
        guard decision.outcome != .acknowledge, let reason = decision.reasons.first,
            reason != .smallTalk, reason != .stopped, reason != .rated, !decision.isDeclined,
            decision.mode != .humanOnly,
            random() < rate
        else { return nil }
        return ReviewDraw(source: .randomSample, rate: rate)
    }
}

/// What a turn says of the bot's answer before it, by what the customer did next.
enum ImplicitSign {
    /// The sign, weak and never counted in a bound; `nil` where there is none.
    static func read(_ decision: Decision, after previous: Decision?) -> DecisionLabel? {
        guard let previous, previous.outcome == .answer, previous.reasons.first != .smallTalk,
            !previous.isDeclined
        else { return nil }
        let verdict: LabelVerdict
        let reason: ReasonCode
        if decision.reasons.contains(.askedForPerson) {
            (verdict, reason) = (.handover, .askedForPerson)
        } else if decision.reasons.contains(.repeated) {
            (verdict, reason) = (.wrong, .repeated)
        } else {
            return nil
        }
        return DecisionLabel(
            decision: previous.id, conversation: previous.conversation, by: nil, at: decision.at,
            verdict: verdict, reason: reason, source: .implicit)
    }
}

extension Decision {
    /// Whether it said, in the policy's words, that the matter is not about the business: no answer of
    /// the bot's own.
    var isDeclined: Bool { outcome == .answer && reasons.first == .offTopic }
}
