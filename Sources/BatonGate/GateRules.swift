package import BatonCore

/// What is decided before any score is looked at, in this order.
package enum GateRules {
    /// What understanding may find in a message that gives it to a person, weightiest first.
    ///
    /// A code that is not here is one that the business listed, and ranks after these.
    package static let signals: [ReasonCode] = [
        .askedForPerson, .safety, .minor, .complaint, .legal, .medical, .refundDispute, .anger,
        .repeated, .personalData, .reserved,
    ]

    /// A rule's verdict.
    package struct Ruling: Sendable, Hashable {
        /// What to do.
        package var outcome: Outcome
        /// Why, most important first.
        package var reasons: [ReasonCode]
        /// The entry that the rule is about.
        package var candidate: Candidate?
    }

    /// What a rule decides; `nil` where the score is to decide.
    package static func ruling(
        _ evidence: Evidence, _ circumstances: Gate.Circumstances
    ) -> Ruling? {
        if let ruling = beforeKnowledge(evidence, circumstances) { return ruling }
        guard let best = evidence.candidates.first else { return handover(.noAnswer) }
        if !best.isValid { return handover(.expiredEntry, best) }
        if circumstances.isStale { return handover(.staleKnowledge, best) }
        if circumstances.isReserved { return handover(.reserved, best) }
        if circumstances.previousAnswer == best.entry { return handover(.repeated, best) }
        return nil
    }

    private static func beforeKnowledge(
        _ evidence: Evidence, _ circumstances: Gate.Circumstances
    ) -> Ruling? {
        if circumstances.isRating { return Ruling(outcome: .acknowledge, reasons: [.rated]) }
        let found = ordered(evidence.signals)
        if !found.isEmpty { return Ruling(outcome: .handover, reasons: found) }
        if circumstances.hasUnreadable { return handover(.unsupportedMessage) }
        if case .stopped = circumstances.state { return handover(.stopped) }
        if circumstances.mode == .humanOnly { return handover(.humanOnly) }
        if evidence.signals.contains(.offTopic) { return handover(.offTopic) }
        if circumstances.isThanks { return Ruling(outcome: .acknowledge, reasons: [.smallTalk]) }
        if circumstances.isGreeting { return Ruling(outcome: .answer, reasons: [.smallTalk]) }
        return nil
    }

    /// The signals that hand over whatever the mode, in the order of the rules.
    private static func ordered(_ signals: [ReasonCode]) -> [ReasonCode] {
        let known = Self.signals.filter(signals.contains)
        let listed = signals.filter { !Self.signals.contains($0) && $0 != .offTopic }
        return known + listed.sorted()
    }

    private static func handover(_ reason: ReasonCode, _ candidate: Candidate? = nil) -> Ruling {
        Ruling(outcome: .handover, reasons: [reason], candidate: candidate)
    }
}
