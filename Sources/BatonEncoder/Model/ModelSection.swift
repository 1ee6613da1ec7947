/// One table of a model file: numbers of one kind in rows and columns.
struct ModelSection: Sendable, Hashable {
    /// How its numbers are written, little-endian.
    enum Element: UInt32, Sendable {
        case unsigned8 = 1
        case signed16 = 2
        case unsigned32 = 3
        case float32 = 4

        var size: Int {
            switch self {
            case .unsigned8: 1
            case .signed16: 2
            case .unsigned32, .float32: 4
            }
        }
    }

    /// Its name, at most 32 bytes.
    var name: String
    /// How its numbers are written.
    var element: Element
    /// How many rows it has.
    var rows: Int
    /// How many numbers a row has.
    var columns: Int
    /// Where in the file it begins, in bytes; a multiple of ``ModelFile/alignment``.
    var offset: Int
    /// CRC-32 of its bytes.
    var checksum: UInt32

    /// How many bytes it takes.
    var size: Int { rows * columns * element.size }
}
