import BatonCore
import Testing

@testable import BatonKnowledge

@Suite("An entry as a text to edit")
struct EntryDocumentTests {
    private static let entry = Entry(
        id: EntryID("shop/退貨: 1"), knowledge: "shop", language: "zh-Hant",
        questions: [
            Phrasing("點樣退貨？", language: "zh-Hant"), Phrasing("yes", language: "zh-Hant"),
            Phrasing("- \"quoted\": #1 \\ \u{7} 'x'", language: "zh-Hant"),
            Phrasing("How do I return it?", language: "en"),
        ],
        answers: [
            "zh-Hant": "第一行\n\n---\n## lang: en\n\\--- 尾", "en": "# Title\n- one: two",
        ],
        tags: ["true", "退換", "2026-01-01"], validFrom: "2026-01-01", validUntil: "2026-12-31",
        owner: "陳小姐")

    @Test("an edited text says what becomes of its entry, and a wrong word has its line")
    func state() throws {
        let text = EntryDocument.text(for: Self.entry, state: .draft)
        let edited = try EntryDocument.edited(from: text, knowledge: "shop")
        #expect(edited.entry == Self.entry)
        #expect(edited.state == .draft)

        let plain = EntryDocument.text(for: Self.entry)
        #expect(try EntryDocument.edited(from: plain, knowledge: "shop").state == nil)

        let wrong = text.replacing("state: draft", with: "state: later # soon")
        let error = #expect(throws: EntryDocument.Failure.self) {
            try EntryDocument.edited(from: wrong, knowledge: "shop")
        }
        #expect(
            error?.description
                == "line 4: 'later' is no state; write one of published, draft, retired")
    }

    @Test("an entry reads back equal, however awkward its words")
    func roundTrip() throws {
        let text = EntryDocument.text(for: Self.entry)

        #expect(try EntryDocument.entry(from: text, knowledge: "shop") == Self.entry)
    }

    @Test("plain words stand without quotes")
    func plain() {
        let text = EntryDocument.text(
            for: Entry(
                id: EntryID("a"), knowledge: "shop", language: "zh-Hant",
                questions: [Phrasing("點樣退貨？", language: "zh-Hant")], answers: ["zh-Hant": "可以。"]))

        #expect(
            text == """
                ---
                id: a
                lang: zh-Hant
                questions:
                  - 點樣退貨？
                ---

                可以。

                """)
    }

    @Test(
        "a fault is told with its line",
        arguments: [
            ("hello", 1, "front matter"), ("---\nid: a\n", 1, "not closed"),
            ("---\nid: a\nquestions: [\n---\nx", 4, "not YAML"),
            ("---\nid: a\ncolour: red\n---\nx", 3, "`colour`"),
            ("---\nid: a\ntags:\n  - [x]\n---\nx", 3, "wrong kind"),
            ("---\nid: a\nlang: en\n---\nx\n## lang: en\ny", 7, "comes twice"),
            ("---\nid: a\nvalid_from: tomorrow\n---\nx", 1, "valid_from"),
            ("", 1, "front matter"),
        ])
    func faults(text: String, line: Int, reason: String) {
        #expect {
            try EntryDocument.entry(from: text, knowledge: "shop")
        } throws: { error in
            guard let failure = error as? EntryDocument.Failure else { return false }
            return failure.line == line && failure.description.contains(reason)
        }
    }

    @Test("a template is refused until it is filled in")
    func template() {
        let text = EntryDocument.template(id: EntryID("new"), language: "zh-Hant")

        #expect(throws: EntryDocument.Failure.self) {
            try EntryDocument.entry(from: text, knowledge: "shop")
        }
        let filled = text.replacing("  - ", with: "  - 開嗎？") + "開。\n"
        let entry = try? EntryDocument.entry(from: filled, knowledge: "shop")
        #expect(entry?.questions == [Phrasing("開嗎？", language: "zh-Hant")])
        #expect(entry?.answers == ["zh-Hant": "開。"])
    }
}
