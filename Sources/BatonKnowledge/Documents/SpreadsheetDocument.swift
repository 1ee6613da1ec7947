import BatonArchive
import BatonCore

/// Reads a workbook (.xlsx): each sheet a heading, each row a line with its columns' names.
package enum SpreadsheetDocument {
    /// Reads a workbook.
    package static func read(_ bytes: [UInt8]) -> DocumentContent {
        var content = DocumentContent()
        do throws(ZipArchive.Failure) {
            let last = try WorkbookSheets.each(of: try ZipArchive(document: bytes)) {
                sheet, rows in
                switch rows {
                case .success(let rows): add(rows, sheet, to: &content)
                case .failure(let failure):
                    content.faults.append(
                        DocumentContent.Fault(
                            place: .row(sheet: sheet.name, 1), reason: PackedFile.reason(failure)))
                }
            }
            if let last {
                content.fault(
                    .row(sheet: last.name, 1),
                    "the workbook has more than \(DocumentLimits.cells) cells; the rest was left"
                        + " out; split it",
                    "活頁簿超過 \(DocumentLimits.cells) 格；其餘未讀入；請分拆")
            }
        } catch {
            let reason = PackedFile.reason(error)
            content.faults.append(DocumentContent.Fault(place: .whole, reason: reason))
        }
        return content
    }

    private static func add(
        _ rows: [SheetReader.Row], _ sheet: Workbook.Sheet, to content: inout DocumentContent
    ) {
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
