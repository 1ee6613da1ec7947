package import BatonCore

extension GradedDecision {
    /// Reasons that a score gave: whoever has only these was ruled out by no rule.
    private static let scored: Set<ReasonCode> = [
        .confident, .lowConfidence, .ambiguous, .draftOnly, .shadow, .unproven, .budgetSpent,
        .composed,
    ]

    /// Whether nothing but its score stood between a decision and an answer.
    package static func isEligible(_ decision: Decision) -> Bool {
        decision.evidence.candidates.first?.isValid == true
            && decision.reasons.allSatisfy(scored.contains)
    }

    /// A stored decision, graded by its label under the shipped weights.
    ///
    /// Where a model's words were sent, the label judges those and not the entry's answer, which counts
    /// as wrong: a bound may err on that side alone.
    /// - Returns: `nil` where nobody has judged it.
    package init?(_ past: PastDecision) {
        guard let label = past.label else { return nil }
        let decision = past.decision
        let evidence = decision.evidence
        self.init(
            decision: decision.id, conversation: decision.conversation, at: decision.at,
            confidence: Confidence.value(of: evidence),
            isRight: label.verdict == .right && decision.reasons.first != .composed,
            isEligible: Self.isEligible(decision), source: label.source,
            language: evidence.language, features: GateFeatures.of(evidence),
            candidates: GateFeatures.entries(of: evidence), meaning: evidence.model)
    }
}
