package import BatonCore

/// Keeping knowledge: every save of an entry is a revision.
package protocol KnowledgeStore: Sendable {
    /// The highest revision that the bot follows in one knowledge base, drafts left out; 0 where
    /// it has none. One indexed read.
    func knowledgeRevision(of knowledge: String) async throws(StoreError) -> Int64
    /// The same as it was at a time.
    func knowledgeRevision(of knowledge: String, at time: Timestamp) async throws(StoreError)
        -> Int64
    /// What was saved after `revision`, drafts left out, oldest first: for each entry its latest
    /// save only.
    func knowledgeChanges(in knowledge: String, after revision: Int64) async throws(StoreError)
        -> [EntryRevision]
    /// The same as if nothing had been saved after `through`: for a replay.
    func knowledgeChanges(in knowledge: String, after revision: Int64, through last: Int64)
        async throws(StoreError) -> [EntryRevision]
    /// Saves changes, all or none; one that equals the entry's latest revision is not saved again.
    /// - Returns: one result a change, in order.
    func save(_ changes: [EntryChange], by: Actor, now: Timestamp) async throws(StoreError)
        -> [EntrySave]
    /// Removes an entry (its revisions stay).
    func deleteEntry(
        _ entry: EntryID, in knowledge: String, by: Actor, now: Timestamp
    ) async throws(StoreError) -> EntryRevision?
    /// The latest revision of one entry, drafts too.
    func entry(_ entry: EntryID, in knowledge: String) async throws(StoreError) -> EntryRevision?
    /// Entries by id, after `after`, each as saved last, drafts and retired ones too.
    func entries(in knowledge: String, after: EntryID?, limit: Int) async throws(StoreError)
        -> [EntryRevision]
    /// The knowledge bases and how many entries each has.
    func knowledgeBases() async throws(StoreError) -> [(name: String, entries: Int)]
    /// An entry's revisions, newest first.
    func history(of entry: EntryID, in knowledge: String, limit: Int) async throws(StoreError)
        -> [EntryRevision]
    /// One revision of an entry.
    func revision(_ revision: Int64, of entry: EntryID, in knowledge: String)
        async throws(StoreError) -> EntryRevision?
    /// Questions since `since` that were handed over for want of an answer, newest first.
    func unansweredQuestions(in knowledge: String, since: Timestamp, limit: Int)
        async throws(StoreError) -> [UnansweredQuestion]
}

extension KnowledgeStore {
    /// Saves and publishes entries, all or none.
    package func save(_ entries: [Entry], by actor: Actor, now: Timestamp)
        async throws(StoreError) -> [EntrySave]
    {
        try await save(entries.map { EntryChange($0) }, by: actor, now: now)
    }
}
