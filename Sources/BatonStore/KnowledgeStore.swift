package import BatonCore

/// Keeping knowledge: every save of an entry is a revision.
package protocol KnowledgeStore: Sendable {
    /// The highest revision of one knowledge base; 0 where it has none. One indexed read.
    func knowledgeRevision(of knowledge: String) async throws(StoreError) -> Int64
    /// What was saved after `revision`, oldest first: for each entry its latest save only.
    func knowledgeChanges(in knowledge: String, after revision: Int64) async throws(StoreError)
        -> [EntryRevision]
    /// Saves entries, all or none; an entry equal to its latest revision is not saved again.
    /// - Returns: one result an entry, in order.
    func save(_ entries: [Entry], by: Actor, now: Timestamp) async throws(StoreError)
        -> [EntrySave]
    /// Removes an entry (its revisions stay).
    func deleteEntry(
        _ entry: EntryID, in knowledge: String, by: Actor, now: Timestamp
    ) async throws(StoreError) -> EntryRevision?
    /// The latest revision of one entry.
    func entry(_ entry: EntryID, in knowledge: String) async throws(StoreError) -> EntryRevision?
    /// Entries by id, after `after`.
    func entries(in knowledge: String, after: EntryID?, limit: Int) async throws(StoreError)
        -> [EntryRevision]
    /// The knowledge bases and how many entries each has.
    func knowledgeBases() async throws(StoreError) -> [(name: String, entries: Int)]
    /// An entry's revisions, newest first.
    func history(of entry: EntryID, in knowledge: String, limit: Int) async throws(StoreError)
        -> [EntryRevision]
}
