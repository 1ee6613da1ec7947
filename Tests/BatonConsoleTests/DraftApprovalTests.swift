import BatonConsole
import BatonCore
import BatonDesk
import BatonUI
import Testing

/// What the bot proposes, and a person sends as it stands or changes first.
@Suite("Approving a draft")
struct DraftApprovalTests {
    private let id = ConversationID("c1")
    private var held: Conversation { SampleDesk.row(1, owner: .agent(SampleDesk.may.id)) }

    private func opened(_ view: ConversationView) -> Driver {
        var driver = Driver()
        driver.openFirst(view)
        return driver
    }

    private func won(_ row: Conversation) -> ConsoleMessage {
        .reply(.claimed(.won(row), botSendWasInFlight: false), to: .claim(id, force: false))
    }

    @Test("an entry whose answer is the draft does not say it again below the draft")
    func once() {
        let answer = SampleDesk.decision().evidence.candidates[0].answer
        let driver = opened(SampleDesk.view(decision: SampleDesk.decision(.draft, reply: answer)))
        #expect(driver.lines.count { $0.contains(answer) } == 1)
        #expect(driver.screen.contains("1 62% 幾時送到？"))
    }

    @Test("one key approves a draft: taken over, sent as shown, once")
    func approve() throws {
        let decision = SampleDesk.decision(.draft, reply: "兩至三個工作天送達。")
        var driver = opened(SampleDesk.view(decision: decision))
        #expect(driver.screen.contains("◧ Draft for approval y sends it Y edits it first"))
        #expect(driver.screen.contains("y sends the draft · Y edits it first · t takes it over"))
        #expect(driver.press("y").work == [.ask(.claim(id, force: false))])
        let effects = driver.hear(won(held)).work
        guard case .ask(.reply(let send, id, "兩至三個工作天送達。", nil)) = try #require(effects.first)
        else {
            Issue.record("\(effects)")
            return
        }
        driver.hear(
            .reply(
                .message(SampleDesk.message(9, "兩至三個工作天送達。")),
                to: .reply(
                    send: send, conversation: id, text: "兩至三個工作天送達。", replyTo: nil)))
        #expect(driver.notice == "The draft is sent.")
        #expect(driver.press("y").work == [])
    }

    @Test("one key approves what a model worded, which says that a machine made it")
    func approveComposed() {
        var driver = opened(SampleDesk.composed(isByModel: true))
        #expect(
            driver.screen.contains(
                "◧ AI draft, checked, machine-made y sends it Y edits it first"))
        #expect(driver.press("y").work == [.ask(.claim(id, force: false))])
        let effects = driver.hear(won(held)).work
        guard case .ask(.reply(_, id, "本地訂單一般兩至三個工作天送到，離島就要多一日。", nil)) = effects.first
        else {
            Issue.record("\(effects)")
            return
        }
    }

    @Test("a draft that the customer has written past is not approved")
    func oldDraft() {
        var row = SampleDesk.row(1)
        row.turn = 2
        let decision = SampleDesk.decision(.draft, reply: "兩至三個工作天送達。")
        var driver = opened(SampleDesk.view(row, decision: decision))
        #expect(driver.press("y").work == [])
        #expect(
            driver.notice
                == "The customer has written since, so this draft is old; r begins a reply.")
    }

    @Test("a draft is taken over, changed and sent as it was changed")
    func edit() {
        let decision = SampleDesk.decision(.draft, reply: "兩至三個工作天送達。")
        var driver = opened(SampleDesk.view(decision: decision))
        #expect(
            driver.press("Y").work == [
                .ask(.saveDraft(id, text: "兩至三個工作天送達。")), .ask(.claim(id, force: false)),
            ])
        driver.type("離島")
        driver.hear(won(held))
        driver.type("加一日。")
        #expect(driver.model.conversation?.draft.text == "兩至三個工作天送達。離島加一日。")

        guard
            case .ask(.reply(_, id, "兩至三個工作天送達。離島加一日。", _)) = driver.press("enter").work.first
        else {
            Issue.record("the changed draft was not sent")
            return
        }
    }

    @Test("a draft of a conversation that is held already goes straight into the reply, once")
    func editHeld() {
        let decision = SampleDesk.decision(.draft, reply: "兩至三個工作天送達。")
        var driver = opened(SampleDesk.view(held, decision: decision))
        #expect(driver.press("Y").work == [.ask(.saveDraft(id, text: "兩至三個工作天送達。"))])
        #expect(driver.model.conversation?.isWriting == true)
        driver.press("esc", "Y")
        #expect(driver.model.conversation?.draft.text == "兩至三個工作天送達。")
    }

    @Test("what was begun stays before a draft that is put into it")
    func editAfterTyping() {
        let decision = SampleDesk.decision(.draft, reply: "兩至三個工作天送達。")
        var driver = opened(SampleDesk.view(held, decision: decision))
        driver.press("r")
        driver.type("陳生你好，")
        driver.press("esc", "Y")
        #expect(driver.model.conversation?.draft.text == "陳生你好，\n兩至三個工作天送達。")
    }

    @Test("a colleague's conversation keeps its draft from being edited")
    func editOfAnother() {
        let row = SampleDesk.row(1, owner: .agent(SampleDesk.ken.id))
        let decision = SampleDesk.decision(.draft, reply: "兩至三個工作天送達。")
        var driver = opened(SampleDesk.view(row, decision: decision))
        #expect(driver.press("Y").work == [])
        #expect(driver.model.conversation?.draft.text == "")
    }
}
