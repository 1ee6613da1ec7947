import CZlib

/// Reads the members of a zip file that is held in memory.
///
/// Source: PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16. Members are stored or deflated;
/// encrypted ones and files over 4 GiB are refused.
struct ZipArchive {
    /// Nothing that Baton reads from a zip is larger, in bytes; a declared size above it is a fault.
    static let memberLimit = 256 << 20

    private struct Member {
        var method: UInt16
        var checksum: UInt32
        var packedSize: Int
        var size: Int
        var offset: Int
    }

    private let bytes: ArraySlice<UInt8>
    private var members: [String: Member] = [:]

    /// Reads the directory of the zip file in `bytes`.
    /// - Throws: ``EncoderError`` `foreign` where it is no zip file, `damaged` where it is cut.
    init(_ bytes: ArraySlice<UInt8>) throws(EncoderError) {
        self.bytes = bytes
        var end = try Self.directoryEnd(of: bytes)
        _ = try end.take(10)
        let count: UInt16 = try end.number()
        _ = try end.take(4)
        let offset: UInt32 = try end.number()
        var reader = ByteReader(bytes, at: Int(offset))
        for _ in 0..<count {
            let (name, member) = try Self.entry(&reader)
            members[name] = member
        }
    }

    /// The names of its members, sorted.
    var names: [String] { members.keys.sorted() }

    /// The bytes of a member, their checksum compared.
    func contents(of name: String) throws(EncoderError) -> [UInt8] {
        guard let member = members[name] else {
            throw EncoderError(.foreign, "the zip file holds no '\(name)'")
        }
        var reader = ByteReader(bytes, at: member.offset)
        guard try reader.number(UInt32.self) == 0x0403_4B50 else {
            throw EncoderError(.damaged, "the zip file has no header for '\(name)' where it says")
        }
        _ = try reader.take(22)
        let nameLength: UInt16 = try reader.number()
        let extraLength: UInt16 = try reader.number()
        _ = try reader.take(Int(nameLength) + Int(extraLength))
        let packed = try reader.take(member.packedSize)
        let contents: [UInt8]
        switch member.method {
        case 0: contents = Array(packed)
        case 8: contents = try Self.inflated(packed, size: member.size, name: name)
        default:
            throw EncoderError(
                .foreign, "'\(name)' is packed by method \(member.method), which is not read here")
        }
        guard contents.count == member.size, Checksum.of(contents) == member.checksum else {
            throw EncoderError(.damaged, "'\(name)' does not match its checksum in the zip file")
        }
        return contents
    }

    private static func directoryEnd(
        of bytes: ArraySlice<UInt8>
    ) throws(EncoderError) -> ByteReader {
        // The record of 22 bytes may be followed by a comment of at most 65,535.
        for distance in stride(from: 22, through: min(bytes.count, 22 + 65_535), by: 1) {
            var reader = ByteReader(bytes, at: bytes.count - distance)
            if try reader.number(UInt32.self) == 0x0605_4B50 {
                return ByteReader(bytes, at: bytes.count - distance)
            }
        }
        throw EncoderError(.foreign, "the bytes are no zip file, or one that is cut short")
    }

    private static func entry(
        _ reader: inout ByteReader
    ) throws(EncoderError) -> (name: String, member: Member) {
        guard try reader.number(UInt32.self) == 0x0201_4B50 else {
            throw EncoderError(.damaged, "the zip file's directory is damaged")
        }
        _ = try reader.take(4)
        let flags: UInt16 = try reader.number()
        let method: UInt16 = try reader.number()
        _ = try reader.take(4)
        let checksum: UInt32 = try reader.number()
        let packedSize: UInt32 = try reader.number()
        let size: UInt32 = try reader.number()
        let lengths = try (
            name: reader.number(UInt16.self), extra: reader.number(UInt16.self),
            comment: reader.number(UInt16.self)
        )
        _ = try reader.take(8)
        let offset: UInt32 = try reader.number()
        let name = String(decoding: try reader.take(Int(lengths.name)), as: UTF8.self)
        _ = try reader.take(Int(lengths.extra) + Int(lengths.comment))
        guard flags & 1 == 0, Int(size) <= memberLimit else {
            throw EncoderError(.foreign, "'\(name)' in the zip file is encrypted or too large")
        }
        let member = Member(
            method: method, checksum: checksum, packedSize: Int(packedSize), size: Int(size),
            offset: Int(offset))
        return (name, member)
    }

    /// Raw deflate (RFC 1951), as zip files hold it.
    private static func inflated(
        _ packed: ArraySlice<UInt8>, size: Int, name: String
    ) throws(EncoderError) -> [UInt8] {
        var input = Array(packed)
        var isWhole = false
        let output = [UInt8](unsafeUninitializedCapacity: max(size, 1)) { output, count in
            input.withUnsafeMutableBufferPointer { input in
                var stream = z_stream()
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(size)
                let room = Int32(MemoryLayout<z_stream>.size)
                guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, room) == Z_OK else { return }
                isWhole = inflate(&stream, Z_FINISH) == Z_STREAM_END
                count = size - Int(stream.avail_out)
                inflateEnd(&stream)
            }
        }
        guard isWhole else {
            throw EncoderError(.damaged, "'\(name)' in the zip file cannot be unpacked")
        }
        return output
    }
}
