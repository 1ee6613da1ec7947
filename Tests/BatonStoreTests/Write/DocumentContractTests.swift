import BatonCore
import BatonStore
import Testing

@Suite("Documents in the store")
struct DocumentContractTests {
    private static func entry(_ id: String, _ text: String, tag: String = "document:a") -> Entry {
        Entry(
            id: EntryID(id), knowledge: "shop", language: "en", questions: [],
            answers: ["en": text], tags: [tag])
    }

    private static func change(_ entries: [Entry]?, digest: String = "1") -> DocumentChange {
        DocumentChange(
            knowledge: "shop", source: KnowledgeSource(location: "/docs"),
            replacements: [
                .init(
                    document: SourceDocument(
                        name: "a", source: "/docs", digest: digest, passages: 1,
                        takenAt: StoreFixture.start), idPrefix: "a#", tag: "document:a",
                    entries: entries)
            ])
    }

    private static func apply(_ change: DocumentChange, _ fixture: StoreFixture) async throws
        -> [EntrySave.Effect]
    {
        try await fixture.store.apply(change, by: .system, now: StoreFixture.start)
            .map(\.effect)
    }

    @Test(
        "a document's passages change together: new, changed, unchanged and gone",
        arguments: StoreEngine.all)
    func replace(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let store = fixture.store
            let other = [Self.entry("a#own", "kept", tag: "mine"), Self.entry("ab#1", "kept")]
            _ = try await store.save(other, by: .system, now: StoreFixture.start)
            let first = [Self.entry("a#1", "one"), Self.entry("a#2", "two")]
            let second = [Self.entry("a#2", "two"), Self.entry("a#3", "three")]

            let added = try await Self.apply(Self.change(first), fixture)
            let before = try await store.knowledgeRevision(of: "shop")
            let replaced = try await Self.apply(Self.change(second, digest: "2"), fixture)

            #expect(added == [.added, .added])
            #expect(replaced == [.unchanged, .added, .removed])
            let held = try await store.entries(in: "shop", after: nil, limit: 10).map(\.entry)
            #expect(Set(held) == Set(other + second))
            let changes = try await store.knowledgeChanges(in: "shop", after: before)
            #expect(changes.map(\.entry.id.rawValue) == ["a#3", "a#1"])
            #expect(changes.map(\.isDeleted) == [false, true])
        }
    }

    @Test(
        "sources and documents are kept, noted as unchanged, and forgotten",
        arguments: StoreEngine.all)
    func sources(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let first = Self.change([Self.entry("a#1", "one")])
            _ = try await Self.apply(first, fixture)
            let noted = Self.change(nil, digest: "2")
            let nothing = try await Self.apply(noted, fixture)
            #expect(nothing == [])

            let held = try await fixture.store.sources(of: "shop")
            #expect(held.sources == [first.source])
            #expect(held.documents == noted.replacements.map(\.document))

            var forgetting = first
            forgetting.removals = first.replacements.map { replacement in
                var removal = replacement
                removal.entries = []
                return removal
            }
            forgetting.replacements = []
            forgetting.forgets = true
            let removed = try await Self.apply(forgetting, fixture)
            #expect(removed == [.removed])
            let after = try await fixture.store.sources(of: "shop")
            #expect(after.sources == [])
            #expect(after.documents == [])
        }
    }

    @Test(
        "a passage that is not its document's is refused, and nothing is saved",
        arguments: StoreEngine.all)
    func foreign(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            for stranger in [Self.entry("b#1", "x"), Self.entry("a#1", "x", tag: "document:b")] {
                let change = Self.change([Self.entry("a#2", "two"), stranger])
                let error = await #expect(throws: StoreError.self) {
                    try await fixture.store.apply(
                        change, by: .system, now: StoreFixture.start)
                }
                #expect(error?.code == .refused)
            }
            let entries = try await fixture.store.entries(in: "shop", after: nil, limit: 10)
            #expect(entries == [])
            let held = try await fixture.store.sources(of: "shop")
            #expect(held.sources == [])
        }
    }
}
