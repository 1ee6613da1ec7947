/// Reads comma-separated values that are a table and not entries: the first row names the columns.
package enum TableFile {
    /// Reads a table.
    package static func read(_ bytes: [UInt8]) -> DocumentContent {
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        var content = DocumentContent()
        var reader = CSVReader(bytes)
        var cells = 0
        do throws(ImportRefusal) {
            let header = try reader.next()?.fields ?? []
            while let record = try reader.next(), cells < DocumentLimits.cells {
                cells += record.fields.count
                let text = TableRow.text(
                    Array(record.fields.prefix(DocumentLimits.columns)), header: header)
                if !text.isEmpty {
                    content.add(DocumentBlock(.row, text, at: .line(record.line)))
                }
            }
        } catch {
            content.faults.append(
                DocumentContent.Fault(
                    place: .line(error.line ?? reader.line), reason: error.reason))
        }
        return content
    }
}
