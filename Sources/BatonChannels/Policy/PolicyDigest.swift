import Crypto
import Foundation

/// A short name for a set of texts, equal where they are.
package enum PolicyDigest {
    /// Twelve hexadecimal digits of the SHA-256 of the texts.
    package static func of(_ texts: [String]) -> String {
        let whole = texts.map { "\($0.utf8.count):\($0)" }.joined()
        return SHA256.hash(data: Data(whole.utf8)).prefix(6)
            .map { byte in
                let digits = String(byte, radix: 16)
                return digits.count < 2 ? "0" + digits : digits
            }.joined()
    }
}
