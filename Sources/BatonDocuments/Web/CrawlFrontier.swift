import BatonCore

/// The pages still to be asked for, each once, nearest first.
struct CrawlFrontier {
    struct Step: Hashable {
        var address: WebAddress
        var depth: Int
        var redirects = 0
    }

    private let limits: SiteLimits
    private let start: WebAddress
    private var waiting: [Step] = []
    private var next = 0
    private var seen: Set<WebAddress> = []
    private var asked = 0

    init(start: WebAddress, limits: SiteLimits) {
        self.start = start
        self.limits = limits
    }

    /// Whether pages wait that the limits keep out.
    var isCut: Bool { next < waiting.count }

    /// Adds a page, where it is of the host, new, and within the limits.
    mutating func add(_ address: WebAddress, depth: Int, redirects: Int = 0) {
        guard address.isSameHost(as: start), depth <= limits.depth, !address.isAsset,
            redirects <= CrawlLimits.redirects,
            waiting.count < limits.pages * CrawlLimits.waitingPerPage,
            seen.insert(address).inserted
        else { return }
        waiting.append(Step(address: address, depth: depth, redirects: redirects))
    }

    /// The next page; `nil` at the end or at the limit of pages.
    mutating func popFirst() -> Step? {
        guard next < waiting.count, asked < limits.pages else { return nil }
        defer { next += 1 }
        asked += 1
        return waiting[next]
    }

    /// Gives back a page's place, where nothing was taken.
    mutating func refund() { asked -= 1 }
}
