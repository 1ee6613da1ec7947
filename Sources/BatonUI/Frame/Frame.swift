package import BatonText

/// One cell of a frame.
package struct Cell: Sendable, Hashable {
    /// What is drawn; for the hidden half of a wide character, nothing.
    package var character: Character
    /// 1 or 2; 0 for the hidden half of a wide character.
    package var width: UInt8
    /// How it looks.
    package var style: Style

    /// Makes a cell.
    package init(_ character: Character, width: UInt8 = 1, style: Style) {
        self.character = character
        self.width = width
        self.style = style
    }
}

/// A whole screen as a value: composed anew each time, compared cell by cell, drawn where it differs.
///
/// A wide character takes a lead cell and a hidden one; overwriting either half blanks the other, and
/// one that would straddle an edge is replaced by a space.
package struct Frame: Sendable, Hashable {
    /// Its size.
    package let size: Size
    /// Its cells, row by row.
    package private(set) var cells: [Cell]
    /// Where the hardware cursor stands; hidden where `nil`.
    package var cursor: Point?

    /// Makes a blank frame.
    package init(size: Size, style: Style = Style(.text)) {
        self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
        cells = Array(
            repeating: Cell(" ", style: style), count: self.size.columns * self.size.rows)
    }

    /// The whole frame.
    package var bounds: Rect { Rect(size) }

    /// The cell at a place inside.
    package subscript(column: Int, row: Int) -> Cell { cells[row * size.columns + column] }

    /// Draws one line of text from a place, cut at the right edge of `clip`.
    /// - Returns: the column after the last cell drawn.
    @discardableResult
    package mutating func draw(
        _ text: SafeText, at point: Point, in clip: Rect? = nil, style: Style
    ) -> Int {
        draw(drawable: text.string, at: point, in: clip, style: style)
    }

    /// Draws text in a field of exactly `width` cells: cut with an ellipsis, or filled with spaces.
    package mutating func draw(
        _ text: SafeText, at point: Point, width: Int, alignRight: Bool = false, style: Style
    ) {
        let field = Wrapping.padded(text.string, width: width, alignRight: alignRight)
        draw(
            drawable: field, at: point,
            in: Rect(column: point.column, row: point.row, columns: width, rows: 1), style: style)
    }

    /// Fills a rectangle with spaces.
    package mutating func fill(_ rect: Rect, style: Style) {
        fill(rect, with: " ", style: style)
    }

    /// Fills a rectangle with a character of one cell.
    package mutating func fill(_ rect: Rect, with character: Character, style: Style) {
        let rect = clipped(rect)
        for row in rect.row..<rect.endRow {
            for column in rect.column..<rect.endColumn {
                put(character, width: 1, column: column, row: row, style: style)
            }
        }
    }

    /// Draws a box on the edge of a rectangle, with a title on its top line.
    package mutating func box(_ rect: Rect, title: SafeText = "", style: Style, titleStyle: Style) {
        guard rect.columns >= 2, rect.rows >= 2 else { return }
        let bottom = rect.endRow - 1
        let right = rect.endColumn - 1
        let across = Rect(
            column: rect.column + 1, row: rect.row, columns: rect.columns - 2, rows: 1)
        fill(across, with: "─", style: style)
        fill(
            Rect(column: across.column, row: bottom, columns: across.columns, rows: 1), with: "─",
            style: style)
        let height = rect.rows - 2
        for column in [rect.column, right] {
            fill(
                Rect(column: column, row: rect.row + 1, columns: 1, rows: height), with: "│",
                style: style)
        }
        for (character, column, row) in [
            ("╭", rect.column, rect.row), ("╮", right, rect.row), ("╰", rect.column, bottom),
            ("╯", right, bottom),
        ] as [(Character, Int, Int)] where isInside(column, row) {
            put(character, width: 1, column: column, row: row, style: style)
        }
        if !title.string.isEmpty {
            let text = SafeText(" \(Wrapping.truncated(title.string, width: rect.columns - 6)) ")
            draw(
                text, at: Point(column: rect.column + 2, row: rect.row), in: across,
                style: titleStyle)
        }
    }

    /// Changes what a rectangle's cells stand on, leaving their text.
    package mutating func ground(_ rect: Rect, _ role: ThemeRole) {
        let rect = clipped(rect)
        for row in rect.row..<rect.endRow {
            for column in rect.column..<rect.endColumn {
                cells[row * size.columns + column].style.ground = role
            }
        }
    }

    @discardableResult
    private mutating func draw(
        drawable text: String, at point: Point, in clip: Rect?, style: Style
    ) -> Int {
        let clip = clipped(clip ?? bounds)
        guard point.row >= clip.row, point.row < clip.endRow else { return point.column }
        var column = point.column
        for character in text {
            let glyph = CellWidth.glyph(of: character)
            guard column < clip.endColumn else { break }
            if column < clip.column {
                let end = column + glyph.cells
                if end > clip.column {
                    put(" ", width: 1, column: clip.column, row: point.row, style: style)
                }
            } else if column + glyph.cells > clip.endColumn {
                put(" ", width: 1, column: column, row: point.row, style: style)
            } else {
                put(
                    glyph.character, width: UInt8(glyph.cells), column: column, row: point.row,
                    style: style)
            }
            column += glyph.cells
        }
        return column
    }

    private mutating func put(
        _ character: Character, width: UInt8, column: Int, row: Int, style: Style
    ) {
        let index = row * size.columns + column
        if cells[index].width == 0, column > 0 {
            blank(index - 1)
        }
        let last = index + Int(width) - 1
        if cells[last].width == 2, column + Int(width) < size.columns {
            blank(last + 1)
        }
        cells[index] = Cell(character, width: width, style: style)
        if width == 2 { cells[index + 1] = Cell(" ", width: 0, style: style) }
    }

    private mutating func blank(_ index: Int) {
        cells[index].character = " "
        cells[index].width = 1
    }

    private func isInside(_ column: Int, _ row: Int) -> Bool {
        column >= 0 && row >= 0 && column < size.columns && row < size.rows
    }

    private func clipped(_ rect: Rect) -> Rect {
        let left = max(0, rect.column)
        let top = max(0, rect.row)
        return Rect(
            column: left, row: top, columns: min(size.columns, rect.endColumn) - left,
            rows: min(size.rows, rect.endRow) - top)
    }
}
