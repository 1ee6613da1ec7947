import AsyncHTTPClient
import BatonConfiguration
import BatonCore
import BatonSimulator
import BatonWorker
import Foundation
import NIOCore
import NIOHTTP1

/// A worker that serves a website's chat, and visitors' pages as HTTP sees them.
struct WebChatRig: Sendable {
    static let origin = "https://shop.example.hk"
    static let key = "pk_demo"
    static let secret = "site-secret"

    let worker: WorkerRig

    /// A page of a visitor.
    struct Page: Sendable {
        let rig: WebChatRig
        var token: String
    }

    /// An event of a stream or a poll.
    struct Event: Sendable, Hashable {
        var id: Int64
        var name: String
        var data: String

        /// A field of its data.
        func field(_ key: String) -> String? {
            let json = try? JSONSerialization.jsonObject(with: Data(data.utf8))
            return (json as? [String: Any])?[key].map { "\($0)" }
        }
    }

    static func with<Value: Sendable>(
        mode: InboxMode = .auto,
        surrounded arrange: (inout Worker.Surroundings) -> Void = { _ in },
        _ body: @escaping @Sendable (WebChatRig) async throws -> Value
    ) async throws -> Value {
        try await WorkerRig.with(
            configured: { configuration in
                func site(_ id: String, _ key: String, _ origin: String)
                    -> Configuration.Connection
                {
                    Configuration.Connection(
                        id: id, channel: "webchat",
                        secrets: ["site_secret": [Secret(value: secret, source: .literal)]],
                        options: ["origins": origin], apiBase: nil, apiVersion: nil,
                        inboxes: [
                            .init(
                                account: key, name: SampleShop.name,
                                knowledge: SampleShop.knowledge, mode: mode)
                        ], line: 1)
                }
                configuration.connections = [
                    site("webchat", key, origin),
                    site("other", "pk_other", "https://other.example.hk"),
                ]
            }, surrounded: arrange
        ) { try await body(WebChatRig(worker: $0)) }
    }

    /// Asks at an address of the chat, as a browser on `origin` does.
    func ask(
        _ method: String, _ path: String, token: String? = nil, origin: String? = origin,
        headers: [(String, String)] = [], body: [UInt8] = []
    ) async throws -> WorkerRig.Answer {
        var all = headers
        if let origin { all.append(("origin", origin)) }
        if let token { all.append(("authorization", "Bearer \(token)")) }
        return try await worker.http(method, "/webchat/v1/" + path, headers: all, body: body)
    }

    /// Opens a session.
    func open(
        _ body: String = #"{"site_key":"pk_demo","locale":"zh-HK"}"#, token: String? = nil
    ) async throws -> Page {
        let answer = try await ask("POST", "sessions", token: token, body: Array(body.utf8))
        guard answer.status == 201, let token = Self.json(answer.body)["visitor_token"] as? String
        else { throw WorkerRig.TimedOut(description: "no session: \(answer)") }
        return Page(rig: self, token: token)
    }

    static func json(_ text: String) -> [String: Any] {
        let json = try? JSONSerialization.jsonObject(with: Data(text.utf8))
        return json as? [String: Any] ?? [:]
    }
}

extension WebChatRig.Page {
    func ask(_ method: String, _ path: String, _ body: String = "") async throws
        -> WorkerRig.Answer
    {
        try await rig.ask(method, path, token: token, body: Array(body.utf8))
    }

    /// Writes a text.
    @discardableResult
    func write(_ text: String, id: String) async throws -> WorkerRig.Answer {
        try await ask(
            "POST", "messages", #"{"client_msg_id":"\#(id)","type":"text","text":"\#(text)"}"#)
    }

    /// The bytes of a stream, until they are as wanted.
    /// - Parameter last: what `Last-Event-ID` says.
    func stream(
        after last: Int64 = 0, path: String = "stream", isBare: Bool = false,
        until isDone: (String) -> Bool
    ) async throws -> String {
        var request = HTTPClientRequest(
            url: "http://127.0.0.1:\(rig.worker.port)/webchat/v1/\(path)")
        request.headers.add(name: "accept", value: "text/event-stream")
        request.headers.add(name: "last-event-id", value: "\(last)")
        if !isBare { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        guard response.status == .ok else {
            throw WorkerRig.TimedOut(description: "no stream: \(response.status)")
        }
        var text = ""
        for try await chunk in response.body {
            text += String(buffer: chunk)
            if isDone(text) { break }
        }
        return text
    }

    /// Events of a stream, until there are so many.
    func events(after last: Int64 = 0, count: Int) async throws -> [WebChatRig.Event] {
        WebChatRig.Event.all(
            in: try await stream(after: last) { WebChatRig.Event.all(in: $0).count >= count })
    }

    /// All events by polling.
    func poll(after last: Int64 = 0) async throws -> [WebChatRig.Event] {
        let answer = try await ask("GET", "messages?after=\(last)")
        let events = WebChatRig.json(answer.body)["events"] as? [[String: Any]] ?? []
        return try events.map { event in
            let data = try JSONSerialization.data(
                withJSONObject: event["data"] ?? [:],
                options: [.sortedKeys, .withoutEscapingSlashes])
            return WebChatRig.Event(
                id: (event["id"] as? Int).map(Int64.init) ?? 0,
                name: event["event"] as? String ?? "",
                data: String(decoding: data, as: UTF8.self))
        }
    }
}

extension WebChatRig.Event {
    /// The whole events in the bytes of a stream, without signs of life and typing.
    static func all(in text: String) -> [WebChatRig.Event] {
        text.components(separatedBy: "\n\n").dropLast().compactMap { block in
            var fields: [String: String] = [:]
            for line in block.split(separator: "\n") {
                let parts = line.split(separator: ":", maxSplits: 1)
                if parts.count == 2 {
                    fields[String(parts[0])] = parts[1].trimmingCharacters(in: .whitespaces)
                }
            }
            guard let name = fields["event"], name != "typing", let data = fields["data"],
                let id = fields["id"].flatMap({ Int64($0) })
            else { return nil }
            return WebChatRig.Event(id: id, name: name, data: data)
        }
    }
}
