import AsyncHTTPClient
import BatonChannels
package import BatonConfiguration
package import BatonCore
import BatonDesk
package import BatonEncoder
import BatonKnowledge
package import BatonStore
import Hummingbird
package import Logging
import ServiceLifecycle
import Synchronization
package import UnixSignals

/// The server process: takes in messages, answers or hands over, delivers replies, owns the store.
package struct Worker: Sendable {
    /// What the worker is made of that tests want to own.
    package struct Surroundings: Sendable {
        /// The time of day.
        package var clock: any WallClock
        /// What services sleep by.
        package var sleeper: any Clock<Duration>
        /// Uniform in 0..<1.
        package var random: @Sendable () -> Double
        /// Finds the addresses of hosts that customers' files lie on.
        package var resolver: any HostResolver = SystemResolver()
        /// Whether sends keep to the providers' rates; only a measurement may say no.
        package var keepsRates = true
        /// Finds entries by meaning; without one, words alone count.
        package var encoder: (any TextEncoder)?
        /// Told the HTTP port once it is bound, and that the Desk is open.
        package var started: @Sendable (_ httpPort: Int) -> Void

        /// The machine's own clock and randomness.
        package init(
            clock: any WallClock = SystemWallClock(),
            sleeper: any Clock<Duration> = ContinuousClock(),
            random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
            encoder: (any TextEncoder)? = nil,
            started: @escaping @Sendable (_ httpPort: Int) -> Void = { _ in }
        ) {
            self.clock = clock
            self.sleeper = sleeper
            self.random = random
            self.encoder = encoder
            self.started = started
        }
    }

    private let first: WorkerRenewal.Plan
    private let store: any Store
    private let surroundings: Surroundings
    private let policies: PolicyKeeper
    private let logger: Logger

    /// Makes a worker over an open store; it owns the store from then on.
    /// - Throws: ``ChannelConfigurationError`` where a connection lacks what verifying needs;
    ///   ``ConfigurationError`` where a policy file is wrong.
    package init(
        configuration: Configuration, store: any Store, surroundings: Surroundings = .init(),
        logger: Logger
    ) throws {
        self.store = store
        self.surroundings = surroundings
        self.logger = logger
        policies = try PolicyKeeper(configuration)
        first = try WorkerRenewal.Plan(configuration)
    }

    /// Runs until it is stopped: by a signal, by `baton stop`, or by a failure of the store.
    /// - Parameters:
    ///   - signals: the signals that end it in good order.
    ///   - reloads: those that have it read the policy files again.
    /// - Throws: what ended it, where that was a failure.
    package func run(
        stoppingOn signals: [UnixSignal] = [.sigterm, .sigint],
        reloadingOn reloads: [UnixSignal] = [.sighup]
    ) async throws {
        let renewal = WorkerRenewal()
        var next: WorkerRenewal.Plan? = first
        var policies = policies
        let failure: Result<Void, any Error>
        do {
            // More than once where its connections change while it runs.
            while let plan = next {
                policies = PolicyKeeper(plan.configuration, book: policies.current)
                try await round(
                    Round(plan: plan, policies: policies, renewal: renewal),
                    stoppingOn: signals, reloadingOn: reloads)
                next = renewal.take()
            }
            failure = .success(())
        } catch {
            failure = .failure(error)
        }
        await store.close()
        try failure.get()
    }

    /// What one round of services runs with.
    private struct Round {
        let plan: WorkerRenewal.Plan
        let policies: PolicyKeeper
        let renewal: WorkerRenewal
    }

    /// Puts the record in order for a configuration, and serves until the services end.
    private func round(
        _ round: Round, stoppingOn signals: [UnixSignal], reloadingOn reloads: [UnixSignal]
    ) async throws {
        let now = surroundings.clock.now()
        let adapters = round.plan.adapters
        try await store.setPeople(round.plan.configuration.people)
        try await round.policies.recordLoaded(in: store, at: now)
        let interrupted = try await store.recoverInterruptedSends(
            recorded: Set(adapters.filter { $0.value.isServedHere }.keys),
            uploading: Set(adapters.filter { $0.value is any UploadingChannel }.keys), now: now)
        if interrupted > 0 {
            logger.warning(
                "sends were interrupted; each is shown as one that may have been sent",
                metadata: ["count": "\(interrupted)"])
        }
        try await InboxMover(
            configuration: round.plan.configuration, store: store, adapters: adapters,
            policies: round.policies, logger: logger
        ).move(at: now)
        let client = HTTPClient(
            eventLoopGroupProvider: .singleton,
            configuration: HTTPClient.Configuration(
                redirectConfiguration: .disallow,
                timeout: .init(connect: .seconds(5))))
        let failure: Result<Void, any Error>
        do {
            failure = .success(
                try await serve(
                    round, with: client, since: now, stoppingOn: signals, reloadingOn: reloads))
        } catch {
            failure = .failure(error)
        }
        try? await client.shutdown()
        try failure.get()
    }

    private func serve(
        _ round: Round, with client: HTTPClient, since startedAt: Timestamp,
        stoppingOn signals: [UnixSignal], reloadingOn reloads: [UnixSignal]
    ) async throws {
        let parts = WorkerParts(
            configuration: round.plan.configuration, store: store, adapters: round.plan.adapters,
            surroundings: surroundings, client: HTTPProviderClient(client: client), http: client,
            startedAt: startedAt, policies: round.policies, renewal: round.renewal, logger: logger)
        var services = parts.services()
        // A worker in another program hears no signals at all.
        if !signals.isEmpty, !reloads.isEmpty {
            services.append(
                PolicyReloader(
                    reload: parts.reload, clock: surroundings.clock, signals: reloads,
                    logger: logger))
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map {
                    .init(
                        service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                        failureTerminationBehavior: .cancelGroup)
                },
                gracefulShutdownSignals: signals, logger: logger))
        parts.stop.whenAsked { await group.triggerGracefulShutdown() }
        try await group.run()
    }
}

/// Lets the Desk end the service group that it is itself a part of.
final class StopSwitch: Sendable {
    private let action = Mutex<(@Sendable () async -> Void)?>(nil)

    func whenAsked(_ action: @escaping @Sendable () async -> Void) {
        self.action.withLock { $0 = action }
    }

    func ask() async {
        let action = action.withLock { $0 }
        await action?()
    }
}

/// Ends the worker when the store will take no more writes.
struct StoreSentinel: Service {
    let failed: AsyncStream<StoreError>

    func run() async throws {
        for await error in failed.cancelOnGracefulShutdown() { throw error }
    }
}
