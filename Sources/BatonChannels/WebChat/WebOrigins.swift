import Foundation

/// The pages that may open a chat, by their origin exactly as browsers write it.
///
/// Source: RFC 6454 §6.1 and §7; the Fetch standard, "CORS protocol".
package struct WebOrigins: Sendable, Hashable {
    private let allowed: Set<String>

    /// Makes a list of origins that ``isOrigin(_:)``.
    package init(_ origins: [String]) { allowed = Set(origins.filter(Self.isOrigin)) }

    /// Whether a page of this origin may; never `null`, nor one that only looks alike.
    package func allows(_ origin: String) -> Bool { allowed.contains(origin) }

    /// Whether a text is an origin as browsers write one: scheme and host in lower case, the port
    /// only where it is not the scheme's own, nothing after.
    package static func isOrigin(_ text: String) -> Bool {
        guard text.utf8.count <= 255, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            let parts = URLComponents(string: text), let scheme = parts.scheme,
            let host = parts.host, !host.isEmpty, scheme == "https" || scheme == "http",
            host.allSatisfy({ $0.isLetter || $0.isNumber || ".-[]:".contains($0) })
        else { return false }
        if parts.port == (scheme == "https" ? 443 : 80) { return false }
        let written = "\(scheme)://\(host)" + (parts.port.map { ":\($0)" } ?? "")
        return text == written && text == text.lowercased()
    }
}
