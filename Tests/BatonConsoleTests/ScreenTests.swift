import BatonConsole
import BatonCore
import BatonDesk
import BatonUI
import Foundation
import Testing

/// Every screen as text, in the sizes and languages that matter.
///
/// `BATON_RECORD_SCREENS=1` writes them again; read the difference before committing it.
@Suite("Screens")
struct ScreenTests {
    /// A screen that is compared.
    enum Screen: String, CaseIterable {
        case queueFull = "queue-full"
        case queueEmpty = "queue-empty"
        case queueInbox = "queue-inbox"
        case queueInboxes = "queue-inboxes"
        case inboxes, reasons
        case refused = "conversation-refused"
        case conversation
        case writing = "conversation-writing"
        case draft = "conversation-draft"
        case composed = "conversation-composed"
        case summary = "conversation-summary"
        case file = "conversation-file"
        case attach
        case review, gate, verdict
        case dashboard, help, palette, search, note, assign, fix, explain, answer
        case away = "worker-away"
        case entries = "knowledge-entries"
        case entry = "knowledge-entry"
        case changes = "knowledge-changes"
        case missing = "knowledge-missing"
        case toMend = "knowledge-to-mend"
        case golden = "knowledge-golden"
        case entrySearch = "knowledge-search"
        case noEntries = "knowledge-empty"
        case merge = "knowledge-merge"
    }

    struct Case: CustomTestStringConvertible {
        var screen: Screen
        var columns: Int
        var rows: Int
        var language: InterfaceLanguage

        var testDescription: String {
            "\(screen.rawValue).\(language.rawValue)@\(columns)x\(rows)"
        }
    }

    static let cases = Screen.allCases.flatMap { screen in
        // Where columns share a line, the sizes between matter too.
        let between = screen == .queueInboxes ? [(100, 30), (120, 30), (140, 40)] : []
        return ([(60, 15), (80, 24), (200, 60)] + between).flatMap { size in
            InterfaceLanguage.allCases.map {
                Case(screen: screen, columns: size.0, rows: size.1, language: $0)
            }
        }
    }

    @Test("a screen is as it was", arguments: cases)
    func screen(_ one: Case) throws {
        var driver = Driver(
            columns: one.columns, rows: one.rows, language: one.language,
            person: one.screen == .assign ? SampleDesk.ken : SampleDesk.ada, list: Self.list,
            inboxes: [.inboxes, .queueInbox, .queueInboxes].contains(one.screen) ? 3 : 1)
        Self.lead(&driver, to: one.screen)
        try Self.compare(
            view(driver.model), with: one.testDescription, hasStyles: one.columns == 80)
    }

    @Test("a window that is too small says so, and the program goes on")
    func small() throws {
        try Self.compare(view(Driver(columns: 40, rows: 10).model), with: "too-small@40x10")
        #expect(view(Driver(columns: 0, rows: 0).model).dump() == "")
        #expect(view(Driver(columns: 1, rows: 1).model).size == Size(columns: 1, rows: 1))
    }

    @Test("names and words of every kind never push a column out of line")
    func alignment() {
        let names = [
            "陳大文", "👩‍👩‍👧 family", "محمد بن سلمان", "e\u{301}\u{301}\u{301}", "\u{202E}evil",
            "\u{1B}[31mred", String(repeating: "很長的名字", count: 30), "", "\u{0}", "ﷺ", "🇭🇰 HK",
        ]
        let rows = names.enumerated().map { index, name in
            SampleDesk.row(
                index + 1, name: name, reason: .lowConfidence, words: name + "\n" + name)
        }
        for columns in [60, 80, 111, 200] {
            let frame = view(Driver(columns: columns, rows: 40, list: rows).model)
            for row in 3..<(3 + names.count) {
                #expect(frame[columns - 2, row].character == "%", "\(columns) \(names[row - 3])")
            }
        }
    }

    @Test("every screen can be drawn at every size", arguments: Screen.allCases)
    func sizes(screen: Screen) {
        var driver = Driver(list: Self.list)
        driver.model.link = .connected(SampleDesk.ken)
        Self.lead(&driver, to: screen)
        for columns in stride(from: 1, through: 140, by: 7) {
            for rows in stride(from: 1, through: 50, by: 3) {
                driver.hear(.resized(Size(columns: columns, rows: rows)))
                #expect(view(driver.model).size == Size(columns: columns, rows: rows))
            }
        }
    }

    private static var list: [Conversation] {
        var failed = SampleDesk.row(
            3, name: "Ms Wong", owner: .agent(SampleDesk.may.id), reason: .deliveryFailed,
            waited: nil, words: "Where is my refund?")
        failed.hasDeliveryFailure = true
        failed.lastAuthor = .agent(SampleDesk.may.id)
        return [
            SampleDesk.row(1, waited: 65_000),
            SampleDesk.row(
                2, name: "Chris 🧋", reason: .complaint, waited: 400_000,
                words: "真係好慢，I have been waiting for 3 days already!!"), failed,
            SampleDesk.row(
                4, name: "李小龍", reason: .lowConfidence, waited: 23 * 3_600_000,
                words: "gum loi, 有冇 XL size"),
        ]
            + (5...70).map {
                SampleDesk.row(
                    $0, name: "客人 \($0)", reason: .noAnswer, waited: Int64($0) * 60_000,
                    words: "請問第 \($0) 款仲有冇貨？")
            }
    }

    private static func lead(_ driver: inout Driver, to screen: Screen) {
        var held = SampleDesk.row(1, owner: .agent(SampleDesk.ada.id))
        held.turn = 1
        switch screen {
        case .queueFull: driver.press("j")
        case .queueEmpty: driver.show([])
        case .queueInbox, .inboxes: leadToInbox(&driver, screen)
        case .queueInboxes: leadToInboxes(&driver)
        case .reasons:
            driver.press("5")
            driver.hear(.reply(.dashboard(SampleDesk.dashboard), to: .dashboard))
        case .refused:
            driver.openFirst(SampleDesk.view(held))
            driver.press("r")
            driver.type("你好")
            guard case .ask(let request)? = driver.press("enter").work.first else { return }
            driver.hear(.reply(.refused(SampleDesk.windowRefusal), to: request))
        case .conversation: driver.openFirst()
        case .writing:
            driver.openFirst(SampleDesk.view(held))
            driver.press("r")
            driver.type("你好，我係客服 Ada。Your order is on its way")
        case .draft:
            driver.openFirst(
                SampleDesk.view(decision: SampleDesk.decision(.draft, reply: "兩至三個工作天送達。")))
        case .file, .attach:
            var view = SampleDesk.view(held)
            view.messages[1].content = MessageContent(type: .document)
            view.messages[1].content.filename = "收據.pdf"
            view.messages[1].content.sizeBytes = 482_300
            driver.openFirst(view)
            driver.press("u")
            driver.type("~/price list.pdf")
            if screen == .attach { break }
            driver.hear(
                .fileOffered(
                    FileAttachment(
                        path: "/home/ada/price list.pdf", name: "price list.pdf",
                        sizeBytes: 1_230_000,
                        offer: FileOffer(kind: .document, mime: "application/pdf")),
                    ConversationID("c1")))
            driver.type("新價目")
        case .composed, .summary:
            driver.openFirst(SampleDesk.composed(isByModel: screen == .composed))
        case .dashboard:
            driver.press("g")
            driver.hear(.reply(.dashboard(SampleDesk.dashboard), to: .dashboard))
            driver.press("j")
        case .review:
            driver.press("v")
            driver.hear(
                .reply(
                    .gate(.review(SampleDesk.drawn, waiting: 3)),
                    to: .gate(.review(nil, limit: 100))))
        case .gate:
            driver.press("m")
            driver.hear(
                .reply(
                    .gate(.report([SampleDesk.gate("tightened")])),
                    to: .gate(.report(days: 30))))
        case .verdict:
            driver.openFirst()
            driver.press("v")
        case .help: driver.press("?")
        case .palette:
            driver.openFirst()
            driver.press("ctrl+p")
        case .search:
            driver.press("/", "x")
            let hits = SampleDesk.thread.reversed().enumerated().map {
                MessageHit(message: $1, contactName: "陳大文", isContact: $0 == 0)
            }
            driver.hear(.reply(.hits(hits), to: .search("x", before: nil, limit: 50)))
            driver.press("down")
        case .note:
            driver.openFirst()
            driver.press("n")
            driver.type("客人趕住要")
        case .assign:
            driver.openFirst()
            driver.press("a")
            driver.hear(.reply(.dashboard(SampleDesk.dashboard), to: .dashboard))
        case .fix:
            driver.openFirst()
            driver.press("f")
        case .explain:
            driver.openFirst()
            driver.press("e")
        case .answer:
            driver.openFirst()
            driver.model.overlay = .answer(
                SampleDesk.decision(.answer, reply: "兩至三個工作天送達。"), liveAfterMicroseconds: 2300)
        case .away:
            driver.openFirst(SampleDesk.view(held))
            driver.press("r")
            driver.type("草稿")
            driver.hear(.unlinked("the worker has gone"))
        case .entries, .entry, .changes, .missing, .toMend, .golden, .entrySearch, .noEntries,
            .merge:
            leadToKnowledge(&driver, screen)
        }
    }

    private static func leadToInbox(_ driver: inout Driver, _ screen: Screen) {
        driver.press("i")
        var numbers = SampleDesk.dashboard
        numbers.loads = [
            Dashboard.Load(
                inbox: SampleDesk.inbox, waiting: 66, held: 4,
                oldestWaiting: SampleDesk.now.adding(milliseconds: -23 * 3_600_000)),
            Dashboard.Load(inbox: InboxID(connection: "wa", account: "2"), waiting: 4, held: 1),
        ]
        driver.hear(.reply(.dashboard(numbers), to: .dashboard))
        guard screen == .queueInbox else { return }
        driver.press("2")
        let rows = list.prefix(5).map { row in
            var row = row
            row.inbox.account = "2"
            return row
        }
        driver.hear(
            .reply(
                .queue(QueuePage(rows: rows, hasMore: false, total: 5, everywhere: 75)),
                to: .queue(driver.model.queue.query)))
    }

    private static func leadToInboxes(_ driver: inout Driver) {
        var status = SampleDesk.status(inboxes: 3)
        status.inboxes[1].name = "WhatsApp 銅鑼灣分店"
        status.inboxes[2].name = "Instagram Harbour"
        driver.hear(.reply(.status(status), to: .status))
        let reasons: [ReasonCode] = [
            .personalData, .unsupportedMessage, .optedOut, .deliveryFailed, .reserved,
        ]
        driver.show(
            list.prefix(20).enumerated().map { index, row in
                var row = row
                row.inbox.account = "\(index % 3 + 1)"
                if index >= 4 { row.reason = reasons[index % reasons.count] }
                if index == 6 { row.contactName = "Alexandra Chan 陳小姐" }
                return row
            })
    }

    private static func leadToKnowledge(_ driver: inout Driver, _ screen: Screen) {
        if screen == .noEntries {
            driver.openKnowledge(rows: [])
            return
        }
        driver.openKnowledge()
        switch screen {
        case .entries: driver.press("j")
        case .entry: driver.openEntry()
        case .changes:
            driver.openEntry()
            driver.press("d")
        case .missing:
            driver.press("2")
            driver.tell(.gaps(SampleKnowledge.gaps), .gaps(in: "shop", days: 30))
        case .toMend: driver.press("3", "j")
        case .golden:
            driver.press("4")
            driver.tell(.golden(SampleKnowledge.golden), .test(in: "shop"))
        case .entrySearch:
            driver.press("/", "x")
            driver.tell(
                .candidates(SampleDesk.decision().evidence.candidates),
                .search("x", in: "shop", limit: 20))
        default:
            driver.hear(.edited(SampleKnowledge.mine, text: "mine"))
            driver.model.overlay = .mergeEntry(theirs: SampleKnowledge.rows[0], scroll: 0)
        }
    }

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Screens")

    private static func compare(_ frame: Frame, with name: String, hasStyles: Bool = false) throws {
        let styles = hasStyles ? "\n=== styles\n" + frame.dumpRoles() : ""
        let text = frame.dump() + styles + "\n"
        let file = folder.appendingPathComponent(name + ".screen")
        if ProcessInfo.processInfo.environment["BATON_RECORD_SCREENS"] == "1" {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            return
        }
        let recorded = try String(contentsOf: file, encoding: .utf8)
        let pairs = zip(
            recorded.split(separator: "\n", omittingEmptySubsequences: false),
            text.split(separator: "\n", omittingEmptySubsequences: false))
        let differences = pairs.enumerated().filter { $0.element.0 != $0.element.1 }.map {
            "\($0.offset + 1)\n- \($0.element.0)\n+ \($0.element.1)"
        }
        #expect(
            recorded == text, "\(name):\n\(differences.prefix(5).joined(separator: "\n"))")
    }
}
