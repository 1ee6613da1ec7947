import BatonArchive
import BatonCore

/// Reads a workbook (.xlsx): each sheet a heading, each row a line with its columns' names.
///
/// Source: ECMA-376 part 1, SpreadsheetML. The format is a zip of XML that reads as tables
/// directly; programs that turn it into text lose merged cells, hidden sheets and dates.
package enum SpreadsheetDocument {
    /// Reads a workbook.
    package static func read(_ bytes: [UInt8]) -> DocumentContent {
        var content = DocumentContent()
        do throws(ZipArchive.Failure) {
            let archive = try ZipArchive(document: bytes)
            try read(archive, into: &content)
        } catch {
            let reason = PackedFile.reason(error)
            content.faults.append(DocumentContent.Fault(place: .whole, reason: reason))
        }
        return content
    }

    private static func read(
        _ archive: ZipArchive, into content: inout DocumentContent
    ) throws(ZipArchive.Failure) {
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
                reader.read(bytes)
                cells = reader.cells
                add(reader, sheet, to: &content)
            } catch {
                content.faults.append(
                    DocumentContent.Fault(
                        place: .row(sheet: sheet.name, 1), reason: PackedFile.reason(error)))
            }
            if cells >= DocumentLimits.cells {
                content.fault(
                    .row(sheet: sheet.name, 1),
                    "the workbook has more than \(DocumentLimits.cells) cells; the rest was left"
                        + " out; split it",
                    "活頁簿超過 \(DocumentLimits.cells) 格；其餘未讀入；請分拆")
                break
            }
        }
    }

    private static func add(
        _ reader: SheetReader, _ sheet: Workbook.Sheet, to content: inout DocumentContent
    ) {
        let rows = reader.rows.filter { $0.cells.contains { !$0.text.isEmpty } }
        if sheet.isHidden {
            let words = rows.prefix(20).flatMap(\.cells).map(\.text).filter { !$0.isEmpty }
            content.hide(
                words.joined(separator: " "), how: "a hidden sheet",
                at: .row(sheet: sheet.name, 1))
            return
        }
        guard !rows.isEmpty else { return }
        content.blocks.append(
            DocumentBlock(.heading(2), sheet.name, at: .row(sheet: sheet.name, 1)))
        let header = rows.firstIndex { row in
            let filled = row.cells.filter { !$0.text.isEmpty }
            return filled.count >= 2 && filled.allSatisfy(\.isText)
        }
        for (index, row) in rows.enumerated() {
            let place = DocumentPlace.row(sheet: sheet.name, row.number)
            let texts = row.cells.map(\.text)
            if row.isHidden {
                content.hide(texts.joined(separator: " "), how: "a hidden row", at: place)
            } else if let header, index > header {
                let text = TableRow.text(texts, header: rows[header].cells.map(\.text))
                content.add(DocumentBlock(.row, text, at: place))
            } else if index != header || rows.count == 1 {
                let text = TableRow.text(texts, header: [])
                content.add(DocumentBlock(.paragraph, text, at: place))
            }
        }
    }
}
