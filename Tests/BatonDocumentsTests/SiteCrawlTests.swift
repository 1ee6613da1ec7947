import BatonCore
import BatonDocuments
import BatonKnowledge
import Synchronization
import Testing

@Suite("Taking a site")
struct SiteCrawlTests {
    private static func crawl(
        _ site: FakeSite, from start: String = "https://shop.hk/",
        limits: SiteLimits = SiteLimits(), known: [String: SourceDocument] = [:],
        pause: @escaping @Sendable (Duration) async -> Void = { _ in }
    ) async throws -> CrawlResult {
        let crawl = SiteCrawl(
            fetcher: site, reader: DocumentReader(path: ""), limits: limits,
            elapsed: { .zero }, pause: pause)
        return await crawl.run(start: try #require(WebAddress(start)), known: known)
    }

    private static func taken(_ result: CrawlResult) -> [String] {
        result.pages.compactMap {
            if case .taken = $0.outcome { $0.address.description } else { nil }
        }
    }

    private static func known(_ name: String, etag: String? = nil) -> SourceDocument {
        SourceDocument(
            name: name, source: "https://shop.hk/", digest: "", etag: etag, passages: 1,
            takenAt: Timestamp(milliseconds: 0))
    }

    @Test("links are followed on the host alone, each page once, as deep as allowed")
    func links() async throws {
        let site = FakeSite([
            "https://shop.hk/": FakeSite.html(
                "<p>Home</p><a href='/a'>a</a><a href='/a#x'>a</a><a href='https://evil.hk/'>e</a>"
                    + "<a href='/logo.png'>p</a><a href='mailto:a@b.hk'>m</a><a href='/gone'>g</a>"),
            "https://shop.hk/a": FakeSite.html("<p>A</p><a href='/b'>b</a><a href='/'>h</a>"),
            "https://shop.hk/b": FakeSite.html("<p>B</p><a href='/c'>c</a>"),
            "https://shop.hk/c": FakeSite.html("<p>C</p>"),
            "https://evil.hk/": FakeSite.html("<p>Evil</p>"),
        ])

        let result = try await Self.crawl(site, limits: SiteLimits(depth: 2))

        #expect(
            Self.taken(result) == ["https://shop.hk/", "https://shop.hk/a", "https://shop.hk/b"])
        #expect(result.findings == [])
        #expect(site.asked.count == 4)
    }

    @Test("robots.txt is respected, and where it cannot be had nothing is taken")
    func robots() async throws {
        let pages = [
            "https://shop.hk/": FakeSite.html("<p>Home</p><a href='/cart'>c</a>"),
            "https://shop.hk/cart": FakeSite.html("<p>Cart</p>"),
        ]
        let site = FakeSite(pages)
        site.set(
            "https://shop.hk/robots.txt",
            PageResponse(status: 200, body: Array("User-agent: *\nDisallow: /cart".utf8)))

        let open = try await Self.crawl(site)
        #expect(Self.taken(open) == ["https://shop.hk/"])

        site.set("https://shop.hk/robots.txt", FakeSite.redirect("/r.txt"))
        site.set(
            "https://shop.hk/r.txt",
            PageResponse(status: 200, body: Array("User-agent: *\nDisallow: /".utf8)))
        let barred = try await Self.crawl(site)
        #expect(barred.pages == [])

        for broken in [PageResponse(status: 503), PageResponse(status: 0)] {
            site.set("https://shop.hk/robots.txt", broken)
            let result = try await Self.crawl(site)
            #expect(result.pages == [])
            #expect(result.findings.map(\.document) == ["https://shop.hk/robots.txt"])
        }
    }

    @Test("the pages of a site map and of an index of them are taken")
    func sitemaps() async throws {
        let site = FakeSite([
            "https://shop.hk/sitemap.xml": PageResponse(
                status: 200,
                body: Array(
                    "<sitemapindex><sitemap><loc>/m.xml</loc></sitemap></sitemapindex>".utf8)),
            "https://shop.hk/m.xml": PageResponse(
                status: 200,
                body: Array(
                    "<urlset><url><loc>https://shop.hk/x</loc></url><url><loc>https://o.hk/y</loc>"
                        .utf8) + Array("</url></urlset>".utf8)),
            "https://shop.hk/x": FakeSite.html("<p>X</p><a href='/y'>y</a>"),
            "https://shop.hk/y": FakeSite.html("<p>Y</p>"),
        ])

        let alone = try await Self.crawl(site, from: "https://shop.hk/sitemap.xml")

        #expect(Self.taken(alone) == ["https://shop.hk/x"])
    }

    @Test("a redirect within the host is followed, one off it is told, and a ring of them ends")
    func redirects() async throws {
        let site = FakeSite([
            "https://shop.hk/": FakeSite.redirect("/home"),
            "https://shop.hk/home": FakeSite.html("<p>Home</p><a href='/out'>o</a>"),
            "https://shop.hk/out": FakeSite.redirect("http://169.254.169.254/"),
            "https://shop.hk/ring": FakeSite.redirect("/ring"),
        ])

        let home = try await Self.crawl(site)
        let out = try await Self.crawl(site, from: "https://shop.hk/out")
        let ring = try await Self.crawl(site, from: "https://shop.hk/ring")

        #expect(Self.taken(home) == ["https://shop.hk/home"])
        #expect(
            out.findings.map(\.description) == [
                "https://shop.hk/out: the page leads to another host, http://169.254.169.254;"
                    + " import that address"
            ])
        #expect(ring.pages == [])
    }

    @Test("what is held is asked for by its version, and told unchanged, gone, or kept")
    func conditional() async throws {
        let names = ["/", "/a", "/b", "/c"].map { "https://shop.hk" + $0 }
        let site = FakeSite([
            names[0]: FakeSite.html("<p>Home</p>", etag: "1"),
            names[1]: FakeSite.html("<p>A, new</p>", etag: "2"),
            names[3]: PageResponse(status: 500),
        ])
        let known = Dictionary(
            uniqueKeysWithValues: names.map { ($0, Self.known($0, etag: "1")) })

        let result = try await Self.crawl(site, known: known)

        #expect(Self.taken(result) == [names[1]])
        #expect(
            result.pages.filter { $0.outcome == .unchanged }.map(\.address.description)
                == [names[0]])
        #expect(
            result.pages.filter { $0.outcome == .gone }.map(\.address.description) == [names[2]])
        #expect(result.findings.map(\.document) == [names[3]])
        #expect(site.asked.map(\.etag) == ["1", "1", "1", "1"])
    }

    @Test("the limit of pages holds, and is told")
    func pages() async throws {
        let links = (0..<50).map { "<a href='/\($0)'>x</a>" }.joined()
        let site = FakeSite(["https://shop.hk/": FakeSite.html("<p>Home</p>" + links)])
        for number in 0..<50 {
            site.set("https://shop.hk/\(number)", FakeSite.html("<p>Page \(number)</p>"))
        }

        let result = try await Self.crawl(site, limits: SiteLimits(pages: 10))

        #expect(Self.taken(result).count == 10)
        #expect(
            result.findings.map(\.description) == [
                "https://shop.hk/: the limit of 10 pages was reached; raise it with --pages"
            ])
    }

    @Test("requests keep the pace that the limits or the site ask for, whichever is slower")
    func pace() async throws {
        let pauses = Mutex<[Duration]>([])
        let site = FakeSite(["https://shop.hk/": FakeSite.html("<p>Home</p>")])
        site.set(
            "https://shop.hk/robots.txt",
            PageResponse(status: 200, body: Array("User-agent: *\nCrawl-delay: 99".utf8)))

        _ = try await Self.crawl(site) { pause in pauses.withLock { $0.append(pause) } }

        #expect(pauses.withLock { $0 } == [.seconds(10), .seconds(10)])
    }

    @Test("a page that asks not to be kept is not, and other kinds of content are passed over")
    func noindex() async throws {
        let site = FakeSite([
            "https://shop.hk/": FakeSite.html(
                "<meta name='robots' content='noindex'><p>Home</p><a href='/j'>j</a>"),
            "https://shop.hk/j": PageResponse(
                status: 200, headers: ["content-type": "application/json"], body: [0x7B]),
        ])

        let result = try await Self.crawl(site)

        #expect(result.pages == [])
        #expect(result.findings == [])
        #expect(site.asked.count == 2)
    }
}
