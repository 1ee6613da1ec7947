import Foundation

/// How to get a file that a customer sent.
///
/// Who fetches follows a redirect without these headers, connects to no private address, and stops
/// at the size: an address from outside is never trusted.
package struct MediaFetch: Sendable, Hashable {
    /// The request; it carries credentials only to the provider's own host.
    package var request: ProviderRequest
    /// Whether the answer is not the file but says where it is.
    package var isLookup: Bool
    /// The most bytes to take.
    package var maxBytes: Int
    /// Base64 of the file's SHA-256, where the provider gave it.
    package var sha256: String?

    /// Makes a fetch.
    package init(
        request: ProviderRequest, isLookup: Bool = false, maxBytes: Int, sha256: String? = nil
    ) {
        self.request = request
        self.isLookup = isLookup
        self.maxBytes = maxBytes
        self.sha256 = sha256
    }
}

/// The hosts that may be shown a connection's credentials.
struct TrustedHosts {
    /// Exact host names, or `.suffix` for any host below it; always over HTTPS.
    var names: [String]
    /// The configured address of the provider, whose origin is trusted as it stands.
    var base: String

    /// The request for a file: with the credentials to a trusted host, bare to any other; `nil` for
    /// what is no web address.
    func request(_ address: String, credentials: [String: String]) -> ProviderRequest? {
        // Only an address that every reader reads alike: ASCII, and nothing that had to be escaped.
        guard address.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            let url = URLComponents(string: address, encodingInvalidCharacters: false),
            let host = url.host?.lowercased(), !host.isEmpty, url.user == nil, url.password == nil
        else { return nil }
        if let own = URLComponents(string: base), own.scheme == url.scheme,
            own.host?.lowercased() == host, own.port == url.port
        {
            return .get(address, headers: credentials)
        }
        guard url.scheme == "https" else { return nil }
        let isTrusted =
            url.port == nil
            && names.contains { $0.hasPrefix(".") ? host.hasSuffix($0) : host == $0 }
        return .get(address, headers: isTrusted ? credentials : [:])
    }
}
