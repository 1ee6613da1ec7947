import BatonConsole
import BatonCore
import BatonDesk
import BatonUI
import Testing

@Suite("A conversation")
struct ConversationTests {
    private let id = ConversationID("c1")
    private var held: Conversation { SampleDesk.row(1, owner: .agent(SampleDesk.may.id)) }

    private func thread(_ numbers: ClosedRange<Int>) -> [Message] {
        numbers.map { SampleDesk.message($0, "訊息 number \($0)", minutesAgo: Int64(1000 - $0)) }
    }

    private func opened(
        _ view: ConversationView, columns: Int = 80, rows: Int = 24,
        language: InterfaceLanguage = .english
    ) -> Driver {
        var driver = Driver(columns: columns, rows: rows, language: language)
        driver.openFirst(view)
        return driver
    }

    @Test("t on the list opens the conversation, claims it, and lets one type at once")
    func takeOver() {
        var driver = Driver()
        let effects = driver.press("t").work
        #expect(
            effects == [
                .ask(.open(id, limit: ConversationModel.openMessages)),
                .ask(.claim(id, force: false)),
            ])
        driver.hear(
            .reply(
                .claimed(.won(held), botSendWasInFlight: false), to: .claim(id, force: false)))
        driver.open(SampleDesk.view(held))
        driver.type("你好")
        #expect(driver.model.conversation?.draft.text == "你好")
    }

    @Test("what is typed before the conversation is there becomes the reply, and runs no command")
    func ahead() {
        var driver = Driver()
        driver.press("t")
        driver.type("bxq")
        driver.hear(
            .reply(
                .claimed(.won(held), botSendWasInFlight: false), to: .claim(id, force: false)))
        // What was read before the claim: it still waits.
        driver.open(SampleDesk.view())
        driver.type("你好")
        #expect(driver.model.overlay == nil)
        driver.open(SampleDesk.view(held))
        driver.type("！")
        #expect(driver.model.conversation?.draft.text == "bxq你好！")
    }

    @Test("what was read before the claim does not take the conversation away again")
    func stale() {
        var driver = opened(SampleDesk.view())
        driver.press("t")
        var won = held
        won.epoch = SampleDesk.view().conversation.epoch + 1
        driver.hear(
            .reply(.claimed(.won(won), botSendWasInFlight: false), to: .claim(id, force: false)))
        driver.open(SampleDesk.view())
        driver.type("你好")
        #expect(
            driver.press("enter").work.contains {
                if case .ask(.reply) = $0 { true } else { false }
            })
    }

    @Test("what was typed ahead of a claim that was lost runs nothing and is dropped")
    func aheadOfNothing() {
        var driver = opened(SampleDesk.view())
        driver.press("t")
        driver.type("bx")
        let taken = SampleDesk.row(1, owner: .agent(SampleDesk.ken.id))
        driver.hear(
            .reply(
                .claimed(.heldBy(SampleDesk.ken.id, taken), botSendWasInFlight: false),
                to: .claim(id, force: false)))
        #expect(driver.model.overlay == nil)
        #expect(driver.model.typedAhead == nil)
        #expect(driver.model.conversation?.draft.text == "")
    }

    @Test("a second claim says who has it")
    func lost() {
        var driver = opened(SampleDesk.view())
        driver.press("t")
        let taken = SampleDesk.row(1, owner: .agent(SampleDesk.ken.id))
        driver.hear(
            .reply(
                .claimed(.heldBy(SampleDesk.ken.id, taken), botSendWasInFlight: false),
                to: .claim(id, force: false)))
        #expect(driver.notice == "Ken 主管 has it")
        #expect(driver.press("t").work == [])
        #expect(driver.notice == "Ken 主管 has it")
    }

    @Test("a supervisor takes from a colleague only after a yes")
    func force() {
        var driver = Driver(person: SampleDesk.ken)
        driver.openFirst(SampleDesk.view(held))
        #expect(driver.press("t").work == [])
        #expect(driver.screen.contains("May has this conversation. Take it from them?"))
        #expect(driver.press("n").work == [])
        driver.press("t")
        #expect(driver.press("y").work == [.ask(.claim(id, force: true))])
    }

    @Test("a paste at a question answers nothing and runs nothing")
    func paste() {
        var driver = Driver(person: SampleDesk.ken)
        driver.openFirst(SampleDesk.view(held))
        driver.press("x")
        #expect(driver.hear(.key(.paste("y"))).work == [])
        #expect(driver.model.overlay == .confirm(.resolve))
        driver.press("n")
        #expect(driver.hear(.key(.paste("txy\n"))).work == [])
        #expect(driver.model.overlay == nil)
    }

    @Test("what is typed is kept by one request at a time, the latest last")
    func drafts() {
        var driver = opened(SampleDesk.view(held))
        driver.press("r")
        var effects: [ConsoleEffect] = []
        for character in "你好" { effects += driver.hear(.key(.character(character))).work }
        #expect(effects == [.ask(.saveDraft(id, text: "你"))])
        #expect(
            driver.hear(.reply(.done, to: .saveDraft(id, text: "你"))).work
                == [.ask(.saveDraft(id, text: "你好"))])
        #expect(driver.hear(.reply(.done, to: .saveDraft(id, text: "你好"))).work == [])
        #expect(driver.model.drafts.isSettled)
    }

    @Test("a draft survives leaving, and a worker that was away")
    func kept() {
        var driver = opened(SampleDesk.view(held))
        driver.press("r")
        driver.hear(.unlinked("gone"))
        driver.hear(.failed("gone", to: .saveDraft(id, text: "")))
        driver.type("唔好意思")
        driver.hear(.failed("gone", to: .saveDraft(id, text: "唔")))
        driver.press("esc", "q")
        #expect(driver.screen.contains("worker away"))

        let effects = driver.hear(.linked(SampleDesk.may)).work
        #expect(effects.contains(.ask(.saveDraft(id, text: "唔好意思"))))
        driver.show([held])
        driver.openFirst(SampleDesk.view(held, draft: nil))
        #expect(driver.model.conversation?.draft.text == "唔好意思")
    }

    @Test("Enter sends once: the same words keep their id, other words get another")
    func sendIDs() throws {
        var driver = opened(SampleDesk.view(held))
        driver.press("r")
        driver.type("你好，我係客服")
        let first = try #require(driver.press("enter").work.first)
        guard case .ask(let request) = first else { return }
        driver.hear(.failed("the worker has gone", to: request))
        #expect(driver.notice?.contains("never twice") == true)
        #expect(driver.press("enter").work == [first])
        driver.type("！")
        let third = driver.press("enter").work
        #expect(third.count == 1)
        #expect(third != [first])
    }

    @Test("what was typed while a reply was on its way stays")
    func typedAfter() throws {
        var driver = opened(SampleDesk.view(held))
        driver.press("r")
        driver.type("第一句")
        let effect = try #require(driver.press("enter").work.first)
        guard case .ask(let request) = effect else { return }
        driver.type("第二句")
        driver.hear(.reply(.message(SampleDesk.message(9, "第一句")), to: request))
        #expect(driver.model.conversation?.draft.text == "第二句")
    }

    @Test("a reply quotes the message that is selected")
    func quote() throws {
        var driver = opened(SampleDesk.view(held))
        driver.press("k", "r")
        #expect(driver.screen.contains("┊ 我要搵真人"))
        driver.type("好")
        let effect = try #require(driver.press("enter").work.first)
        guard case .ask(.reply(_, id, "好", "wamid.4")) = effect else {
            Issue.record("\(effect)")
            return
        }
    }

    @Test("each candidate can be inserted, and what was typed stays")
    func insert() {
        var driver = opened(SampleDesk.view(held))
        driver.press("2")
        #expect(
            driver.model.conversation?.draft.text
                == "Bring it back within 14 days with the receipt.")
        driver.press("esc", "1")
        #expect(driver.model.conversation?.draft.text == "本地訂單兩至三個工作天送達，離島要多一日。")
        driver.type("多謝")
        driver.press("esc", "2")
        #expect(
            driver.model.conversation?.draft.text
                == "本地訂單兩至三個工作天送達，離島要多一日。多謝\n"
                + "Bring it back within 14 days with the receipt.")
    }

    @Test("a note may have several lines, and leaving keeps it")
    func note() {
        var driver = opened(SampleDesk.view())
        driver.press("n")
        driver.type("客人趕")
        driver.press("alt+enter")
        driver.type("VIP")
        driver.press("esc", "n")
        #expect(driver.press("enter").work == [.ask(.note(id, text: "客人趕\nVIP"))])
        driver.hear(.failed("gone", to: .note(id, text: "客人趕\nVIP")))
        driver.press("n")
        #expect(driver.model.overlay == .prompt(.note, TextEditor("客人趕\nVIP")))
    }

    @Test("giving it back to the bot carries the note, and the next conversation is selected")
    func giveBack() {
        var driver = Driver(list: [SampleDesk.row(1), SampleDesk.row(2)])
        driver.openFirst(SampleDesk.view(held))
        driver.press("b")
        driver.type("已退款")
        #expect(driver.press("enter").work == [.ask(.returnToBot(id, note: "已退款"))])
        var back = held
        back.owner = .bot
        driver.hear(.reply(.conversation(back), to: .returnToBot(id, note: "已退款")))
        driver.show([SampleDesk.row(2)])
        #expect(driver.model.screen == .queue)
        #expect(driver.model.queue.selected == ConversationID("c2"))
    }

    @Test("assigning shows how much everybody has in hand")
    func assign() {
        var driver = Driver(person: SampleDesk.ken)
        driver.openFirst()
        driver.press("a")
        driver.hear(.reply(.dashboard(SampleDesk.dashboard), to: .dashboard))
        #expect(driver.screen.contains("May                       3 in hand"))
        #expect(!driver.screen.contains("Eve"))
        driver.press("j")
        #expect(
            driver.press("enter").work == [.ask(.assign(id, to: SampleDesk.ken.id))])
    }

    @Test("scrolling up reads older messages by their key, and the reader stays in place")
    func older() throws {
        var driver = opened(SampleDesk.view(held, messages: thread(101...200)))
        var asked: [ConsoleEffect] = []
        for _ in 0..<40 where asked.isEmpty { asked = driver.press("pgup").work }
        let cursor = MessageCursor(at: thread(101...101)[0].at, sequence: 101)
        #expect(asked == [.ask(.messages(id, before: cursor, limit: 200))])
        let before = driver.lines[13]
        driver.hear(
            .reply(.messages(thread(1...100)), to: .messages(id, before: cursor, limit: 200)))
        #expect(driver.lines[13] == before)
        driver.press("home")
        #expect(driver.screen.contains("number 1"))
        #expect(driver.press("pgup").work == [])
    }

    @Test("what comes in does not move the reader, and is counted; at the end it is followed")
    func arriving() {
        var driver = opened(SampleDesk.view(held, messages: thread(1...60)))
        driver.press("pgup")
        let before = driver.lines[10..<18]
        driver.open(SampleDesk.view(held, messages: thread(1...63)))
        #expect(driver.lines[10..<18] == before)
        #expect(driver.screen.contains("↓ 3 new below"))
        driver.press("end")
        #expect(driver.screen.contains("number 63"))
        driver.open(SampleDesk.view(held, messages: thread(1...64)))
        #expect(driver.screen.contains("number 64"))
    }

    @Test("a selected message shows its own decision, and why it was not delivered")
    func selected() {
        var failed = SampleDesk.message(5, "已寄出", from: .agent(SampleDesk.may.id))
        failed.delivery = .failed
        failed.failure = ProviderError(
            code: 131_047, title: "Re-engagement message", details: "More than 24 hours")
        var driver = opened(
            SampleDesk.view(held, messages: SampleDesk.thread + [failed]), columns: 120)
        let asked = driver.press("k").work
        #expect(asked == [.ask(.explain(message: failed.id, conversation: id))])
        driver.hear(
            .reply(.decision(nil), to: .explain(message: failed.id, conversation: id)))
        #expect(driver.screen.contains("✗ not delivered: 131047 – Re-engagement"))
        #expect(driver.screen.contains("The bot decided nothing here."))
        driver.press("end")
        #expect(driver.screen.contains("Handover: Asked for a person"))
    }

    @Test("what a refusal asks for stands in the person's language before the provider's words")
    func refusedInChinese() {
        var failed = SampleDesk.message(5, "已寄出", from: .agent(SampleDesk.may.id))
        failed.delivery = .failed
        failed.failure = ProviderError(code: 131_026, title: "Message undeliverable")
        failed.failure?.advice = BilingualText("reach them another way", "請以其他方式聯絡")
        var pending = SampleDesk.message(6, "好", from: .agent(SampleDesk.may.id))
        pending.delivery = .pending
        pending.failure = ProviderError(code: 130_429, title: "Rate limit hit")
        var driver = opened(
            SampleDesk.view(held, messages: SampleDesk.thread + [failed, pending]), columns: 100,
            language: .traditionalChinese)
        #expect(driver.screen.contains("✗ 未能送達：請以其他方式聯絡"))
        #expect(driver.screen.contains("… 等候送出：平台暫未接收，會自動重試（130429 – Rate limit hit）"))
        driver.press("k")
        driver.press("k")
        #expect(
            driver.screen.contains("✗ 未能送達：請以其他方式聯絡（131026 – Message undeliverable）"))
    }

    @Test("a message longer than the window is read through before the next one is selected")
    func long() {
        let text = (1...60).map { "第\($0)行" }.joined(separator: "\n")
        var driver = opened(
            SampleDesk.view(
                held,
                messages: [
                    SampleDesk.message(1, "早", minutesAgo: 9),
                    SampleDesk.message(2, text, minutesAgo: 8),
                ]))
        driver.press("k")
        #expect(driver.model.conversation?.selected == MessageID("m2"))
        driver.press("home")
        driver.press("j")
        #expect(driver.model.conversation?.selected == MessageID("m2"))
    }

    @Test("who else looks or types is said")
    func presence() {
        var driver = opened(SampleDesk.view(held))
        driver.hear(
            .event(
                .presence([
                    Presence(person: SampleDesk.ken.id, conversation: id, isTyping: true),
                    Presence(person: SampleDesk.may.id, conversation: id, isTyping: false),
                ])))
        #expect(driver.screen.contains("✎ Ken 主管 is typing"))
        #expect(!driver.screen.contains("May is here"))
    }

    @Test("where this person is and types is told when it changes, not at every key")
    func told() {
        var driver = opened(SampleDesk.view(held))
        #expect(driver.press("r") == [])
        let first = driver.press("a")
        let second = driver.press("b")
        #expect(first.contains(.ask(.presence(id, isTyping: true))))
        #expect(second == [])
    }
}
