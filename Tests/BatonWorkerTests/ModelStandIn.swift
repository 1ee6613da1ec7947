import BatonConfiguration
import Foundation
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// A server that speaks OpenAI's `/v1/chat/completions`, well or as badly as one can.
final class ModelStandIn: Sendable {
    /// How it answers.
    enum Manner: Sendable {
        /// Says this.
        case says(String)
        /// Says these, one after the other; the last again and again.
        case saysInTurn([String])
        /// Says what the attacker in the prompt demands, whatever the rules are.
        case obeys(@Sendable (_ prompt: String) -> String)
        case never
        case status(Int)
        case garbage, halfJSON
        /// A stream that ends before it says so.
        case halfStream
        /// One byte, then a wait for the next, for ever.
        case drip
        /// Bytes without an end.
        case flood
        /// A model that declines.
        case refusal
        /// Cut off by its own limit.
        case cutOff(String)
        /// Garbage between the pieces of a stream.
        case noisyStream(String)
    }

    struct Request: Decodable, Sendable, Hashable {
        struct Message: Decodable, Sendable, Hashable {
            var role: String
            var content: String
        }
        var model: String
        var messages: [Message]
        var stream: Bool
        var max_tokens: Int

        /// All that it was told.
        var prompt: String { messages.map(\.content).joined(separator: "\n") }
    }

    private let manner = Mutex(Manner.never)
    private let seen = Mutex<[Request]>([])
    private let headers = Mutex<[String?]>([])

    /// What it was asked, in order.
    var requests: [Request] { seen.withLock { $0 } }
    /// The keys that it was shown.
    var authorizations: [String?] { headers.withLock { $0 } }

    func answer(_ manner: Manner) { self.manner.withLock { $0 = manner } }

    /// Runs one for `body`, which is given its settings.
    static func with<Value: Sendable>(
        _ body:
            @escaping @Sendable (ModelStandIn, Configuration.Composing) async throws -> Value
    ) async throws -> Value {
        let standIn = ModelStandIn()
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        var found = ports.makeAsyncIterator()
        // It runs until the tests end, as the stand-in for embeddings does.
        Task { try await standIn.run { bound.yield($0) } }
        let port = await found.next() ?? 0
        return try await body(
            standIn,
            Configuration.Composing(server: "http://127.0.0.1:\(port)/v1", model: "stand-in"))
    }

    private func run(_ started: @escaping @Sendable (Int) -> Void) async throws {
        let router = Router()
        router.post("/v1/chat/completions") { [self] request, _ in
            let body = try await request.body.collect(upTo: 1 << 20)
            let asked = try JSONDecoder().decode(Request.self, from: Data(body.readableBytesView))
            let turn = seen.withLock { seen in
                seen.append(asked)
                return seen.count
            }
            headers.withLock { $0.append(request.headers[.authorization]) }
            return try await response(to: asked, turn)
        }
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { started($0.localAddress?.port ?? 0) },
            logger: Logger(label: "stand-in") { _ in SwiftLogNoOpLogHandler() })
        try await application.run()
    }

    private func response(to asked: Request, _ turn: Int) async throws -> Response {
        switch manner.withLock({ $0 }) {
        case .says(let text): return Self.reply(text, streams: asked.stream)
        case .saysInTurn(let texts):
            return Self.reply(texts[min(turn, texts.count) - 1], streams: asked.stream)
        case .obeys(let attacker):
            return Self.reply(attacker(asked.prompt), streams: asked.stream)
        case .never:
            let (endless, _) = AsyncStream.makeStream(of: Void.self)
            for await _ in endless {}
            return Response(status: .ok)
        case .status(let code):
            var fields = HTTPFields()
            fields[.location] = "http://127.0.0.1:1/elsewhere"
            return Response(status: .init(code: code), headers: fields)
        case .garbage: return Self.body("<html>\u{0}no</html>", "application/json")
        case .halfJSON: return Self.body("{\"choices\":[{\"message\":{\"cont", "application/json")
        case .halfStream:
            return Self.body(Self.piece("We open [1"), "text/event-stream")
        case .drip: return Self.endless { _ in "d" }
        case .flood:
            return Self.endless(isSlow: false) { _ in String(repeating: "9", count: 65_536) }
        case .refusal:
            return Self.body(
                #"{"choices":[{"message":{"content":null,"refusal":"I cannot."},"finish_reason":"stop"}]}"#,
                "application/json")
        case .cutOff(let text): return Self.reply(text, streams: asked.stream, finish: "length")
        case .noisyStream(let text):
            let noise = ": hello\n\ndata: {not json\n\nevent: x\ndata:\n\n\u{0}\u{1}\n"
            return Self.body(
                noise + Self.piece(text) + noise + Self.end("stop") + "data: [DONE]\n\n",
                "text/event-stream")
        }
    }

    private static func reply(_ text: String, streams: Bool, finish: String = "stop") -> Response {
        guard streams else {
            return body(
                """
                {"choices":[{"message":{"role":"assistant","content":\(json(text))},\
                "finish_reason":"\(finish)"}],"usage":{"prompt_tokens":100,"completion_tokens":20}}
                """, "application/json")
        }
        let pieces = text.map { piece(String($0)) }.joined()
        return body(
            pieces + end(finish)
                + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":20}}\n\n"
                + "data: [DONE]\n\n", "text/event-stream")
    }

    private static func piece(_ text: String) -> String {
        "data: {\"choices\":[{\"delta\":{\"content\":\(json(text))}}]}\n\n"
    }

    private static func end(_ finish: String) -> String {
        "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"\(finish)\"}]}\n\n"
    }

    private static func json(_ text: String) -> String {
        String(decoding: (try? JSONEncoder().encode(text)) ?? Data("\"\"".utf8), as: UTF8.self)
    }

    private static func body(_ text: String, _ type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// A body that goes on until the connection ends; a slow one waits for ever after each piece.
    private static func endless(
        isSlow: Bool = true, _ piece: @escaping @Sendable (Int) -> String
    ) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/event-stream"],
            body: ResponseBody { writer in
                var count = 0
                while !Task.isCancelled {
                    try await writer.write(ByteBuffer(string: piece(count)))
                    count += 1
                    if isSlow {
                        try await Task.sleep(for: .milliseconds(50))
                    }
                }
                try await writer.finish(nil)
            })
    }
}
