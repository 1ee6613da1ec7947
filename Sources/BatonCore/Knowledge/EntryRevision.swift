/// Where an entry stands between being written and being used.
package enum EntryState: String, Sendable, Codable, CaseIterable {
    /// The bot uses it.
    case published
    /// Written down; the bot goes on with what was published before.
    case draft
    /// Kept, and no longer used.
    case retired
}

/// An entry as one save left it; every save of any entry raises the store's knowledge revision.
package struct EntryRevision: Sendable, Codable, Hashable {
    /// The revision number, rising over all knowledge bases of the store.
    package var revision: Int64
    /// The entry; the state before deletion where `isDeleted`.
    package var entry: Entry
    /// Whether this save removed it.
    package var isDeleted: Bool
    /// Where the entry stands since this save.
    package var state: EntryState
    /// Who saved it.
    package var savedBy: Actor
    /// When.
    package var savedAt: Timestamp

    /// Makes a revision.
    package init(
        revision: Int64, entry: Entry, isDeleted: Bool, savedBy: Actor, savedAt: Timestamp,
        state: EntryState = .published
    ) {
        self.revision = revision
        self.entry = entry
        self.isDeleted = isDeleted
        self.state = state
        self.savedBy = savedBy
        self.savedAt = savedAt
    }

    /// Whether the bot may use it: published, and not removed.
    package var isInForce: Bool { !isDeleted && state == .published }
}
