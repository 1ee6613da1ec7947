/// Cuts lines of a narrow table into its cells: columns that stand close are one line to
/// `pdftotext`, but for their names, which are shorter and stand apart.
struct PDFCells {
    /// Points that no word of any row covers: less is a space between words.
    private static let gutter = 3.0

    private var lines: [PDFLayout.Line]

    /// The lines of a page, those of narrow tables cut.
    static func cut(_ lines: [PDFLayout.Line]) -> [PDFLayout.Line] {
        var cells = PDFCells(lines: [])
        var index = 0
        while index < lines.count {
            let names = header(at: index, in: lines)
            // What follows one line alone is not looked at: a page may be one long block.
            let rows = names.count >= 2 ? rows(after: names, in: lines) : index..<index
            if !rows.isEmpty,
                let columns = columns(Array(lines[names]) + lines[rows]),
                columns.count == names.count
            {
                cells.lines += lines[names]
                for row in lines[rows] { cells.add(row, columns) }
                index = rows.upperBound
            } else {
                cells.lines += lines[names]
                index = names.upperBound
            }
        }
        return cells.lines
    }

    /// The lines from one on that stand beside each other in its block.
    private static func header(at index: Int, in lines: [PDFLayout.Line]) -> Range<Int> {
        var end = index + 1
        while end < lines.count, lines[end].block == lines[index].block,
            lines[end].left > lines[end - 1].right,
            abs(lines[end].middle - lines[index].middle) < lines[index].height * 0.3
        {
            end += 1
        }
        return index..<end
    }

    /// The lines below in the same block, each alone at its height.
    private static func rows(after names: Range<Int>, in lines: [PDFLayout.Line]) -> Range<Int> {
        var end = names.upperBound
        while end < lines.count, lines[end].block == lines[names.lowerBound].block,
            lines[end].middle > lines[end - 1].middle + lines[end].height * 0.3
        {
            end += 1
        }
        return names.upperBound..<end
    }

    /// What of the width is covered by words, between gutters that go through all lines.
    private static func columns(_ lines: [PDFLayout.Line]) -> [ClosedRange<Double>]? {
        var columns: [ClosedRange<Double>] = []
        for word in lines.flatMap(\.words).sorted(by: { $0.left < $1.left }) {
            guard word.left <= word.right else { return nil }
            if let last = columns.last, word.left - last.upperBound < gutter {
                columns[columns.count - 1] =
                    last.lowerBound...max(last.upperBound, word.right)
            } else {
                columns.append(word.left...word.right)
            }
        }
        return columns
    }

    private mutating func add(_ row: PDFLayout.Line, _ columns: [ClosedRange<Double>]) {
        for column in columns {
            var cell = row
            cell.words = row.words.filter { column.contains($0.left) }
            guard let first = cell.words.first, let last = cell.words.last else { continue }
            cell.left = first.left
            cell.right = last.right
            lines.append(cell)
        }
    }
}
