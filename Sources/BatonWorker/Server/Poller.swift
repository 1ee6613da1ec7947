import BatonChannels
import BatonConfiguration
import BatonCore
import BatonStore
import Logging
import ServiceLifecycle

/// Asks providers for events: instead of their webhook, or for what a webhook missed.
///
/// Events and the place to go on are committed together, so that a crash only asks again for what is
/// known already.
struct Poller: Service {
    /// One account to ask for.
    struct Pull: Sendable {
        var connection: String
        var account: String
        var adapter: any PullingChannel

        /// Every account that is to be asked for: those set to `receive: poll`, and those of channels
        /// that keep a list of what happened.
        static func all(of configuration: Configuration, adapters: [String: any ChannelAdapter])
            -> [Pull]
        {
            configuration.connections.flatMap { connection -> [Pull] in
                guard let adapter = adapters[connection.id] as? any PullingChannel else {
                    return []
                }
                let accounts = connection.inboxes.map(\.account)
                if adapter.pullsContinuously {
                    guard connection.receive == .poll else { return [] }
                    // A bot is one account, whatever the inbox is called.
                    return [
                        Pull(
                            connection: connection.id, account: accounts.first ?? "",
                            adapter: adapter)
                    ]
                }
                return accounts.map {
                    Pull(connection: connection.id, account: $0, adapter: adapter)
                }
            }
        }
    }

    let pulls: [Pull]
    let store: any IngestStore
    let client: any ProviderClient
    let acknowledger: Acknowledger
    let clock: any WallClock
    let sleeper: any Clock<Duration>
    /// Uniform in 0..<1, for the jitter of waits.
    let random: @Sendable () -> Double
    let metrics: WorkerMetrics
    let logger: Logger

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            try await withThrowingDiscardingTaskGroup { group in
                for pull in pulls {
                    group.addTask {
                        pull.adapter.pullsContinuously
                            ? try await poll(pull) : try await reconcile(pull)
                    }
                }
            }
        }
    }

    /// Polls without end.
    private func poll(_ pull: Pull) async throws {
        var cursor = try await store.pullCursor(
            connection: pull.connection, account: pull.account)?.cursor
        var failures = 0
        while !Task.isCancelled {
            let since = clock.now()
            switch await ask(pull, cursor: cursor, since: since) {
            case .events(let events, let next, let body):
                failures = 0
                if next != cursor || !events.isEmpty {
                    try await keep(
                        events, body, of: pull,
                        moving: PullCursor(
                            connection: pull.connection, account: pull.account, cursor: next,
                            since: since))
                    cursor = next
                } else {
                    await rest(Limits.pullPause)
                }
            case .wait(let duration):
                await rest(duration)
            case .failed:
                failures += 1
                await rest(pause(after: failures))
            case .nothing:
                return await restUntilCancelled()
            }
        }
    }

    /// Reads the provider's list at once, and then from time to time: what is known already changes
    /// nothing, and what a webhook missed while we could not be reached is found.
    private func reconcile(_ pull: Pull) async throws {
        var failures = 0
        while !Task.isCancelled {
            let known = try await store.pullCursor(
                connection: pull.connection, account: pull.account)?.since
            let last = try await store.lastEvent(connection: pull.connection)
            if let since = known ?? last {
                failures = try await isRead(pull, since: since) ? 0 : failures + 1
            }
            await rest(failures > 0 ? pause(after: failures) : Limits.reconcilePause)
        }
    }

    /// - Returns: whether the list was read to its end.
    private func isRead(_ pull: Pull, since: Timestamp) async throws -> Bool {
        let start = clock.now()
        var cursor: String?
        while !Task.isCancelled {
            switch await ask(pull, cursor: cursor, since: since) {
            case .events(let events, let next, let body):
                try await keep(
                    events, body, of: pull,
                    moving: PullCursor(
                        connection: pull.connection, account: pull.account, cursor: nil,
                        since: next == nil ? start : since))
                guard let next, next != cursor else { return true }
                cursor = next
            case .wait(let duration): await rest(duration)
            case .failed: return false
            case .nothing: return true
            }
        }
        return false
    }

    private func keep(
        _ events: [InboundEvent], _ body: [UInt8], of pull: Pull, moving cursor: PullCursor
    ) async throws {
        let fresh = try await store.ingest(
            ReceivedWebhook(connection: pull.connection, body: body, receivedAt: clock.now()),
            events: events, moving: cursor)
        acknowledger.stored(events, connection: pull.connection)
        metrics.stored(connection: pull.connection, events: fresh.count)
    }

    private enum Reply {
        case events([InboundEvent], next: String?, body: [UInt8])
        case wait(Duration)
        case failed
        /// The connection cannot ask: its credentials are missing.
        case nothing
    }

    private func ask(_ pull: Pull, cursor: String?, since: Timestamp) async -> Reply {
        guard
            let request = pull.adapter.pullRequest(
                account: pull.account, cursor: cursor, since: since)
        else { return .nothing }
        let exchange = await client.exchange(
            request, timeoutMilliseconds: Limits.pullMilliseconds, maxBytes: Limits.pullBytes)
        switch exchange {
        case .answered(let response):
            switch pull.adapter.pullReading(of: response, cursor: cursor) {
            case .events(let events, let next):
                return .events(events, next: next, body: response.body)
            case .wait(let milliseconds): return .wait(.milliseconds(milliseconds))
            case .failed(let error):
                return failed(pull, "\(error.title ?? "refused") (code \(error.code))")
            }
        case .notReached(let why), .noAnswer(let why): return failed(pull, why)
        }
    }

    private func failed(_ pull: Pull, _ why: String) -> Reply {
        guard !Task.isCancelled else { return .failed }
        metrics.pullFailed(connection: pull.connection)
        logger.error(
            "could not ask for events; asking again",
            metadata: ["connection": "\(pull.connection)", "why": "\(why)"])
        return .failed
    }

    /// 1, 2, 4 … seconds up to a minute, half of it random.
    private func pause(after failures: Int) -> Duration {
        let whole = min(
            Limits.pullRest * (1 << min(failures - 1, 10)), Limits.longestPullRest)
        return whole / 2 + whole / 2 * random()
    }

    private func rest(_ duration: Duration) async { try? await sleeper.sleep(for: duration) }

    /// A service that ends would end the worker.
    private func restUntilCancelled() async {
        while !Task.isCancelled { await rest(Limits.longestNap) }
    }
}
