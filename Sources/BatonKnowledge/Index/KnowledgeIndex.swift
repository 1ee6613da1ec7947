package import BatonCore
import Synchronization

/// One knowledge base in memory, searchable at once after every edit.
///
/// Safe to use from several tasks; a search or an edit holds it for its whole length.
package final class KnowledgeIndex: Sendable {
    /// The knowledge base's name.
    package let knowledge: String
    private let contents: Mutex<KnowledgeContents>

    /// Makes an empty index.
    package init(
        knowledge: String, glossary: Glossary = .commerce, weights: SearchWeights = SearchWeights()
    ) {
        self.knowledge = knowledge
        contents = Mutex(KnowledgeContents(glossary: glossary, weights: weights))
    }

    /// The revision that it holds: the highest applied.
    package var revision: Int64 { contents.withLock { $0.revision } }

    /// How many entries it holds.
    package var count: Int { contents.withLock { $0.count } }

    /// Takes saves in: adds, replaces and removes.
    ///
    /// Saves of other knowledge bases, and saves older than what it holds of their entry, are
    /// passed over.
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
        let copy = KnowledgeIndex(knowledge: knowledge, contents: contents.withLock { $0 })
        copy.apply(changes)
        return copy
    }

    private init(knowledge: String, contents: KnowledgeContents) {
        self.knowledge = knowledge
        self.contents = Mutex(contents)
    }

    /// Every entry that it holds, in no order.
    package var entries: [EntryRevision] { contents.withLock { $0.entries } }

    /// The entry as it is held.
    package func entry(_ id: EntryID) -> EntryRevision? { contents.withLock { $0.entry(id) } }

    /// The entries that match `text` best, best first; none where nothing matches.
    /// - Parameters:
    ///   - language: the customer's, for which the answer is picked.
    ///   - day: today, `yyyy-mm-dd`, by which `isValid` is set; entries past it are returned too.
    ///   - filter: only entries for which this is true.
    package func search(
        _ text: String, language: Language, day: String, limit: Int = 10,
        only filter: ((EntryID) -> Bool)? = nil
    ) -> [Candidate] {
        contents.withLock {
            $0.search(text, language: language, day: day, limit: limit, only: filter)
        }
    }

    /// The weights in force.
    package var weights: SearchWeights { contents.withLock { $0.weights } }

    /// Replaces the weights; the next search uses them.
    package func use(_ weights: SearchWeights) { contents.withLock { $0.weights = weights } }
}
