import BatonCore

extension Gate {
    /// What a score decides.
    struct Band {
        var outcome: Outcome
        var reasons: [ReasonCode]
    }

    /// The band that a confidence falls in: answer, clarify, draft, or hand over.
    func band(_ evidence: Evidence, _ circumstances: Circumstances, _ confidence: Double) -> Band {
        let second = evidence.candidates.dropFirst().first
        let lead = (evidence.candidates.first?.score ?? 0) - (second?.score ?? 0)
        let isClose = lead < (calibrated?.margin ?? thresholds.margin)
        let canAsk = isClose && second?.isValid == true && circumstances.mayClarify
        let draft = calibrated?.draft ?? thresholds.draft

        if let closed = whyClosed(circumstances.state, evidence) {
            return confidence >= draft
                ? Band(outcome: .draft, reasons: [closed])
                : Band(outcome: .handover, reasons: [closed, .lowConfidence])
        }
        // The customer chose it: that is no score, and no proof counts it.
        if let confirmed = circumstances.confirmed,
            confirmed == evidence.candidates.first?.entry
        {
            return unattended(.answer, .confirmed, circumstances.mode)
        }
        // A proof holds for the very rule that it was made with, so a lead is no part of it.
        let answer = calibrated.map { $0.answer ?? .infinity } ?? thresholds.answer
        let isAmbiguous = calibrated == nil && isClose
        if confidence >= answer, !isAmbiguous {
            return unattended(.answer, .confident, circumstances.mode)
        }
        guard confidence >= draft else {
            return Band(outcome: .handover, reasons: [.lowConfidence])
        }
        if canAsk { return unattended(.clarify, .ambiguous, circumstances.mode) }
        return Band(
            outcome: .draft,
            reasons: [isAmbiguous && confidence >= answer ? .ambiguous : .lowConfidence])
    }

    /// Why the bot may not answer alone whatever it scores; `nil` where it may.
    private func whyClosed(_ state: GateState, _ evidence: Evidence) -> ReasonCode? {
        switch state {
        case .tightened: return .budgetSpent
        case .closed: return .unproven
        case .open, .stopped:
            guard let calibrated else { return nil }
            return calibrated.answer == nil || !calibrated.speaks(of: evidence) ? .unproven : nil
        }
    }

    /// What the bot would do alone, or a draft where the inbox lets it do nothing alone.
    private func unattended(_ outcome: Outcome, _ reason: ReasonCode, _ mode: InboxMode) -> Band {
        switch mode {
        case .auto: Band(outcome: outcome, reasons: [reason])
        case .shadow: Band(outcome: .draft, reasons: [.shadow, reason])
        case .draftOnly, .humanOnly: Band(outcome: .draft, reasons: [.draftOnly, reason])
        }
    }
}
