/// Reads the cells of one sheet.
struct SheetReader {
    struct Cell {
        var text = ""
        /// Whether it holds words and not a number.
        var isText = false
    }

    struct Row {
        var number: Int
        var cells: [Cell] = []
        var isHidden = false
    }

    private(set) var rows: [Row] = []
    /// How many cells were read, counting on from other sheets.
    private(set) var cells: Int
    /// Where each row stands in `rows`, by its number.
    private var places: [Int: Int] = [:]
    private var merged = 0
    /// Rows that are read and hold anything.
    private var filled = 0
    private let strings: [String]
    private let formats: CellFormats

    init(strings: [String], formats: CellFormats, cells: Int) {
        self.strings = strings
        self.formats = formats
        self.cells = cells
    }

    /// Reads a sheet.
    /// - Parameter most: stop after so many rows that hold anything; `nil` for all of them.
    mutating func read(_ xml: [UInt8], most: Int? = nil) {
        var tokens = MarkupTokenizer(String(decoding: xml, as: UTF8.self), .xml)
        var cell: MarkupTokenizer.Tag?
        var value = ""
        var isValue = false
        while let token = tokens.next(), cells < DocumentLimits.cells {
            switch token {
            case .start(let tag):
                switch tag.name {
                case "row":
                    filled += rows.last?.cells.contains { !$0.text.isEmpty } == true ? 1 : 0
                    if let most, filled >= most { return }
                    guard rows.count < DocumentLimits.rows else { continue }
                    let number = tag.attributes["r"].flatMap { Int($0) } ?? rows.count + 1
                    rows.append(
                        Row(
                            number: number,
                            isHidden: ["1", "true"].contains(tag.attributes["hidden"])))
                    places[number] = rows.count - 1
                case "c" where !tag.isEmpty:
                    cell = tag
                    value = ""
                case "v", "t": isValue = cell != nil && !tag.isEmpty
                case "mergeCell": if let range = tag.attributes["ref"] { merge(range) }
                default: break
                }
            case .text(let words): if isValue { value += words }
            case .end("v"), .end("t"): isValue = false
            case .end("c"):
                if let cell { add(value, cell) }
                cell = nil
            default: break
            }
        }
    }

    private mutating func add(_ value: String, _ tag: MarkupTokenizer.Tag) {
        guard !rows.isEmpty else { return }
        cells += 1
        let held = rows[rows.count - 1].cells.count
        let column = tag.attributes["r"].flatMap(Self.position)?.column ?? held
        guard (held..<DocumentLimits.columns).contains(column) else { return }
        for _ in held..<column { rows[rows.count - 1].cells.append(Cell()) }
        rows[rows.count - 1].cells.append(content(value, tag))
    }

    private func content(_ value: String, _ tag: MarkupTokenizer.Tag) -> Cell {
        switch tag.attributes["t"] {
        case "s":
            guard let index = Int(value), strings.indices.contains(index) else { return Cell() }
            return Cell(text: ImportText.trimmed(strings[index]), isText: true)
        case "inlineStr", "str": return Cell(text: ImportText.trimmed(value), isText: true)
        case "b": return Cell(text: value == "1" ? "TRUE" : "FALSE")
        case "e": return Cell()
        default:
            let style = tag.attributes["s"].flatMap { Int($0) }
            return Cell(text: formats.text(value, style: style))
        }
    }

    /// Copies a merged cell's words into the rows below it, so that each row reads alone.
    private mutating func merge(_ range: String) {
        let ends = range.split(separator: ":").compactMap { Self.position(String($0)) }
        merged += 1
        guard merged <= DocumentLimits.merged, ends.count == 2, ends[0].row < ends[1].row,
            ends[1].row - ends[0].row <= 1000
        else { return }
        let column = ends[0].column
        guard let first = places[ends[0].row],
            rows[first].cells.indices.contains(column)
        else { return }
        var cell = rows[first].cells[column]
        cell.text = String(cell.text.prefix(DocumentLimits.repeated))
        for number in (ends[0].row + 1)...ends[1].row {
            guard column < DocumentLimits.columns, let index = places[number] else { continue }
            while rows[index].cells.count <= column { rows[index].cells.append(Cell()) }
            if rows[index].cells[column].text.isEmpty { rows[index].cells[column] = cell }
        }
    }

    /// The column, from 0, and row, from 1, of a reference such as `AB12`.
    static func position(_ reference: String) -> (column: Int, row: Int)? {
        var column = 0
        var row = 0
        for byte in reference.utf8 {
            if (0x41...0x5A).contains(byte), row == 0 {
                column = column * 26 + Int(byte) - 0x40
            } else if (0x30...0x39).contains(byte) {
                row = row * 10 + Int(byte) - 0x30
            } else {
                return nil
            }
            if column > 20_000 || row > 2_000_000 { return nil }
        }
        return column > 0 && row > 0 ? (column - 1, row) : nil
    }
}
