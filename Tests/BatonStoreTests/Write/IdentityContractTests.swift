import BatonCore
import BatonStore
import Testing

@Suite("the store's contract for who customers are", .timeLimit(.minutes(10)))
struct IdentityContractTests {
    @Test(
        "any address that is known finds the contact, and new ones are learnt",
        arguments: StoreEngine.all)
    func learning(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let byPhone = try await fixture.receiveText(
                "a", id: "1", from: ContactAddress(phone: "+85291234567"))
            let both = try await fixture.receiveText(
                "b", id: "2", from: ContactAddress(phone: "+85291234567", bsuid: "HK.101"))
            let byUser = try await fixture.receiveText(
                "c", id: "3", from: ContactAddress(bsuid: "HK.101", username: "@chan"))
            let byName = try await fixture.receiveText(
                "d", id: "4", from: ContactAddress(username: "@chan"))

            #expect(Set([byPhone.id, both.id, byUser.id, byName.id]).count == 1)
            let contact = try #require(try await fixture.store.contact(byPhone.contact))
            #expect(contact.address(.phone) == "+85291234567")
            #expect(contact.address(.bsuid) == "HK.101")
            #expect(contact.address(.username) == "@chan")
        }
    }

    @Test("a parent business's id makes nobody the same person", arguments: StoreEngine.all)
    func parents(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let first = try await fixture.receiveText(
                "a", id: "1", from: ContactAddress(bsuid: "HK.1", parentBsuid: "HK.ENT.9"))
            let second = try await fixture.receiveText(
                "b", id: "2", from: ContactAddress(bsuid: "HK.2", parentBsuid: "HK.ENT.9"))

            #expect(first.contact != second.contact)
        }
    }

    @Test(
        "two contacts that prove to be one keep their messages; the address moves to the user id's",
        arguments: StoreEngine.all)
    func meeting(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let byPhone = try await fixture.receiveText(
                "phone", id: "1", from: ContactAddress(phone: "+85291234567"))
            let byUser = try await fixture.receiveText(
                "user", id: "2", from: ContactAddress(bsuid: "HK.101"))

            let both = try await fixture.receiveText(
                "both", id: "3", from: ContactAddress(phone: "+85291234567", bsuid: "HK.101"))

            #expect(both.id == byUser.id)
            #expect(try await fixture.thread(byPhone.id).count == 1)
            #expect(try await fixture.thread(byUser.id).count == 2)
            let contact = try #require(try await fixture.store.contact(byUser.contact))
            #expect(contact.address(.phone) == "+85291234567")
            let old = try #require(try await fixture.store.contact(byPhone.contact))
            #expect(old.identities.isEmpty)
        }
    }

    @Test(
        "a changed number keeps the contact; the old number finds it no longer",
        arguments: StoreEngine.all)
    func changedNumber(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let before = try await fixture.receiveText("a", id: "1")
            var event = InboundEvent(kind: .identity, provider: "whatsapp_cloud", account: "852")
            event.id = "2"
            event.contact = StoreFixture.chan
            var change = IdentityChange(type: "user_changed_number")
            change.newPhone = "+85260000001"
            change.newBsuid = "HK.777"
            event.identity = change

            let applied = try await fixture.receive(event, after: 1_000)

            #expect(applied.conversation == before.id)
            let contact = try #require(try await fixture.store.contact(before.contact))
            #expect(contact.identityChangedAt == fixture.at(1_000))
            #expect(contact.address(.phone) == "+85260000001")
            #expect(contact.address(.bsuid) == "HK.777")
            #expect(contact.identities.count == 2)
            let same = try await fixture.receiveText(
                "b", id: "3", from: ContactAddress(bsuid: "HK.777"))
            #expect(same.id == before.id)
            let stranger = try await fixture.receiveText(
                "c", id: "4", from: ContactAddress(phone: "+85291234567"))
            #expect(stranger.contact != before.contact)
        }
    }

    @Test(
        "a changed user id is found by the one before, without any contact in the event",
        arguments: StoreEngine.all)
    func changedUserID(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let before = try await fixture.receiveText("a", id: "1")
            var event = InboundEvent(kind: .identity, provider: "whatsapp_cloud", account: "852")
            event.id = "2"
            var change = IdentityChange(type: "user_changed_user_id")
            change.previousBsuid = "HK.101"
            change.newBsuid = "HK.102"
            event.identity = change

            try await fixture.receive(event)

            let contact = try #require(try await fixture.store.contact(before.contact))
            #expect(contact.address(.bsuid) == "HK.102")
            #expect(contact.address(.phone) == "+85291234567")
        }
    }

    @Test("a change of someone unknown makes the contact", arguments: StoreEngine.all)
    func unknown(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            var event = InboundEvent(kind: .identity, provider: "whatsapp_cloud", account: "852")
            event.id = "2"
            event.contact = ContactAddress(phone: "+85290000000")
            var change = IdentityChange(type: "user_changed_number")
            change.newPhone = "+85260000001"
            event.identity = change
            try await fixture.receive(event)

            let opened = try await fixture.receiveText(
                "a", id: "3", from: ContactAddress(phone: "+85260000001"))

            let contact = try #require(try await fixture.store.contact(opened.contact))
            #expect(contact.identityChangedAt == fixture.at(0))
        }
    }
}
