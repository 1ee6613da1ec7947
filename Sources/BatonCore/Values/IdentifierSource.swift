/// Makes time-ordered ids (UUIDv7) from an injected clock and injected randomness.
///
/// Source: RFC 9562 §5.7.
package struct IdentifierSource: Sendable {
    private let clock: any WallClock
    private let randomBits: @Sendable () -> UInt64

    /// Makes a source; `randomBits` gives 64 random bits a call.
    package init(
        clock: any WallClock,
        randomBits: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }
    ) {
        self.clock = clock
        self.randomBits = randomBits
    }

    /// The next UUIDv7 as 36 lower-case characters.
    package func next() -> String {
        let milliseconds = UInt64(clamping: clock.now().milliseconds) & 0xFFFF_FFFF_FFFF
        let high = (milliseconds << 16) | 0x7000 | (randomBits() & 0x0FFF)
        let low = 0x8000_0000_0000_0000 | (randomBits() & 0x3FFF_FFFF_FFFF_FFFF)
        let digits = Self.hex(high) + Self.hex(low)
        var text = ""
        text.reserveCapacity(36)
        for (index, digit) in digits.enumerated() {
            if index == 8 || index == 12 || index == 16 || index == 20 { text.append("-") }
            text.append(digit)
        }
        return text
    }

    /// The next id of a kind.
    package func next<ID: Identifier>(_ kind: ID.Type = ID.self) -> ID {
        ID(rawValue: next())
    }

    private static func hex(_ value: UInt64) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}
