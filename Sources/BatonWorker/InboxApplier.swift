import BatonChannels
import BatonConfiguration
import BatonCore
import BatonStore
import Logging
import ServiceLifecycle

/// Carries inbox rows into conversations, in the order they were committed.
struct InboxApplier: Service {
    let store: any Store
    let routings: InboxRoutings
    let policies: PolicyKeeper
    let adapters: [String: any ChannelAdapter]
    let breakers: BreakerPanel
    let clock: any WallClock
    let sleeper: any Clock<Duration>
    let signal: WakeSignal
    let logger: Logger

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let rows = try await store.unappliedInbox(limit: Limits.inboxBatch)
                for row in rows {
                    guard !Task.isCancelled else { return }
                    try await apply(row)
                }
                if rows.isEmpty {
                    await signal.wait(atMost: Limits.longestNap, clock: sleeper)
                }
            }
        }
    }

    private func apply(_ row: InboxRow) async throws(StoreError) {
        let now = clock.now()
        var routing = policies.routing(
            routings.routing(connection: row.connection, account: row.event.account), for: row,
            at: now)
        let failure = failure(told: row, at: now)
        routing.failure = failure.map {
            Routing.Failure(
                reason: $0.action.handOverReason, stopsMarketing: $0.action == .stopMarketing)
        }
        let applied = try await store.apply(
            inbox: row.sequence, routing: routing,
            choosing: { ChoiceMenu.choice(for: $0, among: $1) }, now: now)
        if let failure, applied.message != nil { try await heed(failure, of: row, at: now) }
        if let event = row.event.accountEvent, let adapter = adapters[row.connection],
            isFresh(row, within: Limits.noticeMilliseconds, at: now), adapter.isAlarming(event)
        {
            let words = [event.event, event.detail].compactMap(\.self).joined(separator: ", ")
            breakers.tell(
                row.connection,
                BilingualText("the provider says: \(words)", "平台通知：\(words)"), at: now)
            logger.warning(
                "the provider tells of the account",
                metadata: ["connection": "\(row.connection)", "field": "\(event.field)"])
        }
    }

    /// What a provider reports of a send that it took and could not deliver, and what that asks for.
    private func failure(told row: InboxRow, at now: Timestamp)
        -> (error: ProviderError, action: ErrorAction)?
    {
        guard row.event.status?.state == .failed, let error = row.event.status?.error,
            let adapter = adapters[row.connection]
        else { return nil }
        let policy = policies.policy(
            of: InboxID(connection: row.connection, account: row.event.account ?? ""),
            country: PolicyCountry(row.event.recipient ?? ContactAddress()), at: now)
        return (error, policy.action(for: error, by: adapter.errors))
    }

    /// What concerns more than the one message; providers tell much of it only in statuses.
    private func heed(
        _ failure: (error: ProviderError, action: ErrorAction), of row: InboxRow, at now: Timestamp
    ) async throws(StoreError) {
        guard isFresh(row, within: Limits.failureFreshMilliseconds, at: now) else { return }
        switch failure.action {
        case .haltChannelAlert:
            breakers.halt(row.connection, at: now, why: failure.error.words(failure.action))
            try await store.handOverHalted(
                connection: row.connection, error: failure.error, now: now)
        case .stopBusinessInitiated:
            breakers.stopBeginning(
                row.connection, at: now, why: Deliverer.noBeginning(failure.error))
        case .failConfigAlert:
            breakers.tell(row.connection, failure.error.words(failure.action), at: now)
        default: break
        }
    }

    private func isFresh(_ row: InboxRow, within milliseconds: Int64, at now: Timestamp) -> Bool {
        let told = row.event.at.map { Timestamp(seconds: $0) } ?? row.receivedAt
        return now.milliseconds(since: told) <= milliseconds
    }
}

/// What the configuration says about each inbox.
struct InboxRoutings: Sendable {
    private let channels: [String: String]
    private let inboxes: [InboxID: Configuration.Inbox]
    private let debounce: Configuration.Debounce
    private let successors: [InboxID: Routing.Successor]

    /// Reads the routings from a configuration.
    init(_ configuration: Configuration) {
        var channels: [String: String] = [:]
        var inboxes: [InboxID: Configuration.Inbox] = [:]
        for connection in configuration.connections {
            channels[connection.id] = connection.channel
            for inbox in connection.inboxes {
                inboxes[InboxID(connection: connection.id, account: inbox.account)] = inbox
            }
        }
        var successors: [InboxID: Routing.Successor] = [:]
        for old in configuration.connections.flatMap(\.inboxes).flatMap(\.continues) {
            successors[old] = configuration.successor(of: old).map {
                Routing.Successor(inbox: $0.inbox, channel: $0.channel)
            }
        }
        self.successors = successors
        self.channels = channels
        self.inboxes = inboxes
        self.debounce = configuration.debounce
    }

    /// The inbox of that id, where the configuration names it.
    func inbox(_ id: InboxID) -> Configuration.Inbox? { inboxes[id] }

    /// How events of an account are to be applied.
    func routing(connection: String, account: String?) -> Routing {
        let own = account.map { InboxID(connection: connection, account: $0) }
        let successor = own.flatMap { successors[$0] }
        let inbox = (successor?.inbox ?? own).flatMap { inboxes[$0] }
        var routing = Routing(
            channel: channels[connection] ?? connection, mode: inbox?.mode,
            debounceMilliseconds: debounce.milliseconds,
            debounceCapMilliseconds: debounce.capMilliseconds)
        routing.successor = successor
        return routing
    }
}
