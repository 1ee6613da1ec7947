import Foundation

/// A page's address: http or https, without user, password and fragment.
package struct WebAddress: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// `http` or `https`.
    package let scheme: String
    /// The host in lower case.
    package let host: String
    /// The port; `nil` where it is the scheme's own.
    package let port: Int?
    /// The path, percent-encoded, beginning with `/`.
    package let path: String
    /// The query, percent-encoded.
    package let query: String?

    /// The longest address taken, in bytes.
    package static let longest = 2048

    /// Reads an address; `nil` where it is none that a page may be fetched from.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.longest, let parts = URLComponents(string: text) else {
            return nil
        }
        self.init(parts)
    }

    /// Reads what a page writes for another page.
    package init?(_ reference: String, from base: WebAddress) {
        let words = reference.trimmingCharacters(in: .whitespacesAndNewlines)
        guard words.utf8.count <= Self.longest, let root = URL(string: base.description),
            let url = URL(string: words, relativeTo: root),
            let parts = URLComponents(url: url.absoluteURL, resolvingAgainstBaseURL: true)
        else { return nil }
        self.init(parts)
    }

    private init?(_ parts: URLComponents) {
        guard let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme),
            let host = parts.host?.lowercased(), !host.isEmpty, parts.user == nil,
            parts.password == nil
        else { return nil }
        self.scheme = scheme
        // Foundation gives an IPv6 address with or without its brackets, as its version has it.
        self.host = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        let own = scheme == "https" ? 443 : 80
        port = parts.port == own ? nil : parts.port
        if let port, !(1...65_535).contains(port) { return nil }
        path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
        let query = parts.percentEncodedQuery
        self.query = query?.isEmpty ?? true ? nil : query
        guard path.hasPrefix("/"), path.utf8.count + (query?.utf8.count ?? 0) <= Self.longest
        else { return nil }
    }

    /// The address as written.
    package var description: String { origin + path + (query.map { "?" + $0 } ?? "") }

    /// Scheme, host and port.
    package var origin: String { scheme + "://" + host + (port.map { ":\($0)" } ?? "") }

    /// Path and query, as robots.txt matches them.
    package var target: String { path + (query.map { "?" + $0 } ?? "") }

    /// Whether another page is of the same host; http may move to https on the usual ports.
    package func isSameHost(as other: WebAddress) -> Bool {
        host == other.host && port == other.port
    }

    /// Whether the path ends like something that is no page.
    package var isAsset: Bool {
        guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return false }
        return Self.assets.contains(path[path.index(after: dot)...].lowercased())
    }

    private static let assets: Set<String> = [
        "jpg", "jpeg", "png", "gif", "webp", "svg", "ico", "css", "js", "mjs", "json", "map",
        "woff", "woff2", "ttf", "eot", "mp3", "mp4", "webm", "avi", "mov", "zip", "gz", "rar",
        "7z", "exe", "dmg", "apk", "rss", "atom", "ics",
    ]

    /// In the order of their text.
    package static func < (left: WebAddress, right: WebAddress) -> Bool {
        left.description < right.description
    }
}
