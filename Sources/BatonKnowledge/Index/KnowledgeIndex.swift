package import BatonCore
package import BatonEncoder
import Synchronization

/// One knowledge base in memory, searchable at once after every edit.
///
/// Safe to use from several tasks; a search or an edit holds it for its whole length. An edited
/// entry is found by its words at once, and by its meaning after the next `encodePending`. Meanings
/// are compared by an encoder's vectors, by a server's that are handed in, or by both together.
package final class KnowledgeIndex: Sendable {
    /// The knowledge base's name.
    package let knowledge: String
    /// What turns texts into vectors, where there is one.
    package let encoder: (any TextEncoder)?
    let cache: (any VectorCache)?
    /// The models that order candidates.
    package let ranker: Ranker
    let contents: Mutex<KnowledgeContents>

    /// Makes an empty index.
    /// - Parameters:
    ///   - encoder: finds entries by meaning; without one, words alone count.
    ///   - server: what vectors of a server are, where it is known from the start.
    ///   - cache: keeps vectors between runs.
    ///   - ranker: the models that order candidates.
    package init(
        knowledge: String, glossary: Glossary = .commerce, weights: SearchWeights = SearchWeights(),
        encoder: (any TextEncoder)? = nil, server: VectorSpace? = nil,
        cache: (any VectorCache)? = nil, ranker: Ranker = .shipped
    ) {
        self.knowledge = knowledge
        self.encoder = encoder
        self.cache = cache
        self.ranker = ranker
        var made = KnowledgeContents(glossary: glossary, weights: weights)
        if let encoder {
            made.use(
                VectorSpace(model: encoder.model, dimensions: encoder.dimensions), of: .encoder)
        }
        if let server { made.use(server, of: .server) }
        contents = Mutex(made)
    }

    /// The revision that it holds: the highest applied.
    package var revision: Int64 { contents.withLock { $0.revision } }

    /// How many entries it holds.
    package var count: Int { contents.withLock { $0.count } }

    /// The entry as it is held.
    package func entry(_ id: EntryID) -> EntryRevision? { contents.withLock { $0.entry(id) } }

    /// The weights in force.
    package var weights: SearchWeights { contents.withLock { $0.weights } }

    /// Replaces the weights; the next search uses them.
    package func use(_ weights: SearchWeights) { contents.withLock { $0.weights = weights } }

    /// Takes saves in: adds, replaces and removes.
    ///
    /// Saves of other knowledge bases, and saves older than what it holds of their entry, are
    /// passed over. Nothing is encoded here: see `encodePending`.
    /// - Returns: the revision that it holds now.
    @discardableResult
    package func apply(_ changes: [EntryRevision]) -> Int64 {
        contents.withLock { contents in
            for change in changes where change.entry.knowledge == knowledge {
                contents.apply(change)
            }
            contents.buildAnewIfWorn()
            return contents.revision
        }
    }

    /// The base as it would be after some saves; this index stays as it is.
    package func applying(_ changes: [EntryRevision]) -> KnowledgeIndex {
        let copy = KnowledgeIndex(of: self)
        copy.apply(changes)
        return copy
    }

    private init(of other: KnowledgeIndex) {
        knowledge = other.knowledge
        encoder = other.encoder
        cache = other.cache
        ranker = other.ranker
        contents = Mutex(other.contents.withLock { $0 })
    }

    /// Every entry that it holds, in no order.
    package var entries: [EntryRevision] { contents.withLock { $0.entries } }

    /// Makes the vectors of entries that have none yet, from the cache where it knows them.
    ///
    /// Call it after `apply`, for as many entries as there is time for, until nothing is left;
    /// searches go on meanwhile.
    /// - Returns: how many entries are left.
    /// - Throws: what keeps the encoder from answering; what was made until then is used.
    @discardableResult
    package func encodePending(most: Int = .max) throws -> Int {
        guard let encoder else { return 0 }
        let pending = contents.withLock { $0.pendingTexts(most, from: .encoder) }
        for (slot, texts) in pending {
            let vectors = try vectors(of: texts.map(\.text), encoder)
            contents.withLock { $0.put(vectors, of: texts, for: slot, from: .encoder) }
        }
        return contents.withLock { $0.meanings[.encoder]?.missing.count ?? 0 }
    }

    private func vectors(of texts: [String], _ encoder: any TextEncoder) throws -> [[Float]] {
        guard let cache else { return try encoder.encode(texts) }
        let keys = texts.map(TextKey.key)
        var found = cache.vectors(model: encoder.model, keys: keys)
        let missing = found.indices.filter { found[$0] == nil }
        guard !missing.isEmpty else { return found.map { $0 ?? [] } }
        let made = try encoder.encode(missing.map { texts[$0] })
        for (place, vector) in zip(missing, made) { found[place] = vector }
        cache.keep(
            model: encoder.model,
            missing.compactMap { place in found[place].map { (keys[place], $0) } })
        return found.map { $0 ?? [] }
    }
}
