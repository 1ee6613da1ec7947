import BatonText
import BatonUI
import Testing

@Suite("Frame")
struct FrameTests {
    @Test("a wide glyph never straddles the right edge")
    func rightEdge() {
        var frame = Frame(size: Size(columns: 5, rows: 1))

        frame.draw("退貨單", at: Point(column: 0, row: 0), style: Style(.text))

        #expect(frame.dump() == "退貨")
        #expect(frame[4, 0].width == 1)
    }

    @Test("what is underlined is the words, not the room that is left in their column")
    func underline() {
        var look = Look()
        #expect(!look.underlines("字"))
        look.isUnderlined = true
        #expect(look.underlines("字"))
        #expect(!look.underlines(" "))
    }

    @Test("overwriting either half of a wide glyph blanks the other", arguments: [2, 3])
    func halves(column: Int) {
        var frame = Frame(size: Size(columns: 6, rows: 1))
        frame.draw("退貨單", at: Point(column: 0, row: 0), style: Style(.text))

        frame.draw("x", at: Point(column: column, row: 0), style: Style(.text))

        #expect(frame.dump() == (column == 2 ? "退x 單" : "退 x單"))
    }

    @Test("equal frames have no changes, and one changed cell is one run")
    func changes() {
        let before = Frame(size: Size(columns: 10, rows: 2))
        var after = before
        #expect(after.changes(from: before).isEmpty)

        after.draw("a", at: Point(column: 3, row: 1), style: Style(.text))

        let runs = after.changes(from: before)
        #expect(runs.map(\.row) == [1])
        #expect(runs.map(\.columns) == [3..<4])
    }
}

@Suite("Wrapping")
struct WrappingTests {
    @Test("no line begins with closing punctuation, none is over the width")
    func punctuation() {
        let lines = Wrapping.lines("請問你哋幾點收舖，我想買嘢。", width: 16)

        #expect(lines == ["請問你哋幾點收", "舖，我想買嘢。"])
        #expect(lines.allSatisfy { CellWidth.cells(of: $0) <= 16 })
    }

    @Test("Latin words stay whole, and a word longer than the line is cut")
    func words() {
        #expect(
            Wrapping.lines("order cancelled today", width: 10) == ["order", "cancelled", "today"])
        #expect(Wrapping.lines("abcdefghij", width: 4) == ["abcd", "efgh", "ij"])
    }

    @Test("a cut text ends in an ellipsis of one cell")
    func truncation() {
        #expect(Wrapping.truncated("退貨單號", width: 5) == "退貨…")
        #expect(Wrapping.truncated("退貨", width: 4) == "退貨")
        #expect(Wrapping.truncated("退貨… 單號", width: 6) == "退貨…")
    }
}

@Suite("SafeText")
struct SafeTextTests {
    @Test(
        "what could drive a terminal is shown as its code",
        arguments: [
            ("\u{1B}[31mred", "‹U+001B›[31mred"), ("a\u{8}b", "a‹U+0008›b"),
            ("\u{202E}txt", "‹U+202E›txt"), ("a\u{200B}b", "a‹U+200B›b"),
            ("\u{9B}31m", "‹U+009B›31m"), ("a\u{3164}", "a‹U+3164›"),
        ])
    func dangerous(text: String, shown: String) {
        #expect(SafeText(text).string == shown)
    }

    @Test("Chinese, emoji sequences and line ends stay as they are where they may")
    func harmless() {
        #expect(SafeText("你好，order 123").string == "你好，order 123")
        #expect(SafeText("👩‍👩‍👧").string == "👩‍👩‍👧")
        #expect(SafeText("a\nb").string == "a⏎b")
        #expect(SafeText("a\nb", multiline: true).string == "a\nb")
    }

    @Test("at most eight marks stay on a character")
    func marks() {
        let zalgo = "e" + String(repeating: "\u{301}", count: 40)
        #expect(SafeText(zalgo).string.unicodeScalars.count == 1 + SafeText.maxMarks)
    }
}

@Suite("TextEditor")
struct TextEditorTests {
    @Test("Chinese is typed, moved over and deleted a character at a time")
    func chinese() {
        var editor = TextEditor()
        for character in "你好，我係客服" { _ = editor.handle(.character(character), width: 20) }
        _ = editor.handle(.named(.left), width: 20)
        _ = editor.handle(.named(.backspace), width: 20)

        #expect(editor.text == "你好，我係服")
        #expect(editor.layout(width: 20).caret == Point(column: 10, row: 0))
    }

    @Test("a paste is text, whatever it holds")
    func paste() {
        var editor = TextEditor("a")
        _ = editor.handle(.paste("b\nc"), width: 20)
        #expect(editor.text == "ab\nc")
        #expect(editor.layout(width: 20).lines == ["ab", "c"])
    }
}

@Suite("Theme")
struct ThemeTests {
    @Test("every shipped theme gives every role a look", arguments: ShippedThemes.names)
    func complete(name: String) throws {
        let theme = try ShippedThemes.load(name)
        #expect(theme.definedRoles == Set(ThemeRole.allCases))
    }

    @Test(
        "text stands out from its ground by 4.5 to 1",
        arguments: ["light", "dark", "high-contrast"])
    func contrast(name: String) throws {
        let theme = try ShippedThemes.load(name)
        let ground = name == "light" ? Color("#ffffff") : Color("#101418")
        for role in ThemeRole.allCases where ![.border, .barTrack].contains(role) {
            let look = theme.look(of: role)
            guard let text = look.text, let under = look.ground ?? ground else { continue }
            #expect(text.contrast(with: under) >= 4.5, "\(role.rawValue)")
        }
    }

    @Test("whatever stands on a selected line can be read there", arguments: ShippedThemes.names)
    func selected(name: String) throws {
        let theme = try ShippedThemes.load(name)
        for ground in [ThemeRole.selection, .selectionInactive, .popup] {
            for role in ThemeRole.allCases where ![.border, .barTrack].contains(role) {
                let look = theme.look(of: Style(role, on: ground))
                guard let text = look.text, let under = look.ground else { continue }
                #expect(text.contrast(with: under) >= 4.5, "\(role.rawValue) on \(ground.rawValue)")
            }
        }
    }

    @Test("a mistake is named with its file and line, and the nearest name")
    func errors() {
        #expect {
            try ThemeParser.parse(
                "text = default\nselecton = default", name: "own", file: "own.theme",
                source: { _ in nil })
        } throws: {
            "\($0)" == "own.theme:2: unknown role 'selecton' (did you mean 'selection'?)"
        }
    }

    @Test("themes that inherit in a circle are refused")
    func circle() {
        let texts = ["a": "inherits = b", "b": "inherits = a"]
        #expect(throws: ThemeError.self) {
            try ThemeParser.parse(
                "inherits = b", name: "a", file: "a.theme",
                source: { name in texts[name].map { ($0, name + ".theme") } })
        }
    }
}
