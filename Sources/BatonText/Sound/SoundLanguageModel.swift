#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How likely a Chinese character is after the two before it, in written Cantonese.
///
/// Pairs and triples of characters with backing off (Katz 1987), counted and discounted by
/// `scripts/generate-sound-tables`. The table is an open hash table in printable characters, read
/// where it lies: a slot is six of them, each worth six bits. Four mark the key (24 bits, so that
/// one unknown key in about sixteen million is taken for a known one), then −ln p in steps of
/// 0.22, then −ln of the weight of backing off in steps of 0.1.
enum SoundLanguageModel {
    /// What stands before the first character and after the last.
    static let edge: UInt32 = 0x0A
    /// ln p of a character that the table does not know.
    static let unknown: Float = -14

    /// What a character stands after: up to two characters, with their weights of backing off.
    struct Context {
        /// The character two before; 0 where there is none.
        var earlier: UInt32
        /// The character before; 0 where nothing is known of what stands there.
        var before: UInt32
        fileprivate var fromTriple: Float = 0
        fileprivate var fromPair: Float = 0

        /// The context after `before`, which comes after `earlier`.
        init(_ earlier: UInt32, _ before: UInt32) {
            self.earlier = earlier
            self.before = before
            guard before != 0 else { return }
            fromPair = slot(key(0, 0, before))?.backing ?? 0
            if earlier != 0 { fromTriple = slot(key(0, earlier, before))?.backing ?? 0 }
        }
    }

    /// ln p of `character` in `context`, where `alone` is ln p of it by itself.
    static func logarithm(
        of character: UInt32, in context: Context, alone: Float
    ) -> Float {
        guard context.before != 0 else { return alone }
        guard let pair = slot(key(0, context.before, character)) else {
            return alone + context.fromPair + context.fromTriple
        }
        // A triple is kept only with its pair, nearly always: its count is no higher.
        if context.earlier != 0,
            let triple = slot(key(context.earlier, context.before, character))
        {
            return triple.logarithm
        }
        return pair.logarithm + context.fromTriple
    }

    /// ln p of `character` by itself.
    static func logarithm(of character: UInt32) -> Float {
        slot(key(0, 0, character))?.logarithm ?? unknown
    }

    /// One number for up to three characters.
    static func key(_ first: UInt32, _ second: UInt32, _ third: UInt32) -> UInt64 {
        UInt64(first) << 42 | UInt64(second) << 21 | UInt64(third)
    }

    private struct Slot {
        var logarithm: Float
        var backing: Float
    }

    private static let width = 6
    private static let slots = table.utf8CodeUnitCount / width

    private static func slot(_ key: UInt64) -> Slot? {
        let hash = mix(key)
        let mark = UInt32(truncatingIfNeeded: hash & 0xFF_FFFF)
        var place = Int((hash >> 24) % UInt64(slots))
        // The table is a fifth empty, so this ends; the bound keeps a damaged one from looping.
        for _ in 0..<slots {
            let start = place * width
            var held: UInt32 = 0
            for offset in 0..<4 { held = held << 6 | value(start + offset) }
            let logarithm = value(start + 4)
            let backing = value(start + 5)
            if held == 0, logarithm == 63, backing == 63 { return nil }
            if held == mark {
                return Slot(logarithm: Float(logarithm) * -0.22, backing: Float(backing) * -0.1)
            }
            place += 1
            if place == slots { place = 0 }
        }
        return nil
    }

    /// The six bits at `index`, which is always inside the table.
    private static func value(_ index: Int) -> UInt32 {
        SixBitCharacters.value(of: table.utf8Start[index])
    }

    /// SplitMix64's finaliser (Steele, Lea and Flood 2014).
    static func mix(_ key: UInt64) -> UInt64 {
        var key = key &+ 0x9E37_79B9_7F4A_7C15
        key = (key ^ (key >> 30)) &* 0xBF58_476D_1CE4_E5B9
        key = (key ^ (key >> 27)) &* 0x94D0_49BB_1331_11EB
        return key ^ (key >> 31)
    }
}

/// The natural logarithm and its inverse, from the C library.
enum Natural {
    static func logarithm(_ value: Float) -> Float { logf(value) }
    static func power(_ value: Float) -> Float { expf(value) }
}
