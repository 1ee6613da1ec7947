import BatonArchive
import Testing

@testable import BatonKnowledge

@Suite("Reading workbooks")
struct SpreadsheetDocumentTests {
    @Test("each row names its columns; days, shares and money read as the sheet shows them")
    func rows() {
        let styles = """
            <numFmts><numFmt numFmtId="164" formatCode="&quot;HK$&quot;#,##0"/></numFmts>
            <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="164"/>\
            <xf numFmtId="20"/></cellXfs>
            """
        let bytes = ZipBuilder.workbook(
            sheets: [
                (
                    "價目",
                    """
                    <row r="1"><c r="A1" t="s"><v>0</v></c></row>
                    <row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" t="s"><v>2</v></c>\
                    <c r="D3" t="inlineStr"><is><t>由</t></is></c><c r="E3" t="str"><v>時</v></c></row>
                    <row r="4"><c r="A4" t="s"><v>3</v></c><c r="B4" s="3"><v>1280</v></c>\
                    <c r="C4" s="2"><v>0.15</v></c><c r="D4" s="1"><v>46023</v></c>\
                    <c r="E4" s="4"><v>0.4375</v></c></row>
                    <row r="5"><c r="A5"/><c r="B5"><v>0.30000000000000004</v></c></row>
                    """
                )
            ], strings: ["二○二六年價目", "貨品", "價錢", "外套"], styles: styles)

        let content = SpreadsheetDocument.read(bytes)

        #expect(content.faults == [])
        #expect(
            content.blocks == [
                DocumentBlock(.heading(2), "價目", at: .row(sheet: "價目", 1)),
                DocumentBlock(.paragraph, "二○二六年價目", at: .row(sheet: "價目", 1)),
                DocumentBlock(
                    .row, "貨品：外套；價錢：HK$1280；15%；由：2026-01-01；時：10:30",
                    at: .row(sheet: "價目", 4)),
                DocumentBlock(.row, "價錢：0.3", at: .row(sheet: "價目", 5)),
            ])
    }

    @Test("a merged cell is read in each row that it covers")
    func merged() {
        let bytes = ZipBuilder.workbook(
            sheets: [
                (
                    "S",
                    """
                    <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>
                    <row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>1</v></c></row>
                    <row r="3"><c r="B3"><v>2</v></c></row>
                    </sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells>
                    """
                )
            ], strings: ["區", "號", "旺角"])

        #expect(
            SpreadsheetDocument.read(bytes).blocks.dropFirst().map(\.text)
                == ["區：旺角；號：1", "區：旺角；號：2"])
    }

    @Test("hidden sheets and rows are left out and told")
    func hidden() {
        let row = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>"
        let end = "</t></is></c></row>"
        let bytes = ZipBuilder.workbook(
            sheets: [
                (
                    "A",
                    row + "shown" + end
                        + "<row r=\"2\" hidden=\"1\"><c t=\"inlineStr\"><is><t>cost" + end
                ), ("B", row + "secret" + end),
            ], state: "state=\"veryHidden\"")

        let content = SpreadsheetDocument.read(bytes)

        #expect(content.blocks.map(\.text) == ["A", "shown"])
        #expect(content.hidden.map(\.how) == ["a hidden row", "a hidden sheet"])
        #expect(content.hidden.map(\.text) == ["cost", "secret"])
    }

    @Test("one damaged sheet is told, and the others are read")
    func damaged() {
        let good = "<row><c t=\"inlineStr\"><is><t>good</t></is></c></row>"
        let parts = [
            (
                name: "xl/workbook.xml",
                content:
                    "<sheets><sheet name=\"X\" r:id=\"a\"/><sheet name=\"Y\" r:id=\"b\"/></sheets>"
            ),
            (
                name: "xl/_rels/workbook.xml.rels",
                content: "<Relationship Id=\"b\" Target=\"/xl/y.xml\"/>"
            ), (name: "xl/y.xml", content: good),
        ]

        let content = SpreadsheetDocument.read(ZipBuilder.zip(parts))

        #expect(content.blocks.map(\.text) == ["Y", "good"])
        #expect(content.faults.map(\.place) == [.row(sheet: "X", 1)])
    }

    @Test("a packed part that unfolds past the limit, or is under a password, is refused")
    func limits() throws {
        let bomb = [UInt8](repeating: 0x20, count: 1_000_000)
        let archive = try ZipArchive(ZipBuilder.zip([(name: "a", content: bomb)]))
        let locked = try ZipArchive(ZipBuilder.zip([(name: "a", content: "x")], flags: 1))

        #expect(throws: ZipArchive.Failure.tooLarge) { try archive.part("a", limit: 999_999) }
        let whole = try archive.part("a", limit: 1_000_000)
        #expect(whole == bomb)
        let missing = try archive.part("b", limit: 9)
        #expect(missing == nil)
        #expect(throws: ZipArchive.Failure.encrypted) { try locked.part("a", limit: 9) }
        #expect(throws: ZipArchive.Failure.notZip) { try ZipArchive([0x50, 0x4B]) }
    }

    @Test("a Word document's hidden, white and tiny runs are found; white on a shade is not hidden")
    func word() {
        func run(_ properties: String, _ text: String) -> String {
            "<w:r><w:rPr>\(properties)</w:rPr><w:t>\(text)</w:t></w:r>"
        }
        let document =
            "<w:document><w:p>" + run("", "Plain words") + run("<w:vanish/>", "Hidden words")
            + run("<w:vanish w:val=\"0\"/>", "Shown words")
            + run("<w:color w:val=\"FFFFFF\"/>", "White words")
            + run("<w:sz w:val=\"2\"/>", "Tiny words") + "</w:p><w:tc><w:tcPr>"
            + "<w:shd w:fill=\"1F4E79\"/></w:tcPr>" + run("<w:color w:val=\"FFFFFF\"/>", "Head")
            + "</w:tc></w:document>"
        let found = WordHiddenText.read(
            ZipBuilder.zip([(name: "word/document.xml", content: document)]))

        #expect(found.faults == [])
        #expect(found.hidden.map(\.how) == ["hidden", "white text", "tiny text"])
        let block = DocumentBlock(.paragraph, "Plain wordsHidden words Shown", at: .whole)
        #expect(WordHiddenText.without(found.hidden, block)?.text == "Plain words Shown")
    }

    @Test("where the first rows tell what a sheet is, the rest is not read")
    func firstRows() {
        let rows = (1...1000).map { number in
            // Every other row is empty, and tells nothing.
            let words = number % 2 == 0 ? "" : "<c t=\"str\"><v>\(number)</v></c>"
            return "<row r=\"\(number)\">\(words)</row>"
        }
        let sheet = Array("<sheetData>\(rows.joined())</sheetData>".utf8)
        func read(most: Int?) -> [String] {
            var reader = SheetReader(
                strings: [], formats: CellFormats([], isFrom1904: false), cells: 0)
            reader.read(sheet, most: most)
            return reader.rows.flatMap(\.cells).map(\.text)
        }
        #expect(read(most: 3) == ["1", "3", "5"])
        #expect(read(most: nil).count == 500)
    }
}
