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
        let words = training.train(known.entries, revision: known.revision, vectors: nil)
        let meanings = known.vectors.flatMap {
            training.train(known.entries, revision: known.revision, vectors: $0)
        }
        contents.withLock { contents in
            contents.wordHead = words
            contents.vectorHead = meanings
        }
        return words?.count ?? 0
    }

    /// Whether the heads learned what is held now.
    package var hasFreshHead: Bool {
        contents.withLock { $0.wordHead == nil || $0.wordHead?.revision == $0.revision }
    }
}

extension KnowledgeContents {
    /// What heads learn from.
    func headMaterial() -> (
        entries: [EntryRevision], vectors: [String: [Float]]?, revision: Int64
    ) {
        let entries = slotOf.values.sorted().compactMap { slots[Int($0)]?.revision }
        guard let table = vectors, hasVectors else { return (entries, nil, revision) }
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
        return (entries, found, revision)
    }

    /// What the head that suits a message says of it.
    func opinion(_ query: SearchQuery) -> PhrasingHead.Opinion? {
        if query.vector != nil, let vectorHead {
            return vectorHead.opinion(query.text, vector: query.vector)
        }
        return query.vector == nil ? wordHead?.opinion(query.text, vector: nil) : nil
    }
}
