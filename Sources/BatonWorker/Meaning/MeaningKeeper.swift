import BatonStore
import Logging
import ServiceLifecycle

/// Makes vectors and learns phrasings after the start and after edits, so that no question and no
/// save waits for it.
struct MeaningKeeper: Service {
    let library: KnowledgeLibrary
    let sleeper: any Clock<Duration>
    let signal: WakeSignal
    let metrics: WorkerMetrics
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var isFirst = true
            while !Task.isCancelled {
                let rest = await keepUp(isFirst: isFirst)
                isFirst = false
                await signal.wait(atMost: rest, clock: sleeper)
            }
        }
    }

    /// Does what there is to do.
    /// - Returns: how long to rest then, unless something changes.
    private func keepUp(isFirst: Bool) async -> Duration {
        do {
            try await library.load()
            await tell()
            while try await library.makeOwnVectors(), !Task.isCancelled { await tell() }
            // Only the server's first answer tells whether there are vectors of its to make.
            let isServed = await library.greetServer()
            if isServed {
                try await library.load()
                while try await library.makeServedVectors(), !Task.isCancelled { await tell() }
            }
            let isLeft = await library.learnRested()
            if isFirst, !Task.isCancelled { try await library.prune() }
            await tell()
            if isLeft { return Limits.learningRest }
            return isServed ? Limits.longestNap : Limits.embeddingRest
        } catch {
            if !Task.isCancelled {
                logger.warning("vectors could not be made", metadata: ["why": "\(error)"])
            }
            await tell()
            return Limits.embeddingRest
        }
    }

    private func tell() async { metrics.meaning(await library.meaning()) }
}
