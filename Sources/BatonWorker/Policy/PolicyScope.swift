import BatonCore
import BatonGate

/// What the policy's scope does in the pipeline: to what is found in a message, and to the verdict.
enum PolicyScope {
    /// What is found in a message, with what the policy's own words find and without what it allows.
    static func found(_ signals: [ReasonCode], _ input: DecisionPipeline.Input) -> [ReasonCode] {
        guard let policy = input.policy else { return signals }
        let all = signals + policy.found.filter { !signals.contains($0) }
        return policy.allowsOffTopic ? all.filter { $0 != .offTopic } : all
    }

    /// The verdict within what the policy allows.
    ///
    /// What is not about the business, and has no candidate of weight, is declined in the policy's
    /// words instead of handed over, as often as it says; answers that it does not allow are drafted.
    /// - Parameter draft: the confidence from which a candidate has weight.
    static func bounded(
        _ verdict: GateVerdict, _ input: DecisionPipeline.Input, draft: Double
    ) -> GateVerdict {
        guard let policy = input.policy else { return verdict }
        var bounded = verdict
        if verdict.outcome == .handover, verdict.reasons == [.offTopic], input.mode == .auto,
            policy.decline != nil, verdict.confidence < draft
        {
            bounded.outcome = .answer
            bounded.candidate = nil
        } else if !policy.allowsAnswers, verdict.candidate != nil,
            verdict.outcome == .answer || verdict.outcome == .clarify
        {
            bounded.outcome = .draft
            bounded.reasons.insert(.policy, at: 0)
            bounded.alternative = nil
        }
        return bounded
    }

    /// A composed reply within what the policy allows: where it lets nothing be answered, or the
    /// reply itself does a general assistant's work, a draft.
    static func bounded(
        composed result: DecisionPipeline.Result, _ input: DecisionPipeline.Input
    ) -> DecisionPipeline.Result {
        guard let policy = input.policy, policy.isReplyOff == true || !policy.allowsAnswers,
            result.verdict.outcome == .answer, result.verdict.reasons.first == .composed
        else { return result }
        var bounded = result
        bounded.verdict.outcome = .draft
        bounded.verdict.reasons.insert(.policy, at: 0)
        return bounded
    }

    /// The words that decline; `nil` for a verdict that does not.
    static func declined(_ verdict: GateVerdict, _ input: DecisionPipeline.Input) -> String? {
        verdict.outcome == .answer && verdict.reasons == [.offTopic] ? input.policy?.decline : nil
    }
}
