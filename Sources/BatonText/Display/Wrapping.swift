/// Breaking and cutting text by cells, by the rules of Chinese and English typesetting.
package enum Wrapping {
    /// Lines of at most `width` cells; each line end of the text begins a new one.
    ///
    /// Han text breaks between characters, but no line begins with closing punctuation or ends
    /// with an opening bracket; Latin words stay whole unless longer than a line.
    package static func lines(_ text: some StringProtocol, width: Int) -> [String] {
        let width = max(width, 2)
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .flatMap { paragraph($0, width: width) }
    }

    /// At most `width` cells; what is cut is shown by an ellipsis of one cell.
    package static func truncated(_ text: some StringProtocol, width: Int) -> String {
        guard width > 0 else { return "" }
        var kept = ""
        var used = 0
        var keptBeforeEllipsis = ""
        for character in text {
            let cells = CellWidth.glyph(of: character).cells
            // A text that was cut before ends in one already.
            if used + cells > width {
                return keptBeforeEllipsis + (keptBeforeEllipsis.last == "…" ? "" : "…")
            }
            kept.append(character)
            used += cells
            if used <= width - 1 { keptBeforeEllipsis = kept }
        }
        return kept
    }

    /// Exactly `width` cells: cut, or filled with spaces after the text or before it.
    package static func padded(
        _ text: some StringProtocol, width: Int, alignRight: Bool = false
    ) -> String {
        let cut = truncated(text, width: width)
        let fill = String(repeating: " ", count: max(0, width - CellWidth.cells(of: cut)))
        return alignRight ? fill + cut : cut + fill
    }

    private static func paragraph(_ text: some StringProtocol, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var used = 0
        for unit in units(of: text) {
            let cells = CellWidth.cells(of: unit)
            if used + cells <= width {
                line += unit
                used += cells
                continue
            }
            if unit.allSatisfy(\.isWhitespace) { continue }
            if used > 0 {
                lines.append(trimmedEnd(line))
                line = ""
                used = 0
            }
            for character in unit {
                let cells = CellWidth.glyph(of: character).cells
                if used + cells > width {
                    lines.append(line)
                    line = ""
                    used = 0
                }
                line.append(character)
                used += cells
            }
        }
        lines.append(line)
        return lines
    }

    /// The pieces between which a line may break.
    private static func units(of text: some StringProtocol) -> [String] {
        var units: [String] = []
        var last: Character?
        for character in text {
            let joins =
                last.map { previous in
                    mayNotBegin.contains(character) || mayNotEnd.contains(previous)
                        || (isWordPart(previous) && isWordPart(character))
                        || (previous.isWhitespace && character.isWhitespace)
                } ?? false
            if joins, !units.isEmpty, !(last?.isWhitespace ?? false) || character.isWhitespace {
                units[units.count - 1].append(character)
            } else {
                units.append(String(character))
            }
            last = character
        }
        return units
    }

    private static func isWordPart(_ character: Character) -> Bool {
        guard !character.isWhitespace else { return false }
        return CellWidth.glyph(of: character).cells == 1
    }

    private static func trimmedEnd(_ line: String) -> String {
        var line = Substring(line)
        while line.last == " " { line.removeLast() }
        return String(line)
    }

    /// Source: W3C, Requirements for Chinese Text Layout, prohibition rules for line start.
    private static let mayNotBegin: Set<Character> = Set("。，、；：？！）」』】》〉〕］｝…—～·％")
    /// Source: as above, for line end.
    private static let mayNotEnd: Set<Character> = Set("（「『【《〈〔［｛")
}
