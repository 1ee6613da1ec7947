/// What bore on a decision besides its evidence, kept so that it can be decided again bit for bit.
package struct DecisionCircumstances: Sendable, Codable, Hashable {
    /// Whether the turn held something that the bot does not read.
    package var hasUnreadable: Bool
    /// The entry that the bot had answered with the time before.
    package var previousAnswer: EntryID?
    /// Whether a confirming question might be asked.
    package var mayClarify: Bool
    /// The entry that the customer chose when the bot asked.
    package var confirmed: EntryID?
    /// The gate's state as a word: `closed`, `open`, `tightened` or `stopped`.
    package var state: String
    /// What the channel's policy said that bears on it; `nil` for nothing, and in old records.
    package var policy: PolicyBearing?
    /// What the course of the conversation told; `nil` where it told nothing.
    package var course: [ReasonCode]?
    /// Whether it was a rating that was asked for; `nil` where it was not.
    package var isRating: Bool?
    /// Whether some entries' vectors were still being made, so that it cannot be made again; `nil`
    /// where they were not.
    package var isPartial: Bool?

    /// Makes circumstances.
    package init(
        hasUnreadable: Bool, previousAnswer: EntryID?, mayClarify: Bool, confirmed: EntryID?,
        state: String
    ) {
        self.hasUnreadable = hasUnreadable
        self.previousAnswer = previousAnswer
        self.mayClarify = mayClarify
        self.confirmed = confirmed
        self.state = state
    }
}
