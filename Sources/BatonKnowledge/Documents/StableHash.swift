/// A hash that is the same on every machine and in every run.
///
/// Source: FNV-1a, 64 bits (the offset basis and prime of the Fowler–Noll–Vo specification).
package enum StableHash {
    /// The hash of a text's UTF-8 as 16 hexadecimal digits.
    package static func text(_ text: String) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
