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

/// The machine's clock, set to whatever day a test is about.
final class ShiftedClock: WallClock {
    private let shift = Mutex<Int64>(0)

    func now() -> Timestamp { SystemWallClock().now().adding(milliseconds: shift.withLock { $0 }) }

    /// Moves it on.
    func advance(days: Int64) { shift.withLock { $0 += days * 86_400_000 } }

    /// Sets it to a day or time as policy files write them.
    func set(_ text: String) {
        guard let moment = PolicyMoment.read(text) else { return }
        shift.withLock { $0 = moment.milliseconds(since: SystemWallClock().now()) }
    }
}

/// A shop's folder with its `baton.yaml` and `policy.yaml`, a provider on loopback, and a clock: what a
/// drill edits.
struct PolicyFolder: Sendable {
    let path: String
    let provider: ScriptedProvider
    let providerPort: Int
    let clock = ShiftedClock()

    /// The day that a drill begins on.
    static let firstDay = "2027-03-01T04:00Z"
    /// Meta's own interface, and 360dialog's, for the same number.
    static let cloud =
        "channel: whatsapp_cloud, app_secret: s, verify_token: v, access_token: t"
    static let dialog360 = "channel: d360, header_token: h, access_token: k"

    /// Makes a folder with no rules of its own, for `body`, and removes it.
    static func with<Value: Sendable>(
        answers: @escaping @Sendable (ScriptedProvider.Request) async -> ScriptedProvider.Answer = {
            PolicyFolder.accepted($0)
        }, _ body: @escaping @Sendable (PolicyFolder) async throws -> Value
    ) async throws -> Value {
        let path = NSTemporaryDirectory() + "baton-policy-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let provider = ScriptedProvider(answer: answers)
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        let running = Task { try await provider.run { bound.yield($0) } }
        defer { running.cancel() }
        var found = ports.makeAsyncIterator()
        let folder = PolicyFolder(
            path: path, provider: provider, providerPort: await found.next() ?? 0)
        folder.clock.set(firstDay)
        try folder.connect(cloud)
        try folder.write("rules: []\n")
        return try await body(folder)
    }

    /// What a provider answers that takes everything.
    static func accepted(_ request: ScriptedProvider.Request) -> ScriptedProvider.Answer {
        .json(#"{"messages":[{"id":"wamid.\#(abs(request.body.hashValue))"}]}"#)
    }

    /// Writes `baton.yaml` with the number on one connection.
    func connect(_ connection: String) throws {
        try connect(["shop": (connection, [WorkerRig.account: []])])
    }

    /// Writes `baton.yaml` with these connections: what each is, and its accounts with the inboxes
    /// whose place they take.
    func connect(_ connections: [String: (String, [String: [String]])]) throws {
        let lines = connections.sorted { $0.key < $1.key }.map { id, connection in
            let inboxes = connection.1.map { account, continued in
                "\"\(account)\": {name: Shop, knowledge: \(SampleShop.knowledge), continues: "
                    + "[\(continued.map { "\"\($0)\"" }.joined(separator: ", "))]}"
            }
            return "  \(id): {\(connection.0), api_base: \"http://127.0.0.1:\(providerPort)\", "
                + "inboxes: {\(inboxes.joined(separator: ", "))}}"
        }
        let text = """
            data: ./data
            http: {listen: "127.0.0.1:0", public_url: "\(ChannelDialect.publicURL)"}
            policies: [policy.yaml]
            debounce: {wait: 1ms, at_most: 5ms}
            connections:
            \(lines.joined(separator: "\n"))
            """
        try text.write(toFile: path + "/baton.yaml", atomically: true, encoding: .utf8)
    }

    /// Writes `policy.yaml`.
    func write(_ text: String) throws {
        try text.write(toFile: path + "/policy.yaml", atomically: true, encoding: .utf8)
    }

    /// Runs a worker on the folder for `body`, and ends it.
    func working<Value: Sendable>(
        _ body: @escaping @Sendable (PolicyRig) async throws -> Value
    ) async throws -> Value {
        let configuration = try ConfigurationFile.load(path + "/baton.yaml", environment: [:])
        var options = SQLiteStore.Options()
        options.isDurable = false
        let store = try SQLiteStore.open(
            folder: configuration.dataFolder, ids: IdentifierSource(clock: clock),
            options: options)
        _ = try await store.save(SampleShop.entries, by: .system, now: clock.now())
        return try await RigLine.serving(
            configuration, store: store, surroundings: Worker.Surroundings(clock: clock)
        ) { try await body(PolicyRig(folder: self, line: $0, store: store)) }
    }
}

/// A running worker on a ``PolicyFolder``.
struct PolicyRig: Sendable {
    /// The Desk's line was lost for good.
    struct Unlinked: Error {}

    let folder: PolicyFolder
    let line: RigLine
    let store: SQLiteStore

    /// The Desk as it is now.
    var desk: DeskClient {
        get throws {
            guard let desk = line.desk else { throw Unlinked() }
            return desk
        }
    }

    /// A customer by the digits of a phone, or one who shows no phone.
    static func customer(_ phone: String?, userID: String = "") -> WhatsAppWebhookBody.Customer {
        WhatsAppWebhookBody.Customer(
            phone: phone, userID: userID.isEmpty ? "HK.9\(phone ?? "")" : userID, name: "客")
    }

    static let hongKong = customer("85261234567")
    static let italian = customer("390212345678", userID: "IT.1")

    /// A customer writes, and everything that comes of it is waited for.
    func write(
        _ text: String, id: String, from customer: WhatsAppWebhookBody.Customer = hongKong
    ) async throws {
        try await post(text, id: id, from: customer)
        try await untilSettled()
    }

    /// A customer writes, by whichever provider the number is with.
    func post(
        _ text: String, id: String, from customer: WhatsAppWebhookBody.Customer = hongKong,
        isFromAdvertisement: Bool = false
    ) async throws {
        let body = WhatsAppWebhookBody.text(
            text, id: id, from: customer, account: WorkerRig.account,
            seconds: folder.clock.now().seconds,
            referral: isFromAdvertisement
                ? ["source_type": "ad", "source_id": "1", "ctwa_clid": "c"] : nil)
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(line.port)/webhooks/shop")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.headers.add(
            name: "x-hub-signature-256",
            value: WhatsAppWebhookBody.signature(of: body, secret: "s"))
        request.headers.add(name: "x-baton-webhook-token", value: "h")
        request.body = .bytes(body)
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        guard response.status == .ok else {
            throw WorkerRig.TimedOut(description: "the webhook is answered \(response.status)")
        }
    }

    /// Has the worker read the files again.
    func reload() async throws -> DeskReply { try await desk.send(.policy(.reload)) }

    /// Hands a webhook to the worker as a provider does.
    func post(_ webhook: ChannelDialect.Webhook, to connection: String) async throws {
        var request = HTTPClientRequest(
            url: "http://127.0.0.1:\(line.port)/webhooks/\(connection)\(webhook.suffix)")
        request.method = .POST
        for (name, value) in webhook.headers { request.headers.add(name: name, value: value) }
        request.body = .bytes(webhook.body)
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        guard (200...299).contains(response.status.code) else {
            throw WorkerRig.TimedOut(description: "the webhook is answered \(response.status)")
        }
    }

    /// The conversation with a customer.
    func conversation(with customer: WhatsAppWebhookBody.Customer = hongKong) async throws
        -> ConversationView
    {
        let rows = try await conversations()
        for row in rows {
            guard case .opened(let view) = try await desk.send(.open(row.id, limit: 100)) else {
                continue
            }
            let values = view.contact.identities.map(\.value)
            if values.contains(customer.userID) { return view }
        }
        throw WorkerRig.TimedOut(description: "there is no such conversation")
    }

    /// What an agent is told of a reply to a customer.
    func terms(with customer: WhatsAppWebhookBody.Customer = hongKong) async throws -> ReplyTerms? {
        try await conversation(with: customer).terms
    }

    /// Every open conversation.
    func conversations() async throws -> [Conversation] {
        guard
            case .queue(let page) = try await desk.send(
                .queue(QueueQuery(filter: .all, limit: 200)))
        else { return [] }
        return page.rows
    }

    /// What the provider was asked to send, but for typing: the words, or a template's name.
    var sent: [String] {
        folder.provider.requests.compactMap { request in
            guard let json = try? JSONSerialization.jsonObject(with: Data(request.body)),
                let body = json as? [String: Any], body["status"] == nil
            else { return nil }
            if let template = body["template"] as? [String: Any] {
                return "template \(template["name"] as? String ?? "")"
            }
            return (body["text"] as? [String: Any])?["body"] as? String
                ?? ((body["interactive"] as? [String: Any])?["type"] as? String)
        }
    }

    /// Waits until every message is applied and decided, and nothing is left to send.
    func untilSettled() async throws {
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            // In the order of a message's way, so that none slips through between two looks.
            let unapplied = try await store.unappliedInbox(limit: 1)
            let due = try await store.nextDecisionDue()
            let outbox = try await store.outboxCounts()
            if unapplied.isEmpty, due == nil,
                (outbox[.pending] ?? 0) + (outbox[.sending] ?? 0) == 0
            {
                return
            }
            _ = try await desk.send(.status)
        }
        throw WorkerRig.TimedOut(description: "it did not come about that everything is done")
    }
}
