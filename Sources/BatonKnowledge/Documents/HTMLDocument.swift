/// Reads a page: headings, paragraphs, lists and tables; what no reader sees is kept apart.
package enum HTMLDocument {
    /// Reads a page.
    /// - Parameters:
    ///   - text: the page's source.
    ///   - dropsFooter: leave out `<footer>` and `<aside>`, which repeat on every page of a site.
    package static func read(_ text: String, dropsFooter: Bool = false) -> DocumentContent {
        var extractor = HTMLExtractor(dropsFooter: dropsFooter)
        var tokens = MarkupTokenizer(text, .html)
        while let token = tokens.next() { extractor.take(token, line: tokens.line) }
        return extractor.finished()
    }

    /// The character set that a page names in its first bytes.
    ///
    /// Source: WHATWG HTML, section 13.2.3.2, prescan (in spirit).
    package static func characterSet(_ bytes: [UInt8]) -> String? {
        let head = String(decoding: bytes.prefix(2048).map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
        if head.hasPrefix("<?xml"), let range = head.prefix(200).firstRange(of: "encoding=") {
            return label(head[range.upperBound...])
        }
        var tokens = MarkupTokenizer(head, .html)
        while let token = tokens.next() {
            guard case .start(let tag) = token, tag.name == "meta" else { continue }
            if let charset = tag.attributes["charset"] { return label(charset[...]) }
            if let content = tag.attributes["content"]?.lowercased(),
                let range = content.firstRange(of: "charset=")
            {
                return label(content[range.upperBound...])
            }
        }
        return nil
    }

    /// A character set's name, without quotes and what follows.
    package static func label(_ text: Substring) -> String? {
        let name = text.drop { "\"' ".contains($0) }
            .prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_:.".contains($0)) }
        return name.isEmpty || name.count > 40 ? nil : name.lowercased()
    }
}

/// Follows a page's elements and gathers its blocks.
struct HTMLExtractor {
    private struct Open {
        var name: String
        /// How it hides what is in it.
        var hides: String?
        /// Whether what is in it is no text of the page.
        var drops: Bool
    }

    private var content = DocumentContent()
    private var open: [Open] = []
    private var text = ""
    private var textLine = 1
    private var hidden = ""
    private var hiddenLine = 1
    private var hiddenHow = ""
    private var isInTitle = false
    private var title = ""
    private var tables: [HTMLTable] = []
    private let dropsFooter: Bool

    init(dropsFooter: Bool) { self.dropsFooter = dropsFooter }

    mutating func take(_ token: MarkupTokenizer.Token, line: Int) {
        switch token {
        case .text(let words): take(words, line)
        case .comment(let words): comment(words, line)
        case .start(let tag): start(tag, line)
        case .end(let name): end(name, line)
        }
    }

    mutating func finished() -> DocumentContent {
        while let last = open.last { end(last.name, textLine) }
        while !tables.isEmpty { finishTable() }
        flush()
        flushHidden()
        let words = WhiteSpace.collapsed(title)
        content.title = words.isEmpty ? nil : words
        return content
    }

    private static let dropped: Set<String> = [
        "script", "style", "template", "noscript", "svg", "iframe", "object", "canvas", "nav",
        "select", "button", "textarea", "datalist", "audio", "video", "map",
    ]
    private static let empty: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    ]
    private static let inline: Set<String> = [
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i",
        "ins", "kbd", "label", "mark", "q", "ruby", "rp", "rt", "s", "samp", "small", "span",
        "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "input",
    ]

    private static func level(_ name: String) -> Int? {
        guard name.utf8.count == 2, name.hasPrefix("h"), let level = Int(name.dropFirst()),
            (1...6).contains(level)
        else { return nil }
        return level
    }

    private mutating func start(_ tag: MarkupTokenizer.Tag, _ line: Int) {
        meta(tag)
        if tag.name == "title", !open.contains(where: { $0.name == "svg" || $0.name == "body" }) {
            isInTitle = true
            return
        }
        if tag.name == "br" {
            if !isDropping { text.append("\n") }
            return
        }
        if !Self.inline.contains(tag.name) { flush() }
        closeImplied(by: tag.name)
        table(tag, line)
        if Self.empty.contains(tag.name) || open.count >= DocumentLimits.nesting { return }
        let parent = open.last
        let drops =
            parent?.drops ?? false || Self.dropped.contains(tag.name)
            || tag.attributes["role"] == "navigation"
            || (dropsFooter && (tag.name == "footer" || tag.name == "aside"))
        open.append(
            Open(
                name: tag.name, hides: parent?.hides ?? HiddenMarkup.reason(tag), drops: drops))
    }

    private mutating func meta(_ tag: MarkupTokenizer.Tag) {
        switch tag.name {
        case "html": content.language = tag.attributes["lang"] ?? tag.attributes["xml:lang"]
        case "meta" where tag.attributes["name"]?.lowercased() == "robots":
            let rules = tag.attributes["content"]?.lowercased() ?? ""
            content.refusesIndexing = rules.contains("noindex") || rules.contains("none")
            content.refusesFollowing = rules.contains("nofollow") || rules.contains("none")
        case "a", "area":
            if let target = tag.attributes["href"], content.links.count < DocumentLimits.links,
                target.utf8.count <= 2048,
                !(tag.attributes["rel"]?.lowercased().contains("nofollow") ?? false)
            {
                content.links.append(target)
            }
        default: break
        }
    }

    /// Elements whose end tags may be left out.
    private mutating func closeImplied(by name: String) {
        guard let last = open.last else { return }
        let closes =
            switch name {
            case "li": last.name == "li" || last.name == "p"
            case "td", "th": ["td", "th", "p"].contains(last.name)
            case "tr": ["td", "th", "tr", "p"].contains(last.name)
            case "dt", "dd": last.name == "dt" || last.name == "dd"
            default: last.name == "p" && !Self.inline.contains(name)
            }
        guard closes else { return }
        end(last.name, textLine)
        closeImplied(by: name)
    }

    private mutating func end(_ name: String, _ line: Int) {
        if name == "title" { isInTitle = false }
        guard let at = open.lastIndex(where: { $0.name == name }) else { return }
        if !Self.inline.contains(name) { flush() }
        let how = open[at].hides
        open.removeLast(open.count - at)
        if how != nil, open.last?.hides == nil { flushHidden() }
        guard !isDropping else { return }
        switch name {
        case "td", "th": if !tables.isEmpty { tables[tables.count - 1].endCell() }
        case "tr": if !tables.isEmpty { tables[tables.count - 1].endRow() }
        case "table": finishTable()
        default: break
        }
    }

    private var isDropping: Bool { open.last.map { $0.drops || $0.hides != nil } ?? false }

    private mutating func table(_ tag: MarkupTokenizer.Tag, _ line: Int) {
        guard !isDropping else { return }
        switch tag.name {
        case "table": if tables.count < 8 { tables.append(HTMLTable(line: line)) }
        case "tr": if !tables.isEmpty { tables[tables.count - 1].startRow(line: line) }
        case "td", "th":
            guard !tables.isEmpty else { return }
            tables[tables.count - 1].startCell(
                isHeader: tag.name == "th",
                columns: tag.attributes["colspan"].flatMap { Int($0) } ?? 1,
                rows: tag.attributes["rowspan"].flatMap { Int($0) } ?? 1)
        default: break
        }
    }

    private mutating func finishTable() {
        guard let table = tables.popLast() else { return }
        for (line, row) in table.finished() {
            content.add(DocumentBlock(.row, row, at: .line(line)))
        }
    }

    private mutating func take(_ words: String, _ line: Int) {
        if isInTitle {
            title += title.utf8.count < 1000 ? words : ""
            return
        }
        if let last = open.last {
            if last.drops { return }
            if let how = last.hides {
                if hidden.isEmpty {
                    hiddenLine = line
                    hiddenHow = how
                }
                hidden += words
                return
            }
        }
        if text.isEmpty {
            let blank = words.prefix(while: \.isWhitespace)
            if blank.endIndex == words.endIndex { return }
            textLine = line + blank.count(where: \.isNewline)
        }
        if open.contains(where: { $0.name == "pre" }) {
            text += words
        } else {
            text += String(words.map { $0.isNewline ? " " : $0 })
        }
    }

    private mutating func flush() {
        defer { text = "" }
        let words = WhiteSpace.collapsed(text)
        guard !words.isEmpty else { return }
        if !tables.isEmpty, tables[tables.count - 1].isInCell {
            tables[tables.count - 1].add(words)
            return
        }
        var kind = DocumentBlock.Kind.paragraph
        for element in open.reversed() {
            if let level = Self.level(element.name) {
                kind = .heading(level)
                break
            }
            if element.name == "li" || element.name == "dd" {
                kind = .item
                break
            }
        }
        content.blocks.append(DocumentBlock(kind, words, at: .line(textLine)))
    }

    private mutating func flushHidden() {
        content.hide(WhiteSpace.collapsed(hidden), how: hiddenHow, at: .line(hiddenLine))
        hidden = ""
    }

    private mutating func comment(_ words: String, _ line: Int) {
        guard HiddenComment.isProse(words) else { return }
        content.hide(WhiteSpace.collapsed(words), how: "a comment", at: .line(line))
    }
}
