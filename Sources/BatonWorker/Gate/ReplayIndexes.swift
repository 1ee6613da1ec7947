import BatonCore
import BatonEncoder
import BatonKnowledge
import BatonStore

/// The knowledge as past decisions saw it: at their revision, by words alone or by what compared
/// meanings then, with phrasings learned where they were.
final class ReplayIndexes {
    /// What a decision is made again with.
    struct View {
        var index: KnowledgeIndex
        var vectors = MessageVectors()
    }

    private struct Key: Hashable {
        var knowledge: String
        var sources: Set<VectorSource>
        var hasHead: Bool
    }

    private let store: any Store
    private let library: KnowledgeLibrary
    private var indexes: [Key: KnowledgeIndex] = [:]
    private var learned: [Key: Int64] = [:]

    init(store: any Store, library: KnowledgeLibrary) {
        self.store = store
        self.library = library
    }

    /// The knowledge for a decision; asked in the order of revisions, since an index only grows.
    /// - Parameter revision: the revision to look at.
    /// - Returns: `nil` where what compared meanings then is not at hand now.
    func view(for decision: Decision, knowledge: String, at revision: Int64)
        async throws(StoreError) -> View?
    {
        guard let sources = sources(of: decision.evidence.model) else { return nil }
        let key = Key(
            knowledge: knowledge, sources: sources,
            hasHead: decision.evidence.candidates.contains { $0.engines["head"] != nil })
        guard let index = try await index(of: key) else { return nil }
        if revision > index.revision {
            index.apply(
                try await store.knowledgeChanges(
                    in: knowledge, after: index.revision, through: revision))
        }
        guard try await completed(index, sources) else { return nil }
        if key.hasHead, learned[key] != index.revision {
            guard await BackgroundWork.run({ index.trainHead() }) != nil else { return nil }
            learned[key] = index.revision
        }
        guard sources.contains(.server), let server = library.server else {
            return View(index: index)
        }
        let words = index.queryText(
            decision.evidence.text, after: decision.evidence.after,
            language: decision.evidence.language)
        guard let vector = await server.query(words) else { return nil }
        return View(index: index, vectors: MessageVectors(server: vector))
    }

    /// What compared meanings, by the name that a decision kept; `nil` where it is not at hand.
    private func sources(of model: String?) -> Set<VectorSource>? {
        guard let model else { return [] }
        let names: [VectorSource: String] = [
            .encoder: library.encoder?.model, .server: library.server?.model,
        ].compactMapValues(\.self)
        let all: [[VectorSource]] = [[.encoder], [.server], [.encoder, .server]]
        return all.first { sources in
            let known = sources.compactMap { names[$0] }
            return known.count == sources.count && VectorSpace.joined(known) == model
        }.map { Set($0) }
    }

    private func index(of key: Key) async throws(StoreError) -> KnowledgeIndex? {
        if let known = indexes[key] { return known }
        let made = KnowledgeIndex(
            knowledge: key.knowledge,
            encoder: key.sources.contains(.encoder) ? library.encoder : nil)
        if key.sources.contains(.server) {
            guard let server = library.server, let dimensions = await server.dimensions else {
                return nil
            }
            made.use(server: VectorSpace(model: server.model, dimensions: dimensions))
        }
        indexes[key] = made
        return made
    }

    /// Gives an index its vectors: made here, or as the store keeps the server's.
    /// - Returns: whether it has all of them.
    private func completed(
        _ index: KnowledgeIndex, _ sources: Set<VectorSource>
    ) async throws(StoreError) -> Bool {
        if sources.contains(.encoder) {
            let left = await BackgroundWork.run { try? index.encodePending() }
            guard left == 0 else { return false }
        }
        let model = index.space(of: .server)?.model ?? ""
        for entry in index.pending(most: .max, from: .server) {
            let keys = entry.texts.map(TextKey.key)
            let known = try await store.vectors(model: model, keys: keys)
            guard index.put(keys.compactMap { known[$0] }, for: entry) else { return false }
        }
        return true
    }
}
