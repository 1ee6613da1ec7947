import BatonChannels
import BatonConfiguration
import BatonCore
import BatonDesk
import BatonStore
import Glibc
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// The services of one worker, put together.
struct WorkerParts {
    let configuration: Configuration
    let store: any Store
    let adapters: [String: any ChannelAdapter]
    let surroundings: Worker.Surroundings
    let client: any ProviderClient
    let startedAt: Timestamp
    let logger: Logger
    let stop = StopSwitch()

    private let inbox = WakeSignal()
    private let decisions = WakeSignal()
    private let outbox = WakeSignal()
    private let breakers = BreakerPanel()
    private let presence = PresenceBoard()
    private let metrics = WorkerMetrics()
    private let port = PortCell()

    init(
        configuration: Configuration, store: any Store, adapters: [String: any ChannelAdapter],
        surroundings: Worker.Surroundings, client: any ProviderClient, startedAt: Timestamp,
        logger: Logger
    ) {
        self.configuration = configuration
        self.store = store
        self.adapters = adapters
        self.surroundings = surroundings
        self.client = client
        self.startedAt = startedAt
        self.logger = logger
    }

    /// In the order they start; they end in the opposite order.
    func services() -> [any Service] {
        let ids = IdentifierSource(clock: surroundings.clock)
        let library = KnowledgeLibrary(store: store)
        let routings = InboxRoutings(configuration)
        let pipeline = DecisionPipeline(
            thresholds: configuration.gate.thresholds, hours: configuration.hours)
        let (failures, failed) = AsyncStream.makeStream(of: StoreError.self)
        let poster = EventPoster()
        let gates = GateBook(
            store: store, settings: configuration.gate, clock: surroundings.clock)
        let desk = DeskServer(
            dataFolder: configuration.dataFolder, group: configuration.desk.group,
            people: configuration.people, owner: getuid(),
            handler: WorkerDesk(
                store: store, library: library, routings: routings, pipeline: pipeline,
                gates: gates, configuration: configuration, adapters: adapters, breakers: breakers,
                presence: presence, ids: ids, clock: surroundings.clock, startedAt: startedAt,
                processID: getpid(), httpPort: { [port] in port.value },
                post: { await poster.post($0) }, stop: { [stop] in await stop.ask() }),
            logger: logger)
        poster.deliver { await desk.post($0) }
        return [
            StoreSentinel(failed: failures),
            DeskService(server: desk),
            ChangeDispatcher(
                store: store, inbox: inbox, decisions: decisions, outbox: outbox,
                post: { await poster.post($0) }),
            Deliverer(
                store: store, adapters: adapters, client: client, clock: surroundings.clock,
                sleeper: surroundings.sleeper, signal: outbox, breakers: breakers,
                metrics: metrics, logger: logger, random: surroundings.random),
            Decider(
                store: store, library: library, routings: routings, pipeline: pipeline,
                gates: gates,
                lot: ReviewLot(rate: configuration.gate.review, random: surroundings.random),
                capabilities: adapters.mapValues(\.capabilities), ids: ids,
                clock: surroundings.clock, sleeper: surroundings.sleeper, signal: decisions,
                metrics: metrics, logger: logger,
                peopleOnline: { [presence] in presence.peopleOnline }),
            InboxApplier(
                store: store, routings: routings, clock: surroundings.clock,
                sleeper: surroundings.sleeper, signal: inbox, logger: logger),
            httpServer(storeFailed: { failed.yield($0) }),
        ]
    }

    private func httpServer(storeFailed: @escaping @Sendable (StoreError) -> Void) -> any Service {
        let routes = HTTPRoutes(
            receiver: WebhookReceiver(
                adapters: adapters, store: store, clock: surroundings.clock, metrics: metrics,
                logger: logger, storeFailed: storeFailed),
            store: store, metrics: metrics, clock: surroundings.clock)
        let started = surroundings.started
        return Application(
            router: routes.router(),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.http.host, port: configuration.http.port)),
            onServerRunning: { [port] channel in
                port.value = channel.localAddress?.port ?? 0
                started(port.value)
            },
            logger: logger)
    }
}

/// The HTTP port as bound, known once the server runs.
final class PortCell: Sendable {
    private let port = Mutex(0)

    var value: Int {
        get { port.withLock { $0 } }
        set { port.withLock { $0 = newValue } }
    }
}

/// Carries events to the Desk's server, which is made after those who post.
final class EventPoster: Sendable {
    private let target = Mutex<(@Sendable (DeskEvent) async -> Void)?>(nil)

    func deliver(_ target: @escaping @Sendable (DeskEvent) async -> Void) {
        self.target.withLock { $0 = target }
    }

    func post(_ event: DeskEvent) async {
        let target = target.withLock { $0 }
        await target?(event)
    }
}
