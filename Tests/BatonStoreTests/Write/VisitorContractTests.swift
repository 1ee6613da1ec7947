import BatonCore
import BatonStore
import Foundation
import Testing

/// What visitors of the shop's website see, by the store's own rows.
@Suite("visitors", .timeLimit(.minutes(10)))
struct VisitorContractTests {
    static let routing = Routing(
        channel: "webchat", mode: .auto, debounceMilliseconds: 0, debounceCapMilliseconds: 0)
    static let visitor = "shop/852/guest/a"

    static func session(
        _ visitor: String = visitor, token: String = "t1", until: Timestamp
    ) -> VisitorSession {
        VisitorSession(
            id: "s-\(token)", token: token, inbox: InboxID(connection: "shop", account: "852"),
            visitor: visitor, expiresAt: until)
    }

    private func write(_ words: String, id: String, _ fixture: StoreFixture) async throws
        -> Conversation
    {
        try await fixture.receiveText(
            words, id: id, from: ContactAddress(providerID: Self.visitor), routing: Self.routing)
    }

    private func events(_ fixture: StoreFixture, after number: Int64 = 0, limit: Int = 100)
        async throws -> [String]
    {
        try await fixture.store.visitorEvents(
            of: Self.session(until: fixture.at(9)), after: number, limit: limit
        ).events.map { event in
            let body =
                switch event.body {
                case .message(let message):
                    "\(message.author.word) \(message.content.words ?? "")"
                case .status(let id, let state): "\(id) \(state)"
                case .attendant(.agent(let name)): "agent \(name ?? "?")"
                case .attendant(let attendant): "\(attendant)"
                case .end: "end"
                }
            return "\(event.number) \(body)"
        }
    }

    @Test("all that happens is told once, in order, from any place on", arguments: StoreEngine.all)
    func order(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let store = fixture.store
            try await store.setPeople([Person(id: .mei, name: "May", role: .agent)])
            let asked = try await write("運費幾錢", id: "w1", fixture)
            let send = try await fixture.answer(asked)
            _ = try await fixture.claimDue()
            #expect(try await events(fixture) == ["1 customer 運費幾錢"])

            try await store.finish(
                send, with: .accepted(providerID: "send-1"), now: fixture.at(1))
            try await fixture.receive(
                StoreFixture.status(.delivered, id: "send-1"), routing: Self.routing)
            _ = try await store.claim(asked.id, by: .mei, force: false, now: fixture.at(2))
            _ = try await store.note(asked.id, by: .mei, text: "VIP", now: fixture.at(3))
            _ = try await store.resolve(asked.id, by: .mei, now: fixture.at(4))
            _ = try await write("再問", id: "w2", fixture)

            let all = try await events(fixture)
            #expect(all.count == 7)
            #expect(all[1].hasPrefix("2 bot "))
            #expect(
                all[2...] == [
                    "3 agent May", "4 w1 read", "5 bot", "6 end", "7 customer 再問",
                ])
            for place in 0...all.count {
                #expect(try await events(fixture, after: Int64(place)) == Array(all[place...]))
            }
            #expect(try await events(fixture, limit: 2) == Array(all[..<2]))
        }
    }

    @Test("nobody is told of others, nor is anybody of another channel", arguments: StoreEngine.all)
    func apart(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            _ = try await write("你好", id: "w1", fixture)
            try await fixture.receiveText("hello", id: "x1")
            let other = Self.session("shop/852/guest/b", until: fixture.at(9))

            let page = try await fixture.store.visitorEvents(of: other, after: 0, limit: 9)
            #expect(page == VisitorPage(events: []))
            #expect(try await events(fixture) == ["1 customer 你好"])
        }
    }

    @Test("the page says whose the conversation is, and that the bot will decide")
    func owner() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            let asked = try await write("運費幾錢", id: "w1", fixture)
            let session = Self.session(until: fixture.at(9))

            var page = try await fixture.store.visitorEvents(of: session, after: 1, limit: 9)
            #expect(page.conversation == asked.id)
            #expect(page.owner == .bot)
            #expect(page.isUndecided)
            _ = try await fixture.store.claim(
                asked.id, by: .mei, force: false, now: fixture.at(1))
            page = try await fixture.store.visitorEvents(of: session, after: 9, limit: 9)
            #expect(page.owner == .agent(.mei))
            #expect(!page.isUndecided)
        }
    }

    @Test("a token opens its session until it is over, and no other", arguments: StoreEngine.all)
    func tokens(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let store = fixture.store
            var session = Self.session(until: fixture.at(1000))
            session.name = "陳小姐"
            session.locale = "zh-HK"
            session.page = "https://shop.example.hk/"
            try await store.begin(session, now: fixture.at(0))

            #expect(try await store.visitorSession(token: "t1", now: fixture.at(999)) == session)
            #expect(try await store.visitorSession(token: "t1", now: fixture.at(1000)) == nil)
            #expect(try await store.visitorSession(token: "t2", now: fixture.at(0)) == nil)
            try await store.begin(
                Self.session(token: "t2", until: fixture.at(3000)), now: fixture.at(2000))
            #expect(try await store.visitorSession(token: "t1", now: fixture.at(0)) == nil)
        }
    }

    @Test("a mark covers our messages up to its event that have not come so far")
    func marks() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            let store = fixture.store
            let session = Self.session(until: fixture.at(9))
            for (number, id) in ["w1", "w2"].enumerated() {
                let asked = try await write("問", id: id, fixture)
                let send = try await fixture.answer(asked)
                _ = try await fixture.claimDue()
                try await store.finish(
                    send, with: .accepted(providerID: "send-\(number)"), now: fixture.at(1))
            }
            func sends(_ through: Int64, _ state: DeliveryState) async throws -> [String] {
                try await store.visitorSends(to: session, through: through, before: state)
            }

            #expect(try await sends(9, .delivered) == ["send-1", "send-0"])
            #expect(try await sends(2, .read) == ["send-0"])
            try await fixture.receive(
                StoreFixture.status(.delivered, id: "send-0"), routing: Self.routing)
            #expect(try await sends(9, .delivered) == ["send-1"])
            #expect(try await sends(9, .read) == ["send-1", "send-0"])
            try await fixture.receive(
                StoreFixture.status(.read, id: "send-0"), routing: Self.routing)
            #expect(try await sends(9, .read) == ["send-1"])
        }
    }

    @Test("a file is its visitor's alone", arguments: StoreEngine.all)
    func files(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let store = fixture.store
            let file = VisitorFile(
                id: "f1", visitor: Self.visitor, hash: "ab", mime: "image/png", bytes: 7,
                name: "相.png", at: fixture.at(0))
            try await store.keep(file)
            #expect(try await store.visitorFile("f1", of: Self.visitor) == file)
            #expect(try await store.visitorFile("f1", of: "shop/852/guest/b") == nil)

            var event = StoreFixture.text(
                "", id: "w1", from: ContactAddress(providerID: Self.visitor))
            var content = MessageContent(type: .image)
            content.mediaID = "ab"
            content.mime = "image/png"
            event.content = content
            let applied = try await fixture.receive(event, routing: Self.routing)
            let message = try #require(applied.message)
            try await store.finishMedia(
                message, with: .fetched(hash: "ab", mime: "image/png", bytes: 7),
                now: fixture.at(1))
            let own = Self.session(until: fixture.at(9))
            #expect(try await store.visitorMedia(message: "w1", of: own)?.hash == "ab")
            let other = Self.session("shop/852/guest/b", until: fixture.at(9))
            _ = try await fixture.receiveText(
                "我", id: "w2", from: ContactAddress(providerID: other.visitor),
                routing: Self.routing)
            #expect(try await store.visitorMedia(message: "w1", of: other) == nil)
        }
    }

    @Test("a send that is delivered by its record is made again where the process died before it")
    func interrupted() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            let store = fixture.store
            let asked = try await write("運費幾錢", id: "w1", fixture)
            let send = try await fixture.answer(asked)
            _ = try await fixture.claimDue()

            let unknown = try await store.recoverInterruptedSends(
                recorded: ["shop"], uploading: [], now: fixture.at(1))
            #expect(unknown == 0)
            #expect(try await events(fixture) == ["1 customer 運費幾錢"])
            #expect(try await fixture.claimDue(after: 1).map(\.id) == [send])
            try await store.finish(
                send, with: .accepted(providerID: "send-1"), now: fixture.at(2))
            #expect(try await events(fixture).count == 2)
        }
    }
}
