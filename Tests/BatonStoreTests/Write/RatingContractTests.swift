import BatonCore
import BatonStore
import Testing

@Suite("the store's contract for ratings", .timeLimit(.minutes(2)))
struct RatingContractTests {
    private static let inbox = InboxID(connection: "shop", account: "852")

    private func resolved(_ fixture: StoreFixture) async throws -> Conversation {
        let asked = try await fixture.receiveText("可以退貨？", id: "1")
        return try await fixture.store.resolve(asked.id, by: .mei, now: fixture.at(10))
    }

    private func question() -> PlannedSend {
        PlannedSend(
            id: SendID("rate"), message: MessageID("rate-m"), author: .system,
            content: .text("今次服務你覺得點？"))
    }

    @Test("a resolved conversation is asked about once", arguments: StoreEngine.all)
    func once(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let conversation = try await resolved(fixture)

            let first = try await fixture.store.askRating(
                conversation.id, sends: [question()], now: fixture.at(11))
            let second = try await fixture.store.askRating(
                conversation.id, sends: [question()], now: fixture.at(12))

            #expect([first, second] == [true, false])
            #expect(try await fixture.claimDue(after: 100).map(\.content.text) == ["今次服務你覺得點？"])
            #expect(
                try await fixture.store.ratings(of: Self.inbox, since: fixture.at(0), limit: 9)
                    == [RatingRow(conversation: conversation.id, askedAt: fixture.at(11))])
        }
    }

    @Test("one that goes on is not asked about", arguments: StoreEngine.all)
    func open(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let asked = try await fixture.receiveText("可以退貨？", id: "1")

            await #expect(throws: StoreError.self) {
                try await fixture.store.askRating(asked.id, sends: [], now: fixture.at(11))
            }
        }
    }

    @Test(
        "what the customer then says is kept with the conversation they were asked about",
        arguments: StoreEngine.all)
    func given(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let conversation = try await resolved(fixture)
            _ = try await fixture.store.askRating(
                conversation.id, sends: [], now: fixture.at(11))
            let next = try await fixture.receiveText("5", id: "2")
            #expect(
                try await fixture.store.unrated(by: next.id, since: fixture.at(11))
                    == conversation.id)
            #expect(try await fixture.store.unrated(by: next.id, since: fixture.at(12)) == nil)

            var effect = DecisionEffect()
            effect.rating = GivenRating(conversation: conversation.id, score: 5)
            var decision = fixture.decision(on: next)
            decision.outcome = .acknowledge
            _ = try await fixture.store.record(decision, effect: effect, now: fixture.at(20))

            #expect(
                try await fixture.store.ratings(of: Self.inbox, since: fixture.at(0), limit: 9)
                    == [
                        RatingRow(
                            conversation: conversation.id, askedAt: fixture.at(11), score: 5)
                    ])
            #expect(try await fixture.store.unrated(by: next.id, since: fixture.at(11)) == nil)
            #expect(
                try await fixture.store.conversations(
                    of: Self.inbox, since: fixture.at(0), limit: 9
                ).map(\.id) == [conversation.id, next.id])
        }
    }

    @Test(
        "a gate's record keeps the version before and the share that is drawn",
        arguments: StoreEngine.all)
    func gate(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            var record = GateRecord(
                inbox: Self.inbox, revision: 0, version: "gate-2", state: "{}",
                openedAt: fixture.at(1), previous: "gate-1", reviewRate: 0.25)

            _ = try await fixture.store.change(
                record, word: "rolled_back", by: .person(.mei), silences: false,
                now: fixture.at(2))

            record.revision = 1
            #expect(try await fixture.store.gate(of: Self.inbox) == record)
        }
    }

    @Test(
        "the knowledge's revision of a time is the last that was saved by then",
        arguments: StoreEngine.all)
    func revisions(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            func entry(_ answer: String) -> Entry {
                Entry(
                    id: EntryID("a"), knowledge: "shop", language: "en",
                    questions: [Phrasing("When?", language: "en")], answers: ["en": answer])
            }
            let first = try await fixture.store.save(
                [entry("now")], by: .system, now: fixture.at(10))
            let second = try await fixture.store.save(
                [entry("later")], by: .system, now: fixture.at(20))

            var seen: [Int64] = []
            for moment in [9, 10, 19, 20] as [Int64] {
                seen.append(
                    try await fixture.store.knowledgeRevision(
                        of: "shop", at: fixture.at(moment)))
            }
            let (old, new) = (first[0].revision, second[0].revision)
            #expect(seen == [0, old, old, new])
        }
    }
}
