/// An array as NumPy keeps it in a file.
///
/// Source: NumPy's `numpy.lib.format`, versions 1 and 2; of the types, those the encoder's package
/// uses.
struct NumPyArray {
    /// How its numbers are written.
    enum Element: String {
        case float32 = "<f4"
        case float64 = "<f8"
        case unsigned8 = "|u1"
        case signed8 = "|i1"

        var size: Int {
            switch self {
            case .float32: 4
            case .float64: 8
            case .unsigned8, .signed8: 1
            }
        }
    }

    /// How its numbers are written.
    let element: Element
    /// Its sizes, outermost first; empty for one number alone.
    let shape: [Int]
    /// Its numbers, the last index running fastest.
    let bytes: ArraySlice<UInt8>

    /// Reads a file's bytes.
    /// - Throws: ``EncoderError`` where they are no such file, of another type, or cut short.
    init(_ file: [UInt8]) throws(EncoderError) {
        var reader = ByteReader(file[...])
        guard try reader.take(6).elementsEqual([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]) else {
            throw EncoderError(.foreign, "the bytes are no NumPy array")
        }
        let version = try reader.byte()
        _ = try reader.byte()
        let length =
            version == 1 ? Int(try reader.number(UInt16.self)) : Int(try reader.number(UInt32.self))
        let header = String(decoding: try reader.take(length), as: UTF8.self)
        guard let type = Self.text(after: "'descr':", in: header),
            let element = Element(rawValue: type), header.contains("'fortran_order': False"),
            let shape = Self.shape(in: header)
        else {
            throw EncoderError(.foreign, "a NumPy array of a kind that is not read here: \(header)")
        }
        var count = element.size
        for size in shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: size)
            guard !overflow else {
                throw EncoderError(.damaged, "a NumPy array of impossible size: \(header)")
            }
            count = product
        }
        self.element = element
        self.shape = shape
        bytes = try reader.take(count)
    }

    /// Its numbers as floats.
    var floats: [Float] {
        bytes.withUnsafeBytes { raw in
            stride(from: 0, to: raw.count, by: element.size).map { offset in
                switch element {
                case .float32: raw.loadUnaligned(fromByteOffset: offset, as: Float.self)
                case .float64: Float(raw.loadUnaligned(fromByteOffset: offset, as: Double.self))
                case .unsigned8: Float(raw[offset])
                case .signed8: Float(Int8(bitPattern: raw[offset]))
                }
            }
        }
    }

    private static func text(after key: String, in header: String) -> String? {
        guard let range = header.firstRange(of: key) else { return nil }
        let parts = header[range.upperBound...].split(
            separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count == 3 ? String(parts[1]) : nil
    }

    private static func shape(in header: String) -> [Int]? {
        guard let range = header.firstRange(of: "'shape': ("),
            let end = header[range.upperBound...].firstIndex(of: ")")
        else { return nil }
        var shape: [Int] = []
        for part in header[range.upperBound..<end].split(whereSeparator: { ", ".contains($0) }) {
            guard let size = Int(part), size >= 0 else { return nil }
            shape.append(size)
        }
        return shape
    }
}
