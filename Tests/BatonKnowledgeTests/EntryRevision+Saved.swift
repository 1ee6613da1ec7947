import BatonCore

extension EntryRevision {
    /// A save by the system.
    static func saved(
        _ entry: Entry, at revision: Int64, isDeleted: Bool = false
    ) -> EntryRevision {
        EntryRevision(
            revision: revision, entry: entry, isDeleted: isDeleted, savedBy: .system,
            savedAt: Timestamp(seconds: 1_700_000_000))
    }
}
