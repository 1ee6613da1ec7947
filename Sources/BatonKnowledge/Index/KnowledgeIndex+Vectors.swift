package import BatonCore
import Synchronization

/// Where vectors come from: vectors of different models never compare.
package struct VectorSpace: Sendable, Hashable {
    /// The model's name.
    package var model: String
    /// How many numbers a vector holds.
    package var dimensions: Int

    /// Makes a space.
    package init(model: String, dimensions: Int) {
        self.model = model
        self.dimensions = dimensions
    }
}

/// An entry whose vectors are still to be made.
package struct PendingVectors: Sendable {
    let slot: Int32
    let parts: [EntryProfile.Text]

    /// The texts to make vectors of.
    package var texts: [String] { parts.map(\.text) }
}

/// Vectors made outside: pending texts out, vectors in; searches go on meanwhile.
extension KnowledgeIndex {
    /// Up to `most` entries that have no vectors yet, oldest first; none without a space.
    package func pending(most: Int) -> [PendingVectors] {
        guard space != nil else { return [] }
        return contents.withLock { contents in
            contents.pendingTexts(most).map { PendingVectors(slot: $0.slot, parts: $0.texts) }
        }
    }

    /// Takes the vectors of an entry's texts, in their order, unless it changed meanwhile.
    /// - Returns: whether they fit: one for each text, each of the space's length.
    @discardableResult
    package func put(_ vectors: [[Float]], for pending: PendingVectors) -> Bool {
        guard let space, vectors.count == pending.parts.count,
            vectors.allSatisfy({ $0.count == space.dimensions })
        else { return false }
        contents.withLock { $0.put(vectors, of: pending.parts, for: pending.slot) }
        return true
    }

    /// How many entries have no vectors yet.
    package var withoutVectors: Int { contents.withLock { $0.withoutVectors.count } }

    /// The model that compares meanings in a search now; `nil` while words alone count.
    package var comparing: String? {
        contents.withLock { $0.hasVectors } ? space?.model : nil
    }
}

extension Entry {
    /// Its texts that vectors are made of, in order.
    package var textsForVectors: [String] { EntryProfile.texts(of: self).map(\.text) }
}
