import BatonCore
package import BatonEncoder
package import BatonKnowledge
package import BatonStore
import BatonUnderstanding

/// The indexes of all knowledge bases, each brought up to the store's revision before it is used.
///
/// An edit counts by its words from the next question on. Vectors are made apart from questions:
/// for a small edit before it is saved, otherwise in the background.
package actor KnowledgeLibrary {
    /// One knowledge base.
    struct Base {
        /// By words, by the encoder of this process where there is one, and by a server's vectors
        /// once it has said how long they are.
        let index: KnowledgeIndex
        /// The golden questions' vectors, by what makes them and by question.
        var golden: [VectorSource: [String: [Float]]] = [:]
        /// The revision seen at the last look, learned last, and when that was.
        var seen: Int64 = -1
        var learned: Int64 = -1
        var learnedAt: ContinuousClock.Instant?
    }

    let store: any KnowledgeStore & VectorStore
    let encoder: (any TextEncoder)?
    let server: EmbeddingServer?
    private let completesFirst: Bool
    var bases: [String: Base] = [:]
    /// Vectors of edits on their way, by model and text key, and those that the store lacks.
    var atHand: [String: [String: [Float]]] = [:]
    var unsaved: [String: [String: [Float]]] = [:]

    /// Makes a library over a store.
    /// - Parameters:
    ///   - encoder: finds entries by meaning; without one, words alone count.
    ///   - server: makes vectors beside the encoder's; while it does not answer, the encoder's count.
    ///   - completesFirst: whether a question waits until all vectors are made and phrasings are
    ///     learned, for commands that ask once and end.
    package init(
        store: any KnowledgeStore & VectorStore, encoder: (any TextEncoder)? = nil,
        server: EmbeddingServer? = nil, completesFirst: Bool = false
    ) {
        self.store = store
        self.encoder = encoder
        self.server = server
        self.completesFirst = completesFirst
    }

    /// The index of a knowledge base at the store's present revision.
    ///
    /// The comparison is one indexed read, so that an edit is live for the very next message.
    package func index(of knowledge: String) async throws(StoreError) -> KnowledgeIndex {
        try await current(knowledge).index
    }

    /// The index that answers a question, and the question's vector where a server makes it.
    ///
    /// A server that is slow or away costs a bounded wait at most; then the encoder's vectors
    /// alone count, or words.
    /// - Parameter hidden: words that a server which is not on this machine is not shown; `nil` where
    ///   such a server may not read the question at all.
    package func view(
        of knowledge: String, for text: String, after context: String? = nil,
        outsideHiding hidden: [String]? = []
    ) async throws(StoreError) -> KnowledgeView {
        if completesFirst { try await complete(knowledge) }
        let index = try await current(knowledge).index
        guard let server, hidden != nil || server.isLocal, index.compares(.server) else {
            return KnowledgeView(index: index)
        }
        let language = Understanding.read(text).language
        let words = index.queryText(text, after: context, language: language)
        let vector = await server.query(words, hiding: hidden ?? [])
        // What was saved while the server was asked counts too.
        _ = try await current(knowledge)
        return KnowledgeView(index: index, vectors: MessageVectors(server: vector))
    }

    /// The base at the store's present revision.
    func current(_ knowledge: String) async throws(StoreError) -> Base {
        let base = await base(knowledge)
        let revision = try await store.knowledgeRevision(of: knowledge)
        let index = base.index
        if revision > index.revision {
            index.apply(try await store.knowledgeChanges(in: knowledge, after: index.revision))
            useVectorsAtHand(index)
        }
        return base
    }

    private func base(_ knowledge: String) async -> Base {
        let dimensions = await server?.dimensions
        var base =
            bases[knowledge]
            ?? Base(index: KnowledgeIndex(knowledge: knowledge, encoder: encoder))
        if let server, let dimensions, base.index.space(of: .server) == nil {
            base.index.use(
                server: VectorSpace(model: server.model, dimensions: dimensions))
            base.learned = -1
        }
        bases[knowledge] = base
        return base
    }

    /// Makes all vectors of a base and learns its phrasings; a server that fails is done without.
    private func complete(_ knowledge: String) async throws(StoreError) {
        await greetServer()
        let base = try await current(knowledge)
        for source in VectorSource.allCases {
            while await (try? makeVectors(of: base.index, source)) == true {}
        }
        try? await saveVectors()
        if base.learned < base.index.revision { await learn(knowledge) }
    }
}
