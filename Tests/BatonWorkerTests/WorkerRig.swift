import AsyncHTTPClient
import BatonConfiguration
import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import BatonWorker
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// A whole worker in this process – real HTTP, real store, real Desk – and a stand-in for the
/// provider.
struct WorkerRig: Sendable {
    /// The business's number.
    static let account = "390011223344556"
    static let secret = "rig-secret"

    let folder: String
    let port: Int
    let desk: DeskClient
    let store: SQLiteStore
    let standIn: ProviderStandIn

    /// What was waited for and did not come.
    struct TimedOut: Error, CustomStringConvertible {
        var description: String
    }

    /// What an HTTP request was answered.
    struct Answer: Sendable, Hashable {
        var status: Int
        var body: String
        var contentType: String
    }

    /// Runs a worker for `body`, and ends it.
    /// - Parameters:
    ///   - change: changes the configuration before the worker starts.
    ///   - prepare: fills the store before the worker starts.
    ///   - arrange: changes what the worker is made of.
    ///   - answer: how the provider's stand-in answers sends.
    static func with<Value: Sendable>(
        standInAnswers answer:
            @escaping @Sendable (ProviderStandIn.Received) async
            -> ProviderStandIn.Answer = { _ in .taken },
        configured change: (inout Configuration) -> Void = { _ in },
        before prepare: (SQLiteStore) async throws -> Void = { _ in },
        surrounded arrange: (inout Worker.Surroundings) -> Void = { _ in },
        _ body: @escaping @Sendable (WorkerRig) async throws -> Value
    ) async throws -> Value {
        let folder = NSTemporaryDirectory() + "baton-rig-" + UUID().uuidString.prefix(8)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let standIn = ProviderStandIn(
            secret: secret, reportsStatuses: false, answer: answer)
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        var found = ports.makeAsyncIterator()
        let provider = Task { try await standIn.run { bound.yield($0) } }
        defer { provider.cancel() }
        var configuration = configuration(folder, provider: await found.next() ?? 0)
        change(&configuration)
        // Commits that wait for no disk: what is tested here is the order of things.
        var options = SQLiteStore.Options()
        options.isDurable = false
        let store = try SQLiteStore.open(
            folder: folder, ids: IdentifierSource(clock: SystemWallClock()), options: options)
        _ = try await store.save(SampleShop.entries, by: .system, now: SystemWallClock().now())
        try await prepare(store)
        var surroundings = Worker.Surroundings()
        arrange(&surroundings)
        return try await RigLine.serving(
            configuration, store: store, surroundings: surroundings
        ) { line in
            guard let desk = line.desk else { throw TimedOut(description: "the Desk did not open") }
            return try await body(
                WorkerRig(
                    folder: folder, port: line.port, desk: desk, store: store, standIn: standIn))
        }
    }

    static func connect(_ folder: String) async throws -> DeskClient {
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            if let desk = try? await DeskClient.connect(dataFolder: folder) { return desk }
            await Task.yield()
        }
        throw TimedOut(description: "the Desk did not open")
    }

    private static func configuration(_ folder: String, provider: Int) -> Configuration {
        func literal(_ text: String) -> [Secret] { [Secret(value: text, source: .literal)] }
        return Configuration(
            file: folder + "/baton.yaml", dataFolder: folder,
            http: .init(host: "127.0.0.1", port: 0, publicURL: nil),
            connections: [
                .init(
                    id: "whatsapp_cloud", channel: "whatsapp_cloud",
                    secrets: [
                        "app_secret": literal(secret), "verify_token": literal("rig-token"),
                        "access_token": literal("rig"),
                    ],
                    apiBase: "http://127.0.0.1:\(provider)", apiVersion: nil,
                    inboxes: [
                        .init(
                            account: account, name: SampleShop.name,
                            knowledge: SampleShop.knowledge, mode: .auto)
                    ], line: 1)
            ],
            people: [], desk: .init(group: nil),
            gate: .init(thresholds: ConfigurationDefaults.thresholds), hours: .always,
            debounce: .init(milliseconds: 1, capMilliseconds: 5))
    }

    /// A customer with a phone.
    static func customer(_ number: Int) -> WhatsAppWebhookBody.Customer {
        WhatsAppWebhookBody.Customer(
            phone: "852\(60_000_000 + number)", userID: "HK.\(800_000 + number)", name: "客\(number)"
        )
    }

    /// Sends a request and gives what it is answered.
    func http(
        _ method: String, _ path: String, headers: [(String, String)] = [], body: [UInt8] = []
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        request.method = HTTPMethod(rawValue: method)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if !body.isEmpty { request.body = .bytes(body) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        let text = String(buffer: try await response.body.collect(upTo: 8 * 1024 * 1024))
        return Answer(
            status: Int(response.status.code), body: text,
            contentType: response.headers.first(name: "content-type") ?? "")
    }

    /// Posts a body to the webhook, signed with a secret.
    @discardableResult
    func post(
        _ body: [UInt8], to path: String = "/webhooks/whatsapp_cloud", secret: String = secret
    ) async throws -> Answer {
        try await http(
            "POST", path,
            headers: [
                ("content-type", "application/json"),
                ("x-hub-signature-256", WhatsAppWebhookBody.signature(of: body, secret: secret)),
            ], body: body)
    }

    /// A customer writes.
    @discardableResult
    func write(_ text: String, id: String, from number: Int = 1, account: String = account)
        async throws -> Answer
    {
        try await post(
            WhatsAppWebhookBody.text(
                text, id: id, from: Self.customer(number), account: account,
                seconds: SystemWallClock().now().seconds))
    }

    /// Every open conversation.
    func conversations() async throws -> [Conversation] {
        let reply = try await desk.send(.queue(QueueQuery(filter: .all, limit: 200)))
        guard case .queue(let page) = reply else { return [] }
        return page.rows
    }

    /// The one conversation there is, opened.
    func opened() async throws -> ConversationView {
        guard let row = try await conversations().first,
            case .opened(let view) = try await desk.send(.open(row.id, limit: 200))
        else { throw TimedOut(description: "there is no conversation") }
        return view
    }

    /// Looks until something holds; each look is a question to the worker, so that it gets its turn.
    func until(
        _ what: String, atMost limit: Duration = .seconds(20),
        _ condition: () async throws -> Bool
    ) async throws {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            if try await condition() { return }
            _ = try await desk.send(.status)
        }
        throw TimedOut(description: "it did not come about that \(what)")
    }

    /// Waits until every message is applied and decided, and nothing is left to send.
    func untilSettled(atMost limit: Duration = .seconds(20)) async throws {
        try await until("everything is done", atMost: limit) {
            let unapplied = try await store.unappliedInbox(limit: 1)
            let due = try await store.nextDecisionDue()
            let outbox = try await store.outboxCounts()
            return unapplied.isEmpty && due == nil
                && (outbox[.pending] ?? 0) + (outbox[.sending] ?? 0) == 0
        }
    }
}
