package import BatonCore
package import BatonGate
package import BatonKnowledge
package import BatonUnderstanding

/// From the words of one turn to a verdict: the same steps for the worker, `ask`, and replay.
///
/// A pure function of what is passed in; it reads no clock and keeps nothing.
package struct DecisionPipeline: Sendable {
    /// The thresholds in force.
    package var thresholds: GateThresholds
    /// When people are at work.
    package var hours: OpeningHours
    /// The gate that labels proved; `nil` for the thresholds, which promise nothing.
    package var calibrated: CalibratedGate?
    /// What in a message gives it to a person before any score.
    package var subjects: HandoverSubjects
    /// Tags of entries that the bot never answers from alone.
    package var reservedTags: Set<String> = []
    /// Days after its last save from which the bot does not answer from an entry alone.
    package var staleAfterDays: Int?

    /// Makes a pipeline.
    package init(
        thresholds: GateThresholds, hours: OpeningHours, calibrated: CalibratedGate? = nil,
        subjects: HandoverSubjects = HandoverSubjects()
    ) {
        self.thresholds = thresholds
        self.hours = hours
        self.calibrated = calibrated
        self.subjects = subjects
    }

    /// The gate that decides.
    package var gate: Gate { Gate(thresholds: thresholds, calibrated: calibrated) }

    /// All that the verdict depends on.
    package struct Input: Sendable {
        /// The words of the turn; a burst is joined by newlines.
        package var text: String
        /// Whether the turn holds something that the bot does not read.
        package var hasUnreadable: Bool
        /// How the bot may act.
        package var mode: InboxMode
        /// The entry that the bot answered with the time before, to notice a question that comes
        /// again.
        package var previousAnswer: EntryID?
        /// Whether proof, meter and people let the bot answer alone now.
        package var state: GateState
        /// Whether a confirming question may be asked.
        package var mayClarify: Bool
        /// The entry that the customer chose when the bot asked; its question is then the text.
        package var confirmed: EntryID?
        /// The language to answer in; `nil` for that of the text.
        package var language: Language?
        /// What the course of the conversation before it tells: ``ConversationCourse``.
        package var course: [ReasonCode] = []
        /// Whether it is a rating that was asked for.
        package var isRating = false
        /// The present moment.
        package var now: Timestamp
        /// The customer's words before these, which a follow-up is read with.
        package var context: String?
        /// What the channel's policy says that bears on it; `nil` where there is none.
        package var policy: PolicyBearing?
        /// The words' vector where a server made it; the encoder's is made by the index.
        package var vectors: MessageVectors
        /// Only these entries may answer.
        package var filter: (@Sendable (EntryID) -> Bool)?

        /// Makes an input.
        /// - Parameter previous: the decision before this one.
        package init(
            text: String, hasUnreadable: Bool = false, mode: InboxMode = .auto,
            previous: Decision? = nil, state: GateState = .open, mayClarify: Bool = false,
            context: String? = nil, vectors: MessageVectors = MessageVectors(), now: Timestamp,
            filter: (@Sendable (EntryID) -> Bool)? = nil
        ) {
            self.context = context
            self.vectors = vectors
            self.text = text
            self.hasUnreadable = hasUnreadable
            self.mode = mode
            let answer = previous?.outcome == .answer ? previous : nil
            previousAnswer =
                answer?.reasons.first == .confident
                ? answer?.evidence.candidates.first?.entry : nil
            self.state = state
            self.mayClarify = mayClarify
            self.now = now
            self.filter = filter
        }
    }

    /// A verdict with the evidence it rests on.
    package struct Result: Sendable {
        /// What the gate says.
        package var verdict: GateVerdict
        /// What it saw.
        package var evidence: Evidence
        /// What else bore on the verdict.
        package var circumstances: Gate.Circumstances
        /// The reply it sends, or would send.
        package var reply: String?
        /// What the turn and what would be said to it are for, as the policy names purposes; empty
        /// where there is no policy to ask.
        package var purposes: [PolicyPurpose] = []
        /// The knowledge revision that was searched.
        package var knowledgeRevision: Int64
        /// Microseconds that the search took.
        package var retrieveMicroseconds: Int64
    }
}
