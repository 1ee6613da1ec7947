import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// A provider on loopback that answers whatever it is told to, and remembers what it was asked.
package final class ScriptedProvider: Sendable {
    /// A request as it came in.
    package struct Request: Sendable, Hashable {
        /// `GET` or `POST`.
        package var method: String
        /// The path.
        package var path: String
        /// The query as it came.
        package var query: String
        /// Headers, names in lower case.
        package var headers: [String: String]
        /// The body.
        package var body: [UInt8]

        /// The body as text.
        package var text: String { String(decoding: body, as: UTF8.self) }

        /// A field of a form.
        package func field(_ name: String) -> String? {
            for pair in text.split(separator: "&") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                guard parts.first.map(String.init) == name else { continue }
                let value = parts.count > 1 ? String(parts[1]) : ""
                return value.replacing("+", with: " ").removingPercentEncoding
            }
            return nil
        }
    }

    /// What it is answered.
    package struct Answer: Sendable, Hashable {
        /// The HTTP status.
        package var status: Int
        /// Headers.
        package var headers: [String: String]
        /// The body.
        package var body: [UInt8]
        /// Whether the connection is cut in the middle of the body.
        package var isCut = false

        /// Makes an answer.
        package init(status: Int = 200, headers: [String: String] = [:], body: [UInt8]) {
            self.status = status
            self.headers = headers
            self.body = body
        }

        /// An answer of JSON.
        package static func json(
            _ text: String, status: Int = 200, headers: [String: String] = [:]
        ) -> Answer {
            Answer(
                status: status,
                headers: headers.merging(["content-type": "application/json"]) { own, _ in own },
                body: Array(text.utf8))
        }
    }

    private let log = Mutex<[Request]>([])
    private let answer: @Sendable (Request) async -> Answer

    /// Makes a provider.
    /// - Parameter answer: what a request is answered; one that waits keeps it open.
    package init(answer: @escaping @Sendable (Request) async -> Answer) { self.answer = answer }

    /// What it was asked, in order.
    package var requests: [Request] { log.withLock { $0 } }

    /// Serves until cancelled.
    /// - Parameter started: told the port.
    package func run(started: @escaping @Sendable (Int) -> Void) async throws {
        let router = Router(context: BasicRequestContext.self)
        for (path, method) in [
            ("/", HTTPRequest.Method.post), ("/**", .post), ("/**", .get),
        ] {
            router.on(RouterPath(path), method: method) { request, _ in
                let body = try await request.body.collect(upTo: 4 * 1024 * 1024)
                var headers: [String: String] = [:]
                for field in request.headers { headers[field.name.canonicalName] = field.value }
                let asked = Request(
                    method: method.rawValue, path: request.uri.path,
                    query: request.uri.query ?? "", headers: headers,
                    body: Array(body.readableBytesView))
                self.log.withLock { $0.append(asked) }
                return Self.response(await self.answer(asked))
            }
        }
        var logger = Logger(label: "provider")
        logger.logLevel = .critical
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { started($0.localAddress?.port ?? 0) }, logger: logger)
        try await application.run()
    }

    private static func response(_ answer: Answer) -> Response {
        var headers = HTTPFields()
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        let body =
            answer.isCut
            ? ResponseBody(contentLength: answer.body.count) { writer in
                try await writer.write(ByteBuffer(bytes: answer.body.prefix(1)))
                throw Cut()
            } : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
        return Response(
            status: HTTPResponse.Status(code: answer.status), headers: headers, body: body)
    }

    /// What ends a connection in the middle.
    private struct Cut: Error {}
}
