import Foundation

/// Who a page's customer is: the shop's own id, signed with the site's secret.
///
/// The signature is the hexadecimal HMAC-SHA256 of the id, as other chats on websites have it too.
package struct VisitorIdentities: Sendable {
    private let keys: SigningKeys?

    /// Makes it; without a secret nobody is known.
    init(secrets: [String]) { keys = secrets.isEmpty ? nil : SigningKeys(secrets) }

    /// The longest id, in bytes.
    private static let idBytes = 128

    /// Whether the shop says that this is its customer.
    package func proves(_ id: String, by code: String) -> Bool {
        guard let keys, !id.isEmpty, id.utf8.count <= Self.idBytes,
            id.unicodeScalars.allSatisfy({ !$0.properties.isControl }),
            let bytes = Hex.bytes(code), bytes.count == 32
        else { return false }
        return keys.sha256(bytes, signs: Data(id.utf8))
    }
}

extension Unicode.Scalar.Properties {
    /// Whether it is a control character.
    fileprivate var isControl: Bool { generalCategory == .control }
}
