/// Reads what `pdftotext` takes out of a PDF, with the place of each line.
package enum PDFDocument {
    /// Reads a layout.
    /// - Parameter text: what `pdftotext -bbox-layout` writes.
    package static func read(_ text: String) -> DocumentContent {
        let layout = PDFLayout(text)
        var content = DocumentContent()
        for (page, words) in layout.tiny {
            content.hide(words, how: "letters too small to see", at: .page(page))
        }
        let repeated = repeatedLines(layout.pages)
        let sizes = LetterSizes(layout.pages)
        for (index, page) in layout.pages.enumerated() {
            var kept = page
            kept.lines.removeAll { isFurniture($0, of: page, repeated) }
            kept.lines = PDFCells.cut(kept.lines)
            if kept.lines.isEmpty {
                content.fault(
                    .page(index + 1),
                    "the page holds no text (a scan or a picture?); run it through OCR first",
                    "此頁沒有文字（掃描或圖片？）；請先作文字辨識")
                continue
            }
            read(kept.lines, page: index + 1, sizes, into: &content)
        }
        if layout.pages.isEmpty {
            content.fault(
                .whole, "the PDF holds no text (a scan?); run it through OCR first",
                "PDF 沒有文字（掃描？）；請先作文字辨識")
        }
        return content
    }

    /// The usual heights of lines, by script: what is higher is a heading.
    private struct LetterSizes {
        private var usual: [Bool: Double] = [:]

        init(_ pages: [PDFLayout.Page]) {
            for isHan in [false, true] {
                // Each line as often as it has letters: headings are few and short.
                let lines = pages.flatMap(\.lines).filter { $0.isHan == isHan }
                    .sorted { $0.height < $1.height }
                let half = lines.reduce(0) { $0 + $1.text.utf8.count } / 2
                var count = 0
                usual[isHan] =
                    lines.first {
                        count += $0.text.utf8.count
                        return count > half
                    }?.height
            }
        }

        /// The level of a heading; `nil` where the letters are no larger than usual.
        func level(of line: PDFLayout.Line) -> Int? {
            guard let usual = usual[line.isHan] else { return nil }
            return line.height >= 1.7 * usual ? 1 : line.height >= 1.15 * usual ? 2 : nil
        }
    }

    private static func read(
        _ lines: [PDFLayout.Line], page: Int, _ sizes: LetterSizes,
        into content: inout DocumentContent
    ) {
        let tables = PDFTable.all(in: lines)
        let margins = Margins(lines)
        var tableOf: [Int: Int] = [:]
        for (number, table) in tables.enumerated() {
            for member in table.members { tableOf[member] = number }
        }
        var told: Set<Int> = []
        var paragraph: [PDFLayout.Line] = []
        func finish(isBeforeText: Bool) {
            guard let first = paragraph.first else { return }
            defer { paragraph = [] }
            var kind = DocumentBlock.Kind.paragraph
            if paragraph.count <= 2, isShort(first.text), let level = sizes.level(of: first) {
                kind = .heading(level)
            } else if paragraph.count == 1, isBeforeText, isHeading(first.text) {
                kind = .heading(2)
            }
            for text in joined(paragraph, margins) {
                content.add(DocumentBlock(kind, text, at: .page(page)))
            }
        }
        for (index, line) in lines.enumerated() {
            if let number = tableOf[index] {
                finish(isBeforeText: true)
                guard told.insert(number).inserted else { continue }
                for row in tables[number].rows {
                    content.add(DocumentBlock(.row, row, at: .page(page)))
                }
            } else if let item = PlainTextDocument.item(line.text) {
                finish(isBeforeText: true)
                content.add(DocumentBlock(.item, item, at: .page(page)))
            } else {
                if let last = paragraph.last, isBreak(last, line, sizes) {
                    finish(isBeforeText: true)
                }
                paragraph.append(line)
            }
        }
        finish(isBeforeText: false)
    }

    /// Whether a new paragraph begins between two lines.
    private static func isBreak(
        _ last: PDFLayout.Line, _ next: PDFLayout.Line, _ sizes: LetterSizes
    ) -> Bool {
        last.block != next.block || sizes.level(of: last) != sizes.level(of: next)
            || next.top - last.bottom > 0.8 * min(last.height, next.height)
    }

    private static func isShort(_ text: String) -> Bool { TextMeasure.length(text) <= 60 }

    /// A line alone that is short and does not end as a sentence does is a heading.
    private static func isHeading(_ line: String) -> Bool {
        guard TextMeasure.length(line) <= 40, let last = line.last else { return false }
        return !"。，；：！.,;:!".contains(last) && line.contains(where: \.isLetter)
    }

    /// The lines of a paragraph as one text; after a line that leaves much of the width free
    /// another begins, as between items whose marks are no letters.
    private static func joined(_ lines: [PDFLayout.Line], _ margins: Margins) -> [String] {
        guard let first = lines.first else { return [] }
        let width = margins.right(of: first) - first.left
        var texts: [String] = []
        var text = ""
        var last: PDFLayout.Line?
        for line in lines {
            let words = line.text
            if text.hasSuffix("-"), words.first?.isLowercase ?? false {
                text.removeLast()
                text += words
            } else if let last, last.right - first.left < 0.6 * width {
                texts.append(text)
                text = words
            } else {
                text = text.isEmpty ? words : PlainTextDocument.joined([text, words])
            }
            last = line
        }
        return texts + [text]
    }

    /// How far lines that begin near each other reach to the right.
    private struct Margins {
        /// Points to which lists stand in from the text above them.
        private static let indent = 40.0

        private var rights: [Int: Double] = [:]

        init(_ lines: [PDFLayout.Line]) {
            for line in lines {
                let place = Self.place(line)
                rights[place] = max(rights[place] ?? line.right, line.right)
            }
        }

        func right(of line: PDFLayout.Line) -> Double {
            let place = Self.place(line)
            return (place - 1...place + 1).compactMap { rights[$0] }.max() ?? line.right
        }

        private static func place(_ line: PDFLayout.Line) -> Int {
            Int(min(max(line.left / indent, -1e6), 1e6))
        }
    }

    /// First and last lines that come on most of three pages or more: running heads and feet.
    private static func repeatedLines(_ pages: [PDFLayout.Page]) -> Set<String> {
        guard pages.count >= 3 else { return [] }
        var counts: [String: Int] = [:]
        for page in pages {
            let edges = [
                page.lines.min { $0.top < $1.top }, page.lines.max { $0.bottom < $1.bottom },
            ]
            for line in Set(edges.compactMap { $0.map { masked($0.text) } }) {
                counts[line, default: 0] += 1
            }
        }
        return Set(counts.filter { $0.value * 2 > pages.count && !$0.key.isEmpty }.keys)
    }

    private static func masked(_ line: String) -> String {
        String(line.map { $0.isNumber ? "0" : $0 })
    }

    /// Whether a line belongs to the page and not to the text: a running head or foot, the page's
    /// number, the day it was printed, the file that it was printed from.
    private static func isFurniture(
        _ line: PDFLayout.Line, of page: PDFLayout.Page, _ repeated: Set<String>
    ) -> Bool {
        if repeated.contains(masked(line.text)) || isNumber(line.text) { return true }
        let isAtEdge =
            line.middle < edge * page.height || line.middle > (1 - edge) * page.height
        return isAtEdge && isPrinted(line.text)
    }

    /// The part of a page's height above and below which heads and feet stand.
    private static let edge = 0.08

    private static func isNumber(_ line: String) -> Bool {
        !line.isEmpty && line.count <= 5 && line.allSatisfy { $0.isNumber || "- –".contains($0) }
    }

    /// What a browser or an office program prints at a page's edge.
    private static func isPrinted(_ line: String) -> Bool {
        let words = line.split(separator: " ")
        if words.count == 1, line.contains("://") { return true }
        let letters = line.lowercased().filter(\.isLetter)
        let hasFigure = line.contains(where: \.isNumber)
        return hasFigure && ["", "am", "pm", "page", "pageof", "p", "第頁", "第頁共頁"].contains(letters)
    }
}
