/// White space of documents, brought to one form in one pass.
enum WhiteSpace {
    /// Each line with its runs of white space as one space; empty lines left out.
    static func collapsed(_ text: some StringProtocol) -> String { collapsed(text, line: "\n") }

    /// The text on one line, with its runs of white space as one space.
    static func onOneLine(_ text: some StringProtocol) -> String { collapsed(text, line: " ") }

    private static func collapsed(_ text: some StringProtocol, line: Unicode.Scalar) -> String {
        var output = String.UnicodeScalarView()
        var gap: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if isNewline(scalar) {
                gap = line
            } else if isSpace(scalar) {
                gap = gap ?? " "
            } else {
                if let gap, !output.isEmpty { output.append(gap) }
                gap = nil
                output.append(scalar)
            }
        }
        return String(output)
    }

    /// Whether a scalar is white space of any kind.
    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x80
            ? scalar.value == 0x20 || (0x09...0x0D).contains(scalar.value)
            : scalar.properties.isWhitespace
    }

    /// Source: Unicode Standard, section 5.8, newline functions.
    private static func isNewline(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }
}
