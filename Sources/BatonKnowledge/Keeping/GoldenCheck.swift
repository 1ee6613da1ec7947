package import BatonCore

/// Asks the golden questions of a base, before and after an edit.
package enum GoldenCheck {
    /// The most questions that one check asks.
    package static let questions = 2000

    /// The results of every golden question in an index, in the order of the entries' ids.
    /// - Parameters:
    ///   - before: the base without the edit; `nil` where nothing was edited.
    ///   - day: today, `yyyy-mm-dd`.
    ///   - language: tells a question's language.
    ///   - vectors: a question's vectors where they were made beforehand.
    package static func results(
        in index: KnowledgeIndex, before: KnowledgeIndex? = nil, day: String,
        language: (String) -> Language,
        vectors: (String) -> MessageVectors = { _ in MessageVectors() }
    ) -> [GoldenResult] {
        var results: [GoldenResult] = []
        for revision in index.entries.sorted(by: { $0.entry.id < $1.entry.id }) {
            for question in revision.entry.goldenQuestions {
                guard results.count < questions else { return results }
                let tongue = language(question)
                func first(_ index: KnowledgeIndex) -> EntryID? {
                    index.search(
                        question, language: tongue, day: day, limit: 1,
                        vectors: vectors(question)
                    ).first?.entry
                }
                let found = first(index)
                // Only a question that fails is asked of the base as it was.
                let earlier = found == revision.entry.id ? found : before.map(first) ?? found
                results.append(
                    GoldenResult(
                        entry: revision.entry.id, question: question, found: found,
                        foundBefore: earlier))
            }
        }
        return results
    }
}
