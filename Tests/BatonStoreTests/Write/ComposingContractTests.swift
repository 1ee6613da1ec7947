import BatonCore
import BatonStore
import Testing

@Suite("The store keeps what composing used")
struct ComposingContractTests {
    private static let day = "2026-11-25"

    @Test(
        "a day's budget is never overdrawn, and what was not used comes back",
        arguments: StoreEngine.all)
    func budget(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let store = fixture.store
            let share = ComposingUse(tokens: 400, costMicros: 40)
            let first = try await store.setAside(share, on: Self.day, most: (1000, 1000))
            let second = try await store.setAside(share, on: Self.day, most: (1000, 1000))
            let third = try await store.setAside(share, on: Self.day, most: (1000, 1000))
            #expect([first, second, third] == [true, true, false])

            try await store.correct(ComposingUse(tokens: -300, costMicros: -30), on: Self.day)
            #expect(try await store.setAside(share, on: Self.day, most: (1000, 1000)))
            #expect(
                try await store.composingUse(on: Self.day)
                    == ComposingUse(tokens: 900, costMicros: 90))
            #expect(try await store.setAside(share, on: Self.day, most: (nil, 100)) == false)
            #expect(try await store.setAside(share, on: "2026-11-26", most: (400, 40)))
        }
    }

    @Test("many at once set aside no more than there is", arguments: StoreEngine.all)
    func race(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let store = fixture.store
            let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<40 {
                    group.addTask {
                        try await store.setAside(
                            ComposingUse(tokens: 100, costMicros: 0), on: Self.day,
                            most: (1000, nil))
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(taken == 10)
        }
    }

    @Test("a turn that is worked on is put off until its time, or the next message")
    func postponed() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            let id = try await fixture.receiveText("張單幾時到", id: "m1").id
            let context = try #require(try await fixture.store.turnContext(id))
            let turn = context.conversation.turn
            let epoch = context.conversation.epoch
            func due(_ milliseconds: Int64) async throws -> [ConversationID] {
                try await fixture.store.conversationsDue(
                    at: fixture.at(milliseconds), limit: 10)
            }
            #expect(try await due(10_000) == [id])

            #expect(
                try await fixture.store.postponeDecision(
                    id, turn: turn, epoch: epoch, until: fixture.at(30_000)))
            #expect(try await due(29_999) == [])
            #expect(try await due(30_000) == [id])
            #expect(
                try await fixture.store.postponeDecision(
                    id, turn: turn - 1, epoch: epoch, until: fixture.at(0)) == false)
        }
    }
}
