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
                    _ = try await store.apply(
                        inbox: row.sequence,
                        routing: policies.routing(
                            routings.routing(
                                connection: row.connection, account: row.event.account),
                            for: row, at: clock.now()),
                        choosing: { ChoiceMenu.choice(for: $0, among: $1) },
                        now: clock.now())
                }
                if rows.isEmpty {
                    await signal.wait(atMost: Limits.longestNap, clock: sleeper)
                }
            }
        }
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
