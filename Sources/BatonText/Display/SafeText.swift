/// Text that cannot drive a terminal: the one form in which words from outside reach a screen or a
/// command's output.
///
/// Control, formatting, private and unassigned characters are shown as `‹U+202E›`; joiners and
/// variation selectors stay only inside emoji; at most eight marks stay on a character. The stored
/// text is never changed.
package struct SafeText: Sendable, Hashable, ExpressibleByStringLiteral,
    ExpressibleByStringInterpolation
{
    /// The safe text.
    package let string: String

    /// The most combining marks that a character keeps.
    package static let maxMarks = 8

    /// Makes any text safe.
    /// - Parameters:
    ///   - untrusted: words from anywhere.
    ///   - multiline: keep line ends; otherwise a line end shows as `⏎`.
    package init(_ untrusted: some StringProtocol, multiline: Bool = false) {
        if untrusted.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
            string = String(untrusted)
        } else {
            string = Self.cleaned(untrusted, multiline: multiline)
        }
    }

    /// Baton's own words.
    package init(stringLiteral value: String) {
        self.init(value[...])
    }

    /// Words joined by a separator of Baton's own.
    package static func joined(_ parts: [SafeText], by separator: SafeText) -> SafeText {
        SafeText(
            verified: parts.map(\.string).joined(separator: separator.string))
    }

    /// One after the other.
    package static func + (left: SafeText, right: SafeText) -> SafeText {
        SafeText(verified: left.string + right.string)
    }

    private init(verified: String) { string = verified }

    private static func cleaned(_ text: some StringProtocol, multiline: Bool) -> String {
        var output = String.UnicodeScalarView()
        for character in text {
            clean(character, multiline: multiline, into: &output)
        }
        return String(output)
    }

    private static func clean(
        _ character: Character, multiline: Bool, into output: inout String.UnicodeScalarView
    ) {
        let scalars = character.unicodeScalars
        let isEmoji = scalars.first.map(mayCarryEmojiTail) ?? false
        var marks = 0
        for (offset, scalar) in scalars.enumerated() {
            switch scalar.value {
            case 0x0A, 0x0D:
                if scalar.value == 0x0D, scalars.count > 1, offset == 0 { continue }
                output.append(multiline ? "\n" : "\u{23CE}")
            case 0x09:
                output.append(contentsOf: "    ".unicodeScalars)
            case 0x200D, 0xFE0E, 0xFE0F, 0x20E3:
                if isEmoji, offset > 0, scalar.value != 0x200D || offset < scalars.count - 1 {
                    output.append(scalar)
                } else {
                    append(codeOf: scalar, to: &output)
                }
            case 0xE0020...0xE007F where isEmoji && scalars.first?.value == 0x1F3F4:
                output.append(scalar)
            default:
                if isHidden(scalar) {
                    append(codeOf: scalar, to: &output)
                } else if isMark(scalar) {
                    marks += 1
                    if marks <= maxMarks { output.append(scalar) }
                } else {
                    output.append(scalar)
                }
            }
        }
    }

    private static func mayCarryEmojiTail(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isEmoji
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: true
        default: false
        }
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
            .unassigned:
            return true
        default:
            return blankFillers.contains(scalar.value)
                || scalar.properties.isVariationSelector
        }
    }

    /// Letters that draw nothing: HANGUL fillers and the Braille blank.
    private static let blankFillers: Set<UInt32> = [0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x034F]

    private static func append(
        codeOf scalar: Unicode.Scalar, to output: inout String.UnicodeScalarView
    ) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        output.append(contentsOf: "‹U+\(padded)›".unicodeScalars)
    }
}
