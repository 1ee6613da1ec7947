/// A size in cells.
package struct Size: Sendable, Hashable {
    /// Columns.
    package var columns: Int
    /// Rows.
    package var rows: Int

    /// Makes a size.
    package init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }
}

/// A place in cells, from the top left.
package struct Point: Sendable, Hashable {
    /// Column, from 0.
    package var column: Int
    /// Row, from 0.
    package var row: Int

    /// Makes a place.
    package init(column: Int, row: Int) {
        self.column = column
        self.row = row
    }
}

/// A rectangle of cells.
package struct Rect: Sendable, Hashable {
    /// Its left column.
    package var column: Int
    /// Its top row.
    package var row: Int
    /// Its width, never negative.
    package var columns: Int
    /// Its height, never negative.
    package var rows: Int

    /// Makes a rectangle; negative sizes become 0.
    package init(column: Int, row: Int, columns: Int, rows: Int) {
        self.column = column
        self.row = row
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }

    /// The whole of a size.
    package init(_ size: Size) {
        self.init(column: 0, row: 0, columns: size.columns, rows: size.rows)
    }

    /// The column after the last.
    package var endColumn: Int { column + columns }
    /// The row after the last.
    package var endRow: Int { row + rows }

    /// Without `columns` on both sides and `rows` above and below.
    package func inset(columns: Int = 0, rows: Int = 0) -> Rect {
        Rect(
            column: column + columns, row: row + rows, columns: self.columns - 2 * columns,
            rows: self.rows - 2 * rows)
    }

    /// The top `count` rows, and what is below them.
    package func splitTop(_ count: Int) -> (top: Rect, rest: Rect) {
        let count = min(max(0, count), rows)
        return (
            Rect(column: column, row: row, columns: columns, rows: count),
            Rect(column: column, row: row + count, columns: columns, rows: rows - count)
        )
    }

    /// What is above, and the bottom `count` rows.
    package func splitBottom(_ count: Int) -> (rest: Rect, bottom: Rect) {
        let (rest, bottom) = splitTop(rows - min(max(0, count), rows))
        return (rest, bottom)
    }

    /// The left `count` columns, and what is right of them.
    package func splitLeft(_ count: Int) -> (left: Rect, rest: Rect) {
        let count = min(max(0, count), columns)
        return (
            Rect(column: column, row: row, columns: count, rows: rows),
            Rect(column: column + count, row: row, columns: columns - count, rows: rows)
        )
    }

    /// What is left, and the right `count` columns.
    package func splitRight(_ count: Int) -> (rest: Rect, right: Rect) {
        let (rest, right) = splitLeft(columns - min(max(0, count), columns))
        return (rest, right)
    }

    /// A rectangle of at most this size in the middle.
    package func centred(columns: Int, rows: Int) -> Rect {
        let width = min(columns, self.columns)
        let height = min(rows, self.rows)
        return Rect(
            column: column + (self.columns - width) / 2, row: row + (self.rows - height) / 2,
            columns: width, rows: height)
    }
}
