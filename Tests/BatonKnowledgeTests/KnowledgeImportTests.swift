import BatonCore
import Testing

@testable import BatonKnowledge

@Suite("Import of knowledge")
struct KnowledgeImportTests {
    private static func read(
        _ text: String, _ format: KnowledgeImport.Format, tenant: String? = nil
    ) -> ImportReport {
        KnowledgeImport.read(
            Array(text.utf8), file: "kb", format: format, knowledge: "shop", tenant: tenant)
    }

    private static let returns = Entry(
        id: EntryID("r1"), knowledge: "shop", language: "zh-Hant",
        questions: [
            Phrasing("點樣退貨？", language: "zh-Hant"), Phrasing("退貨, \"點\"搞", language: "zh-Hant"),
        ],
        answers: ["zh-Hant": "七天內可退。\n請帶收據。"], tags: ["退換"], validFrom: "2026-01-01",
        validUntil: "2026-12-31")

    @Test("one entry reads the same from JSON lines, CSV and Markdown")
    func formats() {
        let json = """
            {"id":"r1","lang":"zh-Hant","question":"點樣退貨？","alts":["退貨, \\"點\\"搞"],\
            "answer":"七天內可退。\\n請帶收據。","tags":["退換"],"valid_from":"2026-01-01",\
            "valid_until":"2026-12-31","unknown":1}
            """
        let csv =
            "\u{FEFF}id,lang,question,alts,answer,tags,valid_from,valid_until\r\n"
            + "r1,zh-Hant,點樣退貨？,\"退貨, \"\"點\"\"搞\",\"七天內可退。\n請帶收據。\",退換,"
            + "2026-01-01,2026-12-31\r\n"
        let markdown = """
            ---
            id: r1
            lang: zh-Hant
            questions:
              - 點樣退貨？
              - '退貨, "點"搞'
            tags: [退換]
            valid_from: 2026-01-01
            valid_until: 2026-12-31
            ---

            七天內可退。
            請帶收據。
            """

        for (text, format) in [(json, .jsonl), (csv, .csv), (markdown, .markdown)]
            as [(String, KnowledgeImport.Format)]
        {
            let report = Self.read(text, format)
            #expect(report.refused == [])
            #expect(report.accepted.map(\.entry) == [Self.returns], "\(format)")
        }
    }

    @Test("translations and passages are read, and other tenants' lines are passed over")
    func fields() {
        let text = """
            {"id":"a","tenant":"x","lang":"en","question":"Open?","answer":"Yes",\
            "translations":{"zh-Hant":{"question":"開嗎？","answer":"開"}}}

            {"id":"b","tenant":"y","question":"?"}
            {"id":"c","text":"一段文字"}
            """
        let report = Self.read(text, .jsonl, tenant: "x")

        #expect(report.skipped == 1)
        #expect(report.accepted.map(\.line) == [1, 4])
        #expect(
            report.accepted.map(\.entry) == [
                Entry(
                    id: EntryID("a"), knowledge: "shop", language: "en",
                    questions: [
                        Phrasing("Open?", language: "en"), Phrasing("開嗎？", language: "zh-Hant"),
                    ],
                    answers: ["en": "Yes", "zh-Hant": "開"]),
                Entry(
                    id: EntryID("c"), knowledge: "shop", language: "zh-Hant", questions: [],
                    answers: ["zh-Hant": "一段文字"]),
            ])
    }

    @Test(
        "what breaks a rule is refused with its line, and the rest is taken",
        arguments: [
            (#"{"id":"","question":"q"}"#, "no id"),
            (#"{"question":"q"}"#, "`id` is missing"),
            (#"{"id":"ok","question":"q"}"#, "already on line 1"),
            (#"{"id":"a","question":"q","lang":"klingon!"}"#, "not a language tag"),
            (#"{"id":"a","question":"q","valid_from":"2026-02-30"}"#, "valid_from is not a day"),
            (#"{"id":"a","question":"q","valid_until":"soon"}"#, "valid_until is not a day"),
            (
                #"{"id":"a","question":"q","valid_from":"2026-02-02","valid_until":"2026-02-01"}"#,
                "after valid_until"
            ),
            (#"{"id":"a"}"#, "neither a question nor an answer"),
            (#"{"id":"a","question":" "}"#, "a question is empty"),
            (#"{"id":"a","question":7}"#, "`question` has a value of the wrong kind"),
            (#"{"id":"a","question":"q""#, "not one JSON object"),
            (#"[1]"#, "wrong kind"),
        ])
    func refusals(line: String, reason: String) throws {
        let report = Self.read(
            #"{"id":"ok","question":"q"}"# + "\n" + line + "\n"
                + #"{"id":"last","question":"q"}"#, .jsonl)

        #expect(report.accepted.map(\.entry.id) == [EntryID("ok"), EntryID("last")])
        let finding = try #require(report.refused.first)
        #expect(finding.description.hasPrefix("kb:2: "))
        #expect(finding.description.contains(reason), "\(finding)")
        #expect(finding.text(in: .traditionalChinese) != finding.description)
    }

    @Test("limits hold at their edge")
    func limits() {
        func report(answerBytes: Int, phrasings: Int) -> ImportReport {
            let alternatives = (1..<phrasings).map { "\"q\($0)\"" }.joined(separator: ",")
            let answer = String(repeating: "a", count: answerBytes)
            return Self.read(
                #"{"id":"a","question":"q","alts":[\#(alternatives)],"answer":"\#(answer)"}"#,
                .jsonl)
        }
        #expect(report(answerBytes: 65_536, phrasings: 200).refused.isEmpty)
        #expect(report(answerBytes: 65_537, phrasings: 200).accepted.isEmpty)
        #expect(report(answerBytes: 1, phrasings: 201).accepted.isEmpty)
    }

    @Test("bytes that are not UTF-8 are refused line by line")
    func encoding() {
        let bytes =
            Array("{\"id\":\"a\",\"question\":\"".utf8) + [0xFF] + Array("\"}\n".utf8)
            + Array("{\"id\":\"b\",\"question\":\"q\"}".utf8)
        let report = KnowledgeImport.read(bytes, file: "kb", format: .jsonl, knowledge: "shop")

        #expect(report.refused.map(\.line) == [1])
        #expect(report.accepted.map(\.entry.id) == [EntryID("b")])
        #expect(
            KnowledgeImport.read([0xFF], file: "kb", format: .markdown, knowledge: "shop")
                .refused.count == 1)
    }

    @Test(
        "a faulty CSV names the line",
        arguments: [
            ("id,nonsense\na,b", 1, "nonsense"), ("lang,tags\nen,q", 1, "no column holds"),
            ("id,question\na,b,c", 2, "3 fields"), ("id,question\na,\"b", 2, "not closed"),
            ("id,question\n\na,\"b\"c", 3, "after a closing quote"),
        ])
    func csv(text: String, line: Int, reason: String) {
        let report = Self.read(text, .csv)

        #expect(report.accepted.isEmpty)
        #expect(report.refused.map(\.line) == [line])
        #expect(report.refused.first?.description.contains(reason) == true)
    }

    @Test("alternatives in a CSV are parted by bars, and an empty file is no fault")
    func csvLists() {
        let report = Self.read("id,question,alts\na,How?, one | two |\n", .csv)

        #expect(report.accepted.first?.entry.questions.map(\.text) == ["How?", "one", "two"])
        #expect(report.accepted.first?.entry.language == "en")
        #expect(Self.read("", .csv) == ImportReport())
    }

    @Test("several entries may stand in one Markdown file, each with its languages")
    func markdown() {
        let report = Self.read(
            """
            ---
            id: a
            lang: zh-Hant
            questions:
              - 開嗎？
              - en: "Open: today?"
            ---
            開。
            ## lang: en
            Yes.
            ---
            id: b
            questions: One?
            ---
            1
            """, .markdown)

        #expect(report.refused == [])
        #expect(report.accepted.map(\.line) == [1, 11])
        #expect(report.accepted.first?.entry.answers == ["zh-Hant": "開。", "en": "Yes."])
        #expect(
            report.accepted.first?.entry.questions.last == Phrasing("Open: today?", language: "en"))
        #expect(report.accepted.last?.entry.language == "en")
    }

    @Test("what was exported imports back equal, whatever it holds")
    func roundTrip() {
        var translated = Self.returns
        translated.id = EntryID("r2")
        translated.answers["en"] = "Within seven days.\u{2028}\"Receipt\" \\ needed"
        translated.questions.append(Phrasing("How to return?", language: "en"))
        translated.owner = "陳小姐"
        var unordered = translated
        unordered.id = EntryID("r3")
        unordered.questions.reverse()
        let passage = Entry(
            id: EntryID("p"), knowledge: "shop", language: "en", questions: [],
            answers: ["en": "Text", "yue": "文字"])
        let bare = Entry(
            id: EntryID("q"), knowledge: "shop", language: "yue",
            questions: [Phrasing("hi", language: "en")], answers: [:])
        let entries = [Self.returns, translated, unordered, passage, bare]

        let report = Self.read(KnowledgeExport.jsonLines(entries), .jsonl)

        #expect(report.refused == [])
        #expect(report.accepted.map(\.entry) == entries)
    }

    @Test("a file's name tells its format")
    func names() {
        #expect(KnowledgeImport.Format(fileName: "a/b.JSONL") == .jsonl)
        #expect(KnowledgeImport.Format(fileName: "x.csv") == .csv)
        #expect(KnowledgeImport.Format(fileName: "x.md") == .markdown)
        #expect(KnowledgeImport.Format(fileName: "x.xlsx") == .workbook)
        #expect(KnowledgeImport.Format(fileName: "x.docx") == nil)
        #expect(KnowledgeImport.Format(fileName: "plain") == nil)
    }
}
