import Crypto

@testable import BatonEncoder

/// Little-endian bytes of a number.
func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
}

/// A zip file of members, stored as they are unless `packed` gives other bytes for one.
func zipFile(
    _ members: [(name: String, contents: [UInt8])], packed: [String: [UInt8]] = [:]
) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for (name, contents) in members {
        let body = packed[name] ?? contents
        let method: UInt16 = packed[name] == nil ? 0 : 8
        var common = bytes(UInt16(20)) + bytes(UInt16(0)) + bytes(method) + bytes(UInt32(0))
        common += bytes(Checksum.of(contents)) + bytes(UInt32(body.count))
        common += bytes(UInt32(contents.count)) + bytes(UInt16(name.utf8.count)) + bytes(UInt16(0))
        directory += bytes(UInt32(0x0201_4B50)) + bytes(UInt16(20)) + common
        directory += [UInt8](repeating: 0, count: 10) + bytes(UInt32(file.count)) + name.utf8
        file += bytes(UInt32(0x0403_4B50)) + common + Array(name.utf8) + body
    }
    let end =
        bytes(UInt32(0x0605_4B50)) + bytes(UInt32(0)) + bytes(UInt16(members.count))
        + bytes(UInt16(members.count)) + bytes(UInt32(directory.count)) + bytes(UInt32(file.count))
        + bytes(UInt16(0))
    return file + directory + end
}

/// A NumPy file.
func numpyFile(_ type: String, _ shape: [Int], _ contents: [UInt8]) -> [UInt8] {
    let sizes = shape.map { "\($0), " }.joined()
    let header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(sizes)), }\n"
    return [0x93] + Array("NUMPY".utf8) + [1, 0] + bytes(UInt16(header.utf8.count))
        + Array(header.utf8) + contents
}

/// A field of a protobuf message that has a length.
func field(_ number: UInt8, _ contents: [UInt8]) -> [UInt8] {
    var length = contents.count
    var digits: [UInt8] = []
    repeat {
        digits.append(UInt8(length & 0x7F) | (length > 0x7F ? 0x80 : 0))
        length >>= 7
    } while length > 0
    return [number << 3 | 2] + digits + contents
}

/// The SHA-256 of bytes, in hexadecimal.
func digest(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
