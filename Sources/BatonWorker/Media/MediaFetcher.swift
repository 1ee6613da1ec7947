import BatonChannels
import BatonConfiguration
import BatonCore
import BatonStore
import Logging
import ServiceLifecycle

/// Fetches the files that customers send, each once, while the provider still has it.
struct MediaFetcher: Service {
    let store: any MediaStore
    let adapters: [String: any ChannelAdapter]
    /// How each connection's files are got.
    let downloads: [String: MediaDownload]
    let clock: any WallClock
    let sleeper: any Clock<Duration>
    let signal: WakeSignal
    let metrics: WorkerMetrics
    let logger: Logger

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let due = try await store.mediaDue(at: clock.now(), limit: Limits.mediaAtOnce)
                try await withThrowingDiscardingTaskGroup { group in
                    for item in due { group.addTask { try await fetch(item) } }
                }
                if due.isEmpty {
                    await signal.wait(atMost: try await nap(), clock: sleeper)
                }
            }
        }
    }

    private func nap() async throws -> Duration {
        guard let due = try await store.nextMediaDue() else { return Limits.longestNap }
        let wait = Duration.milliseconds(max(1, due.milliseconds(since: clock.now())))
        return min(wait, Limits.longestNap)
    }

    private func fetch(_ item: MediaItem) async throws {
        let outcome = await outcome(of: item)
        // A fetch that the worker's end cut short was no attempt.
        guard !Task.isCancelled else { return }
        let result: MediaResult
        switch outcome {
        case .fetched(let hash, let mime, let bytes):
            result = .fetched(hash: hash, mime: mime, bytes: bytes)
            metrics.media("fetched")
        case .failed(let why) where item.attempts + 1 < Limits.mediaAttempts:
            let wait = Limits.mediaRestMilliseconds << Int64(item.attempts * 2)
            result = .retry(at: clock.now().adding(milliseconds: wait), why: why)
            metrics.media("retry")
        case .failed(let why), .refused(let why):
            result = .refused(why: why)
            metrics.media("refused")
            logger.warning(
                "a customer's file is not fetched",
                metadata: ["message": "\(item.message)", "connection": "\(item.connection)"])
        }
        try await store.finishMedia(item.message, with: result, now: clock.now())
    }

    private func outcome(of item: MediaItem) async -> MediaDownload.Outcome {
        guard let adapter = adapters[item.connection],
            let download = downloads[item.connection]
        else { return .refused("the connection is not configured") }
        // What customers uploaded to the worker itself lies there already.
        if adapter.isServedHere { return download.folder.outcome(of: item.content) }
        guard let fetch = adapter.mediaFetch(for: item.content)
        else {
            return .refused(
                "the connection cannot fetch it: no credentials, too large, or no such ability")
        }
        guard fetch.isLookup else { return await download.file(fetch, as: item.content.type) }
        let (response, outcome) = await download.lookup(fetch)
        guard let response else { return outcome }
        guard let found = adapter.mediaFetch(after: response, for: item.content), !found.isLookup
        else { return outcome }
        return await download.file(found, as: item.content.type)
    }
}
