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
        var vector: [Float]?
    }

    private struct Key: Hashable {
        var knowledge: String
        var model: String?
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
        let model = decision.evidence.model
        let isOwn = model == library.encoder?.model
        guard model == nil || isOwn || model == library.server?.model else { return nil }
        let key = Key(
            knowledge: knowledge, model: model,
            hasHead: decision.evidence.candidates.contains { $0.engines["head"] != nil })
        guard let index = try await index(of: key, isOwn: isOwn) else { return nil }
        if revision > index.revision {
            index.apply(
                try await store.knowledgeChanges(
                    in: knowledge, after: index.revision, through: revision))
        }
        guard try await completed(index, isOwn: isOwn) else { return nil }
        if key.hasHead, learned[key] != index.revision {
            guard await BackgroundWork.run({ index.trainHead() }) != nil else { return nil }
            learned[key] = index.revision
        }
        guard model != nil, !isOwn, let server = library.server else {
            return View(index: index)
        }
        let words = index.queryText(
            decision.evidence.text, after: decision.evidence.after,
            language: decision.evidence.language)
        guard let vector = await server.query(words) else { return nil }
        return View(index: index, vector: vector)
    }

    private func index(of key: Key, isOwn: Bool) async throws(StoreError) -> KnowledgeIndex? {
        if let known = indexes[key] { return known }
        var made = KnowledgeIndex(knowledge: key.knowledge)
        if key.model != nil, isOwn {
            made = KnowledgeIndex(knowledge: key.knowledge, encoder: library.encoder)
        } else if let model = key.model {
            guard let dimensions = await library.server?.dimensions else { return nil }
            made = KnowledgeIndex(
                knowledge: key.knowledge,
                space: VectorSpace(model: model, dimensions: dimensions))
        }
        indexes[key] = made
        return made
    }

    /// Gives an index its vectors: made here, or as the store keeps the server's.
    /// - Returns: whether it has all of them.
    private func completed(_ index: KnowledgeIndex, isOwn: Bool) async throws(StoreError) -> Bool {
        guard index.space != nil else { return true }
        if isOwn {
            let left = await BackgroundWork.run { try? index.encodePending() }
            return left == 0
        }
        for entry in index.pending(most: .max) {
            let keys = entry.texts.map(TextKey.key)
            let known = try await store.vectors(model: index.space?.model ?? "", keys: keys)
            guard index.put(keys.compactMap { known[$0] }, for: entry) else { return false }
        }
        return true
    }
}
