import AsyncHTTPClient
import BatonChannels
import NIOCore
import NIOHTTP1
import NIOPosix

/// What came of asking a provider.
enum ProviderExchange: Sendable {
    /// It answered.
    case answered(ProviderResponse)
    /// The request certainly never reached it.
    case notReached(String)
    /// It may have reached it; no whole answer came back.
    case noAnswer(String)
}

/// Makes requests to providers.
protocol ProviderClient: Sendable {
    func exchange(_ request: ProviderRequest, timeoutMilliseconds: Int64, maxBytes: Int) async
        -> ProviderExchange
}

extension ProviderClient {
    /// Makes a request whose answer is small.
    func exchange(_ request: ProviderRequest, timeoutMilliseconds: Int64) async
        -> ProviderExchange
    {
        await exchange(
            request, timeoutMilliseconds: timeoutMilliseconds, maxBytes: Limits.responseBytes)
    }
}

/// Makes requests to providers over HTTP.
struct HTTPProviderClient: ProviderClient {
    let client: HTTPClient

    func exchange(_ request: ProviderRequest, timeoutMilliseconds: Int64, maxBytes: Int) async
        -> ProviderExchange
    {
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = HTTPMethod(rawValue: request.method)
        for (name, value) in request.headers { outgoing.headers.add(name: name, value: value) }
        if let file = request.file {
            outgoing.body = Self.body(request.body, file)
        } else if !request.body.isEmpty {
            outgoing.body = .bytes(request.body)
        }
        do {
            let response = try await client.execute(
                outgoing, timeout: .milliseconds(timeoutMilliseconds))
            let body = try await response.body.collect(upTo: maxBytes)
            var headers: [String: String] = [:]
            for (name, value) in response.headers { headers[name.lowercased()] = value }
            return .answered(
                ProviderResponse(
                    status: Int(response.status.code), headers: headers,
                    body: Array(body.readableBytesView)))
        } catch let error as HTTPClientError where Self.neverConnected.contains(error) {
            return .notReached(error.shortDescription)
        } catch let error as HTTPClientError {
            return .noAnswer(error.shortDescription)
        } catch is NIOConnectionError {
            return .notReached("connection refused or host not found")
        } catch {
            return .noAnswer("\(type(of: error))")
        }
    }

    /// A body with a file in it, which is read as it goes out.
    private static func body(_ head: [UInt8], _ file: ProviderRequest.FilePart)
        -> HTTPClientRequest.Body
    {
        let length = Int64(head.count + file.sizeBytes + file.tail.count)
        return .stream(FileBody(head: head, file: file), length: .known(length))
    }

    /// Failures before the first byte of a request is written.
    private static let neverConnected: [HTTPClientError] = [
        .connectTimeout, .invalidURL, .emptyHost, .emptyScheme, .getConnectionFromPoolTimeout,
        .tlsHandshakeTimeout,
    ]
}

/// Words, then a file, then words.
private struct FileBody: AsyncSequence, Sendable {
    let head: [UInt8]
    let file: ProviderRequest.FilePart

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var head: ByteBuffer?
        fileprivate var chunks: FileChunks.AsyncIterator
        fileprivate var tail: ByteBuffer?

        mutating func next() async -> ByteBuffer? {
            if let head {
                self.head = nil
                return head
            }
            if let chunk = await chunks.next() { return chunk }
            defer { tail = nil }
            return tail
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(
            head: ByteBuffer(bytes: head),
            chunks: FileChunks(path: file.path).makeAsyncIterator(),
            tail: ByteBuffer(bytes: file.tail))
    }
}
