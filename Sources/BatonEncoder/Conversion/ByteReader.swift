/// Reads little-endian numbers and runs of bytes; every step beyond the end is an error, not a trap.
struct ByteReader {
    private let bytes: ArraySlice<UInt8>
    private(set) var position: Int

    /// Begins at `offset` within `bytes`.
    init(_ bytes: ArraySlice<UInt8>, at offset: Int = 0) {
        self.bytes = bytes
        position = bytes.startIndex + max(0, min(offset, bytes.count))
    }

    /// Whether nothing is left.
    var isAtEnd: Bool { position >= bytes.endIndex }

    /// The next `count` bytes.
    mutating func take(_ count: Int) throws(EncoderError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= bytes.endIndex - position else { throw Self.tooShort }
        defer { position += count }
        return bytes[position..<position + count]
    }

    /// The next byte.
    mutating func byte() throws(EncoderError) -> UInt8 {
        guard position < bytes.endIndex else { throw Self.tooShort }
        defer { position += 1 }
        return bytes[position]
    }

    /// The next number of the type asked for.
    mutating func number<Number: FixedWidthInteger>(
        _ type: Number.Type = Number.self
    ) throws(EncoderError) -> Number {
        var value: Number = 0
        for (index, byte) in try take(MemoryLayout<Number>.size).enumerated() {
            value |= Number(truncatingIfNeeded: byte) << (8 * index)
        }
        return value
    }

    /// The next number of variable length.
    ///
    /// Source: Protocol Buffers' encoding, base 128 varints.
    mutating func varint() throws(EncoderError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            let byte = try byte()
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw EncoderError(.damaged, "a number is longer than ten bytes")
    }

    private static let tooShort = EncoderError(.damaged, "the bytes end in the middle of a value")
}
