import BatonChannels
import BatonConfiguration
import BatonSimulator
import BatonWorker
import Foundation
import Synchronization
import Testing

/// Telling a provider which address to call.
@Suite("ChannelRegistrar", .timeLimit(.minutes(2)))
struct ChannelRegistrarTests {
    /// Telegram, which remembers the webhook that it was given.
    private final class Telegram: Sendable {
        private let address = Mutex("https://old.example/hook")

        func answer(_ request: ScriptedProvider.Request) -> ScriptedProvider.Answer {
            address.withLock { address in
                if request.path.hasSuffix("/setWebhook") { address = request.field("url") ?? "" }
                if request.path.hasSuffix("/deleteWebhook") { address = "" }
                guard request.path.hasPrefix("/bot77:abc/") else {
                    return .json(
                        #"{"ok":false,"error_code":401,"description":"Unauthorized"}"#, status: 401)
                }
                return .json(
                    request.path.hasSuffix("/getWebhookInfo")
                        ? #"{"ok":true,"result":{"url":"\#(address)","allowed_updates":["message","#
                            + #""edited_message","callback_query","message_reaction","#
                            + #""my_chat_member"],"pending_update_count":1}}"#
                        : #"{"ok":true,"result":true}"#)
            }
        }
    }

    private static func connection(_ port: Int, token: String = "77:abc")
        -> Configuration.Connection
    {
        Configuration.Connection(
            id: "tg", channel: "telegram",
            secrets: [
                "access_token": [Secret(value: token, source: .literal)],
                "secret_token": [Secret(value: "hook", source: .literal)],
            ],
            apiBase: "http://127.0.0.1:\(port)", apiVersion: nil, inboxes: [], line: 1)
    }

    private func with(_ body: @escaping @Sendable (Int, ScriptedProvider) async throws -> Void)
        async throws
    {
        let telegram = Telegram()
        let provider = ScriptedProvider { telegram.answer($0) }
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        let running = Task { try await provider.run { bound.yield($0) } }
        defer { running.cancel() }
        var found = ports.makeAsyncIterator()
        try await body(await found.next() ?? 0, provider)
    }

    @Test("another address is told of, and connecting sets ours and shows it")
    func connect() async throws {
        try await with { port, provider in
            let registrar = try #require(
                try ChannelRegistrar(
                    Self.connection(port), publicURL: "https://desk.example.hk"))
            let before = try await registrar.look()
            #expect(before.0.address == "https://old.example/hook")
            #expect(before.objections.count == 1)

            let after = try await registrar.connect()
            #expect(after.0.address == "https://desk.example.hk/webhooks/tg")
            #expect(after.0.waiting == 1)
            #expect(after.objections == [])
            let set = provider.requests.first { $0.path.hasSuffix("/setWebhook") }
            #expect(set?.field("secret_token") == "hook")
        }
    }

    @Test("a polled connection has its webhook deleted")
    func polled() async throws {
        try await with { port, _ in
            var connection = Self.connection(port)
            connection.receive = .poll
            let registrar = try #require(try ChannelRegistrar(connection, publicURL: nil))
            #expect(try await registrar.look().objections.count == 1)
            let after = try await registrar.connect()
            #expect(after.0.address == nil)
            #expect(after.objections == [])
        }
    }

    @Test("a wrong token is told as the provider words it, and the token is not in it")
    func wrong() async throws {
        try await with { port, _ in
            let registrar = try #require(
                try ChannelRegistrar(
                    Self.connection(port, token: "77:wrong"), publicURL: "https://desk.example.hk"))
            let fault = await #expect(throws: ChannelRegistrar.Fault.self) {
                _ = try await registrar.connect()
            }
            #expect(
                fault?.description
                    == #"tg: the provider answers 401: {"ok":false,"error_code":401,"#
                    + #""description":"Unauthorized"}; check access_token"#)
        }
    }

    @Test("WhatsApp's app is subscribed once, and is shown then; a refusal says what to mend")
    func whatsapp() async throws {
        let isSubscribed = Mutex(false)
        let meta = ScriptedProvider { request in
            guard request.path == "/v26.0/201199887766554/subscribed_apps" else {
                return .json(
                    #"{"error":{"message":"Unsupported request","code":100}}"#, status: 400)
            }
            return isSubscribed.withLock { known in
                if request.method == "POST" {
                    known = true
                    return .json(#"{"success":true}"#)
                }
                return .json(
                    known
                        ? #"{"data":[{"whatsapp_business_api_data":{"name":"Baton","id":"7"}}]}"#
                        : #"{"data":[]}"#)
            }
        }
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        let running = Task { try await meta.run { bound.yield($0) } }
        defer { running.cancel() }
        var found = ports.makeAsyncIterator()
        var connection = Self.connection(await found.next() ?? 0)
        connection.channel = "whatsapp_cloud"
        connection.secrets["app_secret"] = [Secret(value: "s", source: .literal)]
        connection.options["waba_id"] = "201199887766554"
        let registrar = try #require(
            try ChannelRegistrar(connection, publicURL: "https://desk.example.hk"))

        #expect(try await registrar.look().objections.count == 1)
        let after = try await registrar.connect()
        #expect(after.0.apps == ["Baton (7)"])
        #expect(after.objections == [])
        #expect(meta.requests.map(\.method) == ["GET", "POST", "GET"])
        #expect(meta.requests.allSatisfy { $0.headers["authorization"] == "Bearer 77:abc" })

        connection.options["waba_id"] = "5"
        let other = try #require(try ChannelRegistrar(connection, publicURL: nil))
        let fault = await #expect(throws: ChannelRegistrar.Fault.self) {
            _ = try await other.look()
        }
        #expect(
            fault?.description
                == #"tg: the provider answers 400: {"error":{"message":"Unsupported request","#
                + #""code":100}}; check waba_id, and that the system user has the account"#)
    }

    @Test("a provider whose address is set in its own pages is not asked")
    func others() throws {
        var connection = Self.connection(1)
        connection.channel = "wati"
        connection.secrets["url_token"] = [Secret(value: "t", source: .literal)]
        #expect(try ChannelRegistrar(connection, publicURL: nil) == nil)
    }
}
