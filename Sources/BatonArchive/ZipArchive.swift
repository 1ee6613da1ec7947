import CZlib

/// The parts of a zip file, each unfolded when it is asked for, up to a limit.
///
/// Source: PKWARE APPNOTE 6.3.10; parts that are stored or deflated, not encrypted, not zip64.
package struct ZipArchive: Sendable {
    /// Why a part cannot be had.
    package enum Failure: Error, Equatable, Sendable {
        /// The bytes are no zip file, or its end is missing.
        case notZip
        /// What is there does not hold together, or not with its checksum.
        case damaged
        /// It is under a password.
        case encrypted
        /// It unfolds to more than was allowed.
        case tooLarge
        /// It is packed by another method than deflate.
        case unknownMethod
    }

    private struct Part {
        var method: Int
        var isEncrypted: Bool
        var checksum: Int
        var packedSize: Int
        var header: Int
    }

    private let bytes: [UInt8]
    private var parts: [String: Part] = [:]

    /// Reads the directory of a zip file.
    /// - Parameter partLimit: how many parts are known at most; the rest are not there.
    package init(_ bytes: [UInt8], partLimit: Int = .max) throws(Failure) {
        self.bytes = bytes
        guard let end = Self.endOfDirectory(bytes) else { throw .notZip }
        let count = min(number(end + 10, 2), partLimit)
        var at = number(end + 16, 4)
        for _ in 0..<count {
            guard at + 46 <= bytes.count, number(at, 4) == 0x0201_4B50 else { throw .damaged }
            let lengths = (number(at + 28, 2), number(at + 30, 2), number(at + 32, 2))
            let end = at + 46 + lengths.0
            guard end <= bytes.count else { throw .damaged }
            let name = String(decoding: bytes[(at + 46)..<end], as: UTF8.self)
            parts[name] = Part(
                method: number(at + 10, 2), isEncrypted: number(at + 8, 2) & 1 == 1,
                checksum: number(at + 16, 4), packedSize: number(at + 20, 4),
                header: number(at + 42, 4))
            at = end + lengths.1 + lengths.2
        }
    }

    /// The parts' names, sorted.
    package var names: [String] { parts.keys.sorted() }

    /// A part's bytes, their checksum compared; `nil` where there is no such part.
    /// - Parameter limit: how many bytes it may unfold to.
    package func part(_ name: String, limit: Int) throws(Failure) -> [UInt8]? {
        guard let part = parts[name] else { return nil }
        if part.isEncrypted { throw .encrypted }
        guard part.header + 30 <= bytes.count, number(part.header, 4) == 0x0403_4B50 else {
            throw .damaged
        }
        let start =
            part.header + 30 + number(part.header + 26, 2) + number(part.header + 28, 2)
        guard start <= bytes.count, part.packedSize <= bytes.count - start else { throw .damaged }
        let packed = bytes[start..<(start + part.packedSize)]
        let contents: [UInt8]
        switch part.method {
        case 0:
            if packed.count > limit { throw .tooLarge }
            contents = Array(packed)
        case 8: contents = try Self.inflated(Array(packed), limit: limit)
        default: throw .unknownMethod
        }
        guard crc32_z(0, contents, contents.count) == part.checksum else { throw .damaged }
        return contents
    }

    private func number(_ at: Int, _ width: Int) -> Int {
        Self.number(bytes, at, width)
    }

    private static func number(_ bytes: [UInt8], _ at: Int, _ width: Int) -> Int {
        guard at >= 0, at + width <= bytes.count else { return 0 }
        var value = 0
        for offset in (0..<width).reversed() { value = value << 8 | Int(bytes[at + offset]) }
        return value
    }

    private static func endOfDirectory(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 22 else { return nil }
        // The end record is 22 bytes and a comment of at most 65,535.
        let lowest = max(0, bytes.count - 22 - 65_535)
        var at = bytes.count - 22
        while at >= lowest {
            if number(bytes, at, 4) == 0x0605_4B50 { return at }
            at -= 1
        }
        return nil
    }

    private static func inflated(_ packed: [UInt8], limit: Int) throws(Failure) -> [UInt8] {
        var stream = z_stream()
        // Minus 15: the bare deflate data of a zip, with the largest window.
        guard
            inflateInit2_(
                &stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { throw .damaged }
        defer { inflateEnd(&stream) }
        var packed = packed
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        let failure = packed.withUnsafeMutableBufferPointer { input -> Failure? in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            while true {
                let (status, made) = chunk.withUnsafeMutableBufferPointer { room in
                    stream.next_out = room.baseAddress
                    stream.avail_out = UInt32(room.count)
                    let status = inflate(&stream, Z_NO_FLUSH)
                    return (status, room.count - Int(stream.avail_out))
                }
                if output.count + made > limit { return .tooLarge }
                output += chunk[..<made]
                if status == Z_STREAM_END { return nil }
                if status != Z_OK || made == 0 { return .damaged }
            }
        }
        if let failure { throw failure }
        return output
    }
}
