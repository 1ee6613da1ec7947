import Foundation

/// The pages of a PDF as `pdftotext -bbox-layout` writes them: every line with its place.
///
/// Source: poppler's pdftotext(1), option `-bbox-layout`: pages, flows, blocks, lines and words in
/// reading order, places in points from the page's upper left corner.
struct PDFLayout {
    /// A word and the width that it takes.
    struct Word: Hashable {
        var text: String
        var left: Double
        var right: Double
    }

    /// A line of words that stand together.
    struct Line: Hashable {
        /// The block that it stands in, counted through the page.
        var block: Int
        /// Its words, from left to right.
        var words: [Word] = []
        var left: Double
        var right: Double
        var top: Double
        var bottom: Double

        /// Its words, a space between them.
        var text: String { words.map(\.text).joined(separator: " ") }
        var height: Double { bottom - top }
        var middle: Double { (top + bottom) / 2 }
        /// Fonts differ in height by script: lines are compared with those of their own.
        var isHan: Bool {
            words.contains { $0.text.unicodeScalars.contains(where: TextMeasure.isHan) }
        }
    }

    /// A page's lines in reading order.
    struct Page {
        var height: Double
        var lines: [Line] = []
    }

    /// The pages, in order.
    private(set) var pages: [Page] = []
    /// Words that are too small for a reader to see, with their page from 1.
    private(set) var tiny: [(page: Int, text: String)] = []

    /// Points below which nobody reads a text: print begins at about 5.
    private static let leastHeight = 2.0

    /// Reads what `pdftotext` wrote; of what is not as it writes it, nothing.
    init(_ text: String) {
        var tokenizer = MarkupTokenizer(text, .xml)
        var block = 0
        var line: Line?
        var word: Word?
        while let token = tokenizer.next() {
            switch token {
            case .start(let tag):
                word = tag.name == "word" ? Self.word(tag) : nil
                switch tag.name {
                case "page":
                    pages.append(Page(height: Self.number(tag, "height") ?? 0))
                    block = 0
                case "block": block += 1
                case "line": line = Self.line(tag, block)
                default: break
                }
            case .text(let words):
                word?.text = WhiteSpace.onOneLine(words)
            case .end("word"):
                if let word, !word.text.isEmpty { line?.words.append(word) }
                word = nil
            case .end("line"):
                if let line, !line.words.isEmpty { add(line) }
                line = nil
            default: break
            }
        }
    }

    private mutating func add(_ line: Line) {
        guard !pages.isEmpty else { return }
        if line.height < Self.leastHeight {
            tiny.append((pages.count, line.text))
        } else {
            pages[pages.count - 1].lines.append(line)
        }
    }

    private static func line(_ tag: MarkupTokenizer.Tag, _ block: Int) -> Line? {
        guard let left = number(tag, "xMin"), let right = number(tag, "xMax"),
            let top = number(tag, "yMin"), let bottom = number(tag, "yMax")
        else { return nil }
        return Line(block: block, left: left, right: right, top: top, bottom: bottom)
    }

    private static func word(_ tag: MarkupTokenizer.Tag) -> Word? {
        guard let left = number(tag, "xMin"), let right = number(tag, "xMax") else { return nil }
        return Word(text: "", left: left, right: right)
    }

    private static func number(_ tag: MarkupTokenizer.Tag, _ name: String) -> Double? {
        tag.attributes[name].flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
    }
}
