import BatonCore
package import BatonDesk
import BatonEncoder
import BatonKnowledge
import BatonStore

/// What is done for the knowledge bases while nobody waits for it.
extension KnowledgeLibrary {
    /// Brings every base of the store up to its revision: from then on words count.
    func load() async throws(StoreError) {
        for base in try await store.knowledgeBases() { _ = try await current(base.name) }
    }

    /// Asks a server for a first vector, which says how long they are.
    /// - Returns: whether it can be worked with.
    @discardableResult
    func greetServer() async -> Bool {
        guard let server else { return true }
        if await server.dimensions == nil { _ = try? await server.passages(["baton"]) }
        return await server.dimensions != nil
    }

    /// Makes the next vectors of the encoder in this process.
    /// - Returns: whether there may be more to do.
    /// - Throws: as `makeVectors(of:)`.
    func makeOwnVectors() async throws -> Bool {
        for base in bases.values {
            if try await makeVectors(of: base.index, .encoder) { return true }
        }
        try await saveVectors()
        return false
    }

    /// Makes the next vectors of the server; one that fails is tried again later.
    /// - Returns: whether there may be more to do.
    /// - Throws: ``StoreError``, and where the task is cancelled.
    func makeServedVectors() async throws -> Bool {
        do {
            for base in bases.values {
                if try await makeVectors(of: base.index, .server) { return true }
            }
        } catch is EmbeddingServer.Failure {
            // The server itself says why, to whoever asks for the status.
        }
        try await saveVectors()
        return false
    }

    /// Learns the phrasings of bases that have been at rest since the last call, or have not been
    /// learned for long.
    /// - Returns: whether some are still to be learned.
    func learnRested() async -> Bool {
        var isLeft = false
        for (knowledge, base) in bases {
            let revision = base.index.revision
            guard base.learned < revision else { continue }
            let isOverdue = base.learnedAt.map {
                ContinuousClock.now - $0 > Limits.longestUnlearned
            }
            guard base.seen == revision || isOverdue == true else {
                bases[knowledge]?.seen = revision
                isLeft = true
                continue
            }
            await learn(knowledge)
        }
        return isLeft
    }

    /// Trains the heads of a base on its own phrasings.
    func learn(_ knowledge: String) async {
        guard let base = bases[knowledge] else { return }
        let index = base.index
        let revision = index.revision
        guard await BackgroundWork.run({ index.trainHead() }) != nil else { return }
        bases[knowledge]?.learned = revision
        bases[knowledge]?.learnedAt = .now
    }

    /// Forgets vectors of texts that no entry has any more, and of models that are not in use.
    func prune() async throws(StoreError) {
        var keys: Set<String> = []
        for base in bases.values {
            for revision in base.index.entries {
                keys.formUnion(revision.entry.textsForVectors.map(TextKey.key))
            }
        }
        var used: [String: Set<String>] = [:]
        for model in [encoder?.model, server?.model].compactMap(\.self) { used[model] = keys }
        // A machine whose model is away for a while keeps what was made.
        guard !used.isEmpty else { return }
        try await store.pruneVectors(used: used)
    }

    /// What compares meanings now, and what is still to be done.
    package func meaning() async -> DeskStatus.Meaning {
        let fault = await server?.fault
        let served = bases.values.contains { $0.index.space(of: .server) != nil }
        let isServed = server != nil && fault == nil && served
        let models = [encoder?.model, isServed ? server?.model : nil].compactMap(\.self)
        return DeskStatus.Meaning(
            model: models.isEmpty ? nil : VectorSpace.joined(models), server: server?.model,
            waiting: bases.values.reduce(0) { $0 + $1.index.withoutVectors }, fault: fault)
    }
}
