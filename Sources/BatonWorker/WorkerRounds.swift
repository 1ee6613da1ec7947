import AsyncHTTPClient
import BatonChannels
import BatonConfiguration
import BatonCore
import BatonStore
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// The sets of services behind the doors, one after another: a new one begins where connections were
/// changed in the file.
struct WorkerRounds: Service {
    let first: WorkerRenewal.Plan
    let store: any Store
    let surroundings: Worker.Surroundings
    let renewal: WorkerRenewal
    let doors: WorkerDoors
    /// The signals at which files are read again; none where others run in the same process.
    let reloads: [UnixSignal]
    let logger: Logger

    func run() async throws {
        defer { doors.front.end() }
        var next: WorkerRenewal.Plan? = first
        while let plan = next {
            try await round(plan)
            if Task.isShuttingDownGracefully { renewal.end() }
            // Where the next set needs other doors, these close first.
            next = renewal.take { doors.fit($0.configuration) }
        }
    }

    /// Puts the record in order for a configuration, and serves until the services end.
    private func round(_ plan: WorkerRenewal.Plan) async throws {
        let now = surroundings.clock.now()
        let policies = renewal.keeper(of: plan.configuration)
        try await store.setPeople(plan.configuration.people)
        try await policies.recordLoaded(in: store, at: now)
        let interrupted = try await store.recoverInterruptedSends(
            recorded: Set(plan.adapters.filter { $0.value.isServedHere }.keys),
            uploading: Set(plan.adapters.filter { $0.value is any UploadingChannel }.keys),
            now: now)
        if interrupted > 0 {
            logger.warning(
                "sends were interrupted; each is shown as one that may have been sent",
                metadata: ["count": "\(interrupted)"])
        }
        try await InboxMover(
            configuration: plan.configuration, store: store, adapters: plan.adapters,
            policies: policies, logger: logger
        ).move(at: now)
        let client = HTTPClient(
            eventLoopGroupProvider: .singleton,
            configuration: HTTPClient.Configuration(
                redirectConfiguration: .disallow,
                timeout: .init(connect: .seconds(5))))
        let failure: Result<Void, any Error>
        do {
            failure = .success(try await serve(plan, policies, with: client, since: now))
        } catch {
            failure = .failure(error)
        }
        try? await client.shutdown()
        try failure.get()
    }

    private func serve(
        _ plan: WorkerRenewal.Plan, _ policies: PolicyKeeper, with client: HTTPClient,
        since startedAt: Timestamp
    ) async throws {
        let parts = WorkerParts(
            configuration: plan.configuration, store: store, adapters: plan.adapters,
            surroundings: surroundings, client: HTTPProviderClient(client: client), http: client,
            startedAt: startedAt, policies: policies, renewal: renewal, doors: doors,
            logger: logger)
        let (own, answering) = parts.services()
        var services = own
        if !reloads.isEmpty {
            services.append(
                PolicyReloader(
                    reload: parts.reload, clock: surroundings.clock, signals: reloads,
                    logger: logger))
        }
        let group = ServiceGroup(
            configuration: .ending(together: services.map { Leaving(service: $0) }, logger: logger))
        parts.ending.whenAsked { await group.triggerGracefulShutdown() }
        doors.front.open(answering)
        try await group.run()
    }
}

/// A service that may be asked to end in the middle of reading the record: that is no failure.
private struct Leaving: Service {
    let service: any Service

    func run() async throws {
        do {
            try await service.run()
        } catch let error as StoreError
            where error.code == .closed && Task.isShuttingDownGracefully
        {
            return
        }
    }
}

extension ServiceGroupConfiguration {
    /// Services of which none goes on without the others.
    static func ending(
        together services: [any Service], on signals: [UnixSignal] = [], logger: Logger
    ) -> ServiceGroupConfiguration {
        ServiceGroupConfiguration(
            services: services.map {
                .init(
                    service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .cancelGroup)
            },
            gracefulShutdownSignals: signals, logger: logger)
    }
}
