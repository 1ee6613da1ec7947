package import BatonConfiguration
package import BatonCore
package import BatonEncoder
package import BatonStore
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
    private let renewal: WorkerRenewal
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
        renewal = WorkerRenewal(policies: try PolicyKeeper(configuration))
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
        var next: WorkerRenewal.Plan? = first
        let failure: Result<Void, any Error>
        do {
            // More than once only where the doors themselves change while it runs.
            while let plan = next {
                let doors = WorkerDoors(plan.configuration, store: store)
                let rounds = WorkerRounds(
                    first: plan, store: store, surroundings: surroundings, renewal: renewal,
                    // A worker in another program hears no signals at all.
                    doors: doors, reloads: signals.isEmpty ? [] : reloads, logger: logger)
                let group = ServiceGroup(
                    configuration: .ending(
                        together: doors.services(
                            before: rounds, started: surroundings.started, logger: logger),
                        on: signals, logger: logger))
                doors.stop.whenAsked {
                    renewal.end()
                    await group.triggerGracefulShutdown()
                }
                try await group.run()
                next = renewal.take { !doors.fit($0.configuration) }
            }
            failure = .success(())
        } catch {
            failure = .failure(error)
        }
        await store.close()
        try failure.get()
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
