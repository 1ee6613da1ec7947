import AsyncHTTPClient
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
    /// For files of the providers' own hosts.
    let http: HTTPClient
    let startedAt: Timestamp
    let policies: PolicyKeeper
    let renewal: WorkerRenewal
    let doors: WorkerDoors
    let logger: Logger
    /// Ends this set of services, and not the worker.
    let ending = StopSwitch()

    private let inbox = WakeSignal()
    private let decisions = WakeSignal()
    private let outbox = WakeSignal()
    private let files = WakeSignal()
    private let meanings = WakeSignal()
    private let breakers = BreakerPanel()
    private let metrics = WorkerMetrics()
    private let addresses: MediaAddresses

    init(
        configuration: Configuration, store: any Store, adapters: [String: any ChannelAdapter],
        surroundings: Worker.Surroundings, client: any ProviderClient, http: HTTPClient,
        startedAt: Timestamp, policies: PolicyKeeper, renewal: WorkerRenewal,
        doors: WorkerDoors, logger: Logger
    ) {
        self.configuration = configuration
        self.store = store
        self.adapters = adapters
        self.surroundings = surroundings
        self.client = client
        self.http = http
        self.startedAt = startedAt
        self.policies = policies
        self.renewal = renewal
        self.doors = doors
        self.logger = logger
        addresses = MediaAddresses(dataFolder: configuration.dataFolder)
    }

    /// Reads policies and connections again.
    var reload: PolicyReload {
        PolicyReload(
            configuration: configuration, keeper: policies, store: store, renewal: renewal,
            close: { [doors] in doors.front.close() }, end: { [ending] in await ending.ask() })
    }

    /// In the order they start, and what answers for them at the doors; they end in the opposite order.
    func services() -> ([any Service], WorkerFront.Answering) {
        let ids = IdentifierSource(clock: surroundings.clock)
        let library = KnowledgeLibrary(
            store: store, encoder: surroundings.encoder, server: embeddings())
        let routings = InboxRoutings(configuration)
        let pipeline = DecisionPipeline(configuration)
        let budget = PolicyBudget(
            store: store, keeper: policies, channels: adapters.mapValues(\.capabilities))
        let (failures, failed) = AsyncStream.makeStream(of: StoreError.self)
        let poster = doors.poster
        let acknowledger = Acknowledger(adapters: adapters, client: client, metrics: metrics)
        let gates = GateBook(
            store: store, settings: configuration.gate, clock: surroundings.clock)
        let desk = WorkerDesk(
            store: store, library: library, routings: routings, pipeline: pipeline,
            gates: gates, configuration: configuration, adapters: adapters, breakers: breakers,
            presence: doors.presence, ids: ids, clock: surroundings.clock, startedAt: startedAt,
            policies: policies, reload: reload, processID: getpid(),
            httpPort: { [doors] in doors.port.value },
            post: { await poster.post($0) }, stop: { [doors] in await doors.stop.ask() },
            uploads: doors.uploads, retention: retention)
        let answering = WorkerFront.Answering(
            http: routes(
                acknowledger: acknowledger, storeFailed: { failed.yield($0) },
                typed: { await poster.post(.customerTyping($0)) }
            ).router().buildResponder(), desk: desk)
        let services: [any Service] = [
            StoreSentinel(failed: failures),
            ChangeDispatcher(
                store: store, inbox: inbox, decisions: decisions, outbox: outbox,
                files: files, meanings: meanings,
                post: { await poster.post($0) }),
            Deliverer(
                store: store, adapters: adapters, client: client, clock: surroundings.clock,
                sleeper: surroundings.sleeper, signal: outbox, breakers: breakers,
                rates: surroundings.keepsRates ? RateLimiter() : nil,
                policy: SendPolicy(
                    keeper: policies, budget: budget, routings: routings,
                    shelf: AdapterShelf(configuration, adapters: adapters)),
                files: FileDelivery(
                    folder: folder, addresses: addresses,
                    publicURL: configuration.http.publicURL, random: surroundings.random),
                metrics: metrics, logger: logger, random: surroundings.random),
            Decider(
                store: store, library: library, routings: routings, pipeline: pipeline,
                fit: ChannelFit(adapters: adapters), budget: budget, gates: gates,
                lot: ReviewLot(rate: configuration.gate.review, random: surroundings.random),
                ids: ids,
                clock: surroundings.clock, sleeper: surroundings.sleeper, signal: decisions,
                metrics: metrics, logger: logger,
                peopleOnline: { [doors] in doors.presence.peopleOnline }, composing: composing()),
            InboxApplier(
                store: store, routings: routings, policies: policies, adapters: adapters,
                breakers: breakers, clock: surroundings.clock, sleeper: surroundings.sleeper,
                signal: inbox, logger: logger),
            MeaningKeeper(
                library: library, sleeper: surroundings.sleeper, signal: meanings,
                metrics: metrics, logger: logger),
            acknowledger,
            mediaFetcher(),
            MediaSweeper(
                store: store, folder: folder, clock: surroundings.clock,
                sleeper: surroundings.sleeper, logger: logger),
            RetentionService(retention: retention, logger: logger),
        ]
        return (services + pollers(acknowledger) + statusAskers(), answering)
    }

    private func statusAskers() -> [any Service] {
        let channels = StatusAsker.channels(adapters)
        guard !channels.isEmpty else { return [] }
        return [
            StatusAsker(
                channels: channels, store: store, client: client, clock: surroundings.clock,
                sleeper: surroundings.sleeper, random: surroundings.random, metrics: metrics,
                logger: logger)
        ]
    }

    private var retention: RetentionRun {
        RetentionRun(
            store: store, keeper: policies, folder: folder, configuration: configuration,
            clock: surroundings.clock, sleeper: surroundings.sleeper)
    }

    private var folder: MediaFolder { MediaFolder(dataFolder: configuration.dataFolder) }

    private func embeddings() -> EmbeddingServer? {
        configuration.embeddings.map { settings in
            EmbeddingServer(
                settings, client: http, clock: surroundings.clock,
                sleeper: surroundings.sleeper
            ) { [metrics] in metrics.embedded(isAnswered: $0, nanoseconds: $1) }
        }
    }

    private func composing() -> ComposingDesk? {
        configuration.composing.map { settings in
            ComposingDesk(
                composer: Composer(
                    server: LanguageModelServer(
                        settings, client: http, clock: surroundings.clock,
                        sleeper: surroundings.sleeper
                    ) { [metrics] in metrics.modelAsked(isAnswered: $0, nanoseconds: $1) },
                    store: store, utcOffsetMinutes: configuration.hours.utcOffsetMinutes,
                    clock: surroundings.clock, encoder: surroundings.encoder),
                store: store, fit: ChannelFit(adapters: adapters), clock: surroundings.clock)
        }
    }

    private func mediaFetcher() -> MediaFetcher {
        var downloads: [String: MediaDownload] = [:]
        for connection in configuration.connections {
            downloads[connection.id] = MediaDownload(
                client: http, resolver: surroundings.resolver, folder: folder,
                base: connection.apiBase)
        }
        return MediaFetcher(
            store: store, adapters: adapters, downloads: downloads, clock: surroundings.clock,
            sleeper: surroundings.sleeper, signal: files, metrics: metrics, logger: logger)
    }

    private func pollers(_ acknowledger: Acknowledger) -> [any Service] {
        let pulls = Poller.Pull.all(of: configuration, adapters: adapters)
        guard !pulls.isEmpty else { return [] }
        return [
            Poller(
                pulls: pulls, store: store, client: client, acknowledger: acknowledger,
                clock: surroundings.clock, sleeper: surroundings.sleeper,
                random: surroundings.random, metrics: metrics, logger: logger)
        ]
    }

    private func routes(
        acknowledger: Acknowledger, storeFailed: @escaping @Sendable (StoreError) -> Void,
        typed: @escaping @Sendable (ConversationID) async -> Void
    ) -> HTTPRoutes {
        let receiver = WebhookReceiver(
            adapters: adapters, store: store, clock: surroundings.clock, metrics: metrics,
            logger: logger, acknowledger: acknowledger, storeFailed: storeFailed)
        let sites = WebChatSites(configuration, adapters: adapters)
        return HTTPRoutes(
            receiver: receiver,
            webChat: sites.isEmpty
                ? nil
                : WebChatRoutes(
                    sites: sites, receiver: receiver, store: store, streams: doors.streams,
                    folder: folder, clock: surroundings.clock, sleeper: surroundings.sleeper,
                    typed: typed),
            media: MediaRoutes(
                addresses: addresses, store: store, folder: folder, clock: surroundings.clock),
            store: store, metrics: metrics, clock: surroundings.clock)
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
