/// How long a text is to read: a Chinese character counts 1 and a word of letters 4, so that 600
/// is 600 characters or 150 words; a word of more than 12 letters counts as several.
enum TextMeasure {
    /// What a word of letters counts.
    static let word = 4
    /// How many letters one word may have.
    static let letters = 12

    /// The length of a text.
    static func length(_ text: some StringProtocol) -> Int {
        var length = 0
        var run = 0
        for scalar in text.unicodeScalars {
            if isWide(scalar) {
                length += 1
                run = 0
            } else if isWordPart(scalar) {
                if run % letters == 0 { length += word }
                run += 1
            } else {
                run = 0
            }
        }
        return length
    }

    /// Whether a scalar is a Chinese, Japanese or Korean character or their full-width marks.
    static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x11FF, 0x2E80...0x30FF, 0x3100...0x33FF, 0x3400...0x9FFF, 0xAC00...0xD7AF,
            0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFFEF, 0x20000...0x3FFFF:
            true
        default: false
        }
    }

    /// Whether a scalar is a Chinese character.
    static func isHan(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
        default: false
        }
    }

    /// Whether a scalar is a part of a word or number of letters.
    static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 {
            return (0x30...0x39).contains(scalar.value)
                || (0x61...0x7A).contains(scalar.value | 0x20)
        }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}
