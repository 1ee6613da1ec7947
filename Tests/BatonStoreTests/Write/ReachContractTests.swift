import BatonCore
import BatonStore
import Foundation
import Testing

/// How many customers may be written to first within a day.
@Suite("the store's contract for whom the business writes to first", .timeLimit(.minutes(10)))
struct ReachContractTests {
    private static let day: Int64 = 86_400_000
    private static let two = ReachLimit(contacts: 2, milliseconds: day)

    private func reach(
        _ contact: String, _ fixture: StoreFixture, at milliseconds: Int64,
        send: String = UUID().uuidString, over connection: String = "shop",
        within limit: ReachLimit = two
    ) async throws -> Timestamp? {
        try await fixture.store.reach(
            ContactID(contact), by: SendID(send), over: connection, within: limit,
            now: fixture.at(milliseconds))
    }

    @Test("what is over the limit waits until the first place is free", arguments: StoreEngine.all)
    func full(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let three = ReachLimit(contacts: 3, milliseconds: Self.day)
            let asked: [Timestamp?] = [
                try await reach("a", fixture, at: 0),
                try await reach("b", fixture, at: 10),
                try await reach("c", fixture, at: 20),
                try await reach("a", fixture, at: 30),
                try await reach("c", fixture, at: 40),
                try await reach("c", fixture, at: 50, over: "other"),
                try await reach("c", fixture, at: 60, within: three),
                try await reach("d", fixture, at: 70),
                try await reach("d", fixture, at: Self.day + 30),
            ]

            #expect(
                asked == [
                    nil, nil, fixture.at(Self.day), nil, fixture.at(Self.day + 10), nil, nil,
                    fixture.at(Self.day + 30), nil,
                ])
        }
    }

    @Test("a send that did not go out gives its place back", arguments: StoreEngine.all)
    func givenBack(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let one = ReachLimit(contacts: 1, milliseconds: Self.day)
            let asked = try await fixture.receiveText("你好", id: "1")
            let send = try await fixture.answer(asked)
            func take(at milliseconds: Int64) async throws -> Timestamp? {
                _ = try await fixture.claimDue(after: milliseconds)
                return try await reach(
                    asked.contact.rawValue, fixture, at: milliseconds, send: send.rawValue,
                    within: one)
            }
            func other(at milliseconds: Int64) async throws -> Timestamp? {
                try await reach(
                    "x", fixture, at: milliseconds, send: "other", within: one)
            }
            let error = ProviderError(code: 4)

            #expect(try await take(at: 1) == nil)
            try await fixture.store.finish(
                send, with: .retry(at: fixture.at(5), error: error), now: fixture.at(2))
            #expect(try await other(at: 3) == nil)
            #expect(try await take(at: 5) == fixture.at(Self.day + 3))
            try await fixture.store.finish(
                send, with: .waiting(until: fixture.at(Self.day + 3), error), now: fixture.at(6))
            #expect(try await take(at: Self.day + 3) == nil)
            try await fixture.store.finish(
                send, with: .accepted(providerID: "s"), now: fixture.at(Self.day + 4))
            #expect(try await other(at: Self.day + 5) == fixture.at(2 * Self.day + 3))
        }
    }

    @Test("who waits is told why, and it counts as no attempt", arguments: StoreEngine.all)
    func waiting(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let asked = try await fixture.receiveText("你好", id: "1")
            let send = try await fixture.answer(asked)
            _ = try await fixture.claimDue()
            let why = ProviderError(code: 0, title: "the day is full")

            try await fixture.store.finish(
                send, with: .waiting(until: fixture.at(500), why), now: fixture.at(1))

            let message = try #require(try await fixture.thread(asked.id).last)
            #expect(message.delivery == .pending)
            #expect(message.failure == why)
            #expect(try await fixture.claimDue(after: 499).isEmpty)
            let again = try await fixture.claimDue(after: 500)
            #expect(again.map(\.attempts) == [0])
            try await fixture.store.finish(
                send, with: .accepted(providerID: "s"), now: fixture.at(501))
            #expect(try await fixture.thread(asked.id).last?.failure == nil)
        }
    }
}
