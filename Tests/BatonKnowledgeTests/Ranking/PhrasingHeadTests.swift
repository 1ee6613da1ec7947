import BatonCore
import BatonEncoder
import Testing

@testable import BatonKnowledge

@Suite("The head that learns phrasings")
struct PhrasingHeadTests {
    private static func entry(_ id: String, _ phrasings: [String]) -> Entry {
        Entry(
            id: EntryID(id), knowledge: "kb", language: "en",
            questions: phrasings.map { Phrasing($0, language: "en") }, answers: ["en": "Yes."])
    }

    private static let entries = [
        entry("card", ["my card was stolen", "someone took my card", "I lost the card"]),
        entry("pin", ["I forgot my pin", "reset the pin please", "what is my pin code"]),
        entry("fee", ["one phrasing only"]),
    ]

    private static func index() -> KnowledgeIndex {
        let index = KnowledgeIndex(knowledge: "kb")
        index.apply(entries.enumerated().map { .saved($1, at: Int64($0 + 1)) })
        return index
    }

    private static func chances(_ index: KnowledgeIndex, _ text: String) -> [String: Double] {
        let found = index.search(text, language: .english, day: "2026-11-25")
        return Dictionary(
            uniqueKeysWithValues: found.map {
                ($0.entry.rawValue, $0.engines["head"] ?? 0)
            })
    }

    @Test("it gives each entry with three phrasings its chance, and the same each time")
    func learns() {
        let index = Self.index()
        #expect(index.trainHead() == 2)
        let first = Self.chances(index, "a thief stole my card")

        #expect((first["card"] ?? 0) > 0.96)
        #expect((first["pin"] ?? 0) < 0.95)
        #expect((first["fee"] ?? 0) == 0)
        let again = Self.index()
        again.trainHead()
        #expect(Self.chances(again, "a thief stole my card") == first)
    }

    @Test("an entry whose phrasings changed is ranked without it until it learns again")
    func stale() {
        let index = Self.index()
        index.trainHead()
        #expect(index.hasFreshHead)
        var changed = Self.entries[0]
        changed.questions.append(Phrasing("card gone", language: "en"))
        index.apply([.saved(changed, at: 9)])

        #expect(!index.hasFreshHead)
        #expect((Self.chances(index, "my card was stolen")["card"] ?? 0) == 0)
        #expect((Self.chances(index, "reset my pin")["pin"] ?? 0) > 0.5)

        index.trainHead()
        #expect(index.hasFreshHead)
        #expect((Self.chances(index, "my card was stolen")["card"] ?? 0) > 0.5)
    }

    private static let shop = [
        entry(
            "refund",
            ["I want my money back", "can you give me a refund", "please refund my payment"]),
        entry(
            "parcel",
            [
                "where is my parcel", "my package has not arrived",
                "when will the delivery come",
            ]),
        entry(
            "hours",
            ["when do you open", "what time do you close", "are you open on sunday"]),
    ]

    private static func opinion(_ entries: [Entry], _ text: String) throws -> [String: Float] {
        let head = try #require(
            HeadTraining().train(
                entries.enumerated().map { .saved($1, at: Int64($0 + 1)) }, revision: 1,
                vectors: []))
        let opinion = try #require(head.opinion(text, vectors: []))
        return Dictionary(
            uniqueKeysWithValues: opinion.best(9).map { ($0.0.rawValue, $0.1) })
    }

    @Test(
        "without an encoder it knows English words by those that mean alike",
        arguments: [
            ("any reimbursement", "refund"), ("has the shipment been shipped", "parcel"),
            ("on saturdays", "hours"),
        ])
    func synonyms(text: String, right: String) throws {
        let chances = try Self.opinion(Self.shop, text)

        #expect((chances[right] ?? 0) > 0.6)
        #expect(try Self.opinion(Self.shop, text) == chances)
    }

    @Test("phrasings without English words are learned, and a message's English does not matter")
    func chinese() throws {
        let entries = [
            Self.entry("hours", ["你哋幾點開門", "星期日開唔開", "幾點收工"]),
            Self.entry("refund", ["我想退款", "可唔可以退錢", "退款要幾耐"]),
        ]
        let chances = try Self.opinion(entries, "想退返啲錢 refund please")

        #expect((chances["refund"] ?? 0) > 0.6)
    }

    @Test("phrasings with and without English words are learned together")
    func mixed() throws {
        let entries = [
            Self.entry("hours", ["你哋幾點開門", "when do you open", "星期日開唔開"]),
            Self.entry("refund", ["我想退款", "I want a refund", "可唔可以退錢"]),
        ]

        #expect((try Self.opinion(entries, "any reimbursement")["refund"] ?? 0) > 0.6)
        #expect((try Self.opinion(entries, "幾點開門")["hours"] ?? 0) > 0.7)
    }

    @Test("without entries of three phrasings there is none")
    func none() {
        let index = KnowledgeIndex(knowledge: "kb")
        index.apply([.saved(Self.entries[2], at: 1)])

        #expect(index.trainHead() == 0)
        #expect(index.hasFreshHead)
    }

    @Test("it learns by the encoder alone, and by the encoder and a server together")
    func sources() throws {
        let encoder = LetterEncoder()
        let index = KnowledgeIndex(
            knowledge: "kb", encoder: encoder, server: VectorSpace(model: "b", dimensions: 4))
        index.apply(Self.entries.enumerated().map { .saved($1, at: Int64($0 + 1)) })
        try index.encodePending()
        for entry in index.pending(most: .max, from: .server) {
            index.put(encoder.encode(entry.texts), for: entry)
        }
        #expect(index.trainHead() == 2)
        func chance(_ vectors: MessageVectors) -> Double {
            index.search(
                "zzz", language: .english, day: "2026-11-25", vectors: vectors
            ).first { $0.entry == EntryID("card") }?.engines["head"] ?? 0
        }
        let card = encoder.encode(["my card was stolen"])[0]
        let pin = encoder.encode(["I forgot my pin"])[0]

        #expect(chance(MessageVectors(encoder: card)) > chance(MessageVectors(encoder: pin)))
        let agreed = chance(MessageVectors(encoder: card, server: card))
        let split = chance(MessageVectors(encoder: card, server: pin))
        #expect(agreed > split)
        #expect(split > chance(MessageVectors(encoder: pin, server: pin)))
    }
}

/// An encoder that knows two words.
private struct LetterEncoder: TextEncoder {
    let model = "a"
    let dimensions = 4

    func encode(_ texts: [String]) -> [[Float]] {
        texts.map { text in
            var vector: [Float] = [0, 0, 0, 0.2]
            if text.contains("card") { vector[0] = 1 }
            if text.contains("pin") { vector[1] = 1 }
            vector[2] = Float(text.utf8.count % 5) / 10
            let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return vector.map { $0 / length }
        }
    }
}
