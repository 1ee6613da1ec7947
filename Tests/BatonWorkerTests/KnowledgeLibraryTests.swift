import BatonConfiguration
import BatonCore
import BatonDesk
import BatonKnowledge
import BatonStore
import Foundation
import Testing

@testable import BatonWorker

/// When edits count by their words, and when by their meaning.
@Suite("the knowledge library", .timeLimit(.minutes(1)))
struct KnowledgeLibraryTests {
    private static let patient = EmbeddingServer.Patience(
        prompt: .seconds(30), batch: .seconds(30), retries: [])

    private static func entry(_ id: String, _ question: String) -> Entry {
        Entry(
            id: EntryID(id), knowledge: "shop", language: "en",
            questions: [Phrasing(question, language: "en")], answers: ["en": "See the desk."])
    }

    private static let entries = [
        entry("r", "Refund"), entry("o", "When do you open"), entry("p", "Park"),
    ]

    private func with(_ body: (SQLiteStore) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "library-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try SQLiteStore.open(
            folder: folder, ids: IdentifierSource(clock: SystemWallClock()))
        _ = try await store.save(Self.entries, by: .system, now: SystemWallClock().now())
        try await body(store)
        await store.close()
    }

    private func keepUp(_ library: KnowledgeLibrary) async throws {
        try await library.load()
        while try await library.makeOwnVectors() {}
        await library.greetServer()
        try await library.load()
        while try await library.makeServedVectors() {}
    }

    private func first(_ text: String, _ library: KnowledgeLibrary) async throws -> Candidate? {
        let view = try await library.view(of: "shop", for: text)
        return view.index.search(
            text, language: .cantonese, day: "2026-11-25", vectors: view.vectors
        ).first
    }

    @Test("a server elsewhere that may not read a question is not asked for its vector")
    func unasked() async throws {
        try await EmbeddingStandIn.with { standIn, settings in
            var outside = settings
            // This machine, by an address that does not say so.
            outside.url = settings.url.replacing("127.0.0.1", with: "0.0.0.0")
            let made = outside
            try await with { store in
                let library = KnowledgeLibrary(
                    store: store, server: EmbeddingServer(made, patience: Self.patient))
                try await keepUp(library)
                func asked(_ hidden: [String]?) async throws -> Int {
                    _ = try await library.view(of: "shop", for: "Refund", outsideHiding: hidden)
                    return standIn.requests.count { $0.input_type == "query" }
                }
                #expect(try await asked(nil) == 0)
                #expect(try await asked([]) == 1)
            }
        }
    }

    @Test("words count at once, and nothing is encoded for that; meaning follows")
    func background() async throws {
        try await with { store in
            let encoder = WordEncoder()
            let library = KnowledgeLibrary(store: store, encoder: encoder)
            #expect(try await library.index(of: "shop").count == 3)
            #expect(try await library.index(of: "shop").comparing(served: false) == nil)
            #expect(encoder.texts.isEmpty)

            try await keepUp(library)

            #expect(try await library.index(of: "shop").comparing(served: false) == "words")
            #expect(try await first("想退款", library)?.entry == EntryID("r"))
            #expect(await library.meaning().waiting == 0)
        }
    }

    @Test("vectors are made once, and kept by the store for the next start")
    func kept() async throws {
        try await with { store in
            try await keepUp(KnowledgeLibrary(store: store, encoder: WordEncoder()))
            let encoder = WordEncoder()
            let again = KnowledgeLibrary(store: store, encoder: encoder)

            try await keepUp(again)

            #expect(try await again.index(of: "shop").comparing(served: false) == "words")
            #expect(encoder.texts.isEmpty)
        }
    }

    @Test("a small edit that was prepared counts by its meaning from the next question on")
    func edit() async throws {
        try await with { store in
            let encoder = WordEncoder()
            let library = KnowledgeLibrary(store: store, encoder: encoder)
            try await keepUp(library)
            let changed = Self.entry("x", "refund for a gift")

            await library.prepareVectors(of: [EntryChange(changed)])
            _ = try await store.save([changed], by: .system, now: SystemWallClock().now())
            let made = encoder.texts.count
            let index = try await library.index(of: "shop")

            #expect(index.withoutVectors == 0)
            #expect(encoder.texts.count == made)
        }
    }

    @Test("a large import is not waited for")
    func bulk() async throws {
        try await with { store in
            let encoder = WordEncoder()
            let library = KnowledgeLibrary(store: store, encoder: encoder)
            try await keepUp(library)
            let made = encoder.texts.count
            let many = (0..<40).map { Self.entry("m\($0)", "question \($0)") }

            await library.prepareVectors(of: many.map { EntryChange($0) })
            _ = try await store.save(many, by: .system, now: SystemWallClock().now())

            #expect(try await library.index(of: "shop").withoutVectors == 40)
            #expect(encoder.texts.count == made)
        }
    }

    @Test("vectors of texts that no entry has any more are pruned")
    func prune() async throws {
        try await with { store in
            let library = KnowledgeLibrary(store: store, encoder: WordEncoder())
            try await keepUp(library)
            let key = TextKey.key(of: "Refund")
            let changed = Self.entry("r", "Return of goods")
            _ = try await store.save([changed], by: .system, now: SystemWallClock().now())
            try await keepUp(library)
            #expect(try await store.vectors(model: "words", keys: [key]).count == 1)

            try await library.prune()

            #expect(try await store.vectors(model: "words", keys: [key]).isEmpty)
            let kept = try await store.vectors(
                model: "words", keys: [TextKey.key(of: "Return of goods")])
            #expect(kept.count == 1)
        }
    }

    @Test("a server's vectors count while it answers, and words where it stops")
    func server() async throws {
        try await with { store in
            try await EmbeddingStandIn.with { standIn, settings in
                let library = KnowledgeLibrary(
                    store: store, server: EmbeddingServer(settings, patience: Self.patient))
                try await keepUp(library)
                #expect(try await first("想退款", library)?.entry == EntryID("r"))

                standIn.answer(.garbage)

                #expect(try await first("refund", library)?.entry == EntryID("r"))
                let meaning = await library.meaning()
                #expect(meaning.model == nil)
                #expect(meaning.fault?.contains("something else than vectors") == true)
            }
        }
    }

    @Test("a server and the encoder both count, golden questions too")
    func both() async throws {
        try await with { store in
            try await EmbeddingStandIn.with { _, settings in
                let server = EmbeddingServer(settings, patience: Self.patient)
                let library = KnowledgeLibrary(
                    store: store, encoder: WordEncoder(), server: server)
                try await keepUp(library)

                let engines = try await first("想退款", library)?.engines ?? [:]
                #expect((engines["cosineQuestion"] ?? 0) > 0.9)
                #expect((engines["servedQuestion"] ?? 0) > 0.9)
                #expect(await library.meaning().model == "words + \(server.model)")

                var entry = Self.entries[0]
                entry.goldenQuestions = ["想退款"]
                _ = try await store.save([entry], by: .system, now: SystemWallClock().now())
                try await keepUp(library)
                let trial = try await library.trial(of: [], in: "shop")
                #expect(trial.vectors["想退款"]?.sources == [.encoder, .server])
            }
        }
    }

    @Test("where the server stops, the encoder of this process counts")
    func fallback() async throws {
        try await with { store in
            try await EmbeddingStandIn.with { standIn, settings in
                let library = KnowledgeLibrary(
                    store: store, encoder: WordEncoder(),
                    server: EmbeddingServer(settings, patience: Self.patient))
                try await keepUp(library)
                #expect(try await library.view(of: "shop", for: "退款").vectors.server != nil)

                standIn.answer(.refusing)

                #expect(try await library.view(of: "shop", for: "退款").vectors.server == nil)
                #expect(try await first("想退款", library)?.entry == EntryID("r"))
                #expect(await library.meaning().model == "words")
            }
        }
    }
}
