/// What the gate decided to do with a message.
package enum Outcome: String, Sendable, Codable, CaseIterable {
    /// Answer alone.
    case answer
    /// Ask one confirming question.
    case clarify
    /// Prepare an answer for a person to approve.
    case draft
    /// Hand the conversation to a person.
    case handover
    /// Say nothing more: thanks after an answer, or a message that wants none.
    case acknowledge
}

/// How an inbox lets the bot act.
package enum InboxMode: String, Sendable, Codable, CaseIterable {
    /// Answer alone where the gate allows it.
    case auto
    /// Decide and record; send nothing.
    case shadow
    /// A person approves each answer.
    case draftOnly = "draft_only"
    /// The bot is silent.
    case humanOnly = "human_only"
}

/// The gate's verdict on one turn of a conversation, with all that it saw.
package struct Decision: Sendable, Codable, Hashable {
    /// How long each step took, in microseconds.
    package struct Timing: Sendable, Codable, Hashable {
        /// Finding candidates.
        package var retrieveMicroseconds: Int64
        /// From the start of the work to the verdict.
        package var totalMicroseconds: Int64

        /// Makes timings.
        package init(retrieveMicroseconds: Int64, totalMicroseconds: Int64) {
            self.retrieveMicroseconds = retrieveMicroseconds
            self.totalMicroseconds = totalMicroseconds
        }
    }

    /// Its id.
    package var id: DecisionID
    /// The conversation.
    package var conversation: ConversationID
    /// The customer messages it is about, oldest first.
    package var messages: [MessageID]
    /// The conversation's epoch when it was made.
    package var epoch: Int64
    /// The conversation's turn when it was made.
    package var turn: Int64
    /// What to do.
    package var outcome: Outcome
    /// How sure, 0…1.
    package var confidence: Double
    /// Why, most important first.
    package var reasons: [ReasonCode]
    /// The evidence it rests on.
    package var evidence: Evidence
    /// The knowledge base.
    package var knowledge: String?
    /// Its revision.
    package var knowledgeRevision: Int64
    /// Which gate, such as `threshold-1`.
    package var gateVersion: String
    /// The thresholds in force, or the guarantee, in English words; "no guarantee" for thresholds.
    package var gateTerms: String
    /// The same in figures, to be worded in a person's language; `nil` in old records.
    package var terms: IfKnown<GateTerms>?
    /// The inbox's mode.
    package var mode: InboxMode
    /// The reply that it sends, or would send.
    package var reply: String?
    /// When.
    package var at: Timestamp
    /// How long it took.
    package var timing: Timing
    /// What bore on it besides the evidence, for a replay; `nil` in old records.
    package var circumstances: DecisionCircumstances?
    /// What a language model worded, where one was asked.
    package var composed: ComposedReply?

    /// Makes a decision.
    package init(
        id: DecisionID, conversation: ConversationID, messages: [MessageID], epoch: Int64,
        turn: Int64, outcome: Outcome, confidence: Double, reasons: [ReasonCode],
        evidence: Evidence, knowledge: String?, knowledgeRevision: Int64, gateVersion: String,
        gateTerms: String, mode: InboxMode, reply: String?, at: Timestamp, timing: Timing,
        circumstances: DecisionCircumstances? = nil
    ) {
        self.id = id
        self.conversation = conversation
        self.messages = messages
        self.epoch = epoch
        self.turn = turn
        self.outcome = outcome
        self.confidence = confidence
        self.reasons = reasons
        self.evidence = evidence
        self.knowledge = knowledge
        self.knowledgeRevision = knowledgeRevision
        self.gateVersion = gateVersion
        self.gateTerms = gateTerms
        self.mode = mode
        self.reply = reply
        self.at = at
        self.timing = timing
        self.circumstances = circumstances
    }

    /// What the gate promised, for people; records from before the figures were kept have only English.
    package var gateWords: BilingualText {
        terms?.value?.words ?? BilingualText(gateTerms, gateTerms)
    }

    /// Whether a rule decided, so that ``confidence`` says nothing of the verdict: a customer who asks
    /// for a person gets one, however sure the closest entry is.
    package var isByRule: Bool { reasons.first?.basis == .rule }
}

/// The thresholds of a gate set by hand: what it promises is nothing, and it says so.
package struct GateThresholds: Sendable, Codable, Hashable {
    /// Confidence from which the bot answers alone, 0…1.
    package var answer: Double
    /// Confidence from which it drafts for a person, 0…1, at most `answer`.
    package var draft: Double
    /// Least lead over the second candidate's score, 0…1.
    package var margin: Double

    /// What holds where a business sets none.
    ///
    /// Of four shops of Hong Kong, each left out of what was fitted, from 0.7 the bot answers 33 %
    /// of messages with the encoder, and 15 % of its answers are wrong; from 0.85 20 % and 7 %.
    package static let usual = GateThresholds(answer: 0.85, draft: 0.4, margin: 0.03)

    /// Makes thresholds.
    package init(answer: Double, draft: Double, margin: Double) {
        self.answer = answer
        self.draft = draft
        self.margin = margin
    }
}
