import BatonCore
import BatonStore
import Testing

/// Customers who share their own number.
@Suite("customers who share their number", .timeLimit(.minutes(10)))
struct SharedNumberTests {
    private static let telegram = Routing(
        channel: "telegram", mode: .auto, debounceMilliseconds: 2_000,
        debounceCapMilliseconds: 8_000)
    private static let phone = "+85291234567"
    private static let kaYan = ContactAddress(name: "嘉欣", providerID: "5")

    /// What a customer writes to a Telegram bot, or the card that they share there.
    private func telegram(
        _ content: MessageContent, id: String, from address: ContactAddress = kaYan,
        _ fixture: StoreFixture
    ) async throws -> Conversation {
        var event = StoreFixture.text("", id: id, from: address)
        event.account = "77"
        event.content = content
        let applied = try await fixture.receive(event, routing: Self.telegram)
        return try await fixture.conversation(try #require(applied.conversation))
    }

    /// A card that the adapter found to be the sender's own: their phone stands in the address.
    private static let card: MessageContent = {
        var content = MessageContent(type: .contacts)
        content.contacts = [.init(name: "嘉欣", phones: [phone])]
        return content
    }()

    private static func with(_ phone: String, _ address: ContactAddress) -> ContactAddress {
        var address = address
        address.phone = phone
        return address
    }

    @Test("the number is added to who they are, in the conversation that goes on")
    func added() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            let asked = try await telegram(.text("有冇貨"), id: "1", fixture)
            let shared = try await telegram(
                Self.card, id: "2", from: Self.with(Self.phone, Self.kaYan), fixture)

            #expect(shared.id == asked.id)
            #expect(shared.contact == asked.contact)
            #expect(shared.contactPhone == Self.phone)
        }
    }

    @Test("who has the number on another channel is the same person, and both conversations go on")
    func known() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            let whatsapp = try await fixture.receiveText("退貨", id: "1")
            let asked = try await telegram(.text("有冇貨"), id: "2", fixture)
            _ = try await fixture.store.claim(
                asked.id, by: .mei, force: false, now: fixture.at(1))
            #expect(whatsapp.contact != asked.contact)

            let shared = try await telegram(
                Self.card, id: "3", from: Self.with(Self.phone, Self.kaYan), fixture)

            #expect(shared.id == asked.id)
            #expect(shared.owner == .agent(.mei))
            #expect(shared.contact == whatsapp.contact)
            let others = try await fixture.store.otherConversations(
                than: shared.id, of: shared.contact, limit: 5)
            #expect(others.map(\.id) == [whatsapp.id])
            #expect(try await fixture.store.contact(asked.contact) == nil)
            // Either is still reached where they wrote.
            let reply = AgentReply(
                send: SendID("s1"), conversation: asked.id, person: .mei, text: "有", replyTo: nil)
            _ = try await fixture.store.reply(reply, now: fixture.at(2))
            let claimed = try await fixture.store.claimOutbox(
                now: fixture.at(3), deadline: fixture.at(99), limit: 9, halted: [])
            #expect(claimed.map(\.recipient.providerID) == ["5"])
            #expect(try await fixture.store.verify().findings == [])
        }
    }

    @Test("who has another WhatsApp user id is somebody else: only the number moves")
    func givenAway() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            let before = try await fixture.receiveText("退貨", id: "1")
            let asked = try await fixture.receiveText(
                "有冇貨", id: "2", from: ContactAddress(bsuid: "HK.909"))
            var event = StoreFixture.text(
                "", id: "3", from: ContactAddress(phone: Self.phone, bsuid: "HK.909"))
            event.content = Self.card
            try await fixture.receive(event)

            #expect(try await fixture.conversation(asked.id).contactPhone == Self.phone)
            #expect(try await fixture.conversation(before.id).contact == before.contact)
            #expect(try await fixture.conversation(before.id).contactUserID == "HK.101")
            #expect(try await fixture.conversation(before.id).contactPhone == nil)
        }
    }

    @Test("a contact known by the number alone is joined; of two chats in one inbox the bot's ends")
    func numberAlone() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            let before = try await fixture.receiveText(
                "退貨", id: "1", from: ContactAddress(phone: Self.phone))
            let asked = try await fixture.receiveText(
                "有冇貨", id: "2", from: ContactAddress(bsuid: "HK.909"))
            var event = StoreFixture.text(
                "", id: "3", from: ContactAddress(phone: Self.phone, bsuid: "HK.909"))
            event.content = Self.card
            try await fixture.receive(event)

            let now = try await fixture.conversation(asked.id)
            #expect(now.contact == before.contact)
            #expect(now.state == .open)
            #expect(now.contactPhone == Self.phone)
            #expect(now.contactUserID == "HK.909")
            #expect(try await fixture.conversation(before.id).state == .resolved)
            #expect(try await fixture.thread(asked.id).count == 2)
        }
    }
}
