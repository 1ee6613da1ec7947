import BatonCore
import BatonStore
import Foundation
import Testing

/// What the store does for the channels: choices, cursors, colleagues elsewhere, endings.
@Suite("the store's contract for channels", .timeLimit(.minutes(2)))
struct ChannelContractTests {
    private static let reading: MenuReading = { words, options in
        guard words == "2", options.count == 2 else { return nil }
        var content = MessageContent(type: .choice)
        content.choice = MessageContent.Choice(
            source: "numeral", id: options[1].id, title: options[1].title)
        return content
    }

    /// The bot asks which of two is meant.
    private func asked(_ fixture: StoreFixture) async throws -> ConversationID {
        let opened = try await fixture.receiveText("運費", id: "1")
        var content = MessageContent.text("1. 本地\n2. 海外")
        content.menu = MessageContent.Menu(
            options: [.init(id: "a", title: "本地"), .init(id: "b", title: "海外")], isListed: true)
        let context = try #require(try await fixture.store.turnContext(opened.id))
        _ = try await fixture.store.record(
            fixture.decision(on: opened, messages: context.undecided.map(\.id)),
            effect: DecisionEffect(sends: [
                PlannedSend(
                    id: SendID("menu"), message: MessageID("menu"), author: .bot, content: content)
            ]), now: fixture.at(1))
        return opened.id
    }

    private func write(_ words: String, id: String, _ fixture: StoreFixture) async throws {
        let sequence = try #require(
            try await fixture.ingest([StoreFixture.text(words, id: id, after: 60)]).first)
        _ = try await fixture.store.apply(
            inbox: sequence, routing: StoreFixture.routing, choosing: Self.reading,
            now: fixture.at(60_000))
    }

    @Test("a numeral after a menu is the choice that it means", arguments: StoreEngine.all)
    func choice(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let id = try await asked(fixture)
            _ = try await fixture.claimDue(after: 1)
            try await fixture.store.finish(
                SendID("menu"), with: .accepted(providerID: "out"), now: fixture.at(2))
            try await write("2", id: "2", fixture)
            try await write("2", id: "3", fixture)

            let last = try await fixture.thread(id).suffix(2).map(\.content)
            #expect(last.map(\.type) == [.choice, .choice])
            #expect(last.first?.choice?.id == "b")
            #expect(last.first?.words == "海外")
        }
    }

    @Test(
        "a numeral is a text where no menu was sent, or another message came after it",
        arguments: StoreEngine.all)
    func noChoice(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            try await write("2", id: "0", fixture)
            let id = try await asked(fixture)
            _ = try await fixture.store.claim(id, by: .mei, force: false, now: fixture.at(3))
            _ = try await fixture.store.reply(
                AgentReply(send: SendID("r"), conversation: id, person: .mei, text: "喂"),
                now: fixture.at(4))
            try await write("2", id: "2", fixture)

            let texts = try await fixture.thread(id).filter { $0.content.text == "2" }
            #expect(texts.map(\.content) == [.text("2"), .text("2")])
        }
    }

    private func pull(_ cursor: String, _ fixture: StoreFixture, _ events: [InboundEvent])
        async throws -> Int
    {
        try await fixture.store.ingest(
            ReceivedWebhook(connection: "shop", body: [1], receivedAt: fixture.at(5)),
            events: events,
            moving: PullCursor(
                connection: "shop", account: "852", cursor: cursor, since: fixture.at(0))
        ).count
    }

    @Test(
        "events and the place to go on are kept together; a page without news leaves only that",
        arguments: StoreEngine.all)
    func cursor(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let store = fixture.store
            let before = try await store.lastEvent(connection: "shop")
            #expect(before == nil)
            #expect(try await pull("7", fixture, [StoreFixture.text("a", id: "1")]) == 1)
            #expect(try await pull("8", fixture, [StoreFixture.text("a", id: "1")]) == 0)

            #expect(
                try await store.pullCursor(connection: "shop", account: "852")
                    == PullCursor(
                        connection: "shop", account: "852", cursor: "8", since: fixture.at(0)))
            #expect(try await store.pullCursor(connection: "shop", account: "853") == nil)
            #expect(try await store.lastEvent(connection: "shop") == fixture.at(5))
        }
    }

    @Test(
        "a contact that a colleague takes with the provider's tool is no longer the bot's",
        arguments: StoreEngine.all)
    func assigned(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let opened = try await fixture.receiveText("喂", id: "1")
            var event = InboundEvent(kind: .account, provider: "respond_io")
            event.contact = StoreFixture.chan
            event.accountEvent = AccountEvent(field: "contact.assignee.updated", event: "assigned")
            try await fixture.receive(event, after: 1)

            let now = try await fixture.conversation(opened.id)
            #expect(now.owner == .queue)
            #expect(now.reason == .answeredOutside)
            #expect(now.epoch == opened.epoch + 1)
            event.contact = StoreFixture.wong
            try await fixture.receive(event, after: 2)
            #expect(try await fixture.conversation(opened.id).epoch == now.epoch)
        }
    }

    @Test("a send that waits for its turn is no attempt", arguments: StoreEngine.all)
    func postponed(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let send = try await fixture.answer(try await fixture.receiveText("喂", id: "1"))
            _ = try await fixture.claimDue()
            try await fixture.store.finish(
                send, with: .postponed(until: fixture.at(700)), now: fixture.at(1))
            #expect(try await fixture.claimDue(after: 699).isEmpty)
            let item = try #require(try await fixture.claimDue(after: 700).first)
            #expect(item.attempts == 0)
        }
    }

    @Test(
        "the parts of a message stand in its place, before what waits", arguments: StoreEngine.all)
    func tooLong(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let id = try await fixture.receiveText("喂", id: "1").id
            _ = try await fixture.store.claim(id, by: .mei, force: false, now: fixture.at(0))
            for send in ["ab", "c"] {
                _ = try await fixture.store.reply(
                    AgentReply(send: SendID(send), conversation: id, person: .mei, text: send),
                    now: fixture.at(0))
            }
            _ = try await fixture.claimDue()
            try await fixture.store.finish(
                SendID("ab"), with: .tooLong([.text("a"), .text("b")], ProviderError(code: 1)),
                now: fixture.at(1))

            var sent: [String] = []
            while let item = try await fixture.claimDue(after: 2).first {
                sent.append(item.content.text ?? "")
                try await fixture.store.finish(
                    item.id, with: .accepted(providerID: "out-\(sent.count)"), now: fixture.at(2))
            }
            #expect(sent == ["a", "b", "c"])
            let thread = try await fixture.thread(id).filter { $0.direction == .outbound }
            #expect(Set(thread.compactMap(\.content.text)) == ["a", "b", "c"])
        }
    }

    @Test("nothing more goes to a customer who blocked us", arguments: StoreEngine.all)
    func blocked(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let id = try await fixture.receiveText("喂", id: "1").id
            _ = try await fixture.store.claim(id, by: .mei, force: false, now: fixture.at(0))
            for send in ["a", "b"] {
                _ = try await fixture.store.reply(
                    AgentReply(send: SendID(send), conversation: id, person: .mei, text: send),
                    now: fixture.at(0))
            }
            _ = try await fixture.claimDue()
            try await fixture.store.finish(
                SendID("a"), with: .blocked(ProviderError(code: 403)), now: fixture.at(1))

            #expect(try await fixture.claimDue(after: 9).isEmpty)
            let states = try await fixture.thread(id).filter { $0.direction == .outbound }
                .map(\.delivery)
            #expect(states == [.failed, .failed])
            #expect(try await fixture.conversation(id).owner == .agent(.mei))
        }
    }

    @Test(
        "a customer's file waits to be fetched, once, and its fate is kept",
        arguments: StoreEngine.all)
    func media(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            var event = StoreFixture.text("", id: "1")
            var content = MessageContent(type: .image)
            content.mediaID = "42"
            event.content = content
            let applied = try await fixture.receive(event)
            let message = try #require(applied.message)
            let due = try await fixture.store.mediaDue(at: fixture.at(0), limit: 9)
            #expect(
                due == [
                    MediaItem(
                        message: message, connection: "shop", content: content, attempts: 0)
                ])
            try await fixture.store.finishMedia(
                message, with: .retry(at: fixture.at(50), why: "busy"), now: fixture.at(1))
            #expect(try await fixture.store.mediaDue(at: fixture.at(49), limit: 9).isEmpty)
            #expect(try await fixture.store.nextMediaDue() == fixture.at(50))
            try await fixture.store.finishMedia(
                message, with: .fetched(hash: "ab", mime: "image/png", bytes: 3),
                now: fixture.at(51))
            #expect(try await fixture.store.nextMediaDue() == nil)
            #expect(
                try await fixture.store.media(of: message)
                    == MediaRecord(state: .fetched, hash: "ab", mime: "image/png", bytes: 3))
        }
    }
}
