/// What a customer last said of a category of messages, and who recorded it.
package struct ConsentRecord: Sendable, Codable, Hashable {
    /// Whether they agreed; otherwise they stopped it, or took it back.
    package var isGranted: Bool
    /// When it was recorded.
    package var at: Timestamp
    /// Who recorded it; `nil` where it was not kept.
    package var by: Actor?
    /// How they said it, in the words of who recorded it.
    package var how: String?

    /// Makes a record.
    package init(isGranted: Bool, at: Timestamp, by: Actor?, how: String?) {
        self.isGranted = isGranted
        self.at = at
        self.by = by
        self.how = how
    }
}
