package import BatonCore
import BatonKnowledge

/// Takes the pages of a site: one at a time, politely, and never off its host.
package struct SiteCrawl: Sendable {
    private let fetcher: any PageFetcher
    private let reader: DocumentReader
    private let limits: SiteLimits
    private let elapsed: @Sendable () -> Duration
    private let pause: @Sendable (Duration) async -> Void

    /// Makes a crawl.
    /// - Parameters:
    ///   - elapsed: how long the crawl has gone on.
    ///   - pause: waits between two requests.
    package init(
        fetcher: any PageFetcher, reader: DocumentReader, limits: SiteLimits,
        elapsed: @escaping @Sendable () -> Duration,
        pause: @escaping @Sendable (Duration) async -> Void
    ) {
        self.fetcher = fetcher
        self.reader = reader
        self.limits = limits
        self.elapsed = elapsed
        self.pause = pause
    }

    /// Takes a site.
    /// - Parameters:
    ///   - start: a page, or a site map, whose pages alone are then taken.
    ///   - known: what is held of the site by the pages' addresses; asked for conditionally.
    package func run(start: WebAddress, known: [String: SourceDocument]) async -> CrawlResult {
        var walk = Walk(start: start, limits: limits, known: known)
        guard let robots = await robots(start, &walk) else { return walk.result }
        walk.robots = robots
        await seed(start, &walk)
        while let step = walk.frontier.popFirst() {
            if elapsed() > CrawlLimits.duration || walk.bytes > CrawlLimits.siteBytes {
                walk.find(
                    step.address,
                    "the site's limit of time or size was reached; import a part of it",
                    "已達網站的時間或大小上限；請只匯入一部分")
                return walk.result
            }
            await take(step, &walk)
        }
        if walk.frontier.isCut {
            walk.find(
                start, "the limit of \(limits.pages) pages was reached; raise it with --pages",
                "已達 \(limits.pages) 頁上限；可用 --pages 提高")
        }
        return walk.result
    }

    private struct Walk {
        var frontier: CrawlFrontier
        var result = CrawlResult()
        var robots = RobotsRules.none
        var bytes = 0
        let start: WebAddress
        let known: [String: SourceDocument]
        var followsLinks = true

        init(start: WebAddress, limits: SiteLimits, known: [String: SourceDocument]) {
            self.start = start
            self.known = known
            frontier = CrawlFrontier(start: start, limits: limits)
        }

        mutating func find(_ address: WebAddress, _ english: String, _ chinese: String) {
            result.findings.append(
                DocumentFinding(address.description, .whole, BilingualText(english, chinese)))
        }

        mutating func end(_ address: WebAddress, _ outcome: CrawledPage.Outcome) {
            result.pages.append(CrawledPage(address: address, outcome: outcome))
        }
    }

    /// The site's rules; `nil` where the address must not be asked.
    ///
    /// Source: RFC 9309, section 2.3.1: no file allows all, a server that fails allows nothing.
    private func robots(_ start: WebAddress, _ walk: inout Walk) async -> RobotsRules? {
        guard var address = WebAddress(start.origin + "/robots.txt") else { return nil }
        do throws(PageFailure) {
            var response = try await fetcher.fetch(
                PageRequest(address, limit: RobotsRules.bytes))
            for _ in 0..<CrawlLimits.redirects where (300..<400).contains(response.status) {
                guard let place = response.headers["location"],
                    let target = WebAddress(place, from: address), target.isSameHost(as: start)
                else { break }
                address = target
                response = try await fetcher.fetch(
                    PageRequest(address, limit: RobotsRules.bytes))
            }
            switch response.status {
            case 200: return RobotsRules(String(decoding: response.body, as: UTF8.self))
            case 500...:
                walk.find(
                    address,
                    "the server fails (\(response.status)), so nothing may be taken;"
                        + " try again later",
                    "伺服器出錯（\(response.status)），不可取任何頁；請稍後再試")
                return nil
            default: return RobotsRules.none
            }
        } catch {
            walk.find(address, error.reason, error.reason)
            return nil
        }
    }

    private func seed(_ start: WebAddress, _ walk: inout Walk) async {
        if start.path.hasSuffix(".xml") {
            walk.followsLinks = false
            await sitemaps([start], &walk)
            return
        }
        walk.frontier.add(start, depth: 0)
        for name in walk.known.keys.sorted() {
            if let address = WebAddress(name) { walk.frontier.add(address, depth: 0) }
        }
        var maps = walk.robots.sitemaps.compactMap { WebAddress($0, from: start) }
        if let usual = WebAddress("/sitemap.xml", from: start), maps.isEmpty { maps = [usual] }
        await sitemaps(maps, &walk)
    }

    private func sitemaps(_ first: [WebAddress], _ walk: inout Walk) async {
        var waiting = first
        var seen: Set<WebAddress> = []
        while let address = waiting.popLast(), seen.count < CrawlLimits.sitemaps {
            guard address.isSameHost(as: walk.start), seen.insert(address).inserted else {
                continue
            }
            await rest(walk)
            guard
                let response = try? await fetcher.fetch(
                    PageRequest(address, limit: CrawlLimits.pageBytes * 4)), response.status == 200
            else {
                if address == walk.start {
                    walk.find(
                        address, "the site map cannot be had; check the address", "取不到網站地圖；請檢查網址")
                }
                continue
            }
            let map = Sitemap(String(decoding: response.body, as: UTF8.self))
            waiting += map.maps.compactMap { WebAddress($0, from: address) }
            for page in map.pages.compactMap({ WebAddress($0, from: address) }) {
                walk.frontier.add(page, depth: 0)
            }
        }
    }

    private func rest(_ walk: Walk) async {
        let own = 1 / limits.requestsPerSecond
        let asked = min(walk.robots.delaySeconds ?? 0, CrawlLimits.longestDelay)
        await pause(.seconds(max(own, asked)))
    }

    private func take(_ step: CrawlFrontier.Step, _ walk: inout Walk) async {
        let address = step.address
        guard walk.robots.allows(address.target) else {
            walk.frontier.refund()
            if address == walk.start || walk.known[address.description] != nil {
                walk.find(
                    address, "robots.txt does not allow this page; ask the site's owner",
                    "robots.txt 不准取此頁；請問網站擁有人")
            }
            return
        }
        await rest(walk)
        let held = walk.known[address.description]
        let response: PageResponse
        do throws(PageFailure) {
            response = try await fetcher.fetch(
                PageRequest(
                    address, etag: held?.etag, lastModified: held?.lastModified,
                    limit: CrawlLimits.pageBytes))
        } catch {
            walk.find(address, error.reason, error.reason)
            return
        }
        walk.bytes += response.body.count
        switch response.status {
        case 200: await read(response, step, &walk)
        case 304 where held != nil: walk.end(address, .unchanged)
        case 301, 302, 303, 307, 308: redirect(response, step, &walk)
        case 404, 410:
            if held != nil { walk.end(address, .gone) } else { walk.frontier.refund() }
            if address == walk.start {
                walk.find(address, "there is no such page; check the address", "沒有此頁；請檢查網址")
            }
        default:
            walk.find(
                address, "the server answered \(response.status); try again later",
                "伺服器回應 \(response.status)；請稍後再試")
        }
    }

    private func redirect(
        _ response: PageResponse, _ step: CrawlFrontier.Step, _ walk: inout Walk
    ) {
        walk.frontier.refund()
        guard let place = response.headers["location"],
            let target = WebAddress(place, from: step.address)
        else { return }
        if target.isSameHost(as: walk.start) {
            walk.frontier.add(target, depth: step.depth, redirects: step.redirects + 1)
            if walk.known[step.address.description] != nil { walk.end(step.address, .gone) }
        } else if step.address == walk.start {
            walk.find(
                step.address,
                "the page leads to another host, \(target.origin); import that address",
                "此頁轉往另一主機 \(target.origin)；請匯入該網址")
        }
    }

    private func read(
        _ response: PageResponse, _ step: CrawlFrontier.Step, _ walk: inout Walk
    ) async {
        let address = step.address
        guard let format = Self.format(response, address) else {
            walk.frontier.refund()
            return
        }
        let content = await reader.read(
            response.body, format: format, characterSet: Self.characterSet(response),
            dropsFooter: address != walk.start)
        let header = response.headers["x-robots-tag"]?.lowercased() ?? ""
        if walk.followsLinks, !content.refusesFollowing, !header.contains("nofollow") {
            for link in content.links {
                if let target = WebAddress(link, from: address) {
                    walk.frontier.add(target, depth: step.depth + 1)
                }
            }
        }
        if content.refusesIndexing || header.contains("noindex") || header.contains("none") {
            if walk.known[address.description] != nil { walk.end(address, .gone) }
            return
        }
        walk.end(
            address,
            .taken(
                content, etag: response.headers["etag"],
                lastModified: response.headers["last-modified"]))
    }

    private static func format(_ response: PageResponse, _ address: WebAddress) -> DocumentFormat? {
        switch response.contentType {
        case "text/html", "application/xhtml+xml": .html
        case "text/plain": .text
        case "text/markdown": .markdown
        case "application/pdf": .pdf
        case "application/vnd.openxmlformats-officedocument.wordprocessingml.document": .word
        case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": .workbook
        case nil, "application/octet-stream":
            DocumentFormat(fileName: address.path) ?? (response.contentType == nil ? .html : nil)
        default: nil
        }
    }

    private static func characterSet(_ response: PageResponse) -> String? {
        guard let type = response.headers["content-type"]?.lowercased(),
            let range = type.firstRange(of: "charset=")
        else { return nil }
        return HTMLDocument.label(type[range.upperBound...])
    }
}
