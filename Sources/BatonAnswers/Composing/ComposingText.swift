import BatonText

/// Text as composing sees it: what goes to a model, and what comparisons are made on.
package enum ComposingText {
    /// The text without what a reader does not see: controls, zero-width and direction marks, tag
    /// characters, blank fillers, private characters.
    package static func visible(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where isVisible(scalar) { kept.append(scalar) }
        return String(kept)
    }

    /// The text as data in a prompt: nothing in it can close a fence, open a role, or look like a
    /// citation.
    package static func fenced(_ text: String, most: Int) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where isVisible(scalar) {
            kept.append(harmless[scalar.value] ?? scalar)
        }
        let lines = String(kept).split(whereSeparator: \.isNewline).map { line in
            line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        let joined = lines.filter { !$0.isEmpty }.joined(separator: "\n")
        return joined.count <= most ? joined : joined.prefix(most - 1) + "…"
    }

    /// Lower case, half width, Simplified characters, look-alike letters as Latin ones.
    package static func folded(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where isVisible(scalar) {
            let han = HanFolding.fold(scalar)
            CompatibilityFolding.fold(han) { value in
                if let alike = lookAlikes[value] {
                    kept.append(alike)
                } else if let scalar = Unicode.Scalar(value) {
                    kept.append(scalar)
                }
            }
        }
        return String(kept).lowercased()
    }

    static func isHan(_ scalar: Unicode.Scalar) -> Bool {
        (0x3400...0x9FFF).contains(scalar.value) || (0x20000...0x3FFFF).contains(scalar.value)
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "\n" || scalar == "\t" { return true }
        switch scalar.value {
        case 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0xFE00...0xFE0F, 0xE0000...0xE0FFF, 0x34F:
            return false
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .surrogate, .unassigned: return false
        default: return true
        }
    }

    /// What would be read as markup, as a mark that only looks like it.
    private static let harmless: [UInt32: Unicode.Scalar] = [
        0x3C: "‹", 0x3E: "›", 0x5B: "(", 0x5D: ")", 0x7B: "(", 0x7D: ")", 0x60: "'", 0x7C: "/",
        0x23: "＃", 0xFF1C: "‹", 0xFF1E: "›", 0xFF3B: "(", 0xFF3D: ")", 0x3010: "(",
        0x3011: ")", 0xFF03: "＃", 0xFF5C: "/", 0x27E8: "(", 0x27E9: ")",
    ]

    /// Cyrillic and Greek letters that look like Latin ones.
    private static let lookAlikes: [UInt32: Unicode.Scalar] = [
        0x430: "a", 0x435: "e", 0x43E: "o", 0x440: "p", 0x441: "c", 0x445: "x", 0x443: "y",
        0x456: "i", 0x458: "j", 0x455: "s", 0x501: "d", 0x51B: "q", 0x51D: "w", 0x43A: "k",
        0x43C: "m", 0x442: "t", 0x432: "b", 0x43D: "h", 0x3B1: "a", 0x3BF: "o", 0x3C1: "p",
        0x3BD: "v", 0x3B9: "i", 0x3BA: "k", 0x3C4: "t", 0x3C5: "u", 0x3B5: "e", 0x3C7: "x",
    ]
}
