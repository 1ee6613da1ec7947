/// Reads Markdown that is a document and not entries: headings, lists, tables and paragraphs.
package enum MarkdownDocument {
    /// Whether a Markdown file holds entries: it begins with front matter.
    package static func holdsEntries(_ bytes: [UInt8]) -> Bool {
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        let space: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        return bytes.drop { space.contains($0) }.starts(with: "---".utf8)
    }

    /// Reads a text.
    package static func read(_ text: String) -> DocumentContent {
        var reader = Reader()
        for (index, line) in MarkdownEntries.lines(of: text).enumerated() {
            reader.take(line, number: index + 1)
        }
        reader.finish()
        return reader.content
    }

    private struct Reader {
        var content = DocumentContent()
        private var paragraph: [String] = []
        private var start = 1
        private var isInCode = false
        private var comment: (text: String, line: Int)?
        private var rows: [(line: Int, cells: [String])] = []
        private var header: [String] = []

        mutating func take(_ raw: String, number: Int) {
            guard let visible = withoutComments(raw, number) else { return }
            let line = ImportText.trimmed(visible)
            if line.hasPrefix("```") || line.hasPrefix("~~~") {
                finish()
                isInCode.toggle()
            } else if isInCode {
                add(line, number)
            } else if line.isEmpty {
                finish()
            } else if let level = underline(line), paragraph.count == 1 {
                let words = paragraph[0]
                paragraph = []
                block(.heading(level), words, start)
            } else if let (level, words) = heading(line) {
                finish()
                block(.heading(level), words, number)
            } else if line.hasPrefix("|") {
                if rows.isEmpty, header.isEmpty { finish() }
                row(line, number)
            } else if let item = PlainTextDocument.item(line) ?? numbered(line) {
                finish()
                block(.item, item, number)
            } else if !isRule(line) {
                add(line.hasPrefix(">") ? ImportText.trimmed(line.dropFirst()) : line, number)
            } else {
                finish()
            }
        }

        mutating func finish() {
            if let comment {
                content.hide(comment.text, how: "a comment", at: .line(comment.line))
                self.comment = nil
            }
            for row in rows {
                let text = TableRow.text(row.cells, header: header)
                if !text.isEmpty { block(.row, text, row.line) }
            }
            rows = []
            header = []
            guard !paragraph.isEmpty else { return }
            block(.paragraph, PlainTextDocument.joined(paragraph), start)
            paragraph = []
        }

        private mutating func add(_ line: String, _ number: Int) {
            if !rows.isEmpty { finish() }
            if paragraph.isEmpty { start = number }
            paragraph.append(line)
        }

        private mutating func block(_ kind: DocumentBlock.Kind, _ text: String, _ line: Int) {
            content.add(DocumentBlock(kind, MarkdownDocument.plain(text), at: .line(line)))
        }

        private mutating func row(_ line: String, _ number: Int) {
            var cells = line.dropFirst().split(separator: "|", omittingEmptySubsequences: false)
                .map { ImportText.trimmed($0) }
            if cells.last?.isEmpty ?? false { cells.removeLast() }
            let isRule =
                !cells.isEmpty
                && cells.allSatisfy { cell in
                    !cell.isEmpty && cell.allSatisfy { "-: ".contains($0) }
                }
            if isRule {
                if rows.count == 1 { header = rows.removeFirst().cells }
            } else {
                rows.append((number, Array(cells.prefix(DocumentLimits.columns))))
            }
        }

        /// The line without its comments, which are kept as hidden text; `nil` within one.
        private mutating func withoutComments(_ raw: String, _ number: Int) -> String? {
            var rest = raw[...]
            var visible = ""
            while true {
                if comment != nil {
                    guard let end = rest.firstRange(of: "-->") else {
                        comment?.text += "\n" + rest
                        return visible.isEmpty ? nil : visible
                    }
                    close(rest[..<end.lowerBound])
                    rest = rest[end.upperBound...]
                }
                guard !isInCode, let begin = rest.firstRange(of: "<!--") else { break }
                visible += rest[..<begin.lowerBound]
                rest = rest[begin.upperBound...]
                comment = ("", number)
            }
            return visible + rest
        }

        private mutating func close(_ rest: Substring) {
            guard let open = comment else { return }
            comment = nil
            let text = open.text + rest
            guard HiddenComment.isProse(text) else { return }
            content.hide(HTMLExtractor.collapsed(text), how: "a comment", at: .line(open.line))
        }

        private func heading(_ line: String) -> (Int, String)? {
            let level = line.prefix { $0 == "#" }.count
            guard (1...6).contains(level), line.dropFirst(level).first == " " else { return nil }
            let words = line.dropFirst(level)
            let tail = words.reversed().prefix { $0 == "#" }.count
            return (level, ImportText.trimmed(words.dropLast(tail)))
        }

        private func underline(_ line: String) -> Int? {
            if line.allSatisfy({ $0 == "=" }) { return 1 }
            return line.count > 2 && line.allSatisfy({ $0 == "-" }) ? 2 : nil
        }

        private func isRule(_ line: String) -> Bool {
            line.count >= 3
                && ["-", "*", "_"].contains { mark in
                    line.allSatisfy { $0 == mark || $0 == " " }
                }
        }

        private func numbered(_ line: String) -> String? {
            let digits = line.prefix { $0.isASCII && $0.isNumber }
            guard (1...3).contains(digits.count) else { return nil }
            let rest = line.dropFirst(digits.count)
            guard rest.hasPrefix(". ") || rest.hasPrefix(") ") else { return nil }
            return line
        }
    }

    /// The longest words or address of a link, in characters.
    private static let longestLink = 500

    /// Words without the marks of emphasis and with a link's words in place of the link.
    static func plain(_ text: String) -> String {
        var output = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "[") {
            output += rest[..<open]
            let after = rest[rest.index(after: open)...]
            guard let close = after.prefix(longestLink).firstIndex(of: "]"),
                after[close...].hasPrefix("]("),
                let end = after[close...].prefix(longestLink).firstIndex(of: ")")
            else {
                output += "["
                rest = after
                continue
            }
            if output.hasSuffix("!") { output.removeLast() }
            output += after[..<close]
            rest = after[after.index(after: end)...]
        }
        output += rest
        return output.replacing("**", with: "").replacing("__", with: "")
            .replacing("`", with: "")
    }
}
