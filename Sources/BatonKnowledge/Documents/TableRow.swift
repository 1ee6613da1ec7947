/// A row of a table as a line that can be read alone.
enum TableRow {
    /// The cells, each after its column's name: `尺碼：M；價錢：$120`.
    ///
    /// Without names, two cells read as a name and its value, and more with a bar between them.
    static func text(_ cells: [String], header: [String]) -> String {
        let cells = cells.map(WhiteSpace.onOneLine)
        var parts: [(name: String, value: String)] = []
        for (index, value) in cells.enumerated() where !value.isEmpty {
            let name = index < header.count ? header[index] : ""
            let words = WhiteSpace.onOneLine(name.prefix(DocumentLimits.repeated))
            // A cell that spans columns was copied into each of them.
            if index > 0, value == cells[index - 1], words.isEmpty || words == parts.last?.name {
                continue
            }
            parts.append((words, value))
        }
        if header.isEmpty, parts.count == 2 {
            return label(parts[0].value, parts[1].value)
        }
        let isChinese = parts.contains { $0.name.unicodeScalars.contains(where: TextMeasure.isHan) }
        return parts.map { $0.name.isEmpty ? $0.value : label($0.name, $0.value) }
            .joined(separator: header.isEmpty ? " | " : isChinese ? "；" : "; ")
    }

    private static func label(_ name: String, _ value: String) -> String {
        if let last = name.last, ":：?？".contains(last) { return name + " " + value }
        let isChinese = name.unicodeScalars.contains(where: TextMeasure.isHan)
        return name + (isChinese ? "：" : ": ") + value
    }
}
