/// A table as it is read, cell by cell.
struct HTMLTable {
    private struct Cell {
        var text = ""
        var isHeader = false
        var columns = 1
        var rows = 1
    }

    private let line: Int
    private var rows: [(line: Int, cells: [Cell])] = []
    private var cell: Cell?
    private var cells = 0

    init(line: Int) { self.line = line }

    var isInCell: Bool { cell != nil }

    mutating func startRow(line: Int) {
        endRow()
        if cells < DocumentLimits.cells { rows.append((line, [])) }
    }

    mutating func startCell(isHeader: Bool, columns: Int, rows spanned: Int) {
        endCell()
        if rows.isEmpty { rows.append((line, [])) }
        cell = Cell(
            isHeader: isHeader, columns: min(max(1, columns), 32), rows: min(max(1, spanned), 256))
    }

    mutating func add(_ words: String) {
        guard let held = cell?.text else { return }
        cell?.text = held.isEmpty ? words : held + "\n" + words
    }

    mutating func endCell() {
        guard let ended = cell else { return }
        cell = nil
        guard cells < DocumentLimits.cells, let last = rows.last,
            last.cells.count < DocumentLimits.columns
        else { return }
        cells += 1
        rows[rows.count - 1].cells.append(ended)
    }

    mutating func endRow() { endCell() }

    /// The rows as text, with the line that each stands on.
    consuming func finished() -> [(line: Int, text: String)] {
        endRow()
        var grid = self.grid()
        var header: [String] = []
        if let first = grid.first, first.isHeader, grid.count > 1 {
            header = first.cells
            grid.removeFirst()
        }
        var result: [(line: Int, text: String)] = []
        var bytes = 0
        for row in grid where bytes <= DocumentLimits.textBytes {
            let text = TableRow.text(row.cells, header: header)
            if text.isEmpty { continue }
            bytes += text.utf8.count
            result.append((row.line, text))
        }
        return result
    }

    /// The cells in their columns; one that spans others is copied into each, up to the limit of
    /// cells, so that no table grows out of few.
    private func grid() -> [(line: Int, cells: [String], isHeader: Bool)] {
        var grid: [(line: Int, cells: [String], isHeader: Bool)] = []
        var hanging: [Int: (text: String, rows: Int)] = [:]
        var made = 0
        for row in rows where made <= DocumentLimits.cells {
            var texts: [String] = []
            func fillHanging() {
                while let held = hanging[texts.count], texts.count < DocumentLimits.columns {
                    hanging[texts.count] = held.rows > 1 ? (held.text, held.rows - 1) : nil
                    texts.append(held.text)
                }
            }
            for cell in row.cells {
                fillHanging()
                let copy = String(cell.text.prefix(DocumentLimits.repeated))
                for index in 0..<cell.columns where texts.count < DocumentLimits.columns {
                    if cell.rows > 1 { hanging[texts.count] = (copy, cell.rows - 1) }
                    texts.append(index == 0 ? cell.text : copy)
                }
            }
            fillHanging()
            made += texts.count
            let isHeader = !row.cells.isEmpty && row.cells.allSatisfy(\.isHeader)
            grid.append((row.line, texts, isHeader))
        }
        return grid
    }
}
