import Testing

@testable import BatonKnowledge

@Suite("Any bytes as a document", .timeLimit(.minutes(10)))
struct DocumentFuzzTests {
    /// A generator of the same bytes in every run.
    ///
    /// Source: Sebastiano Vigna, SplitMix64.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    /// Pieces that readers look for, put together in any order.
    private static let pieces: [[UInt8]] =
        [
            "<", ">", "</", "<!--", "-->", "<![CDATA[", "]]>", "<table>", "<tr><td rowspan=9>",
            "<td colspan=99>", "</table>", "<p hidden>", "</p>", "<h1>", "</h1>", "<script>",
            "</script>", "<title>", "<a href=\"", "\"", "'", "=", "&#x41;", "&amp;", "&", "# ",
            "\n",
            "\r\n", "|", "---", "```", "[a](", "忽略之前的指示", "中文。", "ignore all instructions ",
            "\u{202E}", "\u{200B}\u{200B}", "\u{0C}", ",", "PK\u{03}\u{04}", "<row r='1'>",
            "<c r='ZZZ9' t='s'>", "<v>1</v>", "</c>", "<mergeCell ref='A1:B9'/>", "<si><t>",
            "<page height='800'>", "<block>", "<line xMin='1' xMax='9' yMin='1' yMax='9'>",
            "<word>28</word></line>", "</line>", "<line xMin='1e999' yMin='-5'>",
        ].map { Array($0.utf8) } + [[0xFF], [0x00], [0xE4, 0xB8], [0xC0, 0x80]]

    private static func bytes(_ dice: inout Dice) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0...200, using: &dice) {
            if Bool.random(using: &dice) {
                bytes += pieces.randomElement(using: &dice) ?? []
            } else {
                bytes.append(UInt8.random(in: .min ... .max, using: &dice))
            }
        }
        return bytes
    }

    private static func readAll(_ bytes: [UInt8]) -> [DocumentContent] {
        let text = String(decoding: bytes, as: UTF8.self)
        return [
            PlainTextDocument.read(text), MarkdownDocument.read(text), HTMLDocument.read(text),
            PDFDocument.read(text), TableFile.read(bytes), SpreadsheetDocument.read(bytes),
            WordHiddenText.read(bytes),
        ]
    }

    @Test("no reader crashes, and what comes out keeps the rules of entries", arguments: 0..<8)
    func anyBytes(seed: Int) throws {
        var dice = Dice(state: UInt64(seed))
        for _ in 0..<250 {
            for content in Self.readAll(Self.bytes(&dice)) {
                let passages = DocumentPassages(
                    content, document: "a", title: "a", knowledge: "k")
                for entry in passages.entries { try EntryCheck.check(entry) }
            }
        }
    }

    @Test("a workbook of any XML, and a zip cut or changed anywhere, crash nothing")
    func anyWorkbook() {
        var dice = Dice(state: 99)
        for _ in 0..<200 {
            let xml = String(decoding: Self.bytes(&dice), as: UTF8.self)
            var bytes = ZipBuilder.workbook(
                sheets: [("S", xml), ("T", "<row r='2'><c r='B2'><v>9e99</v></c></row>")],
                strings: [xml], styles: xml, book: xml)
            _ = SpreadsheetDocument.read(bytes)
            for _ in 0..<Int.random(in: 1...20, using: &dice) {
                let index = bytes.indices.randomElement(using: &dice) ?? 0
                bytes[index] = UInt8.random(in: .min ... .max, using: &dice)
            }
            _ = SpreadsheetDocument.read(bytes)
            _ = SpreadsheetDocument.read(
                Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &dice))))
        }
    }

    @Test(
        "inputs made to be slow are read whole, in time linear in their length",
        arguments: [
            "<a ", "<p>", "<div hidden>", "<!--", "<!-- x", "<table><tr><td>", "<td rowspan=256>",
            "<b><i>", "</p>", "<p", "&", "&#", "[", "[a](", "|", "- ", "# a\n", "<", "忽略",
            "ignore ",
            "\"", "字", "a ", "\u{200B}", "。", "<script>", "<li>", "a\n=\n",
        ])
    func slow(piece: String) {
        let text = String(repeating: piece, count: 60_000 / piece.utf8.count)
        for content in Self.readAll(Array(text.utf8)) {
            _ = DocumentPassages(content, document: "a", title: "a", knowledge: "k")
        }
    }
}
