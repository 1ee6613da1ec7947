package import BatonEncoder
package import BatonKnowledge
package import BatonStore

/// The indexes of all knowledge bases, each brought up to the store's revision before it is used.
package actor KnowledgeLibrary {
    private let store: any KnowledgeStore
    private let encoder: (any TextEncoder)?
    private let cache: (any VectorCache)?
    private var indexes: [String: KnowledgeIndex] = [:]
    /// The knowledge bases that are being learned now.
    private var learning: Set<String> = []

    /// Edited entries whose vectors are made before the next search; of more, the rest follows in
    /// the background.
    private static let encodedAtOnce = 2

    /// Makes a library over a store.
    /// - Parameters:
    ///   - encoder: finds entries by meaning; without one, words alone count.
    ///   - cache: keeps vectors between runs.
    package init(
        store: any KnowledgeStore, encoder: (any TextEncoder)? = nil,
        cache: (any VectorCache)? = nil
    ) {
        self.store = store
        self.encoder = encoder
        self.cache = cache
    }

    /// The index of a knowledge base at the store's present revision.
    ///
    /// The comparison is one indexed read, so that an edit is live for the very next message.
    package func index(of knowledge: String) async throws(StoreError) -> KnowledgeIndex {
        let index =
            indexes[knowledge]
            ?? KnowledgeIndex(knowledge: knowledge, encoder: encoder, cache: cache)
        indexes[knowledge] = index
        let revision = try await store.knowledgeRevision(of: knowledge)
        if revision > index.revision {
            index.apply(try await store.knowledgeChanges(in: knowledge, after: index.revision))
            // An encoder that fails leaves search to words: the next edit tries again.
            _ = try? index.encodePending(most: Self.encodedAtOnce)
            learn(index)
        }
        return index
    }

    /// Makes the remaining vectors and trains the heads, apart from all searches.
    private func learn(_ index: KnowledgeIndex) {
        guard learning.insert(index.knowledge).inserted else { return }
        Task.detached(priority: .background) { [weak self] in
            var revision: Int64
            repeat {
                revision = index.revision
                _ = try? index.encodePending()
                index.trainHead()
            } while index.revision > revision
            await self?.learned(index.knowledge)
        }
    }

    private func learned(_ knowledge: String) { learning.remove(knowledge) }
}
