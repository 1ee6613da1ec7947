/// Reads plain text: blank lines part paragraphs, list marks make items.
package enum PlainTextDocument {
    /// Reads a text.
    package static func read(_ text: String) -> DocumentContent {
        var content = DocumentContent()
        var paragraph: [String] = []
        var start = 1
        func finish(_ content: inout DocumentContent) {
            guard !paragraph.isEmpty else { return }
            content.blocks.append(
                DocumentBlock(.paragraph, joined(paragraph), at: .line(start)))
            paragraph = []
        }
        for (index, raw) in MarkdownEntries.lines(of: text).enumerated() {
            let line = ImportText.trimmed(raw)
            if line.isEmpty {
                finish(&content)
            } else if let item = item(line) {
                finish(&content)
                content.blocks.append(DocumentBlock(.item, item, at: .line(index + 1)))
            } else {
                if paragraph.isEmpty { start = index + 1 }
                paragraph.append(line)
            }
        }
        finish(&content)
        return content
    }

    /// The words of a list's item; `nil` where the line is none.
    static func item(_ line: String) -> String? {
        for mark in ["- ", "* ", "+ ", "• ", "・", "● ", "‧ "] where line.hasPrefix(mark) {
            let words = ImportText.trimmed(line.dropFirst(mark.count))
            return words.isEmpty ? nil : words
        }
        return nil
    }

    /// Lines of one paragraph as one text: where a line was broken between two Chinese characters
    /// nothing stands between them, else a space.
    static func joined(_ lines: [String]) -> String {
        var text = ""
        for line in lines {
            if let last = text.unicodeScalars.last, let first = line.unicodeScalars.first,
                !(TextMeasure.isWide(last) && TextMeasure.isWide(first))
            {
                text += " "
            }
            text += line
        }
        return text
    }
}
