import BatonConsole
import BatonCore
import BatonDesk
import BatonUI
import Testing

/// What an agent does about the customer: asks for the number, records consent, goes to another chat.
@Suite("The customer of a conversation")
struct CustomerTests {
    private let id = ConversationID("c1")
    private var held: Conversation { SampleDesk.row(1, owner: .agent(SampleDesk.may.id)) }

    private func opened(
        _ view: ConversationView, language: InterfaceLanguage = .english,
        person: Person = SampleDesk.may
    ) -> Driver {
        var driver = Driver(columns: 200, rows: 60, language: language, person: person)
        driver.openFirst(view)
        return driver
    }

    @Test(
        "the number is asked for once it is confirmed, under one send however often it is pressed")
    func asked() {
        let view = SampleDesk.askable(held)
        var driver = opened(view)
        #expect(driver.press("c").work == [])
        #expect(driver.screen.contains("Ask the customer for their own number, by a button?"))
        let request = DeskRequest.policy(
            .askPhone(send: SendID("c1-phone-\(view.messages.count)"), conversation: id))
        #expect(driver.press("y").work == [.ask(request)])
        #expect(
            driver.hear(.reply(.message(view.messages[0]), to: request)).work
                == [.ask(.open(id, limit: ConversationModel.openMessages))])
        #expect(
            driver.model.notice?.text == "Asked; the number is added here once they share it.")
        driver.press("c")
        #expect(driver.press("n").work == [])
    }

    @Test("why the number cannot be asked for is said in both languages")
    func obstacles() {
        var known = SampleDesk.askable(held)
        known.contact = SampleDesk.contact()
        var lacking = SampleDesk.askable(held)
        lacking.terms?.canAskPhone = false
        var closed = SampleDesk.askable(held)
        closed.conversation.lastCustomerAt = SampleDesk.now.adding(milliseconds: -99 * 3_600_000)
        closed.conversation.window = ServiceWindow(milliseconds: 24 * 3_600_000)
        let waiting = SampleDesk.askable(SampleDesk.row(1))
        for (view, english, chinese) in [
            (known, "The customer's number is known already.", "已知客人的電話號碼。"),
            (
                lacking, "This channel has no button that asks for a number; ask in words.",
                "此渠道沒有索取電話號碼的按鈕；請以文字詢問。"
            ),
            (closed, "window closed", "時限已過"), (waiting, "Take it over first", "請先接手"),
        ] {
            for (language, words) in [
                (InterfaceLanguage.english, english), (.traditionalChinese, chinese),
            ] {
                var driver = opened(view, language: language)
                #expect(driver.press("c").work == [])
                #expect(driver.model.overlay == nil)
                #expect(driver.model.notice?.text.contains(words) == true)
            }
        }
    }

    @Test("consent is recorded with how it was given, and shown with who and when")
    func consent() {
        var driver = opened(SampleDesk.view(held))
        driver.press("m")
        #expect(driver.screen.contains("How did they agree to marketing?"))
        #expect(driver.screen.contains("Such as: ticked the box"))
        #expect(driver.press("enter").work == [])
        driver.press("m")
        driver.type("ticked the box")
        let request = DeskRequest.policy(
            .optIn(id, isGranted: true, how: "ticked the box"))
        #expect(driver.press("enter").work == [.ask(request)])
        #expect(
            driver.hear(.reply(.done, to: request)).work
                == [.ask(.open(id, limit: ConversationModel.openMessages))])
        #expect(driver.model.notice?.text == "Recorded: they agreed to marketing messages.")

        var view = SampleDesk.view(held)
        view.marketing = ConsentRecord(
            isGranted: true, at: SampleDesk.now, by: .person(SampleDesk.may.id),
            how: "ticked the box")
        driver = opened(view)
        #expect(driver.screen.contains("agreed · 2026-11-25 · May"))
        #expect(driver.screen.contains("ticked the box"))
        driver.press("m")
        #expect(driver.screen.contains("How did they take their consent back?"))
        driver.type("by phone")
        #expect(
            driver.press("enter").work
                == [.ask(.policy(.optIn(id, isGranted: false, how: "by phone")))])
    }

    @Test("what was typed of consent is kept where it is left, and an auditor records none")
    func kept() {
        var driver = opened(SampleDesk.view(held))
        driver.press("m")
        driver.type("at the till")
        driver.press("esc", "m")
        #expect(driver.model.overlay == .prompt(.consent, TextEditor("at the till")))
        var auditor = opened(SampleDesk.view(held), person: SampleDesk.eve)
        auditor.press("m")
        #expect(auditor.model.overlay == nil)
        #expect(auditor.model.notice?.isError == true)
    }

    @Test("the customer's other conversation is shown and opened, one that goes on before others")
    func other() {
        var driver = opened(SampleDesk.view(held))
        #expect(driver.press("O").work == [])
        #expect(driver.model.notice?.text == "The customer has no other conversation.")

        var over = SampleDesk.row(8, words: "上次")
        over.state = .resolved
        var view = SampleDesk.view(held)
        view.conversation.isBeside = true
        view.others = [over, SampleDesk.row(9, owner: .agent(SampleDesk.ken.id), words: "另一個問題")]
        driver = opened(view)
        #expect(driver.screen.contains("另一個問題"))
        #expect(driver.screen.contains("what they write next"))
        #expect(
            driver.press("O").work.contains(
                .ask(.open(ConversationID("c9"), limit: ConversationModel.openMessages))))
    }
}
