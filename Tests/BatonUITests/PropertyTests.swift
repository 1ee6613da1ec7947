import BatonText
import BatonUI
import Testing

/// Texts of everything that has ever gone wrong on a screen.
private struct Texts {
    private var state: UInt64

    init(seed: Int) { state = UInt64(seed + 1) &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(bound))
    }

    private static let pieces = [
        "退貨", "，", "。", "「", "」", "order ", "abcdefghijklmnop", " ", "  ", "\n", "👩‍👩‍👧", "❤️",
        "e\u{301}", "\u{301}", "🇭🇰", "…", "1,234.50", "（", "）", "ﷺ", "א", "ß", "\u{3000}", "-",
        "Ｆｕｌｌ", "㊙️", "—", "𠮷", "\u{FFFD}",
    ]

    mutating func text() -> String {
        (0..<next(40)).map { _ in Self.pieces[next(Self.pieces.count)] }.joined()
    }
}

@Suite("Wrapping, for any text")
struct WrappingPropertyTests {
    @Test("no line is over the width, and no word is lost or changed", arguments: 0..<500)
    func wrapped(seed: Int) {
        var texts = Texts(seed: seed)
        let text = texts.text()
        let width = 2 + texts.next(40)

        let lines = Wrapping.lines(text, width: width)

        #expect(lines.allSatisfy { CellWidth.cells(of: $0) <= width }, "\(width): \(lines)")
        func letters(_ text: String) -> [Unicode.Scalar] {
            // A mark on a space that a line ends with goes with it.
            text.unicodeScalars.filter { !$0.properties.isWhitespace && $0.value != 0x301 }
        }
        #expect(letters(lines.joined()) == letters(text))
    }

    @Test("a cut text fits, and one that fits is not cut", arguments: 0..<500)
    func cut(seed: Int) {
        var texts = Texts(seed: seed)
        let text = texts.text().replacing("\n", with: " ")
        let width = 1 + texts.next(40)

        let cut = Wrapping.truncated(text, width: width)
        let padded = Wrapping.padded(text, width: width)

        #expect(CellWidth.cells(of: cut) <= width)
        #expect(CellWidth.cells(of: padded) == width)
        #expect(CellWidth.cells(of: text) > width || cut == text)
    }

    @Test("typed text keeps its caret inside its lines, wherever it moves", arguments: 0..<200)
    func typed(seed: Int) {
        var texts = Texts(seed: seed)
        var editor = TextEditor(texts.text())
        let width = 2 + texts.next(30)
        let keys: [Key] = [
            .named(.left), .named(.right), .named(.up), .named(.down), .named(.home), .named(.end),
            .named(.backspace), .named(.delete), .control("w"), .control("u"), .control("k"),
            .alt("b"), .alt("f"), .character("客"), .character("\u{301}"), .named(.altEnter),
            .paste("a\nb"),
        ]
        for _ in 0..<60 {
            _ = editor.handle(keys[texts.next(keys.count)], width: width)
            let (lines, caret) = editor.layout(width: width)
            #expect(lines.indices.contains(caret.row))
            #expect((0...width).contains(caret.column))
        }
    }
}

@Suite("Themes, for any file")
struct ThemeFuzzTests {
    @Test("whatever a file holds, it is read or refused with its line", arguments: 0..<300)
    func fuzz(seed: Int) {
        var texts = Texts(seed: seed)
        let pieces = [
            "text", "status.ok", "=", " ", "\n", "#ff00ff", "on", "bold", "palette.x", "inherits",
            "dark", "light", "x", "#", "# ", "selecton", "default", "\u{0}", "嘅", "=\n", ".", "…",
        ]
        let text = (0..<texts.next(40)).map { _ in pieces[texts.next(pieces.count)] }.joined()

        do {
            let theme = try ThemeParser.parse(
                text, name: "own", file: "own.theme",
                source: { name in ShippedThemes.text(of: name).map { ($0, name + ".theme") } })
            #expect(theme.name == "own")
        } catch {
            let file = error.description.prefix { $0 != ":" }
            #expect(file.hasSuffix(".theme"))
        }
    }

    @Test("a name is only guessed where it is near")
    func guesses() {
        let names = ["take-over", "reply", "note"]
        #expect(NearestName.nearest(to: "take-ovr", in: names) == "take-over")
        #expect(NearestName.nearest(to: "xyz", in: names) == nil)
        #expect(NearestName.nearest(to: String(repeating: "a", count: 10_000), in: names) == nil)
    }
}
