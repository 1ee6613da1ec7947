import BatonCore
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

    @Test("without entries of three phrasings there is none")
    func none() {
        let index = KnowledgeIndex(knowledge: "kb")
        index.apply([.saved(Self.entries[2], at: 1)])

        #expect(index.trainHead() == 0)
        #expect(index.hasFreshHead)
    }
}
