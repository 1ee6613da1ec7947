import BatonArchive
import BatonCore

/// Entries as the rows of a workbook's sheets (.xlsx).
enum SheetEntries {
    static func read(_ bytes: [UInt8], knowledge: String, into collector: inout ImportCollector) {
        let file = collector.file
        defer { collector.file = file }
        do throws(ZipArchive.Failure) {
            try WorkbookSheets.each(of: try ZipArchive(document: bytes)) { sheet, content in
                collector.file = "\(file), \(sheet.name)"
                switch content {
                case .failure(let failure):
                    collector.refuse(ImportRefusal(PackedFile.reason(failure)), line: 1)
                case .success(let rows):
                    add(rows, of: sheet, knowledge: knowledge, into: &collector)
                }
            }
        } catch {
            collector.file = file
            collector.refuse(ImportRefusal(PackedFile.reason(error)), line: 1)
        }
    }

    /// Whether a sheet that people see has a row that names a column of questions or of answers.
    static func holdsEntries(_ bytes: [UInt8]) -> Bool {
        guard let archive = try? ZipArchive(document: bytes) else { return false }
        var isFound = false
        // The rest is read once, as what it turns out to be.
        _ = try? WorkbookSheets.each(of: archive, most: EntryTable.rowsBeforeHeader) {
            sheet, content in
            guard !sheet.isHidden, case .success(let rows) = content else { return }
            isFound =
                isFound
                || rows.prefix(EntryTable.rowsBeforeHeader).contains {
                    EntryColumns($0.cells.map(\.text)) != nil
                }
        }
        return isFound
    }

    private static func add(
        _ rows: [SheetReader.Row], of sheet: Workbook.Sheet, knowledge: String,
        into collector: inout ImportCollector
    ) {
        var table = EntryTable(knowledge: knowledge)
        let shown = sheet.isHidden ? [] : rows.filter { !$0.isHidden }
        for row in shown {
            table.take(row.cells.map(\.text), line: row.number, into: &collector)
        }
        let hidden = rows.count - shown.count
        if hidden > 0 {
            collector.note(
                BilingualText(
                    "\(hidden) hidden rows were passed over", "\(hidden) 列已隱藏，未讀入"), line: 1)
        }
        if !table.hasHeader, !shown.isEmpty {
            collector.note(
                BilingualText(
                    "the sheet names no column of questions or answers and was passed over",
                    "此工作表沒有問題或答案的欄，未讀入"), line: 1)
        }
    }
}
