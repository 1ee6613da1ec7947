import BatonConfiguration
import Foundation
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// A server that speaks OpenAI's `/v1/embeddings`, well or badly.
final class EmbeddingStandIn: Sendable {
    /// How it answers.
    enum Manner: Sendable {
        case well, never, garbage, huge, refusing
        /// As many numbers as this in each vector.
        case length(Int)
        /// One vector too few.
        case short
    }

    struct Request: Decodable, Sendable, Hashable {
        var input: [String]
        var model: String?
        var input_type: String?
    }

    private let manner = Mutex(Manner.well)
    private let seen = Mutex<[Request]>([])

    /// What it was asked, in order.
    var requests: [Request] { seen.withLock { $0 } }

    func answer(_ manner: Manner) { self.manner.withLock { $0 = manner } }

    /// Runs one for `body`, which is given its settings.
    static func with<Value: Sendable>(
        _ body:
            @escaping @Sendable (EmbeddingStandIn, Configuration.Embeddings) async throws
            -> Value
    ) async throws -> Value {
        let standIn = EmbeddingStandIn()
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        var found = ports.makeAsyncIterator()
        // It runs until the tests end: a server that is cancelled while it takes a connection drops
        // it, which NIO answers by ending the process.
        Task { try await standIn.run { bound.yield($0) } }
        let port = await found.next() ?? 0
        return try await body(
            standIn,
            Configuration.Embeddings(
                url: "http://127.0.0.1:\(port)/v1/embeddings", model: "words",
                queryType: "query", passageType: "passage"))
    }

    private func run(_ started: @escaping @Sendable (Int) -> Void) async throws {
        let router = Router()
        router.post("/v1/embeddings") { [self] request, _ in
            let body = try await request.body.collect(upTo: 1 << 20)
            let asked = try JSONDecoder().decode(Request.self, from: Data(body.readableBytesView))
            seen.withLock { $0.append(asked) }
            return try await response(to: asked)
        }
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { started($0.localAddress?.port ?? 0) },
            logger: Logger(label: "stand-in") { _ in SwiftLogNoOpLogHandler() })
        try await application.run()
    }

    private func response(to asked: Request) async throws -> Response {
        var vectors = asked.input.map(WordEncoder.vector)
        switch manner.withLock({ $0 }) {
        case .well: break
        case .never:
            // Until the connection or the server ends.
            let (endless, _) = AsyncStream.makeStream(of: Void.self)
            for await _ in endless {}
        case .garbage: return Self.text("<html>no</html>")
        case .huge: return Self.text(String(repeating: "9", count: 8 << 20))
        case .refusing: return Response(status: .unauthorized)
        case .length(let length): vectors = vectors.map { _ in Array(repeating: 1, count: length) }
        case .short: vectors.removeLast()
        }
        let items = vectors.enumerated().map { index, vector in
            "{\"index\":\(index),\"embedding\":\(vector)}"
        }
        return Self.text("{\"data\":[\(items.joined(separator: ","))]}")
    }

    private static func text(_ text: String) -> Response {
        Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
