import Testing

@testable import BatonKnowledge

@Suite("Reading HTML")
struct HTMLDocumentTests {
    @Test("headings, paragraphs, lists and tables become blocks; script, style and menus do not")
    func blocks() {
        let content = HTMLDocument.read(
            """
            <!doctype html><html lang="zh-HK"><head><title>常見問題 &amp; 查詢</title>
            <style>p { color: red }</style><script>if (a < b) { document.write("<p>x</p>") }</script>
            </head><body><nav><a href="/menu">選單</a></nav>
            <h1>送貨</h1><p>滿 <b>$300</b>
            免運費。<br>離島除外。</p>
            <ul><li>順豐<li>郵政</ul>
            <table><tr><th>尺碼</th><th>價錢</th></tr><tr><td>M</td><td>$120</td></tr>
            <tr><td>L<td>$130</table>
            <a href='faq.html?a=1&amp;b=2'>更多</a></body></html>
            """)

        #expect(content.title == "常見問題 & 查詢")
        #expect(content.language == "zh-HK")
        #expect(
            content.blocks == [
                DocumentBlock(.heading(1), "送貨", at: .line(4)),
                DocumentBlock(.paragraph, "滿 $300 免運費。\n離島除外。", at: .line(4)),
                DocumentBlock(.item, "順豐", at: .line(6)),
                DocumentBlock(.item, "郵政", at: .line(6)),
                DocumentBlock(.row, "尺碼：M；價錢：$120", at: .line(7)),
                DocumentBlock(.row, "尺碼：L；價錢：$130", at: .line(8)),
                DocumentBlock(.paragraph, "更多", at: .line(9)),
            ])
        #expect(content.links == ["/menu", "faq.html?a=1&b=2"])
        #expect(content.hidden == [])
    }

    @Test("cells that span rows and columns are read in each of them")
    func spans() {
        let content = HTMLDocument.read(
            """
            <table><thead><tr><th>區</th><th>日</th><th>時間</th></tr></thead>
            <tr><td rowspan="2">旺角</td><td>平日</td><td>10–20</td></tr>
            <tr><td>週末</td><td>11–21</td></tr></table>
            """)

        #expect(
            content.blocks.map(\.text)
                == ["區：旺角；日：平日；時間：10–20", "區：旺角；日：週末；時間：11–21"])
    }

    @Test(
        "what a reader does not see is left out and told",
        arguments: [
            ("<div hidden>secret words</div>", "hidden"),
            ("<div style='display:none'><p>secret words</p></div>", "display:none"),
            ("<p style='Visibility: HIDDEN'>secret words</p>", "visibility:hidden"),
            ("<span style='font-size:0px'>secret words</span>", "font-size:0"),
            ("<span style='opacity: 0'>secret words</span>", "opacity:0"),
            ("<span style='color:#FFF'>secret words</span>", "white text"),
            ("<font color=white>secret words</font>", "white text"),
            ("<p style='text-indent:-9999px'>secret words</p>", "off the screen"),
            ("<p style='position:absolute;left:-9999px'>secret words</p>", "off the screen"),
            ("<!-- there are some secret words -->", "a comment"),
        ])
    func hidden(markup: String, how: String) {
        let content = HTMLDocument.read("<p>Before</p>\(markup)<p>After</p>")

        #expect(content.blocks.map(\.text) == ["Before", "After"])
        #expect(content.hidden.map(\.how) == [how])
        #expect(content.hidden.first?.text.hasSuffix("secret words") ?? false)
    }

    @Test("white on a background of its own is in plain sight, and so is a template's comment")
    func visible() {
        let content = HTMLDocument.read(
            "<p style='color:#fff;background:#000'>Sale</p><!-- .entry-content --><!-- end nav -->"
                + "<p style='font-size:1.2em'>Now</p>")

        #expect(content.blocks.map(\.text) == ["Sale", "Now"])
        #expect(content.hidden == [])
    }

    @Test("a page's own rules for robots and its footer are known")
    func rules() {
        let page =
            "<meta name=robots content='noindex, nofollow'><p>A</p><footer>Open daily</footer>"

        let content = HTMLDocument.read(page)

        #expect(content.refusesIndexing)
        #expect(content.refusesFollowing)
        #expect(content.blocks.map(\.text) == ["A", "Open daily"])
        #expect(HTMLDocument.read(page, dropsFooter: true).blocks.map(\.text) == ["A"])
    }

    @Test(
        "the character set is found in the first bytes",
        arguments: [
            ("<meta charset=\"Big5\">", "big5"),
            ("<META http-equiv=Content-Type content='text/html; charset=GB2312'>", "gb2312"),
            ("<?xml version=\"1.0\" encoding=\"big5-hkscs\"?><html>", "big5-hkscs"),
        ])
    func characterSet(markup: String, set: String) {
        #expect(HTMLDocument.characterSet(Array(markup.utf8) + [0xA4, 0xA4]) == set)
    }

    @Test("no character set is made up")
    func noCharacterSet() {
        #expect(HTMLDocument.characterSet(Array("<p>charset=big5</p>".utf8)) == nil)
    }
}
