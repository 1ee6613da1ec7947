import BatonCore
import BatonStore
import Testing

/// What every engine keeps of entries and their revisions.
@Suite("the store's contract: knowledge")
struct KnowledgeContractTests {
    static func entry(_ id: String, _ answer: String) -> Entry {
        Entry(
            id: EntryID(id), knowledge: "shop", language: "zh-Hant",
            questions: [Phrasing("運費幾多", language: "zh-Hant")], answers: ["zh-Hant": answer])
    }

    static let editor = Actor.person(PersonID("may"))

    @Test(
        "a draft is the newest revision and not what the bot follows", arguments: StoreEngine.all)
    func draft(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let store = fixture.store
            let first = try await store.save(
                [Self.entry("fee", "$30")], by: Self.editor, now: fixture.at(0))
            let live = try await store.knowledgeRevision(of: "shop")

            let drafted = try await store.save(
                [EntryChange(Self.entry("fee", "$45"), state: .draft)], by: Self.editor,
                now: fixture.at(1))

            #expect(drafted.map(\.effect) == [.changed])
            #expect(try await store.knowledgeRevision(of: "shop") == live)
            let followed = try await store.knowledgeChanges(in: "shop", after: 0)
            #expect(followed.map(\.entry.answers) == [["zh-Hant": "$30"]])
            #expect(followed.map(\.revision) == first.map(\.revision))
            let newest = try await store.entry(EntryID("fee"), in: "shop")
            #expect(newest?.state == .draft)
            #expect(newest?.entry.answers == ["zh-Hant": "$45"])
        }
    }

    @Test("publishing a draft is a revision that the bot follows", arguments: StoreEngine.all)
    func publish(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let store = fixture.store
            let draft = EntryChange(Self.entry("fee", "$45"), state: .draft)
            _ = try await store.save([draft], by: Self.editor, now: fixture.at(0))

            let saves = try await store.save(
                [EntryChange(draft.entry)], by: Self.editor, now: fixture.at(1))

            #expect(saves.map(\.effect) == [.changed])
            let followed = try await store.knowledgeChanges(in: "shop", after: 0)
            #expect(followed.map(\.isInForce) == [true])
            let again = try await store.save(
                [EntryChange(draft.entry)], by: Self.editor, now: fixture.at(2))
            #expect(again.map(\.effect) == [.unchanged])
        }
    }

    @Test(
        "a retired entry is followed as out of force, and comes back by publishing",
        arguments: StoreEngine.all)
    func retire(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let store = fixture.store
            let entry = Self.entry("fee", "$30")
            _ = try await store.save([entry], by: Self.editor, now: fixture.at(0))

            _ = try await store.save(
                [EntryChange(entry, state: .retired)], by: Self.editor, now: fixture.at(1))

            var followed = try await store.knowledgeChanges(in: "shop", after: 0)
            #expect(followed.map(\.isInForce) == [false])
            _ = try await store.save([entry], by: Self.editor, now: fixture.at(2))
            followed = try await store.knowledgeChanges(in: "shop", after: 0)
            #expect(followed.map(\.isInForce) == [true])
            let history = try await store.history(of: entry.id, in: "shop", limit: 10)
            #expect(history.map(\.state) == [.published, .retired, .published])
            #expect(Set(history.map(\.savedBy)) == [Self.editor])
        }
    }

    @Test("an old revision is found by its number, within its entry", arguments: StoreEngine.all)
    func revision(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let store = fixture.store
            let old = try await store.save(
                [Self.entry("fee", "$30")], by: Self.editor, now: fixture.at(0))
            _ = try await store.save(
                [Self.entry("fee", "$45")], by: Self.editor, now: fixture.at(1))
            let number = try #require(old.first?.revision)

            let found = try await store.revision(number, of: EntryID("fee"), in: "shop")
            #expect(found?.entry.answers == ["zh-Hant": "$30"])
            #expect(try await store.revision(number, of: EntryID("x"), in: "shop") == nil)
            #expect(try await store.revision(number, of: EntryID("fee"), in: "other") == nil)
        }
    }

    @Test(
        "a change of an older revision is refused, and so is all that was to be saved with it",
        arguments: StoreEngine.all)
    func replaced(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let store = fixture.store
            let first = try await store.save(
                [EntryChange(Self.entry("fee", "$30"), replaces: 0)], by: Self.editor,
                now: fixture.at(0))
            let began = try #require(first.first?.revision)
            _ = try await store.save(
                [EntryChange(Self.entry("fee", "$35"), replaces: began)], by: Self.editor,
                now: fixture.at(1))

            let error = await #expect(throws: StoreError.self) {
                try await store.save(
                    [
                        EntryChange(Self.entry("other", "$1")),
                        EntryChange(Self.entry("fee", "$45"), replaces: began),
                    ], by: Self.editor, now: fixture.at(2))
            }

            #expect(error?.code == .refused)
            let kept = try await store.entry(EntryID("fee"), in: "shop")
            #expect(kept?.entry.answers == ["zh-Hant": "$35"])
            #expect(try await store.entry(EntryID("other"), in: "shop") == nil)
        }
    }

    @Test("a save of several is all or none in the eyes of a reader", arguments: StoreEngine.all)
    func together(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let store = fixture.store
            let old = (0..<20).map { Self.entry("old\($0)", "舊") }
            _ = try await store.save(old, by: Self.editor, now: fixture.at(0))
            let new =
                (0..<20).map { EntryChange(Self.entry("new\($0)", "新")) }
                + old.map { EntryChange($0, state: .retired) }

            async let saving = store.save(new, by: Self.editor, now: fixture.at(1))
            var seen: Set<Int> = []
            for _ in 0..<50 {
                let live = try await store.knowledgeChanges(in: "shop", after: 0)
                    .filter(\.isInForce)
                seen.insert(Set(live.map { $0.entry.answers["zh-Hant"] }).count)
            }
            _ = try await saving

            #expect(seen == [1])
        }
    }
}
