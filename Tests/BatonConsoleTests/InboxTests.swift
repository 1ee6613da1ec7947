import BatonConsole
import BatonCore
import BatonDesk
import BatonUI
import Testing

@Suite("One inbox of several")
struct InboxTests {
    private let second = InboxID(connection: "wa", account: "2")

    /// A console over three inboxes, with what waits in each.
    private func several(
        columns: Int = 100, language: InterfaceLanguage = .english, choosing: Bool = true
    ) -> Driver {
        var other = SampleDesk.row(2, name: "Ms Wong", words: "Where is my refund?")
        other.inbox = second
        var driver = Driver(
            columns: columns, language: language, list: [SampleDesk.row(1), other], inboxes: 3)
        guard choosing else { return driver }
        driver.press("i")
        var numbers = SampleDesk.dashboard
        numbers.loads = [
            Dashboard.Load(
                inbox: SampleDesk.inbox, waiting: 6, held: 1,
                oldestWaiting: SampleDesk.now.adding(milliseconds: -600_000)),
            Dashboard.Load(inbox: second, waiting: 4, held: 3),
        ]
        driver.hear(.reply(.dashboard(numbers), to: .dashboard))
        return driver
    }

    /// The chosen inbox's list as the worker tells it.
    private func tell(_ driver: inout Driver, total: Int, everywhere: Int) {
        var row = SampleDesk.row(2, name: "Ms Wong", words: "Where is my refund?")
        row.inbox = second
        driver.hear(
            .reply(
                .queue(
                    QueuePage(rows: [row], hasMore: false, total: total, everywhere: everywhere)),
                to: .queue(driver.model.queue.query)))
    }

    @Test("i says what waits, is held and has waited longest in each inbox, and in all of them")
    func picker() {
        let lines = several().lines.map { $0.split(separator: " ").joined(separator: " ") }
        #expect(
            lines.contains { $0.contains("▌ 0 ● All inboxes 10 waiting 4 in hand longest 10m") })
        #expect(lines.contains { $0.contains("1 維港小店 6 waiting 1 in hand longest 10m") })
        #expect(lines.contains { $0.contains("2 Shop 2 4 waiting 3 in hand") })
        #expect(lines.contains { $0.contains("3 Shop 3 0 waiting 0 in hand") })
    }

    @Test("a digit, Enter, or the key pressed again and Enter choose; Esc changes nothing")
    func choosing() {
        let wanted: ConsoleEffect = .ask(
            .queue(QueueQuery(filter: .flagged, inbox: second, limit: QueueModel.pageRows)))
        for keys in [["2"], ["j", "j", "enter"], ["i", "i", "enter"]] {
            var driver = several()
            let effects = keys.flatMap { driver.press($0) }.work
            #expect(effects == [wanted], "\(keys)")
            #expect(driver.model.queue.inbox == second)
            #expect(driver.model.overlay == nil)
        }
        var driver = several()
        #expect(driver.press("esc").work == [])
        #expect(driver.model.queue.inbox == nil)
        var round = several()
        #expect(["i", "i", "i", "i", "enter"].flatMap { round.press($0) }.work == [])
    }

    @Test("the header says which inbox is listed, how to choose, and how many wait in the others")
    func header() {
        var driver = several()
        driver.press("esc")
        #expect(driver.lines[0].hasPrefix(" Baton  i All inboxes"))
        driver.press("i", "2")
        tell(&driver, total: 4, everywhere: 10)
        #expect(driver.lines[0].hasPrefix(" Baton  i only Shop 2 · 6 elsewhere"))
        driver.press("L")
        #expect(driver.lines[0].hasPrefix(" Baton  i 只看 Shop 2 · 其他收件匣 6"))
        driver.press("g")
        #expect(!driver.lines[0].contains("Shop 2"))
    }

    @Test("the inbox stays through filters, conversations and other screens")
    func kept() {
        var driver = several()
        driver.press("2")
        tell(&driver, total: 4, everywhere: 10)
        let waiting = driver.press("1").work
        #expect(
            waiting
                == [.ask(.queue(QueueQuery(filter: .waiting, inbox: second, limit: 100)))])
        tell(&driver, total: 4, everywhere: 10)
        driver.press("enter", "q", "g", "q", "?", "q")
        #expect(driver.model.queue.inbox == second)
        #expect(driver.model.queue.filter == .waiting)
    }

    @Test("where one inbox is listed, its column gives its room to the message")
    func column() {
        var driver = several()
        driver.press("esc")
        #expect(driver.lines[2].contains("Inbox"))
        driver.press("i", "2")
        tell(&driver, total: 4, everywhere: 10)
        #expect(!driver.lines[2].contains("Inbox"))
    }

    @Test("an inbox with nothing to list says so, and how to see the others")
    func empty() {
        var driver = several()
        driver.press("3")
        driver.hear(
            .reply(
                .queue(QueuePage(rows: [], hasMore: false, total: 0, everywhere: 10)),
                to: .queue(driver.model.queue.query)))
        #expect(driver.screen.contains("There is none in Shop 3. Press i for the other inboxes."))
    }

    @Test("with one inbox there is nothing to choose, and the header names the shop")
    func single() {
        var driver = Driver()
        #expect(driver.press("i").work == [])
        #expect(driver.notice == "There is only one inbox.")
        #expect(driver.lines[0].hasPrefix(" Baton · 維港小店"))
    }

    @Test("an inbox that the configuration no longer names is given up, and all are listed")
    func gone() {
        var driver = several()
        driver.press("2")
        tell(&driver, total: 4, everywhere: 10)
        driver.press("g")
        let effects = driver.hear(.reply(.status(SampleDesk.status(inboxes: 1)), to: .status)).work
        #expect(effects == [.ask(.queue(QueueQuery(filter: .flagged, limit: 100)))])
        #expect(driver.model.queue.inbox == nil)
        #expect(driver.model.screen == .dashboard)
    }

    @Test("search looks in the inbox that is listed; tab looks in all, and back")
    func search() {
        var driver = several()
        driver.press("2", "/")
        let first = driver.hear(.key(.character("退"))).work
        #expect(first == [.ask(.search("退", before: nil, limit: 50, inbox: second))])
        #expect(driver.screen.contains("Search messages and customers – only Shop 2"))

        #expect(driver.press("tab").work == [])
        let again = driver.hear(
            .reply(.hits([]), to: .search("退", before: nil, limit: 50, inbox: second))
        ).work
        #expect(again == [.ask(.search("退", before: nil, limit: 50))])
        driver.hear(.reply(.hits([]), to: .search("退", before: nil, limit: 50)))
        #expect(driver.screen.contains("Nothing found."))
        #expect(!driver.screen.contains("only Shop 2 ─"))
        #expect(
            driver.press("tab").work
                == [.ask(.search("退", before: nil, limit: 50, inbox: second))])
    }

    @Test("the dashboard counts what waits in each inbox, and Enter lists that one")
    func dashboard() {
        var driver = several()
        driver.press("esc", "g")
        #expect(driver.screen.contains("Waiting, by inbox"))
        while !driver.lines.contains(where: { $0.contains("▌  Shop 2") }) {
            let before = driver.model.dashboardSelection
            driver.press("j")
            guard driver.model.dashboardSelection != before else {
                Issue.record("no line of Shop 2:\n\(driver.screen)")
                return
            }
        }
        #expect(
            driver.press("enter").work
                == [.ask(.queue(QueueQuery(filter: .waiting, inbox: second, limit: 100)))])
    }

    @Test("5 lists the reasons that somebody waits for, most first, and Enter lists one of them")
    func reasons() {
        var driver = Driver()
        #expect(driver.press("5").work == [.ask(.dashboard)])
        #expect(driver.screen.contains("loading…"))
        var numbers = SampleDesk.dashboard
        numbers.reasons.append(
            .init(label: ReasonCode.local("wedding", "婚禮查詢").rawValue, count: 2))
        driver.hear(.reply(.dashboard(numbers), to: .dashboard))
        let lines = driver.lines.map { $0.split(separator: " ").joined(separator: " ") }
        #expect(lines.contains { $0.contains("▌ 1 Asked for a person 6") })
        #expect(lines.contains { $0.contains("2 Not sure enough 4") })
        #expect(lines.contains { $0.contains("3 婚禮查詢 2") })
        driver.press("5")
        #expect(
            driver.press("enter").work
                == [.ask(.queue(QueueQuery(filter: .reason(.lowConfidence), limit: 100)))])
        driver.press("5")
        #expect(driver.model.overlay == .reasons(selection: 1))
    }
}
