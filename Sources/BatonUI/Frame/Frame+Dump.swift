extension Frame {
    /// The frame as text, a line a row, without spaces at line ends: what goldens compare.
    package func dump() -> String {
        (0..<size.rows).map { row in
            var line = ""
            for column in 0..<size.columns where self[column, row].width > 0 {
                line.append(self[column, row].character)
            }
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }

    /// The roles that each row shows, in order and without repetition: the style layer of goldens.
    package func dumpRoles() -> String {
        (0..<size.rows).map { row in
            var runs: [String] = []
            for column in 0..<size.columns {
                let cell = self[column, row]
                guard cell.character != " " else { continue }
                let style = cell.style
                let name = style.role.rawValue + (style.ground.map { "@" + $0.rawValue } ?? "")
                if runs.last != name { runs.append(name) }
            }
            return runs.joined(separator: " ")
        }.joined(separator: "\n")
    }

    /// The runs of cells in which this frame differs from an earlier one of the same size.
    package func changes(from earlier: Frame?) -> [(row: Int, columns: Range<Int>)] {
        guard let earlier, earlier.size == size else {
            return (0..<size.rows).map { ($0, 0..<size.columns) }
        }
        var runs: [(row: Int, columns: Range<Int>)] = []
        for row in 0..<size.rows {
            let start = row * size.columns
            let range = start..<(start + size.columns)
            if cells[range] == earlier.cells[range] { continue }
            var column = 0
            while column < size.columns {
                guard cells[start + column] != earlier.cells[start + column] else {
                    column += 1
                    continue
                }
                var end = column + 1
                while end < size.columns, cells[start + end] != earlier.cells[start + end] {
                    end += 1
                }
                runs.append((row, column..<end))
                column = end
            }
        }
        return runs
    }
}
