package import BatonCore

/// What the gate decided, before anybody acts on it.
package struct GateVerdict: Sendable, Hashable {
    /// What to do.
    package var outcome: Outcome
    /// How sure, 0…1.
    package var confidence: Double
    /// Why, most important first; never empty.
    package var reasons: [ReasonCode]
    /// The entry to answer, ask about, or draft with.
    package var candidate: Candidate?
    /// The other entry that a confirming question offers.
    package var alternative: Candidate?
    /// Which gate, such as `threshold-1`.
    package var gateVersion: String
    /// What it promises.
    package var terms: GateTerms
}

/// Evidence in, verdict out: when the bot may answer alone, and when a person takes over.
///
/// What is always handed over is so before any score is looked at: see ``GateRules``.
package struct Gate: Sendable {
    /// The thresholds in force where there is no calibrated gate.
    package var thresholds: GateThresholds
    /// The gate that labels proved; `nil` for the thresholds, which promise nothing.
    package var calibrated: CalibratedGate?

    /// Which gate the thresholds are; raised when the same evidence could be decided otherwise.
    package static let version = "threshold-1"

    /// Makes a gate.
    package init(thresholds: GateThresholds, calibrated: CalibratedGate? = nil) {
        self.thresholds = thresholds
        self.calibrated = calibrated
    }

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
        /// Whether proof, meter and people let the bot answer alone now.
        package var state: GateState
        /// Whether a confirming question may be asked: not yet asked about this question, and the
        /// channel can ask one.
        package var mayClarify: Bool
        /// The entry that the customer chose when the bot asked which was meant.
        package var confirmed: EntryID?
        /// Whether the best entry bears a tag that the business always gives to people.
        package var isReserved: Bool
        /// Whether the best entry was not renewed for longer than the business allows.
        package var isStale: Bool
        /// Whether it answers the question how a resolved conversation was.
        package var isRating: Bool

        /// Makes circumstances.
        package init(
            mode: InboxMode = .auto, hasUnreadable: Bool = false, isThanks: Bool = false,
            isGreeting: Bool = false, previousAnswer: EntryID? = nil, state: GateState = .open,
            mayClarify: Bool = false, confirmed: EntryID? = nil, isReserved: Bool = false,
            isStale: Bool = false, isRating: Bool = false
        ) {
            self.isRating = isRating
            self.confirmed = confirmed
            self.mode = mode
            self.hasUnreadable = hasUnreadable
            self.isThanks = isThanks
            self.isGreeting = isGreeting
            self.previousAnswer = previousAnswer
            self.state = state
            self.mayClarify = mayClarify
            self.isReserved = isReserved
            self.isStale = isStale
        }
    }

    /// Decides.
    package func decide(_ evidence: Evidence, _ circumstances: Circumstances) -> GateVerdict {
        let ruling = GateRules.ruling(evidence, circumstances)
        let band = ruling.map { Band(outcome: $0.outcome, reasons: $0.reasons) }
        let confidence = confidence(of: evidence)
        let scored = band ?? self.band(evidence, circumstances, confidence)
        return GateVerdict(
            outcome: scored.outcome, confidence: confidence, reasons: scored.reasons,
            candidate: ruling.map(\.candidate) ?? evidence.candidates.first,
            alternative: scored.outcome == .clarify ? evidence.candidates.dropFirst().first : nil,
            gateVersion: calibrated?.version ?? Self.version,
            terms: calibrated?.terms ?? .thresholds(thresholds))
    }

    /// How sure it is of the first candidate, 0…1.
    package func confidence(of evidence: Evidence) -> Double {
        calibrated?.confidence(of: evidence) ?? Confidence.value(of: evidence)
    }
}
