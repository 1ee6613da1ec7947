/// One entry as it is to be saved.
package struct EntryChange: Sendable, Codable, Hashable {
    /// The entry.
    package var entry: Entry
    /// Where it stands from then on.
    package var state: EntryState
    /// The revision that the editor began with, 0 for a new entry; `nil` replaces whatever is there.
    ///
    /// Where another was saved since, the change is refused.
    package var replaces: Int64?

    /// Makes a change; published unless said otherwise.
    package init(_ entry: Entry, state: EntryState = .published, replaces: Int64? = nil) {
        self.entry = entry
        self.state = state
        self.replaces = replaces
    }
}

/// What saving an entry did.
package struct EntrySave: Sendable, Codable, Hashable {
    /// What it did.
    package enum Effect: String, Sendable, Codable {
        case added, changed, unchanged
        /// A document no longer has the passage.
        case removed
    }

    /// The entry.
    package var entry: EntryID
    /// What it did.
    package var effect: Effect
    /// The entry's revision now.
    package var revision: Int64

    /// Makes a result.
    package init(entry: EntryID, effect: Effect, revision: Int64) {
        self.entry = entry
        self.effect = effect
        self.revision = revision
    }
}
