import AsyncHTTPClient
package import BatonCore
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import Synchronization

/// A stand-in for the Cloud API on loopback: takes sends, remembers them, and reports statuses back
/// through the real signed webhook.
package final class ProviderStandIn: Sendable {
    /// A send as it came in.
    package struct Received: Sendable, Hashable {
        /// Our send id, from `biz_opaque_callback_data`.
        package var send: String
        /// The phone or user id it went to.
        package var recipient: String
        /// The words.
        package var text: String
        /// When the request began.
        package var at: Timestamp
    }

    /// How a send is answered.
    package enum Answer: Sendable, Hashable {
        /// It is taken.
        case taken
        /// It is refused with an error of the provider's.
        case refused(status: Int, code: Int, title: String)
        /// A proxy answers in its place; nobody knows whether it was taken.
        case unclear
    }

    private struct State {
        var received: [Received] = []
        var typings: [String] = []
        var webhook: String?
        var port = 0
    }

    private let uploads = Atomic<Int>(0)
    private let state = Mutex(State())
    private let secret: String
    private let clock: any WallClock
    private let client: HTTPClient
    private let reportsStatuses: Bool
    private let answer: @Sendable (Received) async -> Answer

    /// Makes a stand-in.
    /// - Parameters:
    ///   - reportsStatuses: whether it answers with status webhooks too.
    ///   - answer: what a send is answered; one that waits keeps the send in flight.
    package init(
        secret: String, clock: any WallClock = SystemWallClock(), reportsStatuses: Bool = true,
        answer: @escaping @Sendable (Received) async -> Answer = { _ in .taken }
    ) {
        self.answer = answer
        self.secret = secret
        self.clock = clock
        self.reportsStatuses = reportsStatuses
        client = HTTPClient(eventLoopGroupProvider: .singleton)
    }

    /// What was sent, in order.
    package var received: [Received] { state.withLock { $0.received } }

    /// The provider ids of messages that were marked read with typing shown, in order.
    package var typings: [String] { state.withLock { $0.typings } }

    /// Where statuses are posted.
    package func report(to webhook: String) { state.withLock { $0.webhook = webhook } }

    /// Serves until cancelled.
    /// - Parameter started: told the port.
    package func run(started: @escaping @Sendable (Int) -> Void) async throws {
        let router = Router(context: BasicRequestContext.self)
        router.on("/:version/:account/messages", method: .post) { request, context in
            let at = self.clock.now()
            let body = try await request.body.collect(upTo: 1024 * 1024)
            return await self.take(
                Data(body.readableBytesView), account: context.parameters.get("account") ?? "",
                at: at)
        }
        router.on("/:version/:account/media", method: .post) { request, _ in
            for try await _ in request.body {}
            return Self.json(
                "{\"id\":\"\(self.uploads.wrappingAdd(1, ordering: .relaxed).newValue)\"}")
        }
        router.on("/:version/:account", method: .get) { _, _ in
            Self.json("{\"display_phone_number\":\"+852 2123 4567\",\"verified_name\":\"Demo\"}")
        }
        var logger = Logger(label: "stand-in")
        logger.logLevel = .critical
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { started($0.localAddress?.port ?? 0) }, logger: logger)
        do {
            try await application.run()
        } catch {
            try? await client.shutdown()
            throw error
        }
        try? await client.shutdown()
    }

    private func take(_ data: Data, account: String, at: Timestamp) async -> Response {
        guard let json = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] else {
            return Self.json("{\"error\":{\"code\":100,\"message\":\"not JSON\"}}", status: 400)
        }
        if json["status"] != nil {
            state.withLock { $0.typings.append(json["message_id"] as? String ?? "") }
            return Self.json("{\"success\":true}")
        }
        let received = Received(
            send: json["biz_opaque_callback_data"] as? String ?? "",
            recipient: (json["to"] ?? json["recipient"]) as? String ?? "",
            text: (json["text"] as? [String: Any])?["body"] as? String ?? "", at: at)
        let id = state.withLock { state in
            state.received.append(received)
            return "wamid.STANDIN\(state.received.count)"
        }
        switch await answer(received) {
        case .taken: break
        case .refused(let status, let code, let title):
            return Self.json(
                "{\"error\":{\"code\":\(code),\"message\":\"\(title)\"}}", status: status)
        case .unclear: return Self.json("bad gateway", status: 502)
        }
        let recipient = received.recipient
        if reportsStatuses {
            Task { @concurrent in await self.reportStatuses(id: id, recipient, account) }
        }
        return Self.json("{\"messaging_product\":\"whatsapp\",\"messages\":[{\"id\":\"\(id)\"}]}")
    }

    private func reportStatuses(id: String, _ recipient: String, _ account: String) async {
        guard let webhook = state.withLock({ $0.webhook }) else { return }
        for status in ["sent", "delivered", "read"] {
            let body = WhatsAppWebhookBody.status(
                status, id: id, to: recipient, account: account, seconds: clock.now().seconds)
            var request = HTTPClientRequest(url: webhook)
            request.method = .POST
            request.headers.add(name: "content-type", value: "application/json")
            request.headers.add(
                name: "x-hub-signature-256",
                value: WhatsAppWebhookBody.signature(of: body, secret: secret))
            request.body = .bytes(body)
            _ = try? await client.execute(request, timeout: .seconds(10))
        }
    }

    private static func json(_ text: String, status: Int = 200) -> Response {
        Response(
            status: HTTPResponse.Status(code: status),
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
