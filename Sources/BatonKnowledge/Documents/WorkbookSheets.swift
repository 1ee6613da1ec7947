import BatonArchive
import BatonCore

/// Goes through a workbook's sheets.
///
/// Source: ECMA-376 part 1, SpreadsheetML. The format is a zip of XML that reads as tables
/// directly; programs that turn it into text lose merged cells, hidden sheets and dates.
enum WorkbookSheets {
    /// Calls `body` with each sheet and its rows that hold anything, until the workbook's cells
    /// are over the limit.
    /// - Parameter most: read so many rows of each sheet that hold anything; `nil` for all of them.
    /// - Returns: the sheet at which the limit was reached; `nil` where all was read.
    /// - Throws: why the workbook cannot be read.
    @discardableResult
    static func each(
        of archive: ZipArchive, most: Int? = nil,
        _ body: (Workbook.Sheet, Result<[SheetReader.Row], ZipArchive.Failure>) -> Void
    ) throws(ZipArchive.Failure) -> Workbook.Sheet? {
        guard let book = try archive.part("xl/workbook.xml") else { throw .notZip }
        let workbook = Workbook(book)
        let targets = Workbook.targets(try archive.part("xl/_rels/workbook.xml.rels") ?? [])
        let strings = Workbook.strings(try archive.part("xl/sharedStrings.xml") ?? [])
        let formats = CellFormats(
            try archive.part("xl/styles.xml") ?? [], isFrom1904: workbook.isFrom1904)
        var cells = 0
        for sheet in workbook.sheets {
            let path = targets[sheet.relation] ?? ""
            let name = path.hasPrefix("/") ? String(path.dropFirst()) : "xl/" + path
            do throws(ZipArchive.Failure) {
                guard let bytes = try archive.part(name) else { throw .damaged }
                var reader = SheetReader(strings: strings, formats: formats, cells: cells)
                reader.read(bytes, most: most)
                cells = reader.cells
                body(sheet, .success(reader.rows.filter { !$0.cells.allSatisfy(\.text.isEmpty) }))
            } catch {
                body(sheet, .failure(error))
            }
            if cells >= DocumentLimits.cells { return sheet }
        }
        return nil
    }
}
