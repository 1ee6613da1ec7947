package import BatonKnowledge
package import BatonStore

/// The indexes of all knowledge bases, each brought up to the store's revision before it is used.
package actor KnowledgeLibrary {
    private let store: any KnowledgeStore
    private var indexes: [String: KnowledgeIndex] = [:]

    /// Makes a library over a store.
    package init(store: any KnowledgeStore) { self.store = store }

    /// The index of a knowledge base at the store's present revision.
    ///
    /// The comparison is one indexed read, so that an edit is live for the very next message.
    package func index(of knowledge: String) async throws(StoreError) -> KnowledgeIndex {
        let index = indexes[knowledge] ?? KnowledgeIndex(knowledge: knowledge)
        indexes[knowledge] = index
        let revision = try await store.knowledgeRevision(of: knowledge)
        if revision > index.revision {
            index.apply(try await store.knowledgeChanges(in: knowledge, after: index.revision))
        }
        return index
    }
}
