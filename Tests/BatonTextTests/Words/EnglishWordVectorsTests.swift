import BatonText
import Testing

@Suite("Which English words are alike")
struct EnglishWordVectorsTests {
    private static func cosine(_ left: String, _ right: String) throws -> Float {
        let left = try #require(EnglishWordVectors.vector(of: left))
        let right = try #require(EnglishWordVectors.vector(of: right))
        return zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
    }

    private static func length(_ text: String) -> Float {
        let vector = EnglishWordVectors.vector(of: text) ?? []
        return vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }

    @Test(
        "words of one meaning point the same way, a stranger elsewhere",
        arguments: [
            ("buy", "purchase", "river"), ("refund", "reimburse", "singer"),
            ("doctor", "physician", "carpet"), ("weekend", "Saturday", "engine"),
            ("cheap", "inexpensive", "window"),
        ])
    func synonyms(word: String, synonym: String, stranger: String) throws {
        let near = try Self.cosine(word, synonym)
        let far = try Self.cosine(word, stranger)

        #expect(near > 0.8)
        #expect(far < 0.5)
    }

    @Test("the forms of a word are one, and order and repetition do not matter")
    func forms() {
        #expect(
            EnglishWordVectors.vector(of: "cancelled flights")
                == EnglishWordVectors.vector(of: "Flight, cancel! FLIGHT"))
    }

    @Test("a commoner word turns the text's vector less than a rarer one")
    func commoner() throws {
        #expect(try Self.cosine("the passport", "passport") > 0.9)
    }

    @Test(
        "where no word is known there is none",
        arguments: ["", "你哋幾點開門？", "qzxv", "12:30 A-1234", "¡ñandú!"])
    func none(text: String) {
        #expect(EnglishWordVectors.vector(of: text) == nil)
    }

    @Test("its length is the share of English among words and Chinese characters")
    func share() {
        #expect(abs(Self.length("open on Sunday") - 1) < 1e-5)
        #expect(abs(Self.length("open qzxv") - 1) < 1e-5)
        #expect(abs(Self.length("book 位") - 0.5) < 1e-5)
        #expect(abs(Self.length("可唔可以 refund") - 0.2) < 1e-5)
    }
}
