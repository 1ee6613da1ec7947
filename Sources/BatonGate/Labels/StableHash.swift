/// A hash that is the same in every process and on every machine, unlike Swift's own.
enum StableHash {
    /// 64 bits of `text`: FNV-1a, then SplitMix64's mixing so that every bit tells.
    ///
    /// Source: G. Fowler, L. Noll, K.-P. Vo, "FNV-1a" (draft-eastlake-fnv).
    static func value(of text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 {
            hash ^= UInt64(byte)
            hash &*= 0x100_0000_01B3
        }
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
        return hash ^ (hash >> 31)
    }

    /// A share of the whole, 0 up to but not 1.
    static func share(of text: String) -> Double {
        Double(value(of: text) >> 11) / 9_007_199_254_740_992
    }

    /// Twelve hexadecimal digits, for a version's name.
    static func name(of text: String) -> String {
        let digits = String(value(of: text) >> 16, radix: 16)
        return String(repeating: "0", count: max(0, 12 - digits.count)) + digits
    }
}
