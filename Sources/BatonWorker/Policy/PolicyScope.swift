import BatonCore
import BatonGate
import BatonUnderstanding

/// What the policy's scope does in the pipeline: to what is found in a message, and to the verdict.
enum PolicyScope {
    /// What is found in a message, with what the policy's own words find and without what it allows.
    static func found(_ signals: [ReasonCode], _ input: DecisionPipeline.Input) -> [ReasonCode] {
        guard let policy = input.policy else { return signals }
        let all = signals + policy.found.filter { !signals.contains($0) }
        return policy.allowsOffTopic ? all.filter { $0 != .offTopic } : all
    }

    /// What a turn, and what the gate would say to it, are for; empty where there is no policy.
    /// - Parameter tags: of the entries that it would be answered from.
    static func purposes(
        of verdict: GateVerdict, _ input: DecisionPipeline.Input, tags: [String]
    ) -> [PolicyPurpose] {
        guard input.policy != nil, verdict.reasons != [.offTopic] else { return [] }
        if isGreeting(verdict) { return [.greeting] }
        let asked = PurposeReader.asked(input.text, tags: tags)
        guard verdict.outcome == .answer, let answer = verdict.candidate?.answer else {
            return asked
        }
        let said = PurposeReader.touched(answer)
        return asked + said.filter { !asked.contains($0) }
    }

    /// Whether the gate greets back, from no entry.
    static func isGreeting(_ verdict: GateVerdict) -> Bool {
        verdict.outcome == .answer && verdict.reasons == [.smallTalk]
    }

    /// The verdict within what the policy allows.
    ///
    /// What is not about the business, and has no candidate of weight, is declined in the policy's
    /// words instead of handed over, as often as it says; what the bot may not be used for is drafted.
    /// - Parameters:
    ///   - purposes: what turn and reply are for.
    ///   - draft: the confidence from which a candidate has weight.
    static func bounded(
        _ verdict: GateVerdict, _ input: DecisionPipeline.Input, for purposes: [PolicyPurpose],
        draft: Double
    ) -> GateVerdict {
        guard let policy = input.policy else { return verdict }
        var bounded = verdict
        if verdict.outcome == .handover, verdict.reasons == [.offTopic], input.mode == .auto,
            policy.decline != nil, verdict.confidence < draft
        {
            bounded.outcome = .answer
            bounded.candidate = nil
        } else if verdict.outcome == .answer || verdict.outcome == .clarify,
            !policy.allows(purposes) || (!policy.allowsAnswers && verdict.candidate != nil)
        {
            bounded.outcome = .draft
            bounded.reasons.insert(.policy, at: 0)
            bounded.alternative = nil
        }
        return bounded
    }

    /// Whether a model may be asked to word a reply to a turn: what the bot may not be used for
    /// reaches none.
    static func mayCompose(_ result: DecisionPipeline.Result, _ input: DecisionPipeline.Input)
        -> Bool
    {
        guard let policy = input.policy else { return true }
        return policy.allowsAnswers && policy.allows(result.purposes)
    }

    /// A composed reply within what the policy allows: where the bot may not be used for what was
    /// asked or for what the reply says, or the reply does a general assistant's work, a draft.
    static func bounded(
        composed result: DecisionPipeline.Result, _ input: DecisionPipeline.Input
    ) -> DecisionPipeline.Result {
        guard let policy = input.policy, result.verdict.reasons.first == .composed else {
            return result
        }
        var bounded = result
        for purpose in policy.replyPurposes ?? [] where !bounded.purposes.contains(purpose) {
            bounded.purposes.append(purpose)
        }
        guard result.verdict.outcome == .answer,
            policy.isReplyOff == true || !mayCompose(bounded, input)
        else { return bounded }
        bounded.verdict.outcome = .draft
        bounded.verdict.reasons.insert(.policy, at: 0)
        return bounded
    }

    /// The words that decline; `nil` for a verdict that does not.
    static func declined(_ verdict: GateVerdict, _ input: DecisionPipeline.Input) -> String? {
        verdict.outcome == .answer && verdict.reasons == [.offTopic] ? input.policy?.decline : nil
    }
}
