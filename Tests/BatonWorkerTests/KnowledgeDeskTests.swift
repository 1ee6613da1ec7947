import BatonConfiguration
import BatonCore
import BatonDesk
import BatonStore
import BatonWorker
import Foundation
import Testing

/// What people may do with knowledge, as the worker answers it.
@Suite("knowledge at the Desk")
struct KnowledgeDeskTests {
    private static func entry(_ id: String, _ question: String, _ answer: String) -> Entry {
        Entry(
            id: EntryID(id), knowledge: "shop", language: "zh-Hant",
            questions: [Phrasing(question, language: "zh-Hant")], answers: ["zh-Hant": answer],
            goldenQuestions: [question])
    }

    /// A Desk over a store of its own.
    private func with(_ body: (LocalDesk) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "knowledge-desk-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try SQLiteStore.open(
            folder: folder, ids: IdentifierSource(clock: SystemWallClock()))
        let configuration = Configuration(
            file: folder + "/baton.yaml", dataFolder: folder,
            http: .init(host: "127.0.0.1", port: 0, publicURL: nil), connections: [], people: [],
            desk: .init(group: nil), gate: .init(thresholds: ConfigurationDefaults.thresholds),
            hours: .always, debounce: ConfigurationDefaults.debounce)
        try await body(
            LocalDesk(
                configuration: configuration, store: store,
                person: Person(id: PersonID("may"), name: "May", role: .supervisor)))
        await store.close()
    }

    private func save(_ changes: [EntryChange], isForced: Bool = false, _ desk: LocalDesk) async
        -> KnowledgeReply?
    {
        let reply = await desk.reply(to: .knowledge(.save(changes, isForced: isForced)))
        if case .knowledge(let reply) = reply { return reply }
        return nil
    }

    private func first(_ text: String, _ desk: LocalDesk) async -> Candidate? {
        let reply = await desk.reply(to: .knowledge(.search(text, in: "shop", limit: 1)))
        if case .knowledge(.candidates(let found)) = reply { return found.first }
        return nil
    }

    @Test("a save that would break a golden question is refused, names it, and saves nothing")
    func golden() async throws {
        try await with { desk in
            _ = await save(
                [
                    EntryChange(Self.entry("park", "泊車優惠", "兩小時。")),
                    EntryChange(Self.entry("door", "大門密碼", "請問職員。")),
                ], desk)
            var thief = Self.entry("door", "泊車優惠", "請問職員。")
            thief.goldenQuestions = []
            thief.questions.append(Phrasing("泊車", language: "zh-Hant"))
            var robbed = Self.entry("park", "免費時段", "兩小時。")
            robbed.goldenQuestions = ["泊車優惠"]

            let refused = await save([EntryChange(thief), EntryChange(robbed)], desk)

            let expected = GoldenResult(
                entry: EntryID("park"), question: "泊車優惠", found: EntryID("door"),
                foundBefore: EntryID("park"))
            #expect(refused == .wouldBreak([expected]))
            #expect(await first("泊車優惠", desk)?.entry == EntryID("park"))
            guard
                case .saved(let saved) = await save(
                    [EntryChange(thief), EntryChange(robbed)], isForced: true, desk)
            else {
                Issue.record("a forced save was not taken")
                return
            }
            #expect(saved.failing == [expected])
            #expect(await first("泊車優惠", desk)?.entry == EntryID("door"))
        }
    }

    @Test("an old revision comes back as the newest")
    func revert() async throws {
        try await with { desk in
            guard
                case .saved(let old) = await save(
                    [EntryChange(Self.entry("fee", "運費幾多", "$30"))], desk)
            else {
                Issue.record("the first save was not taken")
                return
            }
            _ = await save([EntryChange(Self.entry("fee", "運費幾多", "$45"))], desk)
            let number = try #require(old.saves.first?.revision)

            _ = await desk.reply(
                to: .knowledge(
                    .revert(EntryID("fee"), in: "shop", to: number, isForced: false)))

            #expect(await first("運費幾多", desk)?.answer == "$30")
        }
    }

    @Test("after each acknowledged save, every answer uses it, while edits and questions race")
    func neverStale() async throws {
        try await with { desk in
            let edits = 60
            await withTaskGroup(of: Int.self) { group in
                for number in 0..<4 {
                    group.addTask {
                        var stale = 0
                        for round in 1...edits {
                            let answer = "\(number)號運費 \(round) 元"
                            let id = "fee\(number)"
                            _ = await save(
                                [EntryChange(Self.entry(id, "第\(number)區運費幾多", answer))], desk)
                            let found = await first("第\(number)區運費幾多", desk)
                            if found?.answer != answer { stale += 1 }
                        }
                        return stale
                    }
                }
                for await stale in group { #expect(stale == 0) }
            }
        }
    }
}
