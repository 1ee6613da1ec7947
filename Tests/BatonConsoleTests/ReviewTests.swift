import BatonConsole
import BatonCore
import BatonDesk
import BatonUI
import Testing

/// Verdicts by one key, and the gate's screen.
@Suite("Judging and the gate")
struct ReviewTests {
    private func label(_ id: String, _ verdict: LabelVerdict, note: String? = nil) -> ConsoleEffect
    {
        .ask(.gate(.label(DecisionID(id), verdict, reason: nil, note: note)))
    }

    @Test("one key judges a drawn decision, and the next one is in front at once")
    func oneKey() {
        var driver = Driver.reviewing
        #expect(driver.screen.contains("1/3"))

        #expect(driver.press("y").work == [label("d1", .right)])

        #expect(driver.model.review.selected?.decision.id == DecisionID("d2"))
        #expect(driver.screen.contains("1/2"))
        #expect(driver.screen.contains("Its answer would have been"))
    }

    @Test("a wrong answer asks why, and sends it with what was written")
    func why() {
        var driver = Driver.reviewing
        #expect(driver.press("n").work == [])
        driver.type("old price")

        #expect(driver.press("enter").work == [label("d1", .wrong, note: "old price")])
        #expect(driver.model.review.selected?.decision.id == DecisionID("d2"))
    }

    @Test("what a person should have had may be said without a reason")
    func handover() {
        var driver = Driver.reviewing
        driver.press("h")

        #expect(driver.press("enter").work == [label("d1", .handover)])
    }

    @Test("Esc takes nothing off the list")
    func escape() {
        var driver = Driver.reviewing
        driver.press("n")
        #expect(driver.press("esc").work == [])
        #expect(driver.model.review.items == SampleDesk.drawn)
    }

    @Test("a verdict that the worker refused brings the decision back")
    func refused() {
        var driver = Driver.reviewing
        driver.press("y")
        let request = DeskRequest.gate(
            .label(DecisionID("d1"), .right, reason: nil, note: nil))

        let effects = driver.hear(
            .reply(.refused(DeskRefusal(.storage, "the disk is full")), to: request))

        #expect(effects.work == [.ask(.gate(.review(nil, limit: 100)))])
        driver.hear(
            .reply(
                .gate(.review(SampleDesk.drawn, waiting: 3)),
                to: .gate(.review(nil, limit: 100))))
        #expect(driver.model.review.items == SampleDesk.drawn)
        #expect(driver.notice == "the disk is full")
    }

    @Test("a verdict on its way is not shown again by a newer list")
    func onItsWay() {
        var driver = Driver.reviewing
        driver.press("y")
        driver.hear(
            .reply(
                .gate(.review(SampleDesk.drawn, waiting: 3)),
                to: .gate(.review(nil, limit: 100))))

        #expect(driver.model.review.items == Array(SampleDesk.drawn.dropFirst()))
    }

    @Test("in a conversation one key judges the selected message's decision")
    func conversation() {
        var driver = Driver()
        driver.openFirst()
        let decision = SampleDesk.decision().id
        #expect(driver.press("v").work == [])
        #expect(driver.model.overlay == .verdict(decision))

        #expect(driver.press("y").work == [label(decision.rawValue, .right)])
        #expect(driver.model.overlay == nil)
    }

    @Test("an auditor sees the list and judges nothing")
    func auditor() {
        var driver = Driver.reviewing
        driver.model.link = .connected(SampleDesk.eve)

        #expect(driver.press("y").work == [])
        #expect(driver.notice == "Your role only reads; a supervisor can change that.")
    }

    @Test("the kill switch asks first")
    func kill() {
        var driver = Driver.watching("open")
        #expect(driver.press("K").work == [])
        #expect(driver.model.overlay == .confirm(.stopBot(SampleDesk.inbox)))
        #expect(driver.press("n").work == [])
        driver.press("K")

        #expect(driver.press("y").work == [.ask(.gate(.stop(SampleDesk.inbox)))])
    }

    @Test("only supervisors change gates")
    func rights() {
        var driver = Driver.watching("open")
        driver.model.link = .connected(SampleDesk.may)
        for key in ["K", "F", "A", "U", "P"] {
            #expect(driver.press(key).work == [], "\(key)")
            #expect(driver.notice == "Supervisors change gates.")
        }
    }

    private let twoVersions = ["gate-a", "gate-b"].map {
        GateVersion(
            version: $0, madeAt: SampleDesk.now, by: nil, isActive: $0 == "gate-b",
            terms: BilingualText("guaranteed", "有保證"), fitLabels: 4, boundLabels: 6)
    }

    @Test("a version is chosen from the list and put in force")
    func versions() {
        var driver = Driver.watching("open")
        driver.press("A")
        driver.hear(
            .reply(.gate(.versions(twoVersions)), to: .gate(.versions(SampleDesk.inbox))))
        #expect(driver.screen.contains("▌ ● gate-b"))

        driver.press("up")

        #expect(
            driver.press("enter").work
                == [.ask(.gate(.activate(SampleDesk.inbox, version: "gate-a")))])
    }

    @Test("a version is compared with the one in force, and the list stays")
    func compare() {
        var driver = Driver.watching("open")
        driver.press("A")
        driver.hear(
            .reply(.gate(.versions(twoVersions)), to: .gate(.versions(SampleDesk.inbox))))
        driver.press("up")
        let request = GateRequest.compare(SampleDesk.inbox, before: nil, after: "gate-a")
        #expect(driver.press("c").work == [.ask(.gate(request))])

        driver.hear(
            .reply(
                .gate(.compared(BilingualText("14 decisions change", "14 個決定改變"))),
                to: .gate(request)))

        #expect(driver.screen.contains("gate-a: 14 decisions change"))
        #expect(driver.screen.contains("▌ ○ gate-a"))
        driver.press("down")
        #expect(!driver.screen.contains("14 decisions change"))
    }

    @Test("rolling back names the version and asks first")
    func rollBack() {
        var driver = Driver.watching("open")
        #expect(driver.press("U").work == [])
        #expect(driver.screen.contains("Put version gate-0f9e in force again"))
        #expect(driver.press("y").work == [.ask(.gate(.rollback(SampleDesk.inbox)))])

        driver.model.gates?[0].previous = nil
        driver.press("U")
        #expect(driver.notice == "No other version was in force before.")
    }

    @Test("the share that is drawn is typed in percent; other words are refused and kept")
    func reviewRate() {
        var driver = Driver.watching("open")
        driver.press("P")
        #expect(driver.screen.contains("now 5%"))
        driver.type("many")
        #expect(driver.press("enter").work == [])
        #expect(driver.notice == "The share is from 0 to 100 percent, such as 5.")
        for _ in 0..<4 { driver.press("backspace") }
        driver.type("2.5 %")
        #expect(
            driver.press("enter").work == [.ask(.gate(.reviewRate(SampleDesk.inbox, 0.025)))])
    }

    @Test("figures that a small window cuts off are reached with the page keys, and no further")
    func scrolled() {
        var driver = Driver.watching("tightened")
        #expect(!driver.screen.contains("By day"))
        #expect(driver.screen.contains("↓ "))
        driver.press("pgdn", "pgdn", "pgdn")
        #expect(driver.screen.contains("By day"))
        #expect(!driver.screen.contains("↓ "))
        #expect(driver.screen.contains("▌維港小店"))
        driver.press("pgup", "pgup", "pgup")
        #expect(driver.screen.contains("Mode "))
    }

    @Test("a gate that changed elsewhere is read again where it is shown")
    func changed() {
        var driver = Driver.watching("open")

        let effects = driver.hear(.event(.gate([SampleDesk.inbox]))).work

        #expect(effects == [.ask(.status), .ask(.gate(.report(days: 30)))])
    }

    @Test("too few labels, drift and the meter are on the gate's screen")
    func shown() {
        let closed = Driver.watching("closed").screen
        #expect(closed.contains("at least 45 more needed"))
        #expect(closed.contains("▇▇▇▇▇·····"))
        #expect(Driver.watching("tightened").screen.contains("⚠ traffic has changed"))
    }
}
