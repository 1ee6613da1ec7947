import BatonCore
import BatonStore
import Testing

@Suite("an inbox that goes on in another", .timeLimit(.minutes(10)))
struct InboxMoveTests {
    private static let old = InboxID(connection: "shop", account: "852")
    private static let new = InboxID(connection: "other", account: "n")

    private func move(
        _ fixture: StoreFixture, refit: @escaping MessageRefit = { [$0] }
    ) async throws -> InboxMove {
        try await fixture.store.move(
            Self.old, to: Self.new, channel: "twilio", refit: refit, now: fixture.at(9_000))
    }

    @Test(
        "its conversations, owners and unsent messages are the new one's, each as it was",
        arguments: StoreEngine.all)
    func everything(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let first = try await fixture.receiveText("運費幾錢", id: "a")
            let sent = try await fixture.answer(first)
            _ = try await fixture.claimDue()
            try await fixture.store.finish(
                sent, with: .accepted(providerID: "w1"), now: fixture.at(1))
            let second = try await fixture.receiveText("喂", id: "b", from: StoreFixture.wong)
            _ = try await fixture.store.claim(
                second.id, by: .mei, force: false, now: fixture.at(2))
            _ = try await fixture.store.reply(
                AgentReply(
                    send: SendID("r"), conversation: second.id, person: .mei, text: "你好，三十蚊",
                    replyTo: "b"), now: fixture.at(3))

            let moved = try await move(
                fixture, refit: { [.text(String(($0.text ?? "").prefix(2))), .text("三十蚊")] })
            let again = try await move(fixture)

            #expect(moved == InboxMove(conversations: 2, sends: 1, withoutPhone: 0, left: 0))
            #expect(again.isEmpty)
            let held = try await fixture.conversation(second.id)
            #expect(held.inbox == Self.new)
            #expect(held.channel == "twilio")
            #expect(held.owner == .agent(.mei))
            #expect(held.lastCustomerAt == second.lastCustomerAt)
            let due = try await fixture.claimDue(after: 9_000)
            #expect(due.map(\.inbox) == [Self.new])
            #expect(due.map(\.content.text) == ["你好"])
            #expect(due.map(\.replyTo) == [nil])
            // What the old provider sent is found by its late status.
            try await fixture.receive(StoreFixture.status(.read, id: "w1"), after: 9_100)
            #expect(try await fixture.thread(first.id).last?.delivery == .read)
            #expect(try await fixture.store.verify().isSound)
        }
    }

    @Test(
        "a late message by the old one joins the conversation in the new one",
        arguments: StoreEngine.all)
    func late(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let first = try await fixture.receiveText("運費幾錢", id: "a")
            _ = try await move(fixture)
            var routing = StoreFixture.routing
            routing.successor = Routing.Successor(inbox: Self.new, channel: "twilio")
            let late = try await fixture.receiveText("喂", id: "b", routing: routing, after: 9_500)

            #expect(late.id == first.id)
            #expect(late.inbox == Self.new)
            #expect(late.channel == "twilio")
            #expect(late.turn == 2)
        }
    }

    @Test(
        "who is known by a user id alone is counted, and who has one open in both keeps the old",
        arguments: StoreEngine.all)
    func said(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let hidden = ContactAddress(bsuid: "HK.9", name: "客")
            _ = try await fixture.receiveText("運費幾錢", id: "a", from: hidden)
            let kept = try await fixture.receiveText("運費幾錢", id: "b")
            var routing = StoreFixture.routing
            routing.successor = Routing.Successor(inbox: Self.new, channel: "twilio")
            _ = try await fixture.receiveText("喂", id: "c", routing: routing)

            let moved = try await move(fixture)

            #expect(moved == InboxMove(conversations: 1, sends: 0, withoutPhone: 1, left: 1))
            #expect(try await fixture.conversation(kept.id).inbox == Self.old)
        }
    }

    @Test("what the number spent this month counts on", arguments: StoreEngine.all)
    func money(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            for (inbox, words, contact) in [
                (Self.old, "a", StoreFixture.chan), (Self.new, "b", StoreFixture.wong),
            ] {
                let conversation = try await fixture.receiveText(words, id: words, from: contact)
                let send = try await fixture.answer(conversation)
                _ = try await fixture.claimDue()
                try await fixture.store.finish(
                    send, with: .accepted(providerID: "w" + words),
                    charge: MessageCharge(
                        inbox: inbox, month: "2026-05", category: "service", micros: 100_000,
                        currency: "HKD", freePerMonth: 0), now: fixture.at(1))
            }
            _ = try await move(fixture)

            #expect(try await fixture.store.charges(of: Self.old, month: "2026-05") == [])
            #expect(
                try await fixture.store.charges(of: Self.new, month: "2026-05") == [
                    MonthlyCharge(
                        category: "service", currency: "HKD", messages: 2, micros: 200_000)
                ])
        }
    }
}
