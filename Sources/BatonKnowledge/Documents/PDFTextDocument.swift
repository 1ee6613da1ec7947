/// Reads the text that `pdftotext` takes out of a PDF: pages are parted by form feeds.
package enum PDFTextDocument {
    /// Reads a text.
    package static func read(_ text: String) -> DocumentContent {
        var content = DocumentContent()
        var pages = text.split(separator: "\u{0C}", omittingEmptySubsequences: false).map {
            MarkdownEntries.lines(of: String($0)).map { ImportText.trimmed($0) }
        }
        if pages.last?.allSatisfy(\.isEmpty) ?? false { pages.removeLast() }
        let repeated = repeatedLines(pages)
        for (index, lines) in pages.enumerated() {
            let page = index + 1
            let kept = lines.map { repeated.contains(masked($0)) || isNumber($0) ? "" : $0 }
            if kept.allSatisfy(\.isEmpty) {
                content.fault(
                    .page(page),
                    "the page holds no text (a scan or a picture?); run it through OCR first",
                    "此頁沒有文字（掃描或圖片？）；請先作文字辨識")
                continue
            }
            read(kept, page: page, into: &content)
        }
        if pages.isEmpty {
            content.fault(
                .whole, "the PDF holds no text (a scan?); run it through OCR first",
                "PDF 沒有文字（掃描？）；請先作文字辨識")
        }
        return content
    }

    private static func read(_ lines: [String], page: Int, into content: inout DocumentContent) {
        var paragraph: [String] = []
        func finish(_ content: inout DocumentContent, isBeforeText: Bool) {
            defer { paragraph = [] }
            guard let first = paragraph.first else { return }
            if paragraph.count == 1, isBeforeText, isHeading(first) {
                content.blocks.append(DocumentBlock(.heading(2), first, at: .page(page)))
            } else {
                content.blocks.append(
                    DocumentBlock(.paragraph, joined(paragraph), at: .page(page)))
            }
        }
        for (index, line) in lines.enumerated() {
            if line.isEmpty {
                finish(&content, isBeforeText: lines[(index + 1)...].contains { !$0.isEmpty })
            } else if let item = PlainTextDocument.item(line) {
                finish(&content, isBeforeText: true)
                content.blocks.append(DocumentBlock(.item, item, at: .page(page)))
            } else {
                paragraph.append(line)
            }
        }
        finish(&content, isBeforeText: false)
    }

    /// A line alone that is short and does not end as a sentence does is a heading.
    private static func isHeading(_ line: String) -> Bool {
        guard TextMeasure.length(line) <= 40, let last = line.last else { return false }
        return !"。，；：！.,;:!".contains(last) && line.contains(where: \.isLetter)
    }

    private static func joined(_ lines: [String]) -> String {
        var text = ""
        for line in lines {
            if text.hasSuffix("-"), line.first?.isLowercase ?? false {
                text.removeLast()
                text += line
            } else {
                text = text.isEmpty ? line : PlainTextDocument.joined([text, line])
            }
        }
        return text
    }

    /// First and last lines that come on most of three pages or more: running heads and feet.
    private static func repeatedLines(_ pages: [[String]]) -> Set<String> {
        guard pages.count >= 3 else { return [] }
        var counts: [String: Int] = [:]
        for lines in pages {
            let filled = lines.filter { !$0.isEmpty }
            for line in Set([filled.first, filled.last].compactMap { $0 }.map(masked)) {
                counts[line, default: 0] += 1
            }
        }
        return Set(counts.filter { $0.value * 2 > pages.count && !$0.key.isEmpty }.keys)
    }

    private static func masked(_ line: String) -> String {
        String(line.map { $0.isNumber ? "0" : $0 })
    }

    private static func isNumber(_ line: String) -> Bool {
        !line.isEmpty && line.count <= 5 && line.allSatisfy { $0.isNumber || "- –".contains($0) }
    }
}
