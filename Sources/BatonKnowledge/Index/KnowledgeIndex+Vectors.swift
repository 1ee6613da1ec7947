package import BatonCore
import Synchronization

/// An entry whose vectors are still to be made.
package struct PendingVectors: Sendable {
    let slot: Int32
    let parts: [EntryProfile.Text]
    let source: VectorSource

    /// The texts to make vectors of.
    package var texts: [String] { parts.map(\.text) }
}

/// Vectors made outside: pending texts out, vectors in; searches go on meanwhile.
extension KnowledgeIndex {
    /// Compares meanings by a server's vectors too, once nearly all entries have theirs.
    package func use(server: VectorSpace) {
        contents.withLock { $0.use(server, of: .server) }
    }

    /// What a source's vectors are; `nil` where it gives none here.
    package func space(of source: VectorSource) -> VectorSpace? {
        contents.withLock { $0.meanings[source]?.space }
    }

    /// Up to `most` entries that lack a source's vectors, oldest first.
    package func pending(most: Int, from source: VectorSource) -> [PendingVectors] {
        contents.withLock { contents in
            contents.pendingTexts(most, from: source).map {
                PendingVectors(slot: $0.slot, parts: $0.texts, source: source)
            }
        }
    }

    /// Takes the vectors of an entry's texts, in their order, unless it changed meanwhile.
    /// - Returns: whether they fit: one for each text, each of the space's length.
    @discardableResult
    package func put(_ vectors: [[Float]], for pending: PendingVectors) -> Bool {
        contents.withLock { contents in
            guard let space = contents.meanings[pending.source]?.space,
                vectors.count == pending.parts.count,
                vectors.allSatisfy({ $0.count == space.dimensions })
            else { return false }
            contents.put(vectors, of: pending.parts, for: pending.slot, from: pending.source)
            return true
        }
    }

    /// How many entries lack vectors.
    package var withoutVectors: Int { contents.withLock { $0.withoutVectors } }

    /// Whether every entry has the vectors of all that compares meanings now.
    /// - Parameter served: whether the message has a server's vector.
    package func isComplete(served: Bool) -> Bool {
        contents.withLock { contents in
            contents.meanings.allSatisfy { source, table in
                table.missing.isEmpty || !contents.compares(source)
                    || source == .server && !served
            }
        }
    }

    /// Whether meanings are compared by a source's vectors now, where a message has one.
    package func compares(_ source: VectorSource) -> Bool {
        contents.withLock { $0.compares(source) }
    }

    /// What compares meanings in a search now: the models' names; `nil` while words alone count.
    /// - Parameter served: whether the message has a server's vector.
    package func comparing(served: Bool) -> String? {
        var comparable = contents.withLock { $0.comparable }
        if !served { comparable[.server] = nil }
        let names = VectorSource.allCases.compactMap { comparable[$0]?.model }
        return names.isEmpty ? nil : VectorSpace.joined(names)
    }
}

extension VectorSpace {
    /// The name of models that are used together.
    package static func joined(_ models: [String]) -> String { models.joined(separator: " + ") }
}

extension Entry {
    /// Its texts that vectors are made of, in order.
    package var textsForVectors: [String] { EntryProfile.texts(of: self).map(\.text) }
}
