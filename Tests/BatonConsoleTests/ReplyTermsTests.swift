import BatonConsole
import BatonCore
import BatonDesk
import BatonUI
import Testing

/// How long one may still write, what a reply costs, and what is offered once the window is closed.
@Suite("The service window of a conversation")
struct ReplyTermsTests {
    private let id = ConversationID("c1")
    private var held: Conversation { SampleDesk.row(1, owner: .agent(SampleDesk.may.id)) }

    private func opened(
        _ view: ConversationView, columns: Int = 80, rows: Int = 24,
        by person: Person = SampleDesk.may
    ) -> Driver {
        var driver = Driver(columns: columns, rows: rows, person: person)
        driver.openFirst(view)
        return driver
    }

    @Test("nothing is sent into a closed window, and a note is offered")
    func window() {
        var row = held
        row.lastCustomerAt = SampleDesk.now.adding(milliseconds: -25 * 3_600_000)
        var driver = opened(SampleDesk.view(row))
        #expect(driver.screen.contains("window closed"))
        #expect(driver.screen.contains("n leaves a note"))
        driver.press("r")
        driver.type("hi")
        #expect(driver.press("enter").work == [])
        #expect(driver.model.conversation?.draft.text == "hi")
    }

    @Test("the window is the policy's: once it is closed the template is offered and sent")
    func template() throws {
        var row = held
        row.lastCustomerAt = SampleDesk.now.adding(milliseconds: -13 * 3_600_000)
        var view = SampleDesk.view(row)
        view.terms = ReplyTerms(
            window: ServiceWindow(milliseconds: 12 * 3_600_000),
            rule: "/etc/baton/policy.yaml:2 (window-12)",
            template: .init(
                purpose: "any", words: "follow_up (zh_HK; utility)", cost: "HKD 0.50"))
        var driver = opened(view)
        #expect(driver.screen.contains("p sends it"))
        #expect(driver.screen.contains("window 12h · policy.yaml:2 (window-12)"))
        #expect(driver.press("p").work == [])
        #expect(driver.screen.contains("Send the template follow_up (zh_HK; utility)"))
        #expect(driver.screen.contains("0.50"))
        let request = DeskRequest.policy(
            .template(
                send: SendID("c1-template-\(view.messages.count)"),
                conversation: ConversationID("c1"), purpose: "any"))
        #expect(driver.press("y").work == [.ask(request)])
    }

    @Test("the open conversation counts the window of its customer, not of the inbox")
    func windowOfCustomer() {
        var row = held
        row.lastCustomerAt = SampleDesk.now.adding(milliseconds: -13 * 3_600_000)
        #expect(!opened(SampleDesk.view(row)).screen.contains("window closed"))
        row.window = ServiceWindow(milliseconds: 12 * 3_600_000)
        #expect(opened(SampleDesk.view(row)).screen.contains("window closed"))
    }

    @Test("where no price is set, supervisors read where to set it, others that it costs")
    func unknownPrice() {
        for (person, words) in [
            (SampleDesk.may, " billed ─"), (SampleDesk.ken, "rate not set: prices.utility.rate"),
        ] {
            var view = SampleDesk.view(SampleDesk.row(1, owner: .agent(person.id)))
            view.terms = ReplyTerms(window: ServiceWindow(milliseconds: nil))
            view.terms?.missingPrice = "prices.utility.rate"
            var driver = opened(view, by: person)
            driver.press("r")
            driver.type("hi")
            #expect(driver.screen.contains(words), "\(driver.screen)")
        }
    }

    @Test("a reply that is free says for how long")
    func free() {
        var view = SampleDesk.view(held)
        view.terms = ReplyTerms(window: ServiceWindow(milliseconds: nil))
        view.terms?.freeUntil = SampleDesk.now.adding(milliseconds: 50 * 3_600_000)
        var driver = opened(view)
        driver.press("r")
        driver.type("hi")
        #expect(driver.screen.contains("free for another 2d"))
    }

    @Test("a window that never closes lets people write, and what a reply costs is shown")
    func cost() {
        var row = held
        row.lastCustomerAt = SampleDesk.now.adding(milliseconds: -99 * 3_600_000)
        var view = SampleDesk.view(row)
        view.terms = ReplyTerms(window: ServiceWindow(milliseconds: nil), cost: "HKD 0.10")
        var driver = opened(view)
        driver.press("r")
        driver.type("hi")
        #expect(!driver.screen.contains("window closed"))
        #expect(driver.screen.contains("HKD 0.10"))
        #expect(driver.press("enter").work.count == 1)
    }
}
