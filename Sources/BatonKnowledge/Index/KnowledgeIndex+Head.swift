import BatonCore
import Synchronization

extension KnowledgeIndex {
    /// Trains the heads on the knowledge base's own phrasings, and uses them from then on.
    ///
    /// Takes seconds where many entries have several phrasings, so call it in the background after
    /// an edit; searches go on meanwhile with what was learned before. An entry whose phrasings
    /// have changed since is ranked without the head until the next call.
    /// - Returns: how many entries the heads know; 0 where none has enough phrasings.
    @discardableResult
    package func trainHead(_ training: HeadTraining = HeadTraining()) -> Int {
        let known = contents.withLock { $0.headMaterial() }
        var heads: [Set<VectorSource>: PhrasingHead] = [:]
        for sources in Self.headed(known.vectors) {
            heads[sources] = training.train(
                known.entries, revision: known.revision,
                vectors: VectorSource.allCases.filter(sources.contains).compactMap {
                    known.vectors[$0]
                })
        }
        contents.withLock { $0.heads = heads }
        return heads[[]]?.count ?? 0
    }

    /// By whose vectors messages may come to be looked at: a server may fall silent at any time, an
    /// encoder does not.
    private static func headed(_ known: [VectorSource: [String: [Float]]]) -> [Set<VectorSource>] {
        var kinds: [Set<VectorSource>] = [[]]
        if known[.encoder] != nil { kinds.append([.encoder]) }
        if known[.server] != nil { kinds.append(Set(known.keys)) }
        return kinds
    }

    /// Whether the heads learned what is held now.
    package var hasFreshHead: Bool {
        contents.withLock { $0.heads[[]] == nil || $0.heads[[]]?.revision == $0.revision }
    }
}

extension KnowledgeContents {
    /// What heads learn from.
    func headMaterial() -> (
        entries: [EntryRevision], vectors: [VectorSource: [String: [Float]]], revision: Int64
    ) {
        let entries = slotOf.values.sorted().compactMap { slots[Int($0)]?.revision }
        var vectors: [VectorSource: [String: [Float]]] = [:]
        for (source, table) in meanings where compares(source) {
            vectors[source] = phrasings(in: table.vectors)
        }
        return (entries, vectors, revision)
    }

    /// The vectors of phrasings that heads learn from, by text.
    private func phrasings(in table: VectorTable) -> [String: [Float]] {
        var found: [String: [Float]] = [:]
        for (slot, held) in slots.enumerated() {
            guard let entry = held?.revision.entry,
                entry.questions.count >= HeadTraining.leastPhrasings
            else { continue }
            let phrasings = entry.questions.prefix(EntryProfile.phrasingLimit)
            for (row, phrasing) in phrasings.enumerated() {
                if let vector = table.vector(Int32(slot), row) { found[phrasing.text] = vector }
            }
        }
        return found
    }

    /// What the head that suits a message says of it.
    func opinion(_ query: SearchQuery) -> PhrasingHead.Opinion? {
        heads[query.vectors.sources]?.opinion(query.text, vectors: query.vectors.known)
    }
}
