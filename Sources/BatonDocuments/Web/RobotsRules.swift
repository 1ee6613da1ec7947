/// What a site's robots.txt lets Baton take.
///
/// Source: RFC 9309; `Crawl-delay` is no part of it and is respected all the same.
package struct RobotsRules: Sendable, Hashable {
    private struct Rule: Hashable {
        var allows: Bool
        var pattern: [UInt8]
    }

    private var rules: [Rule] = []
    /// Seconds between requests that the site asks for.
    package private(set) var delaySeconds: Double?
    /// The site maps that it names.
    package private(set) var sitemaps: [String] = []

    /// The name by which rules speak to Baton.
    package static let agent = "baton"
    /// The most of a file that is read, in bytes.
    package static let bytes = 500 * 1024

    /// Rules that allow everything: there is no robots.txt.
    package static let none = RobotsRules()
    /// Rules that allow nothing: the file could not be had.
    package static let closed = RobotsRules("User-agent: *\nDisallow: /")

    private init() {}

    /// Reads a file.
    package init(_ text: String) {
        var own: [Rule] = []
        var general: [Rule] = []
        var delays: (own: Double?, general: Double?) = (nil, nil)
        var names: [String] = []
        var isReadingNames = false
        var hasOwn = false
        for line in text.split(whereSeparator: \.isNewline) {
            let sides = line.prefix { $0 != "#" }.split(separator: ":", maxSplits: 1)
            guard let first = sides.first else { continue }
            let key = Self.trimmed(first).lowercased()
            let value = sides.count == 2 ? Self.trimmed(sides[1]) : ""
            switch key {
            case "user-agent":
                if !isReadingNames { names = [] }
                names.append(value.lowercased())
                isReadingNames = true
                if names.contains(where: Self.isOwn) { hasOwn = true }
            case "sitemap":
                if sitemaps.count < 16 { sitemaps.append(value) }
            case "allow", "disallow":
                isReadingNames = false
                guard !value.isEmpty, own.count + general.count < 2000 else { continue }
                let rule = Rule(allows: key == "allow", pattern: Array(value.utf8.prefix(512)))
                if names.contains(where: Self.isOwn) { own.append(rule) }
                if names.contains("*") { general.append(rule) }
            case "crawl-delay":
                isReadingNames = false
                if names.contains(where: Self.isOwn) { delays.own = Double(value) }
                if names.contains("*") { delays.general = Double(value) }
            default: isReadingNames = false
            }
        }
        rules = hasOwn ? own : general
        let delay = hasOwn ? delays.own : delays.general
        delaySeconds = delay.flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
    }

    /// Whether a page may be taken: the longest rule that matches says so, and of two as long the
    /// one that allows.
    package func allows(_ target: String) -> Bool {
        let target = Array(target.utf8.prefix(WebAddress.longest))
        if target == Array("/robots.txt".utf8) { return true }
        var best: Rule?
        for rule in rules where Self.matches(rule.pattern, target) {
            if let held = best {
                if rule.pattern.count < held.pattern.count { continue }
                if rule.pattern.count == held.pattern.count, !rule.allows { continue }
            }
            best = rule
        }
        return best?.allows ?? true
    }

    /// `*` stands for anything and a final `$` for the end; in time linear in both lengths' product.
    private static func matches(_ pattern: [UInt8], _ target: [UInt8]) -> Bool {
        let isAnchored = pattern.last == 0x24
        let pattern = isAnchored ? Array(pattern.dropLast()) : pattern + [0x2A]
        var at = 0
        var place = 0
        var star: (pattern: Int, target: Int)?
        while place < target.count {
            if at < pattern.count, pattern[at] == 0x2A {
                star = (at, place)
                at += 1
            } else if at < pattern.count, pattern[at] == target[place] {
                at += 1
                place += 1
            } else if let held = star {
                at = held.pattern + 1
                place = held.target + 1
                star = (held.pattern, place)
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == 0x2A }
    }

    private static func isOwn(_ name: String) -> Bool {
        name.prefix { $0 != "/" } == agent
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first?.isWhitespace ?? false { text.removeFirst() }
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return String(text)
    }
}
