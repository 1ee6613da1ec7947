import Testing

@testable import BatonKnowledge

@Suite("Cutting documents into passages")
struct PassageCutterTests {
    private func passages(_ markdown: String, title: String = "手冊") -> [Passage] {
        PassageCutter.passages(of: MarkdownDocument.read(markdown), title: title)
    }

    @Test("each heading opens a passage, which carries the path of headings above it")
    func headings() {
        let found = passages(
            """
            開店須知。

            # 送貨
            ## 本地
            滿 $300 免運費。
            ## 海外
            按重量收費。
            # 退換
            七天內可退。
            """)

        #expect(
            found == [
                Passage(headings: ["手冊"], text: "開店須知。", place: .line(1)),
                Passage(headings: ["送貨", "本地"], text: "滿 $300 免運費。", place: .line(5)),
                Passage(headings: ["送貨", "海外"], text: "按重量收費。", place: .line(7)),
                Passage(headings: ["退換"], text: "七天內可退。", place: .line(9)),
            ])
        #expect(found[1].full == "送貨 › 本地\n滿 $300 免運費。")
    }

    @Test("a long text is cut at the ends of sentences, none over the limit, nothing lost")
    func sentences() {
        let sentence = "本店所有貨品均可於購買後七天之內憑單據到任何一間分店辦理退換手續。"
        let text = String(repeating: sentence, count: 60)

        let found = passages(text)

        #expect(found.map(\.text).joined() == text)
        #expect(found.count == 4)
        for passage in found {
            #expect(TextMeasure.length(passage.text) <= PassageCutter.limit)
            #expect(passage.text.hasSuffix("。"))
        }
    }

    @Test("English is cut at 150 words, and a price or a time never ends a sentence")
    func english() {
        let sentence = "Orders over HK$3.50 are sent at 9.30 a.m. by post. "
        let found = passages(String(repeating: sentence, count: 40))

        for passage in found {
            #expect(passage.text.split(separator: " ").count <= 150)
            #expect(passage.text.hasPrefix("Orders"))
            #expect(passage.text.hasSuffix("post."))
        }
        #expect(found.count == 4)
    }

    @Test("a text without an end of sentence is cut all the same")
    func endless() {
        for text in [String(repeating: "字", count: 5000), String(repeating: "x", count: 50_000)] {
            let found = passages(text)

            #expect(found.map(\.text).joined() == text)
            #expect(found.allSatisfy { TextMeasure.length($0.text) <= PassageCutter.limit })
            #expect(found.allSatisfy { $0.text.utf8.count <= 4800 })
        }
    }

    @Test("a row of a table stays whole and names its columns")
    func rows() {
        let row = "| 特大碼加厚防水外套 | $1,280 | 旺角、銅鑼灣、沙田及元朗分店均有現貨發售 |\n"
        let found = passages(
            "# 價目\n| 貨品 | 價錢 | 分店 |\n|---|---|---|\n" + String(repeating: row, count: 30))

        #expect(found.count > 1)
        for line in found.flatMap({ $0.text.split(separator: "\n") }) {
            #expect(line == "貨品：特大碼加厚防水外套；價錢：$1,280；分店：旺角、銅鑼灣、沙田及元朗分店均有現貨發售")
        }
    }

    @Test("a page's title stands above headings of lower levels only")
    func title() {
        var content = MarkdownDocument.read("## 營業時間\n十點開門。\n# 地址\n旺角。")
        content.title = "常見問題"

        let found = PassageCutter.passages(of: content, title: "faq")

        #expect(found.map(\.headings) == [["常見問題", "營業時間"], ["地址"]])
    }
}
