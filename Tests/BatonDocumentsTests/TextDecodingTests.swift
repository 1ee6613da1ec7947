import Testing

@testable import BatonDocuments

@Suite("Character sets")
struct TextDecodingTests {
    @Test("Big5 with Hong Kong's own characters, and GB 18030, are read by name")
    func named() {
        // 你好嘅 in Big5 with HKSCS; 你好 in GB 18030.
        let big5 = TextDecoding.decode([0xA7, 0x41, 0xA6, 0x6E, 0x9D, 0xEF], named: "big5")
        let gb = TextDecoding.decode([0xC4, 0xE3, 0xBA, 0xC3], named: "GB2312")

        #expect(big5.text == "你好嘅")
        #expect(big5.unreadable == 0)
        #expect(gb == .init(text: "你好", characterSet: "GB18030", unreadable: 0))
    }

    @Test("without a name, UTF-8 is read as such, and Big5 by how well it reads")
    func unnamed() {
        let utf8 = Array("退貨政策".utf8)

        #expect(TextDecoding.decode(utf8, named: nil).text == "退貨政策")
        #expect(TextDecoding.decode([0xEF, 0xBB, 0xBF] + utf8, named: "big5").text == "退貨政策")
        #expect(TextDecoding.decode([0xA7, 0x41, 0xA6, 0x6E], named: nil).text == "你好")
        #expect(
            TextDecoding.decode([0xFF, 0xFE, 0x60, 0x4F, 0x7D, 0x59], named: nil).text == "你好")
    }

    @Test("what cannot be read shows as such and is counted, and an unknown name is not followed")
    func unreadable() {
        let decoded = TextDecoding.decode([0x41, 0xFF, 0x42], named: "big5")

        #expect(decoded == .init(text: "A\u{FFFD}B", characterSet: "BIG5-HKSCS", unreadable: 1))
        #expect(TextDecoding.decode(Array("AB".utf8), named: "no-such-set").text == "AB")
    }
}
