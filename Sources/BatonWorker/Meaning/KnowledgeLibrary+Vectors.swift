import BatonCore
import BatonEncoder
import BatonKnowledge
import BatonStore
import BatonUnderstanding

/// Making vectors, and keeping them in the store.
extension KnowledgeLibrary {
    /// Why vectors could not be made.
    struct Unmade: Error, CustomStringConvertible {
        var description: String
    }

    /// Makes a source's vectors of some entries that lack them, from the store where it knows them.
    /// - Returns: whether there may be more to do.
    /// - Throws: where the encoder, the server or the store fails, and where the task is cancelled.
    func makeVectors(of index: KnowledgeIndex, _ source: VectorSource) async throws -> Bool {
        guard let space = index.space(of: source) else { return false }
        let model = space.model
        let pending = index.pending(most: Limits.vectorBatch, from: source)
        guard !pending.isEmpty else { return false }
        let texts = Array(Set(pending.flatMap(\.texts)))
        let keys = texts.map(TextKey.key)
        var known = try await store.vectors(model: model, keys: keys)
        for (key, vector) in atHand[model] ?? [:] { known[key] = vector }
        known = known.filter { $0.value.count == space.dimensions }
        let missing = zip(texts, keys).filter { known[$0.1] == nil }
        if !missing.isEmpty {
            let made = try await vectors(of: missing.map(\.0), from: source)
            for ((_, key), vector) in zip(missing, made) {
                known[key] = vector
                unsaved[model, default: [:]][key] = vector
            }
        }
        for entry in pending {
            guard index.put(entry.texts.compactMap { known[TextKey.key(of: $0)] }, for: entry)
            else { throw Unmade(description: "\(model) gave vectors of another length") }
        }
        // Written as they come, so that a long import is neither held twice nor made twice.
        if (unsaved[model]?.count ?? 0) >= Limits.vectorsInCommit { try await saveVectors() }
        return true
    }

    private func vectors(
        of texts: [String], from source: VectorSource
    ) async throws -> [[Float]] {
        if source == .encoder, let encoder {
            let made = await BackgroundWork.run { Result { try encoder.encode(texts) } }
            guard let made else { throw CancellationError() }
            return try made.get()
        }
        guard let server else { throw Unmade(description: "there is no embedding server") }
        return try await server.passages(texts)
    }

    /// Writes the vectors that the store does not have yet.
    func saveVectors() async throws(StoreError) {
        let batch = unsaved
        unsaved = [:]
        for (model, vectors) in batch {
            try await store.keepVectors(model: model, vectors)
        }
    }

    /// Makes the vectors of a small edit before it is saved, so that it counts by its meaning from
    /// the next question on; a larger one is left to the background.
    func prepareVectors(of changes: [EntryChange]) async {
        let texts = Array(
            Set(
                changes.filter { $0.state == .published }.flatMap(\.entry.textsForVectors)))
        guard !texts.isEmpty, texts.count <= Limits.textsEncodedAtOnce else { return }
        if let encoder {
            let known = atHand[encoder.model] ?? [:]
            let missing = texts.filter { known[TextKey.key(of: $0)] == nil }
            let made = await BackgroundWork.run { try? encoder.encode(missing) }
            keepAtHand(encoder.model, missing, made ?? nil)
        }
        if let server, await server.dimensions != nil {
            keepAtHand(server.model, texts, await server.promptPassages(texts))
        }
    }

    private func keepAtHand(_ model: String, _ texts: [String], _ vectors: [[Float]]?) {
        guard let vectors, vectors.count == texts.count else { return }
        if atHand[model, default: [:]].count > Limits.vectorsAtHand { atHand[model] = [:] }
        for (text, vector) in zip(texts, vectors) {
            let key = TextKey.key(of: text)
            atHand[model, default: [:]][key] = vector
            unsaved[model, default: [:]][key] = vector
        }
    }

    /// Gives an index the vectors of entries that were prepared.
    func useVectorsAtHand(_ index: KnowledgeIndex) {
        for source in VectorSource.allCases {
            guard let model = index.space(of: source)?.model, let known = atHand[model],
                !known.isEmpty
            else { continue }
            for entry in index.pending(most: Limits.vectorBatch, from: source) {
                let vectors = entry.texts.compactMap { known[TextKey.key(of: $0)] }
                if vectors.count == entry.texts.count { index.put(vectors, for: entry) }
            }
        }
    }

    /// The base before and after an edit, with the golden questions' vectors: as a customer's
    /// question would see it.
    func trial(of changes: [EntryRevision], in knowledge: String) async throws(StoreError)
        -> KnowledgeTrial
    {
        let before = try await current(knowledge).index
        var after = before
        if !changes.isEmpty {
            after = before.applying(changes)
            useVectorsAtHand(after)
        }
        var vectors: [String: MessageVectors] = [:]
        for source in VectorSource.allCases where after.compares(source) {
            let made = await goldenVectors(of: after, in: knowledge, from: source)
            for (question, vector) in made { vectors[question, default: .init()][source] = vector }
        }
        return KnowledgeTrial(before: before, after: after, vectors: vectors)
    }

    /// A source's vectors of an index's golden questions; none where they cannot be had.
    private func goldenVectors(
        of index: KnowledgeIndex, in knowledge: String, from source: VectorSource
    ) async -> [String: [Float]] {
        let questions = Set(index.entries.flatMap(\.entry.goldenQuestions))
        var known = (bases[knowledge]?.golden[source] ?? [:]).filter { questions.contains($0.key) }
        let missing = questions.filter { known[$0] == nil }.prefix(GoldenCheck.questions)
        guard !missing.isEmpty else { return known }
        let words = missing.map {
            index.queryText($0, language: Understanding.read($0).language)
        }
        let made: [[Float]]?
        switch source {
        case .encoder:
            made = await BackgroundWork.run { [encoder] in try? encoder?.encode(words) } ?? nil
        case .server: made = try? await server?.queries(words)
        }
        guard let made, made.count == missing.count else { return [:] }
        for (question, vector) in zip(missing, made) { known[question] = vector }
        bases[knowledge]?.golden[source] = known
        return known
    }
}
