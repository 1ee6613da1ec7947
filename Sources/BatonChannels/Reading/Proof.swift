import Crypto
import Foundation

/// Secrets that a request must repeat, such as a token in a header; several while one is rotated.
///
/// Digests are compared, and every one of them, so that the time tells neither length nor nearness.
struct SharedTokens: Sendable {
    private let digests: [Data]

    init(_ tokens: [String]) {
        digests = tokens.map { Data(SHA256.hash(data: Data($0.utf8))) }
    }

    func contains(_ given: String?) -> Bool {
        guard let given, !given.isEmpty else { return false }
        let digest = SHA256.hash(data: Data(given.utf8))
        return digests.reduce(false) { known, own in (digest == own) || known }
    }
}

/// Keys that a request is signed with; several while one is rotated.
struct SigningKeys: Sendable {
    private let keys: [SymmetricKey]

    /// Keys that are the text's own bytes.
    init(_ secrets: [String]) { keys = secrets.map { SymmetricKey(data: Data($0.utf8)) } }

    /// Keys of raw bytes.
    init(bytes: [Data]) { keys = bytes.map { SymmetricKey(data: $0) } }

    /// Whether `code` is the HMAC-SHA256 of `message` by any of them, in constant time.
    func sha256(_ code: some ContiguousBytes, signs message: some DataProtocol) -> Bool {
        keys.reduce(false) { valid, key in
            HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: message, using: key)
                || valid
        }
    }

    /// Whether `code` is the HMAC-SHA1 of `message` by any of them, in constant time.
    func sha1(_ code: some ContiguousBytes, signs message: some DataProtocol) -> Bool {
        keys.reduce(false) { valid, key in
            HMAC<Insecure.SHA1>.isValidAuthenticationCode(
                code, authenticating: message, using: key) || valid
        }
    }

    /// The HMAC-SHA256 of `message` by the current key.
    func signature(of message: some DataProtocol) -> Data? {
        keys.first.map { Data(HMAC<SHA256>.authenticationCode(for: message, using: $0)) }
    }
}
