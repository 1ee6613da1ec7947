/// What somebody says of a decision's answer: the one that was sent, drafted, or would have been.
package enum LabelVerdict: String, Sendable, Codable, CaseIterable {
    /// It answers what was asked, and is true.
    case right
    /// It does not, or is not.
    case wrong
    /// Whatever it says, a person should have had this.
    case handover = "should_have_handed_over"

    /// The verdict's words.
    package var title: BilingualText {
        switch self {
        case .right: BilingualText("right", "正確")
        case .wrong: BilingualText("wrong", "錯誤")
        case .handover: BilingualText("should have handed over", "應轉交真人")
        }
    }
}

/// A verdict on a decision: the gate's teaching material.
package struct DecisionLabel: Sendable, Codable, Hashable {
    /// The decision.
    package var decision: DecisionID
    /// Its conversation, with which the label is erased.
    package var conversation: ConversationID
    /// Who judged; `nil` for a sign read from what the customer did.
    package var by: PersonID?
    /// When.
    package var at: Timestamp
    /// The verdict.
    package var verdict: LabelVerdict
    /// Why, as a code.
    package var reason: ReasonCode?
    /// Where it came from, which says what it may be used for.
    package var source: LabelSource
    /// Why, in the person's words.
    package var note: String?

    /// Makes a label.
    package init(
        decision: DecisionID, conversation: ConversationID, by: PersonID?, at: Timestamp,
        verdict: LabelVerdict, reason: ReasonCode? = nil, source: LabelSource,
        note: String? = nil
    ) {
        self.decision = decision
        self.conversation = conversation
        self.by = by
        self.at = at
        self.verdict = verdict
        self.reason = reason
        self.source = source
        self.note = note
    }
}

/// A past decision with the verdict that a person gave, where one did.
package struct PastDecision: Sendable, Codable, Hashable {
    /// The decision.
    package var decision: Decision
    /// A person's verdict, the one drawn at random before one of choice.
    package var label: DecisionLabel?

    /// Makes one.
    package init(decision: Decision, label: DecisionLabel?) {
        self.decision = decision
        self.label = label
    }
}

/// A decision that was drawn by lot for people to judge.
package struct ReviewItem: Sendable, Codable, Hashable {
    /// The decision: the question, the answer, the entry.
    package var decision: Decision
    /// The inbox it was made in.
    package var inbox: InboxID
    /// What its label will count as.
    package var source: LabelSource
    /// The share of messages that were drawn when this one was, 0…1.
    package var rate: Double
    /// When it was drawn.
    package var drawnAt: Timestamp

    /// Makes one.
    package init(
        decision: Decision, inbox: InboxID, source: LabelSource, rate: Double, drawnAt: Timestamp
    ) {
        self.decision = decision
        self.inbox = inbox
        self.source = source
        self.rate = rate
        self.drawnAt = drawnAt
    }
}
