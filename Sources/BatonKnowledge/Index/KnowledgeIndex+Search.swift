package import BatonCore
import BatonEncoder
import BatonText
import Synchronization

extension KnowledgeIndex {
    /// The entries that match `text` best, best first; none where nothing matches.
    /// - Parameters:
    ///   - context: the customer's message before this one, which a follow-up is read with.
    ///   - language: the customer's, for which the answer is picked.
    ///   - day: today, `yyyy-mm-dd`, by which `isValid` is set; entries past it are returned too.
    ///   - vectors: the vectors of `queryText(_:after:language:)` where they are known; the encoder
    ///     makes its own otherwise.
    ///   - filter: only entries for which this is true.
    package func search(
        _ text: String, after context: String? = nil, language: Language, day: String,
        limit: Int = 10, vectors: MessageVectors = MessageVectors(),
        only filter: ((EntryID) -> Bool)? = nil
    ) -> [Candidate] {
        guard limit > 0 else { return [] }
        let query = query(text, after: context, language, vectors)
        return contents.withLock { contents in
            let (table, slots) = contents.table(for: query, only: filter)
            guard !slots.isEmpty else { return [] }
            return contents.candidates(
                table, slots, ranker.model(for: query, table), language: language, day: day,
                limit: limit)
        }
    }

    /// The entries that match best by words alone, without ranking: the first stage of `search`.
    package func lexicalSearch(_ text: String, limit: Int = 10) -> [EntryID] {
        contents.withLock { contents in
            let lexical = contents.index.query(
                Analysis(text, glossary: contents.glossary), weights: contents.weights)
            defer { contents.clear() }
            return contents.places(lexical, limit) { _ in true }.compactMap {
                contents.slots[Int($0.slot)]?.revision.entry.id
            }
        }
    }

    /// The candidates as another ranker than the index's own orders them, for fitting.
    package func candidates(
        _ text: String, language: Language, vectors: MessageVectors, ranker: Ranker,
        limit: Int = 10
    ) -> [Candidate] {
        let query = SearchQuery(
            text: queryText(text, language: language), language: language, vectors: vectors,
            adapted: vectors.encoder.flatMap {
                ranker.adaptation(of: encoder?.model ?? "")?.apply($0)
            })
        return contents.withLock { contents in
            let (table, slots) = contents.table(for: query, only: nil)
            return contents.candidates(
                table, slots, ranker.model(for: query, table), language: language, day: "",
                limit: limit)
        }
    }

    /// The features of a message's candidates: what `search` ranks by, for fitting and measuring.
    /// - Parameters:
    ///   - vectors: the message's vectors; without one, words alone count.
    ///   - adapted: the encoder's vector after an adaptation.
    package func table(
        _ text: String, language: Language, vectors: MessageVectors, adapted: [Float]? = nil
    ) -> RankTable {
        let query = SearchQuery(
            text: queryText(text, language: language), language: language, vectors: vectors,
            adapted: adapted)
        return contents.withLock { $0.table(for: query, only: nil).table }
    }

    /// The entries nearest to an encoder's vector and those of `relevant`, each with one vector that
    /// stands for its best texts together.
    package func composites(
        _ vector: [Float], with relevant: Set<EntryID>, limit: Int = 40
    ) -> (entries: [EntryID], vectors: [Float]) {
        contents.withLock { contents in
            guard let table = contents.meanings[.encoder]?.vectors else { return ([], []) }
            var slots = table.nearest(vector, limit) { _ in true }
            let known = Set(slots)
            slots += relevant.sorted().compactMap { contents.slotOf[$0] }
                .filter { !known.contains($0) }
            var result: (entries: [EntryID], vectors: [Float]) = ([], [])
            for slot in slots {
                guard let held = contents.slots[Int(slot)],
                    let composite = table.composite(vector, slot)
                else { continue }
                result.entries.append(held.revision.entry.id)
                result.vectors += composite
            }
            return result
        }
    }

    /// The words that are searched for: a follow-up comes with the message before it, and
    /// romanised Cantonese is read as Chinese.
    package func queryText(
        _ text: String, after context: String? = nil, language: Language
    ) -> String {
        var words = text
        if let context, FollowUp.isOne(text) { words = context + "\n" + text }
        guard language == .romanisedCantonese else { return words }
        let reader = RomanisedReader(vocabulary: contents.withLock { $0.vocabulary })
        return reader.readings(of: words, limit: 1).first?.text ?? words
    }

    private func query(
        _ text: String, after context: String?, _ language: Language, _ vectors: MessageVectors
    ) -> SearchQuery {
        let words = queryText(text, after: context, language: language)
        var query = SearchQuery(text: words, language: language)
        let comparable = contents.withLock { $0.comparable }
        for (source, space) in comparable {
            query.vectors[source] = vectors[source].flatMap {
                $0.count == space.dimensions ? $0 : nil
            }
        }
        guard let encoder, comparable[.encoder] != nil else { return query }
        query.vectors.encoder = query.vectors.encoder ?? (try? encoder.encode([words]))?.first
        query.adapted = query.vectors.encoder.flatMap {
            ranker.adaptation(of: encoder.model)?.apply($0)
        }
        return query
    }
}
