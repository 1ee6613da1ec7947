/// A table of a PDF's page, found by what stands beside each other.
///
/// A PDF knows no tables: read as text, a price list comes out a column after the other, with the
/// prices far from what they are of.
struct PDFTable {
    /// The lines that it is made of, by their place among the page's.
    var members: Set<Int>
    /// Each row as a line that can be read alone.
    var rows: [String]

    /// The tables of a page.
    static func all(in lines: [PDFLayout.Line]) -> [PDFTable] {
        var tables: [PDFTable] = []
        var run: [[Int]] = []
        let blocks = lines.reduce(into: [:]) { $0[$1.block, default: 0] += 1 }
        func finish() {
            if let table = table(run, lines, blocks) { tables.append(table) }
            run = []
        }
        for row in rows(lines) {
            guard isRow(row.map { lines[$0] }) else {
                finish()
                continue
            }
            if let last = run.last?.first, let first = row.first,
                lines[first].top - lines[last].bottom > 2 * lines[first].height
            {
                finish()
            }
            run.append(row)
        }
        finish()
        return tables
    }

    /// Lines whose middles stand at one height, from left to right; rows from above.
    private static func rows(_ lines: [PDFLayout.Line]) -> [[Int]] {
        var rows: [[Int]] = []
        for index in lines.indices.sorted(by: { lines[$0].middle < lines[$1].middle }) {
            if let first = rows.last?.first,
                lines[index].middle - lines[first].middle
                    < min(lines[index].height, lines[first].height) * 0.3
            {
                rows[rows.count - 1].append(index)
            } else {
                rows.append([index])
            }
        }
        return rows.map { row in row.sorted { lines[$0].left < lines[$1].left } }
    }

    /// Units of ``TextMeasure`` from which a cell is prose: columns of a text stand side by side too.
    private static let prose = 24

    /// Whether these are cells beside each other, and at most one of them is prose.
    private static func isRow(_ cells: [PDFLayout.Line]) -> Bool {
        cells.count >= 2 && cells.count <= DocumentLimits.columns
            && cells.count { TextMeasure.length($0.text) >= prose } <= 1
            && zip(cells, cells.dropFirst()).allSatisfy { $0.right <= $1.left + 1 }
    }

    /// - Parameter blocks: how many lines each block has.
    private static func table(
        _ run: [[Int]], _ lines: [PDFLayout.Line], _ blocks: [Int: Int]
    ) -> PDFTable? {
        let members = Set(run.joined())
        let inside = members.reduce(into: [Int: Int]()) { $0[lines[$1].block, default: 0] += 1 }
        // Lines of a paragraph that happen to stand beside something are left in it.
        let isWhole = inside.allSatisfy { block, count in
            Double(count) >= 0.6 * Double(blocks[block] ?? count)
        }
        guard isWhole, run.count >= 2 || run.count == 1 && inside.count == members.count else {
            return nil
        }
        let rows = run.map { row in row.map { lines[$0] } }
        return PDFTable(members: members, rows: texts(rows))
    }

    private static func texts(_ rows: [[PDFLayout.Line]]) -> [String] {
        guard let header = rows.first, hasNames(rows) else {
            return rows.map { TableRow.text($0.map(\.text), header: []) }
        }
        return rows.dropFirst().map { row in
            var cells = [String](repeating: "", count: header.count)
            for cell in row {
                let column = self.column(of: cell, header)
                cells[column] += (cells[column].isEmpty ? "" : " ") + cell.text
            }
            return TableRow.text(cells, header: header.map(\.text))
        }
    }

    /// Whether the first row names the columns: it alone is without figures.
    private static func hasNames(_ rows: [[PDFLayout.Line]]) -> Bool {
        func hasFigure(_ row: [PDFLayout.Line]) -> Bool {
            row.contains { $0.text.contains(where: \.isNumber) }
        }
        guard let first = rows.first, rows.count >= 2, !hasFigure(first) else { return false }
        let rest = rows.dropFirst()
        return rest.count(where: hasFigure) * 2 > rest.count
            && rest.allSatisfy { $0.count <= first.count }
    }

    /// The column under whose name a cell stands, or stands nearest.
    private static func column(of cell: PDFLayout.Line, _ header: [PDFLayout.Line]) -> Int {
        func distance(_ name: PDFLayout.Line) -> Double {
            max(0, max(name.left - cell.right, cell.left - name.right))
        }
        var best = 0
        for (index, name) in header.enumerated() where distance(name) < distance(header[best]) {
            best = index
        }
        return best
    }
}
