import BatonCore
import BatonStore
import Foundation
import Testing

@Suite("visitors who sign in", .timeLimit(.minutes(10)))
struct VisitorJoiningTests {
    private static let guest = "shop/852/guest/a"
    private static let user = "shop/852/user/7"

    private func write(
        _ words: String, id: String, as visitor: String, _ fixture: StoreFixture
    ) async throws -> Conversation {
        try await fixture.receiveText(
            words, id: id, from: ContactAddress(name: visitor, providerID: visitor),
            routing: VisitorContractTests.routing)
    }

    private func seen(_ visitor: String, _ fixture: StoreFixture) async throws -> [String] {
        try await fixture.store.visitorEvents(
            of: VisitorContractTests.session(visitor, until: fixture.at(9)), after: 0, limit: 99
        ).events.map { event in
            switch event.body {
            case .message(let message): "\(event.number) \(message.content.words ?? "")"
            case .end: "\(event.number) end"
            case .status, .attendant: "\(event.number) -"
            }
        }
    }

    @Test("a customer who is new takes the guest's conversation over, and the guest's token ends")
    func new() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            let store = fixture.store
            try await store.begin(
                VisitorContractTests.session(Self.guest, until: fixture.at(99)),
                now: fixture.at(0))
            let asked = try await write("運費幾錢", id: "w1", as: Self.guest, fixture)

            #expect(try await store.join(guest: Self.guest, into: Self.user, now: fixture.at(1)))

            #expect(try await store.visitorSession(token: "t1", now: fixture.at(2)) == nil)
            #expect(try await seen(Self.user, fixture) == ["1 運費幾錢"])
            let next = try await write("我係陳小姐", id: "w2", as: Self.user, fixture)
            #expect(next.id == asked.id)
            #expect(try await store.contact(next.contact)?.identities.first?.value == Self.user)
            #expect(
                try await !store.join(
                    guest: "shop/852/guest/b", into: Self.user, now: fixture.at(3)))
        }
    }

    @Test(
        "a customer who is known has both histories in one, the guest's open conversation goes on")
    func known() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            let store = fixture.store
            let old = try await write("上次", id: "w1", as: Self.user, fixture)
            let asked = try await write("今次", id: "w2", as: Self.guest, fixture)
            #expect(old.contact != asked.contact)

            #expect(try await store.join(guest: Self.guest, into: Self.user, now: fixture.at(1)))

            #expect(try await seen(Self.user, fixture) == ["1 上次", "2 end", "3 今次"])
            #expect(try await fixture.conversation(old.id).state == .resolved)
            let joined = try await fixture.conversation(asked.id)
            #expect(joined.state == .open)
            #expect(joined.contact == old.contact)
            #expect(try await store.contact(asked.contact) == nil)
            let next = try await write("再問", id: "w3", as: Self.user, fixture)
            #expect(next.id == asked.id)
            // What the guest had sent and was not taken in yet lands with them too.
            let late = try await write("遲到", id: "w4", as: Self.guest, fixture)
            #expect(late.id == asked.id)
            #expect(try await store.verify().findings == [])
        }
    }

    @Test("a conversation that a person has is never closed: the bot's is, or both stay apart")
    func held() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            let store = fixture.store
            let old = try await write("上次", id: "w1", as: Self.user, fixture)
            _ = try await store.claim(old.id, by: .mei, force: false, now: fixture.at(1))
            let asked = try await write("今次", id: "w2", as: Self.guest, fixture)
            let other = "shop/852/guest/b"
            let second = try await write("搵真人", id: "w3", as: other, fixture)
            _ = try await store.claim(second.id, by: .david, force: false, now: fixture.at(2))

            #expect(try await store.join(guest: Self.guest, into: Self.user, now: fixture.at(3)))
            #expect(try await fixture.conversation(asked.id).state == .resolved)
            #expect(try await fixture.conversation(old.id).owner == .agent(.mei))

            #expect(try await !store.join(guest: other, into: Self.user, now: fixture.at(4)))
            #expect(try await fixture.conversation(second.id).owner == .agent(.david))
            #expect(try await fixture.conversation(second.id).contact == second.contact)
        }
    }
}
