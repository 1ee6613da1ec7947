import BatonCore
import BatonStore
import Testing

@Suite("what the policy is remembered by", .timeLimit(.minutes(10)))
struct PolicyContractTests {
    /// A routing with words of consent.
    private static let routing: Routing = {
        var routing = StoreFixture.routing
        routing.stopWords = ["stop", "停止"]
        routing.startWords = ["start"]
        return routing
    }()

    private func say(_ words: String, id: String, _ fixture: StoreFixture) async throws
        -> Conversation
    {
        let applied = try await fixture.receive(
            StoreFixture.text(words, id: id), routing: Self.routing)
        return try await fixture.conversation(try #require(applied.conversation))
    }

    @Test(
        "who says stop is shown to people, and no message is left to decide",
        arguments: StoreEngine.all)
    func stop(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            _ = try await say("運費幾錢", id: "a", fixture)
            let stopped = try await say(" ＳＴＯＰ！", id: "b", fixture)

            #expect(stopped.owner == .queue)
            #expect(stopped.reason == .optedOut)
            #expect(stopped.priority == 2)
            #expect(try await fixture.store.nextDecisionDue() == nil)
            #expect(try await fixture.store.hasStopped(stopped.contact, category: "automatic"))
            let log = try await fixture.store.eventLog(of: stopped.id, limit: 50)
            #expect(
                log.contains {
                    $0.kind == .consent && $0.actor == .customer
                        && $0.payload.contains(#""value":"stop""#)
                })
        }
    }

    /// The bot answers, and the provider takes it under an id.
    private func sent(_ asked: Conversation, as id: String, _ fixture: StoreFixture) async throws {
        let send = try await fixture.answer(asked, with: "三十蚊")
        _ = try await fixture.claimDue()
        try await fixture.store.finish(
            send, with: .accepted(providerID: id), now: fixture.at(1))
    }

    @Test(
        "the last word on a category stands with who recorded it and how it was said",
        arguments: StoreEngine.all)
    func record(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let contact = try await fixture.receiveText("運費幾錢", id: "a").contact
            func record() async throws -> ConsentRecord? {
                try await fixture.store.consent(
                    of: contact, category: ConsentCategory.marketing)
            }
            #expect(try await record() == nil)
            for (isGranted, how, moment) in [(true, "剔咗格", 1), (false, "電話話唔要", 2)] {
                try await fixture.store.recordConsent(
                    contact, category: ConsentCategory.marketing, isGranted: isGranted, how: how,
                    by: .person(.mei), now: fixture.at(Int64(moment)))
            }
            #expect(
                try await record()
                    == ConsentRecord(
                        isGranted: false, at: fixture.at(2), by: .person(.mei), how: "電話話唔要"))
            var told = InboundEvent(kind: .consent, provider: "whatsapp_cloud", account: "852")
            told.contact = StoreFixture.chan
            told.consent = Consent(category: ConsentCategory.marketing, value: "resume")
            try await fixture.receive(told, after: 3)
            #expect(
                try await record()
                    == ConsentRecord(
                        isGranted: true, at: fixture.at(3), by: .customer, how: nil))
        }
    }

    @Test(
        "a failed delivery says what it asks for: why people see it, and that marketing is stopped",
        arguments: StoreEngine.all)
    func failure(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let asked = try await fixture.receiveText("運費幾錢", id: "a")
            try await sent(asked, as: "p1", fixture)
            var routing = StoreFixture.routing
            routing.failure = .init(reason: .windowClosed, stopsMarketing: true)
            try await fixture.receive(StoreFixture.status(.failed, id: "p1"), routing: routing)

            let now = try await fixture.conversation(asked.id)
            #expect(now.owner == .queue)
            #expect(now.reason == .windowClosed)
            let record = try await fixture.store.consent(
                of: asked.contact, category: ConsentCategory.marketing)
            #expect(record?.isGranted == false)
            #expect(record?.by == .provider)
            #expect(record?.how == "the provider's error 131026")
        }
    }

    @Test("a send of ours that is told as an echo stays ours", arguments: StoreEngine.all)
    func ownEcho(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let asked = try await fixture.receiveText("運費幾錢", id: "a")
            try await sent(asked, as: "local-1", fixture)
            var echo = InboundEvent(kind: .echo, provider: "wati", account: "852")
            echo.id = "wamid.9"
            echo.recipient = StoreFixture.chan
            echo.content = .text("三十蚊")
            echo.action = "send"
            echo.status = DeliveryStatus(state: .sent)
            echo.status?.reference = "local-1"
            try await fixture.receive(echo)
            #expect(try await fixture.conversation(asked.id).owner == .bot)
            #expect(try await fixture.thread(asked.id).count == 2)

            echo.id = "wamid.10"
            echo.status?.reference = "local-of-an-operator"
            try await fixture.receive(echo)
            #expect(try await fixture.conversation(asked.id).reason == .answeredOutside)
        }
    }

    @Test(
        "a customer's call opens the window anew where the policy says so",
        arguments: StoreEngine.all)
    func call(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let first = try await fixture.receiveText("運費幾錢", id: "a")
            func call(_ id: String, at seconds: Int64, opens: Bool) async throws -> Timestamp? {
                var event = InboundEvent(
                    kind: .account, provider: "whatsapp_cloud", account: "852")
                event.id = id
                event.at = StoreFixture.start.seconds + seconds
                event.contact = StoreFixture.chan
                event.accountEvent = AccountEvent(field: "calls", event: "user_call")
                var routing = StoreFixture.routing
                routing.callsOpenWindow = opens
                let applied = try await fixture.receive(
                    event, routing: routing, after: seconds * 1000)
                #expect(applied.conversation == first.id)
                return try await fixture.conversation(first.id).lastCustomerAt
            }
            #expect(try await call("c1", at: 600, opens: false) == first.lastCustomerAt)
            #expect(try await call("c2", at: 900, opens: true) == fixture.at(900_000))
            #expect(try await fixture.conversation(first.id).turn == 1)
        }
    }

    @Test(
        "a later conversation of theirs is people's too, until they say start",
        arguments: StoreEngine.all)
    func start(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let first = try await say("停止", id: "a", fixture)
            _ = try await fixture.store.resolve(first.id, by: .mei, now: fixture.at(1))
            let second = try await say("運費幾錢", id: "b", fixture)
            let again = try await say("Start", id: "c", fixture)
            let asked = try await say("運費幾錢", id: "d", fixture)

            #expect(second.id != first.id)
            #expect(second.owner == .queue)
            #expect(second.reason == .optedOut)
            #expect(again.owner == .bot)
            #expect(again.reason == nil)
            #expect(try await !fixture.store.hasStopped(first.contact, category: "automatic"))
            let context = try await fixture.store.turnContext(asked.id)
            #expect(context?.undecided.map(\.content.text) == ["運費幾錢"])
        }
    }

    @Test(
        "a word that only begins with a stop word, or a start word unasked, is a question",
        arguments: StoreEngine.all)
    func plain(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            _ = try await say("stop sending to my old address please", id: "a", fixture)
            let conversation = try await say("start", id: "b", fixture)

            #expect(conversation.owner == .bot)
            #expect(try await fixture.store.turnContext(conversation.id)?.undecided.count == 2)
        }
    }

    @Test("who says stop to an agent stays with the agent", arguments: StoreEngine.all)
    func agent(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let first = try await say("運費幾錢", id: "a", fixture)
            _ = try await fixture.store.claim(first.id, by: .mei, force: false, now: fixture.at(1))
            let stopped = try await say("stop", id: "b", fixture)

            #expect(stopped.owner == .agent(.mei))
            #expect(try await fixture.store.hasStopped(first.contact, category: "automatic"))
        }
    }

    @Test("what the provider tells of marketing is kept beside it", arguments: StoreEngine.all)
    func marketing(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let asked = try await say("運費幾錢", id: "a", fixture)
            var event = InboundEvent(kind: .consent, provider: "whatsapp_cloud", account: "852")
            event.contact = StoreFixture.chan
            event.consent = Consent(category: "marketing_messages", value: "stop")
            try await fixture.receive(event)

            let store = fixture.store
            #expect(try await store.hasStopped(asked.contact, category: "marketing_messages"))
            #expect(try await !store.hasStopped(asked.contact, category: "automatic"))
        }
    }

    @Test(
        "accepted sends are counted by month, and cost once the free ones are used up",
        arguments: StoreEngine.all)
    func charges(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let inbox = InboxID(connection: "shop", account: "852")
            let charge = MessageCharge(
                inbox: inbox, month: "2026-11", category: "service", micros: 120_000,
                currency: "HKD", freePerMonth: 1)
            for number in 0..<3 {
                let asked = try await fixture.receiveText(
                    "問", id: "q\(number)", from: ContactAddress(bsuid: "HK.9\(number)"))
                let send = try await fixture.answer(asked)
                _ = try await fixture.claimDue()
                let result: SendResult =
                    number == 2
                    ? .failed(ProviderError(code: 100), reason: .deliveryFailed)
                    : .accepted(providerID: "out-\(number)")
                try await fixture.store.finish(
                    send, with: result, charge: charge, now: fixture.at(2))
                // An answer that is told twice is counted once.
                try await fixture.store.finish(
                    send, with: result, charge: charge, now: fixture.at(3))
            }

            let counted = try await fixture.store.charges(of: inbox, month: "2026-11")
            let other = try await fixture.store.charges(of: inbox, month: "2026-12")
            #expect(
                counted == [
                    MonthlyCharge(
                        category: "service", currency: "HKD", messages: 2, micros: 120_000)
                ])
            #expect(other == [])
        }
    }

    @Test(
        "a message in whose place the policy asks for a template is sent as that",
        arguments: StoreEngine.all)
    func replaced(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let asked = try await fixture.receiveText("問", id: "q")
            let send = try await fixture.answer(asked)
            _ = try await fixture.claimDue()
            var template = MessageContent(type: .template)
            template.template = MessageContent.Template(name: "again", language: "zh_HK")
            try await fixture.store.finish(
                send, with: .replaced(by: template), now: fixture.at(2))

            let next = try await fixture.claimDue(after: 10)
            #expect(next.map(\.id) == [send])
            #expect(next.map(\.content) == [template])
            #expect(next.first?.lastCustomerAt == StoreFixture.start)
            #expect(next.first?.contactName == "陳小姐")
        }
    }

    @Test(
        "strikes and the bot's messages are counted for the next decision",
        arguments: StoreEngine.all)
    func strikes(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let asked = try await fixture.receiveText("寫首詩", id: "a")
            var effect = DecisionEffect(sends: [
                PlannedSend(
                    id: SendID("s1"), message: MessageID("m1"), author: .bot,
                    content: .text("唔好意思"))
            ])
            effect.isStrike = true
            #expect(
                try await fixture.store.record(
                    fixture.decision(on: asked), effect: effect, now: fixture.at(1)))
            _ = try await fixture.claimDue(after: 10)
            let again = try await fixture.receiveText("再寫", id: "b")

            let context = try await fixture.store.turnContext(again.id)
            #expect(context?.strikes == 1)
            #expect(context?.botMessages == 1)
        }
    }

    @Test("a policy that comes into force is kept, and the log says so", arguments: StoreEngine.all)
    func versions(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            #expect(try await fixture.store.lastPolicy() == nil)
            let first = PolicyVersion(digest: "aa", at: fixture.at(1), body: "{}")
            let second = PolicyVersion(digest: "bb", at: fixture.at(2), body: "{}")
            try await fixture.store.keep(first, word: "loaded", by: .system)
            try await fixture.store.keep(second, word: "reloaded", by: .person(.mei))

            #expect(try await fixture.store.lastPolicy() == second)
            #expect(try await fixture.store.verify().isSound)
        }
    }

    @Test(
        "a customer known by a WhatsApp user id alone is the same by another provider, in the same conversation",
        arguments: StoreEngine.all)
    func otherProvider(engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let contact = ContactAddress(bsuid: "HK.777")
            let first = try await fixture.receiveText("問", id: "a", from: contact)
            var routing = StoreFixture.routing
            routing.channel = "d360"
            var event = StoreFixture.text("再問", id: "b", from: contact)
            event.provider = "d360"
            let applied = try await fixture.receive(event, routing: routing)

            #expect(applied.conversation == first.id)
            let now = try await fixture.conversation(first.id)
            #expect(now.channel == "d360")
            #expect(now.contact == first.contact)
        }
    }
}
