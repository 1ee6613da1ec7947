import BatonCore
import BatonStore
import Testing

@Suite("the store's contract for what customers do", .timeLimit(.minutes(10)))
struct ApplyContractTests {
    @Test(
        "a burst is one conversation whose decision waits, at most up to the cap",
        arguments: StoreEngine.all)
    func debounce(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let first = try await fixture.receiveText("你好", id: "wamid.1")
            #expect(first.owner == .bot)
            #expect(try await fixture.store.nextDecisionDue() == fixture.at(2_000))

            for step in 1...6 {
                try await fixture.receiveText(
                    "同埋", id: "wamid.1\(step)", after: Int64(step) * 1_500)
            }

            #expect(try await fixture.store.nextDecisionDue() == fixture.at(8_000))
            let due = try await fixture.store.conversationsDue(at: fixture.at(8_000), limit: 10)
            #expect(due == [first.id])
            let context = try #require(try await fixture.store.turnContext(first.id))
            #expect(context.conversation.turn == 7)
            #expect(context.undecided.count == 7)
            #expect(context.history.isEmpty)
        }
    }

    @Test(
        "a message shows at the provider's time, at most 7 days from ours",
        arguments: StoreEngine.all)
    func clamp(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let week: Int64 = 7 * 86_400_000
            let id = try await fixture.receiveText("now", id: "wamid.1").id
            try await fixture.receive(StoreFixture.text("past", id: "wamid.2", after: -9_000_000))
            try await fixture.receive(StoreFixture.text("ahead", id: "wamid.3", after: 9_000_000))

            let thread = try await fixture.thread(id)

            #expect(thread.map(\.content.text) == ["past", "now", "ahead"])
            #expect(thread.map(\.at) == [fixture.at(-week), fixture.at(0), fixture.at(week)])
            #expect(try await fixture.conversation(id).lastCustomerAt == fixture.at(0))
        }
    }

    @Test("an inbox that no bot serves opens conversations for people", arguments: StoreEngine.all)
    func silentInboxes(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            for (mode, reason) in [
                (nil, ReasonCode.unknownInbox), (InboxMode.humanOnly, .humanOnly),
            ] {
                var routing = StoreFixture.routing
                routing.mode = mode
                let opened = try await fixture.receiveText(
                    "有人嗎", id: "wamid.\(reason)", from: ContactAddress(bsuid: "HK.\(reason)"),
                    routing: routing)

                #expect(opened.owner == .queue)
                #expect(opened.reason == reason)
                #expect(opened.waitingSince == fixture.at(0))
            }
            #expect(try await fixture.store.nextDecisionDue() == nil)
        }
    }

    @Test("a customer's message after the end opens a new conversation", arguments: StoreEngine.all)
    func reopening(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let first = try await fixture.receiveText("退款", id: "wamid.1")
            let closed = try await fixture.store.resolve(
                first.id, by: .mei, now: fixture.at(10))

            let second = try await fixture.receiveText("仲有", id: "wamid.2", after: 5_000)

            #expect(closed.state == .resolved)
            #expect(second.id != first.id)
            #expect(second.owner == .bot)
            #expect(second.contact == first.contact)
        }
    }

    @Test(
        "what comes before its message waits for it and then changes it",
        arguments: StoreEngine.all)
    func held(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let heart = {
                var content = MessageContent(type: .text)
                content.emoji = "❤️"
                return content
            }()
            let early = try await fixture.receive(
                StoreFixture.amendment(
                    .edit, of: "wamid.1", id: "wamid.2", content: .text("紅色外套")))
            try await fixture.receive(
                StoreFixture.amendment(.reaction, of: "wamid.1", id: "wamid.3", content: heart))
            #expect(early.conversation == nil)

            let id = try await fixture.receiveText("藍色外套", id: "wamid.1").id

            let message = try #require(try await fixture.thread(id).first)
            #expect(message.content == .text("紅色外套"))
            #expect(message.isEdited)
            #expect(message.reaction == "❤️")
            #expect(
                try await fixture.store.searchMessages("紅色", in: nil, before: nil, limit: 9).count
                    == 1)
            #expect(
                try await fixture.store.searchMessages("藍色", in: nil, before: nil, limit: 9).isEmpty
            )
        }
    }

    @Test(
        "what a customer took back is gone from thread, queue and search",
        arguments: StoreEngine.all)
    func deletion(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let id = try await fixture.receiveText("我個身份證係咁", id: "wamid.1").id

            try await fixture.receive(
                StoreFixture.amendment(.delete, of: "wamid.1", id: "wamid.2"))
            try await fixture.receive(
                StoreFixture.amendment(.edit, of: "wamid.1", id: "wamid.3", content: .text("又改")))

            let message = try #require(try await fixture.thread(id).first)
            #expect(message.isDeleted)
            #expect(message.content == MessageContent(type: .text))
            #expect(try await fixture.conversation(id).lastMessage == "[text]")
            #expect(
                try await fixture.store.searchMessages("身份證", in: nil, before: nil, limit: 9)
                    .isEmpty)
            #expect(try await fixture.store.turnContext(id)?.undecided.isEmpty == true)
        }
    }

    @Test("an answer from outside silences the bot", arguments: StoreEngine.all)
    func echo(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let opened = try await fixture.receiveText("有冇現貨", id: "wamid.1")
            try await fixture.answer(opened)
            var echo = InboundEvent(kind: .echo, provider: "whatsapp_cloud", account: "852")
            echo.id = "wamid.2"
            echo.recipient = StoreFixture.chan
            echo.content = .text("有貨，我幫你留")

            try await fixture.receive(echo, after: 100)

            let after = try await fixture.conversation(opened.id)
            #expect(after.owner == .queue)
            #expect(after.reason == .answeredOutside)
            #expect(after.priority == 2)
            #expect(after.epoch == opened.epoch + 1)
            #expect(try await fixture.claimDue(after: 200).isEmpty)
            #expect(try await fixture.store.nextDecisionDue() == nil)
            let thread = try await fixture.thread(opened.id)
            #expect(thread.map(\.author) == [.customer, .bot, .echo])
            #expect(thread.map(\.delivery) == [nil, .cancelled, .sent])
        }
    }

    @Test("an echo of our own send is no answer from outside", arguments: StoreEngine.all)
    func ownEcho(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let opened = try await fixture.receiveText("有冇現貨", id: "wamid.1")
            let send = try await fixture.answer(opened)
            _ = try await fixture.claimDue()
            try await fixture.store.finish(
                send, with: .accepted(providerID: "wamid.9"), now: fixture.at(1))
            var echo = InboundEvent(kind: .echo, provider: "whatsapp_cloud", account: "852")
            echo.id = "wamid.9"
            echo.recipient = StoreFixture.chan

            try await fixture.receive(echo)

            #expect(try await fixture.conversation(opened.id).owner == .bot)
            #expect(try await fixture.thread(opened.id).count == 2)
        }
    }

    @Test("an echo that took our send's id first gives it back", arguments: StoreEngine.all)
    func earlyEcho(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let opened = try await fixture.receiveText("有冇現貨", id: "wamid.1")
            let send = try await fixture.answer(opened)
            _ = try await fixture.claimDue()
            var echo = InboundEvent(kind: .echo, provider: "whatsapp_cloud", account: "852")
            echo.id = "wamid.9"
            echo.recipient = StoreFixture.chan
            echo.content = .text("可以退貨。")
            try await fixture.receive(echo)

            try await fixture.store.finish(
                send, with: .accepted(providerID: "wamid.9"), now: fixture.at(1))
            try await fixture.receive(StoreFixture.status(.read, id: "wamid.9"))

            let ours = try await fixture.thread(opened.id).first { $0.author == .bot }
            #expect(ours?.providerID == "wamid.9")
            #expect(ours?.delivery == .read)
        }
    }

    @Test(
        "a status finds our message by the id that accepting it gave, early or late",
        arguments: StoreEngine.all)
    func referencedStatus(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let opened = try await fixture.receiveText("有冇現貨", id: "wamid.1")
            let send = try await fixture.answer(opened)
            _ = try await fixture.claimDue()
            var early = StoreFixture.status(.sent, id: "wamid.9")
            early.status?.reference = "local-1"
            var late = StoreFixture.status(.read, id: "wamid.9")
            late.status?.reference = "local-1"

            try await fixture.receive(early)
            try await fixture.store.finish(
                send, with: .accepted(providerID: "local-1"), now: fixture.at(1))
            try await fixture.receive(late)

            let ours = try await fixture.thread(opened.id).first { $0.author == .bot }
            #expect(ours?.providerID == "local-1")
            #expect(ours?.delivery == .read)
        }
    }

    @Test(
        "a message whose edits carry its own id may be edited twice, and a repeat is none",
        arguments: StoreEngine.all)
    func editedTwice(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let opened = try await fixture.receiveText("要2個", id: "5:1")
            let edits = ["要3個", "要4個", "要4個"].map {
                StoreFixture.amendment(.edit, of: "5:1", id: "5:1", content: .text($0))
            }

            for edit in edits.prefix(2) { try await fixture.receive(edit) }
            let repeated = try await fixture.ingest([edits[2]])

            #expect(repeated.isEmpty)
            #expect(try await fixture.thread(opened.id).map(\.content) == [.text("要4個")])
        }
    }

    @Test("events of no conversation are logged and touch none", arguments: StoreEngine.all)
    func loggedOnly(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            var account = InboundEvent(kind: .account, provider: "whatsapp_cloud")
            account.accountEvent = AccountEvent(field: "phone_number_quality_update")
            var fault = InboundEvent(kind: .error, provider: "whatsapp_cloud")
            fault.error = ProviderError(code: 131_000)
            var consent = InboundEvent(kind: .consent, provider: "whatsapp_cloud")
            consent.contact = StoreFixture.chan
            consent.consent = Consent(category: "marketing_messages", value: "stop")

            for event in [account, fault, consent] {
                let applied = try await fixture.receive(event)
                #expect(applied.conversation == nil)
            }

            let verification = try await fixture.store.verify()
            #expect(verification.eventsChecked == 3)
            #expect(verification.isSound)
        }
    }
}
