/// Folds characters that only look different for search: full width, circled digits, ligatures,
/// superscripts, accents on Latin letters, and capitals.
///
/// The part of Unicode's compatibility decomposition (NFKC) that chat in Chinese and English
/// holds; the standard library offers no NFKC of its own.
package enum CompatibilityFolding {
    /// Calls `body` with each scalar that `scalar` folds to: one as a rule, none for marks that
    /// are dropped, several for ligatures.
    package static func fold(_ scalar: Unicode.Scalar, _ body: (UInt32) -> Void) {
        let value = scalar.value
        switch value {
        case 0x41...0x5A:
            body(value + 0x20)
        case ..<0x80:
            body(value)
        case 0xAD, 0x300...0x36F, 0x200B...0x200D, 0x2060, 0xFE00...0xFE0F, 0xFEFF:
            return
        case 0xC0...0x17F:
            let base = latin[Int(value - 0xC0)]
            body(base == 0x2D ? value : base)
        case 0xA0, 0x2000...0x200A, 0x202F, 0x3000:
            body(0x20)
        case 0xFF01...0xFF5E:
            let ascii = value - 0xFEE0
            body(0x41...0x5A ~= ascii ? ascii + 0x20 : ascii)
        case 0x2018, 0x2019, 0x02BC, 0xFF07:
            body(0x27)
        case 0x2010...0x2015, 0x2212:
            body(0x2D)
        case 0xB2, 0xB3:
            body(value - 0xB2 + 0x32)
        case 0xB9:
            body(0x31)
        case 0x2070, 0x2074...0x2079:
            body(value - 0x2070 + 0x30)
        case 0xFFE1:
            body(0xA3)
        case 0xFFE5:
            body(0xA5)
        default:
            foldRare(scalar, body)
        }
    }

    private static func foldRare(_ scalar: Unicode.Scalar, _ body: (UInt32) -> Void) {
        let value = scalar.value
        switch value {
        case 0x2460...0x2473: decimal(value - 0x2460 + 1, body)
        case 0x2474...0x2487: decimal(value - 0x2474 + 1, body)
        case 0x2160...0x216B, 0x2170...0x217B: spell(roman[Int((value - 0x2160) % 16)], body)
        case 0xFB00...0xFB06: spell(ligatures[Int(value - 0xFB00)], body)
        case 0x2116: spell("no", body)
        case 0x33A1: spell("m2", body)
        case 0x24B6...0x24CF: body(value - 0x24B6 + 0x61)
        case 0x1D7CE...0x1D7FF: body((value - 0x1D7CE) % 10 + 0x30)
        case 0x370...0x52F, 0x1E00...0x1FFF:
            for lower in scalar.properties.lowercaseMapping.unicodeScalars { body(lower.value) }
        default: body(value)
        }
    }

    private static func decimal(_ number: UInt32, _ body: (UInt32) -> Void) {
        if number >= 10 { body(0x30 + number / 10) }
        body(0x30 + number % 10)
    }

    private static func spell(_ text: StaticString, _ body: (UInt32) -> Void) {
        text.withUTF8Buffer { for byte in $0 { body(UInt32(byte)) } }
    }

    private static let roman: [StaticString] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii",
    ]
    private static let ligatures: [StaticString] = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"]

    /// Base letters of U+00C0…U+017F in order; `-` where there is none.
    private static let latin: [UInt32] = Array(
        """
        aaaaaa-ceeeeiiiidnooooo-ouuuuy--aaaaaa-ceeeeiiiidnooooo-ouuuuy-y\
        aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii--jjkkklllllll\
        lllnnnnnnnnnoooooo--rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs
        """.unicodeScalars.map(\.value))
}
