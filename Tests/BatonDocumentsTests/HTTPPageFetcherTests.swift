import BatonCore
import BatonDocuments
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization
import Testing

@Suite("Pages over HTTP", .timeLimit(.minutes(10)))
struct HTTPPageFetcherTests {
    /// A resolver that answers from a table.
    private struct Table: HostResolver {
        let table: [String: [[UInt8]]]
        func addresses(of host: String) async -> [[UInt8]] { table[host] ?? [] }
    }

    /// Serves a small shop on loopback while `body` runs.
    private static func withServer(_ body: @escaping @Sendable (Int) async throws -> Void)
        async throws
    {
        let router = Router(context: BasicRequestContext.self)
        router.get("/") { request, _ in
            guard request.headers[.ifNoneMatch] != "\"1\"" else {
                return Response(status: .notModified)
            }
            var headers: HTTPFields = [:]
            headers[.contentType] = "text/html; charset=big5"
            headers[.eTag] = "\"1\""
            // 你好 in Big5, then a link.
            let bytes =
                Array("<h1>".utf8) + [0xA7, 0x41, 0xA6, 0x6E]
                + Array("</h1><p>Open</p><a href='/away'>x</a><a href='/big'>y</a>".utf8)
            return Response(
                status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        }
        router.get("/away") { _, _ in
            var headers: HTTPFields = [:]
            headers[.location] = "http://169.254.169.254/latest/meta-data"
            return Response(status: .found, headers: headers)
        }
        router.get("/big") { _, _ in
            Response(
                status: .ok, headers: [:],
                body: .init(byteBuffer: ByteBuffer(repeating: 0x41, count: 5 * 1024 * 1024)))
        }
        let (ports, port) = AsyncStream<Int>.makeStream()
        var logger = Logger(label: "shop")
        logger.logLevel = .critical
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) }, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            for await number in ports {
                try await body(number)
                break
            }
            group.cancelAll()
        }
    }

    @Test("a site is taken over HTTP, and asked for its version the next time")
    func site() async throws {
        try await Self.withServer { port in
            let start = try #require(WebAddress("http://127.0.0.1:\(port)/"))
            let fetcher = HTTPPageFetcher(allowsPrivate: true)
            let crawl = SiteCrawl(
                fetcher: fetcher, reader: DocumentReader(path: ""), limits: SiteLimits(),
                elapsed: { .zero }, pause: { _ in })
            let source = KnowledgeSource(location: start.description, site: SiteLimits())
            func take(_ known: [SourceDocument]) async -> DocumentImport.Outcome {
                var take = DocumentImport(
                    knowledge: "shop", source: source, known: known,
                    now: Timestamp(milliseconds: 0))
                take.take(await crawl.run(start: start, known: take.held))
                return take.finished()
            }

            let first = await take([])
            let documents = first.changes.flatMap(\.replacements).map(\.document)
            let second = await take(documents)
            await fetcher.close()

            let entries = first.changes.flatMap(\.replacements).flatMap { $0.entries ?? [] }
            #expect(entries.map(\.answers) == [["zh-Hant": "你好\nOpen\nxy"]])
            #expect(documents.map(\.etag) == ["\"1\""])
            #expect(
                first.findings.map(\.description) == [
                    "http://127.0.0.1:\(port)/big: the page is larger than 4096 KiB"
                ])
            #expect(second.unchanged == 1)
            #expect(second.changes.flatMap(\.replacements).map(\.entries) == [nil])
        }
    }

    @Test("without the flag, this machine is not asked, by address or by a name that leads to it")
    func guarded() async throws {
        try await Self.withServer { port in
            let fetcher = HTTPPageFetcher(
                resolver: Table(table: [
                    "inside.hk": [[1, 1, 1, 1], [127, 0, 0, 1]], "nowhere.hk": [],
                ]), allowsPrivate: false)
            for (host, isForbidden) in [
                ("127.0.0.1", true), ("[::1]", true), ("inside.hk", true), ("nowhere.hk", false),
            ] {
                let address = try #require(WebAddress("http://\(host):\(port)/"))
                let failure = await #expect(throws: PageFailure.self) {
                    try await fetcher.fetch(PageRequest(address, limit: 100))
                }
                #expect(failure?.isForbidden == isForbidden, "\(host)")
            }
            await fetcher.close()
        }
    }

    @Test("a connection goes to the address that was checked, whatever the name says later")
    func pinned() async throws {
        try await Self.withServer { port in
            let fetcher = HTTPPageFetcher(
                resolver: Table(table: ["shop.test": [[127, 0, 0, 1]]]), allowsPrivate: true)
            let address = try #require(WebAddress("http://shop.test:\(port)/"))

            let response = try await fetcher.fetch(PageRequest(address, limit: 4096))

            #expect(response.status == 200)
            #expect(response.contentType == "text/html")
            await fetcher.close()
        }
    }
}
