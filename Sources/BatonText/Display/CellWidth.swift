/// How many cells text takes on a terminal, drawn so that Baton, ncurses and the terminal agree.
///
/// Measured: terminals and the C library differ on joined emoji, variation selectors, skin tones and
/// flags; so a grapheme becomes its first scalar and its plain combining marks, nothing more.
package enum CellWidth {
    /// What is drawn for a grapheme, and the cells that it takes: 1 or 2.
    ///
    /// Scalars that the C library does not know become U+FFFD; a lone combining mark stands on a
    /// space; a flag becomes U+2691.
    package static func glyph(of character: Character) -> (character: Character, cells: Int) {
        var scalars = character.unicodeScalars.makeIterator()
        guard let first = scalars.next() else { return (" ", 1) }
        if first.value < 0x7F, first.value >= 0x20, character.utf8.count == 1 {
            return (character, 1)
        }
        if (0x1F1E6...0x1F1FF).contains(first.value) { return ("\u{2691}", 1) }
        let width = cells(of: first)
        guard width >= 0 else { return ("\u{FFFD}", 1) }
        var drawn = String.UnicodeScalarView()
        if width == 0 { drawn.append(" ") }
        drawn.append(first)
        while let mark = scalars.next(), isPlainMark(mark) { drawn.append(mark) }
        let text = String(drawn)
        return (text.first ?? " ", max(width, 1))
    }

    /// Cells of one scalar: 0, 1 or 2; -1 for those that cannot be printed.
    package static func cells(of scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value >= 0x20, value < 0x7F { return 1 }
        if value >= 0x4E00, value <= 0x9FFF { return 2 }
        if contains(value, in: WidthTable.unprintable) { return -1 }
        if contains(value, in: WidthTable.wide) { return 2 }
        return contains(value, in: WidthTable.zero) ? 0 : 1
    }

    /// Cells of a text on one line.
    package static func cells(of text: some StringProtocol) -> Int {
        text.reduce(0) { $0 + glyph(of: $1).cells }
    }

    private static func isPlainMark(_ scalar: Unicode.Scalar) -> Bool {
        guard cells(of: scalar) == 0 else { return false }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark:
            return !scalar.properties.isVariationSelector && scalar.value != 0x20E3
        default: return false
        }
    }

    private static func contains(_ value: UInt32, in ranges: [ClosedRange<UInt32>]) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(value)
    }
}
