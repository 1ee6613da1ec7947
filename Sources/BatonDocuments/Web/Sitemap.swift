import BatonKnowledge

/// The addresses in a site map or an index of site maps.
///
/// Source: sitemaps.org, protocol 0.9.
package struct Sitemap: Sendable, Hashable {
    /// Pages, as written.
    package private(set) var pages: [String] = []
    /// Other site maps, as written.
    package private(set) var maps: [String] = []

    /// The most addresses read from one map.
    ///
    /// Source: the protocol allows 50,000.
    package static let most = 50_000

    /// Reads a site map of XML, or a text with one address a line.
    package init(_ text: String) {
        guard text.contains("<") else {
            pages = text.split(whereSeparator: \.isNewline).prefix(Self.most).map(String.init)
            return
        }
        for (kind, address) in MarkupAddresses.locations(text).prefix(Self.most) {
            if kind == "sitemap" { maps.append(address) } else { pages.append(address) }
        }
    }
}
