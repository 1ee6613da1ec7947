package import BatonCore

extension Gate {
    /// Whether a model may be asked to word a reply: the score alone stopped the gate, and nothing
    /// that a rule gives to people did.
    ///
    /// Never where a curated answer alone suffices, so that most replies cost nothing.
    package func mayCompose(
        _ verdict: GateVerdict, _ evidence: Evidence, _ circumstances: Circumstances
    ) -> Bool {
        guard verdict.outcome == .draft || verdict.outcome == .handover,
            GateRules.ruling(evidence, circumstances) == nil, circumstances.confirmed == nil,
            evidence.candidates.contains(where: \.isValid)
        else { return false }
        if verdict.reasons.contains(.lowConfidence) || verdict.reasons.contains(.ambiguous) {
            return true
        }
        // A gate that is not proven drafts whatever it scores; what scores well needs no wording.
        let isUnproven = verdict.reasons.contains { $0 == .unproven || $0 == .budgetSpent }
        return isUnproven && verdict.confidence < thresholds.answer
    }

    /// The last word on a turn for which a model was asked.
    ///
    /// A reply that passed the check is a draft for a person. It goes out alone only where the
    /// configuration says so, the inbox is `auto`, its gate is open, the entries score at least as
    /// high as a draft asks, and no guarantee is in force: what a guarantee bounds are the curated
    /// answers that its labels judged, and no label has judged these words.
    package func settled(
        _ verdict: GateVerdict, with composed: ComposedReply, _ circumstances: Circumstances
    ) -> GateVerdict {
        guard composed.ending == .grounded else { return verdict }
        var settled = verdict
        let isOpen = circumstances.state == .open && calibrated == nil
        if composed.mayAnswer, isOpen, circumstances.mode == .auto,
            verdict.confidence >= thresholds.draft
        {
            settled.outcome = .answer
            settled.reasons = [.composed]
        } else {
            settled.outcome = .draft
        }
        return settled
    }
}
