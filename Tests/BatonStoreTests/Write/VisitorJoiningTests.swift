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

    @Test("a conversation that a person has is never closed: the bot's is, the guest's")
    func held() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            let store = fixture.store
            let old = try await write("上次", id: "w1", as: Self.user, fixture)
            _ = try await store.claim(old.id, by: .mei, force: false, now: fixture.at(1))
            let asked = try await write("今次", id: "w2", as: Self.guest, fixture)

            #expect(try await store.join(guest: Self.guest, into: Self.user, now: fixture.at(3)))
            #expect(try await fixture.conversation(asked.id).state == .resolved)
            #expect(try await fixture.conversation(old.id).owner == .agent(.mei))
        }
    }

    @Test("two that agents have both go on, one beside the other, and the customer is seen by both")
    func beside() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            let store = fixture.store
            let old = try await write("上次", id: "w1", as: Self.user, fixture)
            _ = try await store.claim(old.id, by: .mei, force: false, now: fixture.at(1))
            let asked = try await write("今次", id: "w2", as: Self.guest, fixture)
            _ = try await store.claim(asked.id, by: .david, force: false, now: fixture.at(2))

            #expect(try await store.join(guest: Self.guest, into: Self.user, now: fixture.at(3)))

            let (first, second) = (
                try await fixture.conversation(old.id), try await fixture.conversation(asked.id)
            )
            #expect(first.owner == .agent(.mei))
            #expect(second.owner == .agent(.david))
            #expect([first.state, second.state] == [.open, .open])
            #expect(first.contact == second.contact)
            #expect([first.isBeside, second.isBeside] == [true, nil])
            let beside = try await store.otherConversations(
                than: asked.id, of: second.contact, limit: 5)
            #expect(beside.map(\.id) == [old.id])

            // What is written next comes where the guest wrote, and what either agent says is seen.
            let next = try await write("再問", id: "w3", as: Self.user, fixture)
            #expect(next.id == asked.id)
            let reply = AgentReply(
                send: SendID("s1"), conversation: old.id, person: .mei, text: "跟進緊", replyTo: nil)
            _ = try await store.reply(reply, now: fixture.at(5))
            let claimed = try await store.claimOutbox(
                now: fixture.at(6), deadline: fixture.at(99), limit: 9, halted: [])
            #expect(claimed.map(\.recipient.providerID) == [Self.user])
            try await store.finish(
                SendID("s1"), with: .accepted(providerID: "p1"), now: fixture.at(7))
            #expect(try await seen(Self.user, fixture).last?.hasSuffix("跟進緊") == true)

            // Once the other is over, it takes what comes.
            _ = try await store.resolve(asked.id, by: .david, now: fixture.at(8))
            #expect(try await write("仲有", id: "w4", as: Self.user, fixture).id == old.id)
            #expect(try await store.verify().findings == [])
        }
    }

    @Test("an agent's conversation takes what comes, where the guest's only waits for a person")
    func waiting() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            let store = fixture.store
            let old = try await write("上次", id: "w1", as: Self.user, fixture)
            _ = try await store.claim(old.id, by: .mei, force: false, now: fixture.at(1))
            let asked = try await write("今次", id: "w2", as: Self.guest, fixture)
            _ = try await store.handOver(asked.id, reason: .askedForPerson, now: fixture.at(2))

            #expect(try await store.join(guest: Self.guest, into: Self.user, now: fixture.at(3)))

            #expect(try await fixture.conversation(asked.id).isBeside == true)
            #expect(try await fixture.conversation(asked.id).owner == .queue)
            #expect(try await write("再問", id: "w3", as: Self.user, fixture).id == old.id)
        }
    }

    @Test("of what guest and customer said of consent the last word counts")
    func consent() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            let store = fixture.store
            let old = try await write("上次", id: "w1", as: Self.user, fixture)
            let asked = try await write("今次", id: "w2", as: Self.guest, fixture)
            for (contact, category, isGranted, moment) in [
                (old.contact, "a", true, 1), (asked.contact, "a", false, 2),
                (asked.contact, "b", false, 3), (old.contact, "b", true, 4),
            ] {
                try await store.recordConsent(
                    contact, category: category, isGranted: isGranted, how: "說",
                    by: .person(.mei), now: fixture.at(Int64(moment)))
            }

            #expect(try await store.join(guest: Self.guest, into: Self.user, now: fixture.at(9)))

            #expect(try await store.hasStopped(old.contact, category: "a"))
            #expect(try await store.hasGranted(old.contact, category: "b"))
        }
    }
}
