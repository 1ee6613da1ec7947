/// What the channel's policy said that bears on one decision; kept with it, so that it can be decided
/// again bit for bit.
package struct PolicyBearing: Sendable, Codable, Hashable {
    /// What the policy's own words found, such as that a person is asked for.
    package var found: [ReasonCode]
    /// Whether what is not about the business may be answered like anything else.
    package var allowsOffTopic: Bool
    /// What declines it, in the customer's language; `nil` where a person is to see it.
    package var decline: String?
    /// Whether the bot may answer from knowledge at all.
    package var allowsAnswers: Bool
    /// Whether the reply that was composed does a general assistant's work; `nil` for no.
    package var isReplyOff: Bool?
    /// What the bot may be used for; `nil` where no rule says, and in decisions of older programs.
    package var purposes: [PolicyPurpose]?
    /// What the reply that was composed is for; `nil` where none was.
    package var replyPurposes: [PolicyPurpose]?

    /// Makes a bearing; without anything said the policy bears on nothing.
    package init(
        found: [ReasonCode] = [], allowsOffTopic: Bool = false, decline: String? = nil,
        allowsAnswers: Bool = true
    ) {
        self.found = found
        self.allowsOffTopic = allowsOffTopic
        self.decline = decline
        self.allowsAnswers = allowsAnswers
    }

    /// Whether the bot may do all of these alone.
    package func allows(_ asked: some Sequence<PolicyPurpose>) -> Bool {
        purposes.map { known in asked.allSatisfy(known.contains) } ?? true
    }
}
