import BatonText
import Testing

@testable import BatonKnowledge

@Suite("The glossary")
struct GlossaryTests {
    private static func names(_ text: String, _ glossary: Glossary = .commerce) -> Set<String> {
        Set(glossary.concepts(in: Tokenizer.tokens(of: text)).map { glossary.concepts[$0] })
    }

    @Test(
        "ways to say one thing meet in a concept",
        arguments: [
            ("refund", "退款幾時有？", "when do I get my money back"),
            ("hours", "你哋開到幾點", "what are your opening hours"),
            ("deliver", "送唔送貨去大埔", "do you deliver to Tai Po"), ("price", "幾多錢呀", "how much is it"),
            ("book", "想book位", "I want to make a reservation"),
            ("warranty", "保用期几耐", "is it under warranty"),
        ])
    func meets(concept: String, chinese: String, english: String) {
        #expect(Self.names(english).contains(concept))
        #expect(Self.names(chinese).contains(concept))
    }

    @Test("a longer term hides the single characters in it, but no term of several")
    func longest() {
        let glossary = Glossary(
            lines: ["goods: 貨", "deliver: 送貨", "fee: 送貨費", "charge: 費", "back: 退"])

        #expect(Self.names("送貨費", glossary) == ["deliver", "fee"])
        #expect(Self.names("送貨", glossary) == ["deliver"])
        #expect(Self.names("退貨費", glossary) == ["back", "goods", "charge"])
    }

    @Test("a term does not reach across punctuation")
    func punctuation() {
        let glossary = Glossary(lines: ["return: 退貨", "gift: gift card"])

        #expect(Self.names("退，貨", glossary).isEmpty)
        #expect(Self.names("gift, card", glossary).isEmpty)
        #expect(Self.names("Gift cards", glossary) == ["gift"])
    }

    @Test("lines of one name are one concept")
    func merged() {
        let glossary = Glossary(lines: ["pay: 付款", "fee: 費用", "pay: payme"])

        #expect(glossary.concepts == ["pay", "fee"])
        #expect(Self.names("用payme", glossary) == ["pay"])
    }

    @Test("the shipped table reads whole")
    func shipped() {
        let lines = (CommerceGlossary.lines + CommerceGlossary.spoken).map(\.description)

        #expect(lines.allSatisfy { $0.contains(": ") && !$0.hasSuffix(": ") })
        let names = Set(lines.map { $0.prefix { $0 != ":" } })
        #expect(Glossary.commerce.concepts.count == names.count)
        #expect(Glossary.commerce.concepts.count >= 90)
    }

    @Test("a line without a colon is passed over")
    func malformed() {
        #expect(Glossary(lines: ["nothing", "", "a: b"]).concepts == ["a"])
    }
}
