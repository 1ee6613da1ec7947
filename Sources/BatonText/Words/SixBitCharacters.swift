/// The 64 printable characters in which generated tables are written, each worth six bits.
///
/// They need no escape in a string literal, so that a table lies in the program's file and is read
/// where it lies.
enum SixBitCharacters {
    /// What `byte` is worth; 0 for a character that is none of them.
    static func value(of byte: UInt8) -> UInt32 { UInt32(values[Int(byte & 0x7F)]) }

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0, count: 128)
        var next: UInt8 = 0
        for byte in UInt8(0x23)..<0x7F where next < 64 && byte != 0x5C && byte != 0x60 {
            guard byte != 0x27 else { continue }
            values[Int(byte)] = next
            next += 1
        }
        return values
    }()
}
