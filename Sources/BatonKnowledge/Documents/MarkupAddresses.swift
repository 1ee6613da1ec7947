/// Addresses written in the `<loc>` elements of a site map.
package enum MarkupAddresses {
    /// Each address with the element that it stands in: `url` or `sitemap`.
    package static func locations(_ xml: String) -> [(kind: String, address: String)] {
        var result: [(kind: String, address: String)] = []
        var tokens = MarkupTokenizer(xml, .xml)
        var kind = "url"
        var address: String?
        while let token = tokens.next() {
            switch token {
            case .start(let tag) where tag.name == "url" || tag.name == "sitemap": kind = tag.name
            case .start(let tag) where tag.name == "loc": address = ""
            case .text(let words): if let held = address { address = held + words }
            case .end("loc"):
                if let address { result.append((kind, ImportText.trimmed(address))) }
                address = nil
            default: break
            }
        }
        return result
    }
}
