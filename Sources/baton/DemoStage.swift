import BatonConfiguration
import BatonCore
import BatonEncoder
import BatonSimulator
import BatonStore
import BatonWorker
import Foundation
import Logging
import Synchronization

/// The demo's worker, stand-in and customers in one process.
final class DemoStage: Sendable {
    /// The number that the sample shop has.
    static let account = "390011223344556"
    private static let secret = "demo-app-secret"

    let folder: String
    private let seed: UInt64
    private let ports = Mutex<(standIn: Int, worker: Int)>((0, 0))
    private let standIn = ProviderStandIn(secret: DemoStage.secret)
    private let page = SampleShopPage()

    init(folder: String, seed: UInt64) {
        self.folder = folder
        self.seed = seed
    }

    /// Whether the worker's HTTP server listens.
    var isReady: Bool { ports.withLock { $0.worker != 0 } }

    /// The address of the sample shop's page, which has a chat of its own.
    var shop: String { page.origin + "/" }

    /// What the stand-in received.
    var received: [ProviderStandIn.Received] { standIn.received }

    /// The address of the worker's webhook.
    var webhook: String {
        "http://127.0.0.1:\(ports.withLock { $0.worker })/webhooks/whatsapp_cloud"
    }

    /// A customer simulator that posts to this worker.
    func customers() -> CustomerSimulator {
        CustomerSimulator(webhook: webhook, secret: Self.secret, account: Self.account)
    }

    /// Runs until cancelled; with customers at a human pace unless `isFast`.
    func run(isFast: Bool) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await self.standIn.run { port in self.ports.withLock { $0.standIn = port } }
            }
            group.addTask { try await self.page.run {} }
            try await waitFor {
                self.ports.withLock { $0.standIn != 0 } && !self.page.origin.isEmpty
            }
            group.addTask { try await self.work(isFast: isFast) }
            try await waitFor { self.isReady }
            page.embed(worker: ports.withLock { $0.worker })
            standIn.report(to: webhook)
            if !isFast { group.addTask { try await self.visit() } }
            try await group.waitForAll()
        }
    }

    private func work(isFast: Bool) async throws {
        let store = try SQLiteStore.open(
            folder: folder, ids: IdentifierSource(clock: SystemWallClock()))
        _ = try await store.save(SampleShop.entries, by: .system, now: SystemWallClock().now())
        var logger = Logger(label: "demo") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let worker = try Worker(
            configuration: configuration(isFast: isFast), store: store,
            surroundings: Worker.Surroundings(
                encoder: try? UniversalSentenceEncoder.installed(),
                started: { port in self.ports.withLock { $0.worker = port } }),
            logger: logger)
        try await worker.run(stoppingOn: [])
    }

    private func configuration(isFast: Bool) -> Configuration {
        let port = ports.withLock { $0.standIn }
        func literal(_ text: String) -> [Secret] { [Secret(value: text, source: .literal)] }
        return Configuration(
            file: folder + "/baton.yaml", dataFolder: folder,
            http: Configuration.HTTP(host: "127.0.0.1", port: 0, publicURL: nil),
            connections: [
                Configuration.Connection(
                    id: "whatsapp_cloud", channel: "whatsapp_cloud",
                    secrets: [
                        "app_secret": literal(Self.secret), "verify_token": literal("demo"),
                        "access_token": literal("demo"),
                    ],
                    apiBase: "http://127.0.0.1:\(port)", apiVersion: nil,
                    inboxes: [
                        Configuration.Inbox(
                            account: Self.account, name: SampleShop.name,
                            knowledge: SampleShop.knowledge, mode: .auto)
                    ], line: 1),
                Configuration.Connection(
                    id: "webchat", channel: "webchat", secrets: [:],
                    options: ["origins": page.origin], apiBase: nil, apiVersion: nil,
                    inboxes: [
                        Configuration.Inbox(
                            account: SampleShopPage.siteKey, name: SampleShopPage.name,
                            knowledge: SampleShop.knowledge, mode: .auto)
                    ], line: 1),
            ],
            people: [
                Person(id: PersonID(NSUserName()), name: "Agent 1", role: .supervisor),
                Person(id: PersonID("agent2"), name: "Agent 2", role: .agent),
            ],
            desk: Configuration.Desk(group: nil),
            gate: Configuration.Gate(thresholds: ConfigurationDefaults.thresholds),
            hours: .always,
            debounce: isFast
                ? Configuration.Debounce(milliseconds: 40, capMilliseconds: 200)
                : ConfigurationDefaults.debounce)
    }

    /// Customers come one after another, a burst first so that the queue is not empty.
    private func visit() async throws {
        let customers = customers()
        var random = SeededRandom(seed: seed)
        var number = 0
        while !Task.isCancelled {
            let question = SampleQuestion.all[Int(random.next() % UInt64(SampleQuestion.all.count))]
            let customer = CustomerSimulator.customer(number)
            for (index, line) in question.text.split(separator: "\n").enumerated() {
                await customers.post(
                    String(line), id: "wamid.DEMO\(seed).\(number).\(index)", from: customer)
            }
            number += 1
            let pause = number < 12 ? 120 : 1500 + Int(random.next() % 5000)
            try await Task.sleep(for: .milliseconds(pause))
        }
        await customers.shutdown()
    }

    private func waitFor(_ condition: () -> Bool) async throws {
        while !condition() { try await Task.sleep(for: .milliseconds(5)) }
    }
}

/// A result that one thread sets and another looks for.
final class ResultBox<Value: Sendable>: Sendable {
    private let stored = Mutex<Result<Value, any Error>?>(nil)

    var result: Result<Value, any Error>? { stored.withLock { $0 } }

    func set(_ result: Result<Value, any Error>) { stored.withLock { $0 = result } }
}
