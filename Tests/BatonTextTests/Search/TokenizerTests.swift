import Testing

@testable import BatonText

@Suite("The search tokenizer")
struct TokenizerTests {
    private static func texts(_ text: String, _ kinds: Set<Token.Kind> = Set(Token.Kind.allCases))
        -> [String]
    {
        Tokenizer.tokens(of: text).filter { kinds.contains($0.kind) }.map(\.text)
    }

    @Test("Chinese gives each character and each pair, folded")
    func han() {
        #expect(Self.texts("退貨費", [.hanUnigram]) == ["退", "货", "费"])
        #expect(Self.texts("退貨費", [.hanBigram]) == ["退货", "货费"])
    }

    @Test("pairs do not cross punctuation, spaces, words or emoji")
    func pairs() {
        #expect(Self.texts("退，貨 費a用😀錢", [.hanBigram]).isEmpty)
        #expect(Self.texts("退。貨款", [.hanBigram]) == ["货款"])
    }

    @Test("English words are stemmed and mix with Chinese")
    func mixed() {
        #expect(Self.texts("cancel咗張Orders呀", [.word]) == ["cancel", "order"])
        #expect(Self.texts("don’t RETURNING", [.word]) == ["don't", "return"])
    }

    @Test(
        "amounts come to one form",
        arguments: [
            ("$1,280", ["1280"]), ("HK$1,280.50", ["1280.5"]), ("12.00元", ["12"]),
            ("1,280,000", ["1280000"]), ("007", ["7"]), ("23456789", ["23456789"]),
            ("00123456", ["00123456"]), ("2-3", ["2", "3"]), ("１２", ["12"]), ("0", ["0"]),
            ("1,28", ["1", "28"]),
        ])
    func amounts(text: String, expected: [String]) {
        #expect(Self.texts(text, [.number]) == expected)
    }

    @Test("the HK of HK$ is no word")
    func currency() {
        #expect(Self.texts("HK$500", [.word]).isEmpty)
        #expect(Self.texts("HK 500", [.word]) == ["hk"])
    }

    @Test(
        "times come to one form",
        arguments: [
            ("9:30pm", "21:30"), ("9.30 p.m.", "21:30"), ("9PM", "21:00"), ("12am", "00:00"),
            ("21:30", "21:30"), ("9:05", "09:05"), ("晚上9時30分", "21:30"), ("下午3點半", "15:30"),
            ("上午11時", "11:00"), ("9點", "09:00"), ("中午12時", "12:00"),
        ])
    func times(text: String, expected: String) {
        #expect(Self.texts(text, [.time]) == [expected])
        #expect(Self.texts(text, [.number]).isEmpty)
    }

    @Test(
        "dates come to one form",
        arguments: [
            ("24/12", "12-24"), ("24/12/2026", "2026-12-24"), ("24/12/26", "2026-12-24"),
            ("2026-12-24", "2026-12-24"), ("12月24日", "12-24"), ("12月24號", "12-24"),
            ("2026年12月24日", "2026-12-24"), ("24 Dec", "12-24"), ("24th December", "12-24"),
            ("Dec 24", "12-24"), ("Sept 1st", "09-01"),
        ])
    func dates(text: String, expected: String) {
        #expect(Self.texts(text, [.date]) == [expected])
        #expect(Self.texts(text, [.number, .code]).isEmpty)
    }

    @Test("what only resembles a date or time is left as it is")
    func lookalikes() {
        #expect(Self.texts("99/99", [.date]).isEmpty)
        #expect(Self.texts("9:75", [.time]).isEmpty)
        #expect(Self.texts("marching 3", [.date]).isEmpty)
        #expect(Self.texts("3小時", [.time]).isEmpty)
    }

    @Test("codes stay whole, however they are joined or written")
    func codes() {
        #expect(Self.texts("AB-1234", [.code]) == ["ab1234"])
        #expect(Self.texts("ab1234 ＡＢ１２３４", [.code]) == ["ab1234", "ab1234"])
        #expect(Self.texts("order HK2024-0099呀", [.code]) == ["hk20240099"])
        #expect(Self.texts("iPhone15") == ["iphone15", "iphon", "15"])
        #expect(Self.texts("well-known", [.code]).isEmpty)
    }

    @Test("emoji and punctuation give nothing")
    func nothing() {
        #expect(Self.texts("😀👨‍👩‍👧！？…—🙏🏻 ❤️").isEmpty)
        #expect(Self.texts("").isEmpty)
    }

    @Test("a token names the bytes that it comes from")
    func bytes() {
        let text = "想問 HK$1,280 退貨"
        let parts = Tokenizer.tokens(of: text).map { token in
            String(decoding: Array(text.utf8)[token.utf8], as: UTF8.self)
        }

        #expect(parts == ["想", "想問", "問", "1,280", "退", "退貨", "貨"])
    }

    @Test("neighbours differ by one in position and punctuation adds one")
    func positions() {
        let positions = Tokenizer.tokens(of: "book位，ok").filter { $0.kind != .hanBigram }
            .map(\.position)

        #expect(positions == [0, 1, 3])
    }
}
