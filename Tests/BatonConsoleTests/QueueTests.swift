import BatonConsole
import BatonCore
import BatonDesk
import BatonUI
import Testing

@Suite("The list")
struct QueueTests {
    private func rows(_ numbers: ClosedRange<Int>) -> [Conversation] {
        numbers.map { SampleDesk.row($0, waited: 10_000_000 - Int64($0) * 1000) }
    }

    @Test("what arrives above moves neither the selection nor its line, and is counted")
    func arrivals() {
        var driver = Driver(list: rows(1...60))
        driver.press("j", "j", "j")
        let line = driver.lines.firstIndex { $0.hasPrefix("▌") }

        driver.show([SampleDesk.row(90), SampleDesk.row(91)] + rows(1...60))

        #expect(driver.model.queue.selected == ConversationID("c4"))
        #expect(driver.lines.firstIndex { $0.hasPrefix("▌") } == line)
        #expect(driver.model.queue.arrivals == 2)
        #expect(driver.screen.contains("↑ 2 new above"))
    }

    @Test("where everything fits the screen, what arrives above is shown")
    func short() {
        var driver = Driver(list: rows(1...2))
        driver.show([SampleDesk.row(90)] + rows(1...2))
        #expect(driver.model.queue.selected == ConversationID("c1"))
        #expect(driver.lines[4].hasPrefix("▌"))
    }

    @Test(
        "deep in the list a change reads the window around the selection again, not the first page")
    func deep() throws {
        var driver = Driver()
        driver.show(rows(1...100), total: 1000, hasMore: true)
        for page in 1...4 {
            let effects = (0..<100).flatMap { _ in driver.press("j") }.work
            guard case .ask(.queue(let query)) = try #require(effects.first) else { return }
            let next = rows((page * 100 + 1)...(page * 100 + 100))
            driver.hear(
                .reply(.queue(.init(rows: next, hasMore: true, total: 1000)), to: .queue(query)))
        }
        let selected = driver.model.queue.selected
        #expect(driver.model.queue.rows.count == QueueModel.windowRows)
        #expect(driver.model.queue.rows.first?.id == ConversationID("c301"))

        let effects = driver.hear(.event(.changed([ConversationID("c7")]))).work

        let anchor = QueueCursor(rows(300...300)[0], in: .flagged)
        #expect(
            effects
                == [.ask(.queue(QueueQuery(filter: .flagged, after: anchor, limit: 200)))])
        driver.show(rows(301...500), total: 1000, hasMore: true)
        #expect(driver.model.queue.selected == selected)
    }

    @Test("moving back up past the window reads the page before it")
    func backwards() throws {
        var driver = Driver()
        driver.show(rows(1...100), total: 1000, hasMore: true)
        for page in 1...3 {
            let effects = (0..<100).flatMap { _ in driver.press("j") }.work
            guard case .ask(.queue(let query)) = try #require(effects.first) else { return }
            let next = rows((page * 100 + 1)...(page * 100 + 100))
            driver.hear(
                .reply(.queue(.init(rows: next, hasMore: true, total: 1000)), to: .queue(query)))
        }
        #expect(driver.model.queue.rows.first?.id == ConversationID("c201"))

        let effects = (0..<110).flatMap { _ in driver.press("k") }.work
        guard case .ask(.queue(let query)) = try #require(effects.first) else { return }
        #expect(query.before == QueueCursor(rows(201...201)[0], in: .flagged))
        driver.hear(
            .reply(
                .queue(.init(rows: rows(101...200), hasMore: true, total: 1000)),
                to: .queue(query)))

        #expect(driver.model.queue.rows.first?.id == ConversationID("c101"))
        #expect(driver.model.queue.selectedRow?.id == driver.model.queue.selected)
        #expect(driver.model.queue.hasMore)
    }

    @Test("End goes to the true end of a long list and Home back to its beginning")
    func ends() throws {
        var driver = Driver()
        driver.show(rows(1...100), total: 1000, hasMore: true)
        guard case .ask(.queue(let last)) = try #require(driver.press("G").work.first) else {
            return
        }
        driver.hear(
            .reply(
                .queue(.init(rows: rows(901...1000), hasMore: true, total: 1000)), to: .queue(last))
        )
        #expect(driver.model.queue.selected == ConversationID("c1000"))

        guard case .ask(.queue(let first)) = try #require(driver.press("home").work.first) else {
            return
        }
        driver.hear(
            .reply(
                .queue(.init(rows: rows(1...100), hasMore: true, total: 1000)), to: .queue(first)))
        #expect(driver.model.queue.selected == ConversationID("c1"))
        #expect(driver.model.queue.anchor == nil)
    }

    @Test("a selected conversation that went elsewhere on the list is followed there")
    func followed() throws {
        var driver = Driver(list: rows(1...100))
        driver.press("j")
        let effects = driver.show(rows(1...1) + rows(3...100), total: 100)
        #expect(
            effects.work.contains(.ask(.open(ConversationID("c2"), limit: 1))))

        var moved = rows(2...2)[0]
        moved.priority = 2
        let again = driver.hear(
            .reply(.opened(SampleDesk.view(moved)), to: .open(moved.id, limit: 1)))

        #expect(driver.model.queue.selected == moved.id)
        #expect(again.work.count == 1)
    }

    @Test("when the selected conversation leaves the list, the next one is selected")
    func gone() {
        var driver = Driver(list: rows(1...3))
        driver.press("j")
        driver.show(rows(1...1) + rows(3...3))
        #expect(driver.model.queue.selected == ConversationID("c3"))
    }

    @Test("however often it changes, one request is under way and one follows")
    func coalesced() {
        var driver = Driver()
        let first = driver.hear(.event(.changed([ConversationID("c1")]))).work
        let more = (0..<50).flatMap { _ in
            driver.hear(.event(.changed([ConversationID("c1")]))).work
        }
        let after = driver.show([SampleDesk.row(1)]).work
        #expect(first.count == 1)
        #expect(more == [])
        #expect(after.count == 1)
        #expect(driver.show([SampleDesk.row(1)]).work == [])
    }

    @Test("a row shows failures, the end of the window, drafts, channels, and who is there")
    func signs() {
        var urgent = SampleDesk.row(1, waited: 22 * 3_600_000)
        urgent.hasDeliveryFailure = true
        var driver = Driver(columns: 140, list: [urgent, SampleDesk.row(2)], inboxes: 2)
        driver.hear(
            .event(
                .presence([
                    Presence(
                        person: SampleDesk.ken.id, conversation: ConversationID("c2"),
                        isTyping: true)
                ])))
        driver.press("j")
        driver.openFirst(SampleDesk.view(SampleDesk.row(2)))
        driver.press("r")
        driver.type("唔好意思")
        driver.press("esc", "q")
        driver.show([urgent, SampleDesk.row(2)])

        #expect(driver.lines[3].contains("✗ Asked for a person"))
        #expect(driver.lines[3].contains("[2h left]"))
        #expect(driver.lines[3].contains("維港小店"))
        #expect(driver.lines[4].contains("✎ 我要搵真人"))
        #expect(driver.lines[4].contains("✎ Ken 主管"))
    }

    @Test("a row shows the end of its own customer's window, whatever the inbox's is")
    func windowOfRow() {
        var italian = SampleDesk.row(1, waited: 13 * 3_600_000)
        italian.window = ServiceWindow(milliseconds: 16 * 3_600_000)
        let local = SampleDesk.row(2, waited: 13 * 3_600_000)
        let driver = Driver(columns: 140, list: [italian, local])

        #expect(driver.lines[3].contains("[3h left]"))
        #expect(!driver.lines[4].contains("left]"))
    }

    @Test("the bell rings once for each newly waiting conversation, and may be off")
    func bell() {
        var driver = Driver()
        #expect(driver.hear(.event(.flagged(ConversationID("c1")))) == [.ring])
        driver.press("B")
        #expect(driver.hear(.event(.flagged(ConversationID("c2")))) == [])
    }

    @Test("an idle console sleeps until a time that is shown changes")
    func idle() {
        var driver = Driver(list: [SampleDesk.row(1, waited: 30_400)])
        #expect(driver.model.millisecondsToNextChange == 600)
        driver.show([SampleDesk.row(1, waited: 330_000)])
        #expect(driver.model.millisecondsToNextChange == 30_000)
        driver.show([])
        #expect(driver.model.millisecondsToNextChange == 60_000)
    }

    @Test("what a rule gave to people shows the rule; only what a score decided shows how sure")
    func rules() {
        let rows = [
            SampleDesk.row(1, reason: .askedForPerson), SampleDesk.row(2, reason: .lowConfidence),
            SampleDesk.row(3, reason: .deliveryFailed),
            SampleDesk.row(4, reason: .local("wedding", "Wedding")),
        ]
        var driver = Driver(list: rows)
        func ends() -> [String] {
            driver.lines[3...6].map { String($0.split(separator: " ").last ?? "") }
        }
        #expect(ends() == ["rule", "31%", "–", "rule"])
        driver.press("L")
        #expect(ends() == ["規則", "31%", "–", "規則"])
    }

    @Test("a message without words is named by its kind, in the person's language")
    func kinds() {
        var driver = Driver(list: [SampleDesk.row(1, words: "[image]")])
        #expect(driver.lines[3].contains("[image]"))
        driver.press("L")
        #expect(driver.lines[3].contains("[圖片]"))
        #expect(driver.lines[20].contains("[圖片]"))
    }

    @Test("in a narrow window every filter keeps its key and the beginning of its name")
    func narrowTabs() {
        let driver = Driver(columns: 60, rows: 15)
        #expect(
            driver.lines[1] == " 1 Wai…  2 Mine  3 With people 1  4 All  5 By …  6 Not…",
            "\(driver.lines[1])")
    }

    @Test("what lies over the list covers the mark of the list too")
    func covered() {
        var driver = Driver(list: rows(1...40))
        driver.press("/")
        #expect(!driver.lines[22].contains("more"))
    }

    @Test("in 80 columns no reason is cut off", arguments: InterfaceLanguage.allCases)
    func reasons(language: InterfaceLanguage) {
        for (code, _) in ReasonCode.titles {
            let driver = Driver(
                language: language, list: [SampleDesk.row(1, name: "Amy", reason: code, words: "?")]
            )
            // The one ellipsis there is stands before the end of the phone.
            let cuts = driver.lines[3].count { $0 == "…" }
            #expect(cuts == 1, "\(driver.lines[3])")
        }
    }

    @Test("below the list the selected customer's words stand in full, with why and how long")
    func preview() {
        let words = "我上星期買咗隻杯，今日開箱發現裂咗，同埋個碟都花晒，想換貨或者退錢，應該點做？可唔可以上門收件？"
        var driver = Driver(list: [SampleDesk.row(1, words: words), SampleDesk.row(2)])
        let rule = driver.lines.firstIndex { $0.contains("── 陳大文 …4561 ──") }
        #expect(rule == 18)
        #expect(driver.lines[19].contains("▣ Asked for a person · ● waits 1m · window 23h"))
        #expect(driver.lines[20].contains("我上星期買咗隻杯"))
        #expect(driver.lines[21].contains("上門收件？"))
        driver.press("p")
        #expect(!driver.screen.contains("── 陳大文"))
    }

    @Test("the mark at the bottom says how many rows of the list follow")
    func more() {
        var driver = Driver(list: rows(1...40))
        #expect(driver.lines[22].hasSuffix("↓ 25 more"))
        driver.show(rows(1...40), total: 400, hasMore: true)
        #expect(driver.lines[22].hasSuffix("↓ 385 more"))
        driver.show(rows(1...40))
        driver.press("G")
        #expect(!driver.lines[22].contains("more"))
    }

    @Test("a lost worker is dated, names the moment that is shown, and who was there is forgotten")
    func lost() {
        var driver = Driver(columns: 100)
        driver.hear(
            .event(
                .presence([
                    Presence(
                        person: SampleDesk.ken.id, conversation: ConversationID("c1"),
                        isTyping: true)
                ])))
        driver.hear(.unlinked("no worker listens"))
        driver.hear(.tick(SampleDesk.now.adding(milliseconds: 300_000), utcOffsetMinutes: 480))
        driver.hear(.unlinked("no worker listens"))
        #expect(driver.lines[0].hasSuffix("⚠ worker away since 14:05 – retrying  14:10"))
        #expect(
            driver.screen.contains("As it was at 14:05; what you write is kept. no worker listens"))
        #expect(!driver.screen.contains("Ken 主管"))
    }

    @Test("each minute the worker is asked how it is, so that a stopped connection is seen")
    func halted() {
        var driver = Driver(columns: 120)
        func tick(_ seconds: Int64) -> [ConsoleEffect] {
            driver.hear(
                .tick(SampleDesk.now.adding(milliseconds: seconds * 1000), utcOffsetMinutes: 480)
            ).work
        }
        #expect(tick(59) == [])
        #expect(tick(60) == [.ask(.status)])
        var status = SampleDesk.status()
        status.haltedConnections = ["wa": "the token is refused"]
        driver.hear(.reply(.status(status), to: .status))
        #expect(driver.lines[0].contains("⚠ wa stopped: the token is refused"))
        driver.hear(.reply(.status(SampleDesk.status()), to: .status))
        #expect(!driver.lines[0].contains("stopped"))
        driver.hear(.failed("gone", to: .status))
        #expect(driver.notice == nil)
        driver.hear(.unlinked("gone"))
        #expect(tick(120) == [])
    }

    @Test(
        "why a connection stopped is said in the person's language; the provider's own words stay")
    func haltedInChinese() {
        var driver = Driver(columns: 120, language: .traditionalChinese)
        var status = SampleDesk.status()
        status.haltedConnections = ["wa": "Authentication Error (code 190)"]
        status.connectionWords = [
            "wa": BilingualText(
                "Authentication Error (code 190)", "請檢查權杖（190：Authentication Error）")
        ]
        driver.hear(.reply(.status(status), to: .status))
        #expect(driver.lines[0].contains("⚠ wa 已停：請檢查權杖（190：Authentication Error）"))
        status.connectionWords = nil
        driver.hear(.reply(.status(status), to: .status))
        #expect(driver.lines[0].contains("⚠ wa 已停：Authentication Error (code 190)"))
    }

    @Test("who was never connected reads why, and of no moment that is shown")
    func neverConnected() {
        var driver = Driver(columns: 100, person: nil)
        driver.hear(.unlinked("no worker listens"))
        #expect(driver.lines[22] == " no worker listens")
    }

    @Test("a refusal that is longer than the window is wide is shown to its end")
    func longNotice() {
        var driver = Driver(columns: 60, rows: 20, list: rows(1...40))
        let why = String(repeating: "很長的原因", count: 12) + "，請主管加入。"
        driver.hear(.notice(why, isError: true))
        #expect(driver.screen.contains("請主管加入。"))
        #expect(driver.lines.count == 20)
        let selected = driver.lines.firstIndex { $0.hasPrefix("▌") }
        driver.press("j")
        #expect(selected == 3)
        #expect(!driver.screen.contains("請主管加入。"))
    }
}
