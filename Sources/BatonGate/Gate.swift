package import BatonCore

/// What the gate decided, before anybody acts on it.
package struct GateVerdict: Sendable, Hashable {
    /// What to do.
    package var outcome: Outcome
    /// How sure, 0…1.
    package var confidence: Double
    /// Why, most important first; never empty.
    package var reasons: [ReasonCode]
    /// The entry to answer or draft with.
    package var candidate: Candidate?
    /// Which gate, such as `threshold-1`.
    package var gateVersion: String
    /// What it promises, in words.
    package var terms: String
}

/// Evidence in, verdict out: when the bot may answer alone, and when a person takes over.
///
/// What is always handed over is so before any score is looked at.
package struct Gate: Sendable {
    /// The thresholds in force.
    package var thresholds: GateThresholds

    /// Which gate this is; raised when the same evidence could be decided otherwise.
    package static let version = "threshold-1"

    /// Makes a gate.
    package init(thresholds: GateThresholds) { self.thresholds = thresholds }

    /// What bears on the verdict besides the evidence.
    package struct Circumstances: Sendable {
        /// How the bot may act.
        package var mode: InboxMode
        /// Whether the turn holds something that the bot does not read.
        package var hasUnreadable: Bool
        /// Whether the message is thanks and nothing more.
        package var isThanks: Bool
        /// Whether the message is a greeting and nothing more.
        package var isGreeting: Bool
        /// The entry that the bot answered with the time before, when that was the last turn.
        package var previousAnswer: EntryID?

        /// Makes circumstances.
        package init(
            mode: InboxMode = .auto, hasUnreadable: Bool = false, isThanks: Bool = false,
            isGreeting: Bool = false, previousAnswer: EntryID? = nil
        ) {
            self.mode = mode
            self.hasUnreadable = hasUnreadable
            self.isThanks = isThanks
            self.isGreeting = isGreeting
            self.previousAnswer = previousAnswer
        }
    }

    /// Decides.
    package func decide(_ evidence: Evidence, _ circumstances: Circumstances) -> GateVerdict {
        let best = evidence.candidates.first
        let confidence = Confidence.value(of: evidence)
        func verdict(_ outcome: Outcome, _ reasons: ReasonCode..., candidate: Candidate? = nil)
            -> GateVerdict
        {
            GateVerdict(
                outcome: outcome, confidence: confidence, reasons: reasons, candidate: candidate,
                gateVersion: Self.version, terms: Self.terms(of: thresholds))
        }
        if evidence.signals.contains(.askedForPerson) { return verdict(.handover, .askedForPerson) }
        if evidence.signals.contains(.complaint) { return verdict(.handover, .complaint) }
        if circumstances.hasUnreadable { return verdict(.handover, .unsupportedMessage) }
        if circumstances.mode == .humanOnly { return verdict(.handover, .humanOnly) }
        if circumstances.isThanks { return verdict(.acknowledge, .smallTalk) }
        if circumstances.isGreeting { return verdict(.answer, .smallTalk) }
        guard let best else { return verdict(.handover, .noAnswer) }
        guard best.isValid else { return verdict(.handover, .expiredEntry, candidate: best) }
        if circumstances.previousAnswer == best.entry {
            return verdict(.handover, .repeated, candidate: best)
        }
        let lead = best.score - (evidence.candidates.dropFirst().first?.score ?? 0)
        let isAmbiguous = lead < thresholds.margin
        if confidence >= thresholds.answer, !isAmbiguous {
            return circumstances.mode == .auto
                ? verdict(.answer, .confident, candidate: best)
                : verdict(.draft, .draftOnly, .confident, candidate: best)
        }
        if confidence >= thresholds.draft {
            return verdict(
                .draft,
                isAmbiguous && confidence >= thresholds.answer ? .ambiguous : .lowConfidence,
                candidate: best)
        }
        return verdict(.handover, .lowConfidence, candidate: best)
    }

    /// What thresholds promise, in words.
    package static func terms(of thresholds: GateThresholds) -> String {
        func percent(_ value: Double) -> String { "\(Int((value * 100).rounded())) %" }
        return "by threshold: answers from \(percent(thresholds.answer)), drafts from "
            + "\(percent(thresholds.draft)), lead \(percent(thresholds.margin)); no guarantee"
    }
}
