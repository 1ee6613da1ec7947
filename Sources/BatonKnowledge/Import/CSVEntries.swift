/// Entries as a table of separated values.
enum CSVEntries {
    static func read(
        _ bytes: ArraySlice<UInt8>, knowledge: String, into collector: inout ImportCollector
    ) {
        var reader = CSVReader(bytes)
        var table = EntryTable(knowledge: knowledge)
        do throws(ImportRefusal) {
            while let record = try reader.next() {
                table.take(record.fields, line: record.line, into: &collector)
            }
        } catch {
            collector.refuse(error, line: reader.line)
            return
        }
        table.finish(into: &collector)
    }

    /// Whether a file's first rows name a column of questions or of answers.
    static func holdsEntries(_ bytes: ArraySlice<UInt8>) -> Bool {
        var reader = CSVReader(bytes)
        for _ in 0..<EntryTable.rowsBeforeHeader {
            guard let record = try? reader.next() else { return false }
            if EntryColumns(record.fields) != nil { return true }
        }
        return false
    }
}
