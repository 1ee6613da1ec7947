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
            // Most lines hold no mark of a comment: these are passed on as they are.
            if comment == nil, !raw.utf8.contains(UInt8(ascii: "<")) { return raw }
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
            content.hide(WhiteSpace.collapsed(text), how: "a comment", at: .line(open.line))
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

    /// The longest words or address of a link, in bytes.
    private static let longestLink = 2000

    /// Words without the marks of emphasis and with a link's words in place of the link.
    static func plain(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var (bracket, parenthesis) = (Seeker(of: "]"), Seeker(of: ")"))
        var place = 0
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "["),
                let close = bracket.next(in: bytes, from: place + 1), close - place <= longestLink,
                close + 1 < bytes.count, bytes[close + 1] == UInt8(ascii: "("),
                let end = parenthesis.next(in: bytes, from: close + 2), end - close <= longestLink
            {
                if output.last == UInt8(ascii: "!") { output.removeLast() }
                output += bytes[(place + 1)..<close]
                place = end + 1
                continue
            }
            output.append(bytes[place])
            place += 1
        }
        return String(decoding: withoutEmphasis(output), as: UTF8.self)
    }

    /// Finds a byte from places that only grow, and looks at each byte once.
    private struct Seeker {
        private let sought: UInt8
        private var found = -1

        init(of character: Unicode.Scalar) { sought = UInt8(ascii: character) }

        mutating func next(in bytes: [UInt8], from place: Int) -> Int? {
            if found < place { found = bytes[place...].firstIndex(of: sought) ?? bytes.count }
            return found < bytes.count ? found : nil
        }
    }

    private static func withoutEmphasis(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            let isPair =
                (byte == UInt8(ascii: "*") || byte == UInt8(ascii: "_"))
                && place + 1 < bytes.count && bytes[place + 1] == byte
            if isPair {
                place += 2
                continue
            }
            if byte != UInt8(ascii: "`") { output.append(byte) }
            place += 1
        }
        return output
    }
}
