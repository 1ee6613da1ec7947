package import BatonCore

/// Keeping documents: their passages are entries, and a document's passages change together.
package protocol DocumentStore: Sendable {
    /// The sources of a knowledge base and the documents taken from them, by name.
    func sources(of knowledge: String) async throws(StoreError)
        -> (sources: [KnowledgeSource], documents: [SourceDocument])
    /// Replaces documents' passages, all or none: new and changed passages are saved, and those
    /// that a document no longer has are removed, so that old and new are never read together.
    /// - Returns: one result for each passage saved or removed; unchanged ones are told too.
    /// - Throws: ``StoreError`` `refused` where a passage's id or tag is not its document's.
    func apply(_ change: DocumentChange, by: Actor, now: Timestamp) async throws(StoreError)
        -> [EntrySave]
}
