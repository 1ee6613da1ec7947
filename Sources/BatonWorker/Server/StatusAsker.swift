import BatonChannels
import BatonCore
import BatonStore
import Logging
import ServiceLifecycle

/// Asks providers that do not tell by themselves how messages of ours fared: soon after each send,
/// then ever more seldom, for a day.
struct StatusAsker: Service {
    let channels: [String: any StatusChannel]
    let store: any StatusStore & IngestStore
    let client: any ProviderClient
    let clock: any WallClock
    let sleeper: any Clock<Duration>
    /// Uniform in 0..<1, for the jitter of waits.
    let random: @Sendable () -> Double
    let metrics: WorkerMetrics
    let logger: Logger

    /// The connections of a configuration that are to be asked.
    static func channels(_ adapters: [String: any ChannelAdapter]) -> [String: any StatusChannel] {
        adapters.compactMapValues { $0 as? any StatusChannel }
    }

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            try await withThrowingDiscardingTaskGroup { group in
                for (connection, channel) in channels {
                    group.addTask { try await ask(channel, of: connection) }
                }
            }
        }
    }

    private func ask(_ channel: any StatusChannel, of connection: String) async throws {
        var plan = StatusPlan()
        var failures = 0
        while !Task.isCancelled {
            let now = clock.now()
            let open = try await store.openStatuses(
                connection: connection,
                since: now.adding(milliseconds: -Limits.statusMilliseconds),
                limit: Limits.statusesWatched)
            plan.keep(open)
            for status in plan.due(open, at: now) {
                guard !Task.isCancelled else { return }
                guard
                    let request = channel.statusRequest(
                        of: status.providerID, to: status.recipient)
                else { continue }
                let exchange = await client.exchange(
                    request, timeoutMilliseconds: Limits.sendSeconds * 1000)
                let wait = try await take(exchange, about: status, by: channel, of: connection)
                failures = wait == nil ? 0 : failures + 1
                if let wait {
                    let whole = min(Limits.pullRest * (1 << min(failures - 1, 10)), .seconds(60))
                    await rest(max(wait, whole / 2 + whole / 2 * random()))
                    break
                }
                plan.asked(status, at: clock.now())
                await rest(Limits.statusPause)
            }
            await rest(Limits.statusLook)
        }
    }

    /// Stores what an answer tells that was not known.
    /// - Returns: how long to let the provider be; `nil` where it answered.
    private func take(
        _ exchange: ProviderExchange, about status: OpenStatus, by channel: any StatusChannel,
        of connection: String
    ) async throws -> Duration? {
        let why: String
        switch exchange {
        case .answered(let response) where (200..<300).contains(response.status):
            let news = channel.statuses(of: response).filter { event in
                event.id == status.providerID
                    && event.status.map { status.delivery.advanced(by: $0.state) }
                        != status.delivery
            }
            if !news.isEmpty {
                let fresh = try await store.ingest(
                    ReceivedWebhook(
                        connection: connection, body: response.body, receivedAt: clock.now()),
                    events: news)
                metrics.stored(connection: connection, events: fresh.count)
            }
            return nil
        // A message that the provider no longer knows is asked for as seldom as any other.
        case .answered(let response) where response.status == 404: return nil
        case .answered(let response):
            let seconds = response.headers["retry-after"].flatMap { Int64($0) } ?? 0
            metrics.pullFailed(connection: connection)
            logger.warning(
                "could not ask how a message fared; asking again",
                metadata: ["connection": "\(connection)", "status": "\(response.status)"])
            return .seconds(min(max(seconds, 0), 3600))
        case .notReached(let reason), .noAnswer(let reason): why = reason
        }
        metrics.pullFailed(connection: connection)
        logger.warning(
            "could not ask how a message fared; asking again",
            metadata: ["connection": "\(connection)", "why": "\(why)"])
        return .zero
    }

    private func rest(_ duration: Duration) async { try? await sleeper.sleep(for: duration) }
}

/// When each message is asked about next.
struct StatusPlan {
    /// When each was asked about last, by the provider's id.
    private var asked: [String: Timestamp] = [:]

    /// Forgets what is no longer open.
    mutating func keep(_ open: [OpenStatus]) {
        let ids = Set(open.map(\.providerID))
        asked = asked.filter { ids.contains($0.key) }
    }

    /// Those whose turn has come: 5 seconds after the send, then each time after half as long again
    /// as it has been out, so that a day takes 24 questions.
    func due(_ open: [OpenStatus], at now: Timestamp) -> [OpenStatus] {
        open.filter { status in
            let age = now.milliseconds(since: status.at)
            guard let last = asked[status.providerID] else {
                return age >= Limits.statusFirstMilliseconds
            }
            let ageThen = last.milliseconds(since: status.at)
            return now.milliseconds(since: last)
                >= max(Limits.statusFirstMilliseconds, ageThen / 2)
        }
    }

    /// Notes that one was asked about.
    mutating func asked(_ status: OpenStatus, at now: Timestamp) {
        asked[status.providerID] = now
    }
}

extension Limits {
    /// How long a message's end is asked for.
    static let statusMilliseconds: Int64 = 86_400_000
    /// How soon after the send it is first asked for, and the shortest time between two questions.
    static let statusFirstMilliseconds: Int64 = 5_000
    /// Messages of a connection that are asked about; of more, the newest.
    static let statusesWatched = 500
    /// Between two questions: four a second, under Respond.io's five.
    ///
    /// Source: Respond.io, developer API, "Rate limits": 5 requests a second for each method.
    static let statusPause = Duration.milliseconds(250)
    /// How often it is looked whose turn has come.
    static let statusLook = Duration.seconds(2)
}
