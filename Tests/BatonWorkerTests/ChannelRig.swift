import BatonConfiguration
import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import BatonWorker
import Foundation

/// A worker with one connection of any channel, and a scripted provider behind it.
struct ChannelRig: Sendable {
    let worker: WorkerRig
    let provider: ScriptedProvider
    let providerPort: Int

    /// Runs a worker whose one connection, called `shop`, is of `channel`.
    static func with<Value: Sendable>(
        _ channel: String, account: String, secrets: [String: String],
        options: [String: String] = [:], receive: Configuration.Connection.Receive = .webhook,
        answers answer:
            @escaping @Sendable (ScriptedProvider.Request) async -> ScriptedProvider.Answer,
        configured change: (inout Configuration) -> Void = { _ in },
        before prepare: (SQLiteStore) async throws -> Void = { _ in },
        surrounded arrange: (inout Worker.Surroundings) -> Void = { _ in },
        _ body: @escaping @Sendable (ChannelRig) async throws -> Value
    ) async throws -> Value {
        let provider = ScriptedProvider(answer: answer)
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        let running = Task { try await provider.run { bound.yield($0) } }
        defer { running.cancel() }
        var found = ports.makeAsyncIterator()
        let port = await found.next() ?? 0
        return try await WorkerRig.with(
            configured: { configuration in
                configuration.http.publicURL = "https://shop.example.hk"
                var connection = Configuration.Connection(
                    id: "shop", channel: channel,
                    secrets: secrets.mapValues { [Secret(value: $0, source: .literal)] },
                    options: options, apiBase: "http://127.0.0.1:\(port)", apiVersion: nil,
                    inboxes: [
                        .init(
                            account: account, name: SampleShop.name,
                            knowledge: SampleShop.knowledge,
                            mode: .auto)
                    ], line: 1)
                connection.receive = receive
                configuration.connections = [connection]
                change(&configuration)
            }, before: prepare, surrounded: arrange
        ) { rig in
            try await body(ChannelRig(worker: rig, provider: provider, providerPort: port))
        }
    }

    /// A Telegram bot's worker.
    static func telegram<Value: Sendable>(
        receive: Configuration.Connection.Receive = .webhook,
        answers answer:
            @escaping @Sendable (ScriptedProvider.Request) async -> ScriptedProvider.Answer,
        _ body: @escaping @Sendable (ChannelRig) async throws -> Value
    ) async throws -> Value {
        try await with(
            "telegram", account: "77",
            secrets: ["access_token": "77:abc"].merging(
                receive == .webhook ? ["secret_token": "hook"] : [:]
            ) { own, _ in own },
            receive: receive, answers: answer, body)
    }

    /// What Telegram answers a send.
    static let telegramTook = ScriptedProvider.Answer.json(
        #"{"ok":true,"result":{"message_id":900,"chat":{"id":5}}}"#)

    /// A Telegram update with a text.
    static func update(_ number: Int, text: String) -> String {
        #"{"update_id":\#(number),"message":{"message_id":\#(number),"from":{"id":5,"#
            + #""first_name":"欣"},"chat":{"id":5,"type":"private"},"date":1795406400,"#
            + #""text":"\#(text)"}}"#
    }

    /// Telegram calls the webhook.
    @discardableResult
    func telegram(_ update: String) async throws -> WorkerRig.Answer {
        try await worker.http(
            "POST", "/webhooks/shop",
            headers: [
                ("content-type", "application/json"),
                ("x-telegram-bot-api-secret-token", "hook"),
            ], body: Array(update.utf8))
    }

    /// Requests whose path ends so, in order.
    func asked(_ ending: String) -> [ScriptedProvider.Request] {
        provider.requests.filter { $0.path.hasSuffix(ending) }
    }
}
