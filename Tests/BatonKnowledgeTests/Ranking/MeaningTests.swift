import BatonCore
import BatonEncoder
import Synchronization
import Testing

@testable import BatonKnowledge

/// An encoder of few words: each has a direction, and a text is the sum of its words'.
private struct WordEncoder: TextEncoder {
    let model = "words"
    let dimensions = 4
    let encoded = Counter()

    final class Counter: Sendable {
        let count = Mutex(0)
    }

    func encode(_ texts: [String]) -> [[Float]] {
        encoded.count.withLock { $0 += texts.count }
        return texts.map { text in
            var vector: [Float] = [0, 0, 0, 0.1]
            for (place, words) in [["refund", "退款"], ["open", "開門"], ["park", "泊車"]].enumerated()
            where words.contains(where: { text.lowercased().contains($0) }) {
                vector[place] += 1
            }
            let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return vector.map { $0 / length }
        }
    }
}

private final class MemoryCache: VectorCache {
    let held = Mutex<[String: [Float]]>([:])

    func vectors(model: String, keys: [String]) -> [[Float]?] {
        held.withLock { held in keys.map { held[model + $0] } }
    }

    func keep(model: String, _ vectors: [(key: String, vector: [Float])]) {
        held.withLock { held in
            for (key, vector) in vectors { held[model + key] = vector }
        }
    }
}

@Suite("Search by meaning")
struct MeaningTests {
    private static let entries = [("r", "Refund"), ("o", "When do you open"), ("p", "Park")].map {
        id, question in
        Entry(
            id: EntryID(id), knowledge: "kb", language: "en",
            questions: [Phrasing(question, language: "en")], answers: ["en": "See the desk."])
    }

    private static func index(
        _ encoder: WordEncoder = WordEncoder(), cache: MemoryCache? = nil
    ) throws -> KnowledgeIndex {
        var weights = [Float](repeating: 0, count: RankColumns.all.count)
        weights[RankColumns.numbers["bm25.raw"] ?? 0] = 1
        let words = RankModel(weights: weights)
        weights[RankColumns.numbers["cosineQuestion.raw"] ?? 0] = 2
        let meaning = RankModel(weights: weights)
        let index = KnowledgeIndex(
            knowledge: "kb", glossary: .empty, encoder: encoder, cache: cache,
            ranker: Ranker(
                words: [.entries: words], meaning: [:], external: meaning, adaptations: []))
        index.apply(entries.enumerated().map { .saved($1, at: Int64($0 + 1)) })
        return index
    }

    private static func search(_ index: KnowledgeIndex, _ text: String) -> [Candidate] {
        index.search(text, language: .cantonese, day: "2026-11-25")
    }

    @Test("a message finds an entry that shares no word with it, once vectors are made")
    func meaning() throws {
        let index = try Self.index()
        #expect(Self.search(index, "想退款").isEmpty)

        #expect(try index.encodePending(most: 2) == 1)
        #expect(try index.encodePending() == 0)

        let found = Self.search(index, "想退款")
        #expect(found.first?.entry == EntryID("r"))
        #expect((found.first?.engines["cosineQuestion"] ?? 0) > 0.9)
    }

    @Test("vectors made elsewhere are handed in; those that do not fit are refused")
    func outside() throws {
        let encoder = WordEncoder()
        let index = KnowledgeIndex(
            knowledge: "kb", glossary: .empty,
            server: VectorSpace(model: "words", dimensions: encoder.dimensions))
        index.apply(Self.entries.enumerated().map { .saved($1, at: Int64($0 + 1)) })
        #expect(index.comparing(served: true) == nil)

        for entry in index.pending(most: .max, from: .server) {
            #expect(!index.put([[1, 0]], for: entry))
            #expect(index.put(encoder.encode(entry.texts), for: entry))
        }

        #expect(index.withoutVectors == 0)
        #expect(index.comparing(served: true) == "words")
        #expect(index.comparing(served: false) == nil)
        let found = index.search(
            "想退款", language: .cantonese, day: "2026-11-25",
            vectors: MessageVectors(server: encoder.encode(["想退款"]).first))
        #expect((found.first?.engines["cosineQuestion"] ?? 0) > 0.9)
    }

    @Test("a server has its own say beside the encoder, and none while it gives no vector")
    func beside() throws {
        let encoder = WordEncoder()
        let index = try Self.index(encoder)
        try index.encodePending()
        index.use(server: VectorSpace(model: "other", dimensions: 4))
        #expect(index.withoutVectors == 3)
        #expect(index.comparing(served: true) == "words")
        #expect(index.isComplete(served: true))

        for entry in index.pending(most: .max, from: .server) {
            index.put(encoder.encode(entry.texts).map { Array($0.reversed()) }, for: entry)
        }

        #expect(index.comparing(served: true) == "words + other")
        #expect(index.comparing(served: false) == "words")
        let alone = Self.search(index, "想退款").first
        #expect(alone?.engines["servedQuestion"] == nil)
        // To the server the message is about opening, to the encoder about a refund.
        let both = index.search(
            "想退款", language: .cantonese, day: "2026-11-25",
            vectors: MessageVectors(server: [0, 0, 1, 0]))
        func engine(_ name: String, of id: String) -> Double {
            both.first { $0.entry == EntryID(id) }?.engines[name] ?? 0
        }
        #expect(engine("cosineQuestion", of: "r") > 0.9)
        #expect(engine("cosineQuestion", of: "o") < 0.1)
        #expect(engine("servedQuestion", of: "r") < 0.1)
        #expect(engine("servedQuestion", of: "o") > 0.9)
    }

    @Test("an index that is built anew after many edits keeps the vectors it has")
    func wear() throws {
        let index = try Self.index()
        try index.encodePending()
        index.use(server: VectorSpace(model: "other", dimensions: 4))
        for entry in index.pending(most: .max, from: .server) {
            index.put(entry.texts.map { _ in [1, 0, 0, 0] }, for: entry)
        }

        for edit in 0..<200 {
            var entry = Self.entries[2]
            entry.questions = [Phrasing("Park \(edit)", language: "en")]
            index.apply([.saved(entry, at: Int64(edit + 10))])
            #expect(index.withoutVectors == 1)
        }

        #expect(Self.search(index, "想退款").first?.entry == EntryID("r"))
        #expect(index.pending(most: .max, from: .server).count == 1)
        #expect(index.compares(.server))
    }

    @Test("a vector that is passed in is used, and nothing is encoded for the message")
    func passed() throws {
        let encoder = WordEncoder()
        let index = try Self.index(encoder)
        try index.encodePending()
        let before = encoder.encoded.count.withLock { $0 }

        let found = index.search(
            "xyz", language: .english, day: "2026-11-25",
            vectors: MessageVectors(encoder: [0, 0, 1, 0]))

        #expect(found.first?.entry == EntryID("p"))
        #expect(encoder.encoded.count.withLock { $0 } == before)
    }

    @Test("texts that the cache knows are not encoded again")
    func cached() throws {
        let cache = MemoryCache()
        try Self.index(cache: cache).encodePending()
        let second = WordEncoder()
        let index = try Self.index(second, cache: cache)
        try index.encodePending()

        #expect(second.encoded.count.withLock { $0 } == 0)
        #expect(Self.search(index, "泊車").first?.entry == EntryID("p"))
    }

    @Test("an edited entry's old meaning is gone at once")
    func edited() throws {
        let index = try Self.index()
        try index.encodePending()
        var entry = Self.entries[0]
        entry.questions = [Phrasing("Park and ride", language: "en")]
        index.apply([.saved(entry, at: 9)])

        let best = Self.search(index, "退款").first { $0.entry == EntryID("r") }
        #expect((best?.engines["cosineQuestion"] ?? 0) == 0)

        try index.encodePending()
        #expect(Self.search(index, "泊車").prefix(2).map(\.entry).contains(EntryID("r")))
    }

    @Test("a follow-up is searched together with the message before it")
    func context() throws {
        let index = try Self.index()
        try index.encodePending()

        let found = index.search(
            "咁星期日呢", after: "你哋幾點開門", language: .cantonese, day: "2026-11-25")

        #expect(found.first?.entry == EntryID("o"))
        #expect(index.queryText("咁星期日呢", after: "甲", language: .cantonese) == "甲\n咁星期日呢")
        #expect(index.queryText("退款要幾多日", after: "甲", language: .cantonese) == "退款要幾多日")
    }

    @Test("keys of texts are the same for the same text and 32 bytes long")
    func keys() {
        #expect(TextKey.key(of: "退款") == TextKey.key(of: "退款"))
        #expect(TextKey.key(of: "退款") != TextKey.key(of: "退 款"))
        #expect(TextKey.key(of: "").utf8.count == 32)
    }
}
