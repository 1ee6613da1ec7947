import Testing

@testable import BatonKnowledge

@Suite("Reading Markdown, text and tables as documents")
struct MarkdownDocumentTests {
    @Test("Markdown without front matter is a document")
    func kinds() {
        #expect(MarkdownDocument.holdsEntries(Array("\u{FEFF}\n---\nid: a\n".utf8)))
        #expect(!MarkdownDocument.holdsEntries(Array("# 送貨\n---\n".utf8)))
        #expect(!MarkdownDocument.holdsEntries([]))
    }

    @Test("headings of both styles, lists, tables, links and code are read")
    func blocks() {
        let content = MarkdownDocument.read(
            """
            送貨
            ====
            見 [網頁](https://a.hk/x) 或 **致電**，
            謝謝。
            ### 時間 ###
            - 平日
            2. 週末
            | 日 | 時 |
            |:--|--:|
            | 一 | 10 |
            ```
            code
            ```
            """)

        #expect(
            content.blocks == [
                DocumentBlock(.heading(1), "送貨", at: .line(1)),
                DocumentBlock(.paragraph, "見 網頁 或 致電，謝謝。", at: .line(3)),
                DocumentBlock(.heading(3), "時間", at: .line(5)),
                DocumentBlock(.item, "平日", at: .line(6)),
                DocumentBlock(.item, "2. 週末", at: .line(7)),
                DocumentBlock(.row, "日：一；時：10", at: .line(10)),
                DocumentBlock(.paragraph, "code", at: .line(12)),
            ])
    }

    @Test("plain text is parted by blank lines and marks of lists")
    func text() {
        let content = PlainTextDocument.read("一行\r\n二行\r\n\r\nOne\nline\n- item\n")

        #expect(
            content.blocks == [
                DocumentBlock(.paragraph, "一行二行", at: .line(1)),
                DocumentBlock(.paragraph, "One line", at: .line(4)),
                DocumentBlock(.item, "item", at: .line(6)),
            ])
    }

    @Test("CSV whose header names no questions or answers is a table, and its fault has a line")
    func table() {
        let bytes = Array("尺碼,價錢\nM,\"$1,200\"\nL,\"$9\n".utf8)

        #expect(!KnowledgeImport.holdsEntries(bytes, format: .csv))
        #expect(KnowledgeImport.holdsEntries(Array("id,question,answer\n".utf8), format: .csv))
        let content = TableFile.read(bytes)
        #expect(content.blocks == [DocumentBlock(.row, "尺碼：M；價錢：$1,200", at: .line(2))])
        #expect(content.faults.map(\.place) == [.line(3)])
    }
}
