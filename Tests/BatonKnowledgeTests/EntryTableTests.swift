import BatonCore
import Testing

@testable import BatonKnowledge

/// Questions and answers as businesses keep them in spreadsheets.
@Suite("Tables of entries")
struct EntryTableTests {
    private static func read(_ text: String) -> ImportReport {
        KnowledgeImport.read(
            Array(text.utf8), file: "faq.csv", format: .csv, knowledge: "shop")
    }

    @Test("a question and an answer are enough: the id is made, and is the same another time")
    func bare() throws {
        let first = Self.read("Question,Answer\nHow do I pay?,\"FPS, PayMe or Visa\"\n")
        let later = Self.read("answer,question\nVisa only,How  do I PAY?\n")

        let entry = try #require(first.accepted.first?.entry)
        #expect(first.refused == [] && first.notes == [])
        #expect(entry.questions == [Phrasing("How do I pay?", language: "en")])
        #expect(entry.answers == ["en": "FPS, PayMe or Visa"])
        #expect(entry.id.rawValue.hasPrefix("q-"))
        #expect(later.accepted.first?.entry.id == entry.id)
    }

    @Test(
        "columns are known by the names that shops give them",
        arguments: [
            "問題,答案", "常見問題,回覆", "Q,A", "問題 Question,答案 Answer", "FAQ;Reply",
            "Customer Question\tStandard Answer", "QUESTION (中文),ANSWER（中文）",
        ])
    func names(header: String) {
        let separator = header.first { ",;\t".contains($0) }.map(String.init) ?? ","
        let report = Self.read("\(header)\r\n幾點開門？\(separator)十點\r\n")

        #expect(report.refused == [])
        #expect(report.accepted.first?.entry.questions.map(\.text) == ["幾點開門？"])
        #expect(report.accepted.first?.entry.answers == ["zh-Hant": "十點"])
    }

    @Test("a pair of columns for each language becomes one entry in all of them")
    func languages() {
        let report = Self.read(
            """
            編號,分類,中文問題,中文答案,Question (EN),Answer_en,简体答案
            7,退換、售後,點樣退貨？,七天內,How to return?,Within 7 days,七天内
            """)

        #expect(report.refused == [])
        #expect(
            report.accepted.map(\.entry) == [
                Entry(
                    id: EntryID("7"), knowledge: "shop", language: "zh-Hant",
                    questions: [
                        Phrasing("點樣退貨？", language: "zh-Hant"),
                        Phrasing("How to return?", language: "en"),
                    ],
                    answers: ["zh-Hant": "七天內", "en": "Within 7 days", "zh-Hans": "七天内"],
                    tags: ["退換", "售後"])
            ])
    }

    @Test("phrasings on lines of one cell, days as people write them, and answers of figures alone")
    func cells() throws {
        let report = Self.read(
            """
            問題,其他問法,答案,生效日期,到期日,Review date,負責人
            "幾點開門？
            營業時間",開門時間|open幾點,10:00–19:00,1/2/2026,2026年12月31日,2026/6/5,陳小姐
            """)
        let entry = try #require(report.accepted.first?.entry)

        #expect(report.refused == [])
        #expect(entry.questions.map(\.text) == ["幾點開門？", "營業時間", "開門時間", "open幾點"])
        #expect(entry.answers == ["zh-Hant": "10:00–19:00"])
        #expect(entry.validFrom == "2026-02-01" && entry.validUntil == "2026-12-31")
        #expect(entry.reviewBy == "2026-06-05" && entry.owner == "陳小姐")
    }

    @Test("a title above the names and a column that no entry has are passed over, and told")
    func notes() {
        let report = Self.read(
            "ABC 公司常見問題,,\n\n問題,答案,更新者\n收唔收八達通？,收,May\n,,\n")

        #expect(report.accepted.map(\.line) == [4])
        #expect(report.refused == [])
        #expect(report.notes.map(\.line) == [1, 3])
        #expect(report.notes.last?.description.contains("更新者") == true)
        #expect(report.notes.last?.text(in: .traditionalChinese).contains("未讀入") == true)
    }

    @Test("the same question twice is refused with the line of the first, and the rest is taken")
    func repeated() {
        let report = Self.read("問題,答案\n幾點開門,十點\n幾點開門,九點\n收唔收卡,收\n")

        #expect(report.accepted.map(\.line) == [2, 4])
        #expect(
            report.refused.map(\.description) == [
                "faq.csv:3: the same question is already on line 2; keep one of the two"
            ])
    }

    @Test("more cells than columns, a wrong day and a character that could not be read are told")
    func faults() {
        let report = Self.read(
            "問題,答案,到期日\n幾錢,二十元,多謝,2026-01-01\n幾時,聽日,2026-13-45\n收\u{FFFD}卡,收,\n")

        #expect(report.accepted == [])
        #expect(report.refused.map(\.line) == [2, 3, 4])
        #expect(report.refused[0].description.contains("4 fields and the header 3"))
        #expect(report.refused[1].description.contains("valid_until"))
        #expect(report.refused[2].description.contains("could not be read"))
    }

    @Test(
        "a table of something else is none of entries",
        arguments: ["id,product,price\n1,Coat,900\n", "尺碼,價錢,分類\nM,120,衫\n", "", "a\nb\n"])
    func others(text: String) {
        #expect(!KnowledgeImport.holdsEntries(Array(text.utf8), format: .csv))
    }

    @Test("the sheets of a workbook that name questions or answers are read, row by row")
    func workbook() {
        func row(_ number: Int, _ cells: [String], _ attributes: String = "") -> String {
            "<row r=\"\(number)\" \(attributes)>"
                + cells.map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }.joined() + "</row>"
        }
        let bytes = ZipBuilder.workbook(sheets: [
            (
                "門市",
                row(1, ["ABC 常見問題"]) + row(3, ["問題", "答案"]) + row(4, ["幾點開門？", "十點"])
                    + row(5, ["來貨價", "$5"], "hidden=\"1\"")
            ),
            ("Online", row(1, ["Question", "Answer"]) + row(2, ["How long?", "3 days"])),
            ("價目", row(1, ["貨品", "價錢"]) + row(2, ["外套", "900"])),
            ("又一", row(1, ["問題", "答案"]) + row(2, ["幾點開門？", "九點"])),
        ])

        let report = KnowledgeImport.read(
            bytes, file: "faq.xlsx", format: .workbook, knowledge: "shop")

        #expect(KnowledgeImport.holdsEntries(bytes, format: .workbook))
        #expect(
            report.accepted.map { $0.entry.questions.map(\.text) } == [["幾點開門？"], ["How long?"]])
        #expect(report.accepted.map(\.line) == [4, 2])
        #expect(
            report.refused.map(\.description) == [
                "faq.xlsx, 又一:2: the same question is already on line 4 (faq.xlsx, 門市);"
                    + " keep one of the two"
            ])
        #expect(report.notes.map(\.file) == ["faq.xlsx, 門市", "faq.xlsx, 門市", "faq.xlsx, 價目"])
    }

    @Test("a workbook without such a sheet is a document, and a broken one is told")
    func otherWorkbook() {
        let prices = ZipBuilder.workbook(sheets: [
            ("S", "<row r=\"1\"><c t=\"inlineStr\"><is><t>貨品</t></is></c></row>")
        ])

        #expect(!KnowledgeImport.holdsEntries(prices, format: .workbook))
        #expect(!KnowledgeImport.holdsEntries([1, 2, 3], format: .workbook))
        let report = KnowledgeImport.read(
            [1, 2, 3], file: "x.xlsx", format: .workbook, knowledge: "shop")
        #expect(report.refused.count == 1 && report.accepted == [])
    }
}
