/// Keeps vectors of texts, so that a text is encoded once.
///
/// Both calls come from outside any search and may come from several threads.
package protocol VectorCache: Sendable {
    /// The vectors known for `keys`, in their order; `nil` for one that is not known.
    /// - Parameter model: the encoder's name; vectors of different names never compare.
    func vectors(model: String, keys: [String]) -> [[Float]?]

    /// Keeps vectors.
    func keep(model: String, _ vectors: [(key: String, vector: [Float])])
}

/// The key of a text in a `VectorCache`.
package enum TextKey {
    /// 128 bits of FNV-1a over the UTF-8 bytes, in hexadecimal.
    ///
    /// Equal texts share a vector, which is all it is for; it is no secret and no signature.
    package static func key(of text: String) -> String {
        var low: UInt64 = 0xcbf2_9ce4_8422_2325
        var high: UInt64 = 0x6c62_272e_07bb_0142
        for byte in text.utf8 {
            low = (low ^ UInt64(byte)) &* 0x100_0000_01b3
            high = (high ^ UInt64(byte) ^ (low >> 32)) &* 0x100_0000_01b3
        }
        return hexadecimal(high) + hexadecimal(low)
    }

    private static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
