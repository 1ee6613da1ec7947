import BatonConsole
import BatonCore
import BatonDesk
import BatonUI
import Testing

@Suite("Command")
struct CommandTests {
    private let id = ConversationID("c1")

    /// What a command must do from a screen where it can be done; a new command does not compile
    /// until it is named here.
    private func effects(of command: Command) -> (Driver, expected: [ConsoleEffect]) {
        var held = SampleDesk.row(1, owner: .agent(SampleDesk.may.id))
        held.turn = 1
        let openFirst: ConsoleEffect = .ask(.open(id, limit: ConversationModel.openMessages))
        func queue(_ rows: [Conversation] = [SampleDesk.row(1), SampleDesk.row(2)]) -> Driver {
            Driver(list: rows)
        }
        func here(_ view: ConversationView, person: Person = SampleDesk.may) -> Driver {
            var driver = Driver(person: person, list: [SampleDesk.row(1), SampleDesk.row(2)])
            driver.openFirst(view)
            return driver
        }
        let waiting = SampleDesk.view()
        let mine = SampleDesk.view(held)
        switch command {
        case .moveDown, .moveUp, .pageDown, .pageUp, .first, .last, .language, .palette, .help,
            .bell, .search, .preview, .insertFirst, .insertSecond, .insertThird, .reply, .note,
            .returnToBot,
            .resolve, .explain, .fix:
            return (command.description.contexts.contains(.queue) ? queue() : here(waiting), [])
        case .open: return (queue(), [openFirst])
        case .takeOver: return (queue(), [openFirst, .ask(.claim(id, force: false))])
        case .approve:
            let decision = SampleDesk.decision(.draft, reply: "兩至三個工作天。")
            return (
                here(SampleDesk.view(decision: decision)), [.ask(.claim(id, force: false))]
            )
        case .editDraft:
            let text = "兩至三個工作天。"
            let decision = SampleDesk.decision(.draft, reply: text)
            return (
                here(SampleDesk.view(decision: decision)),
                [.ask(.saveDraft(id, text: text)), .ask(.claim(id, force: false))]
            )
        case .openFile:
            var view = waiting
            view.messages[0].content = MessageContent(type: .image)
            view.messages[0].author = .customer
            return (here(view), [.fetchFile(view.messages[0].id)])
        case .attach: return (here(mine), [])
        case .template:
            var view = mine
            view.terms = ReplyTerms(
                window: ServiceWindow(milliseconds: nil),
                template: .init(purpose: "any", words: "follow_up", cost: nil))
            return (here(view), [])
        case .askPhone:
            return (here(SampleDesk.askable(held)), [])
        case .consent: return (here(waiting), [])
        case .other:
            var view = waiting
            view.others = [SampleDesk.row(7)]
            return (
                here(view),
                [.ask(.open(ConversationID("c7"), limit: ConversationModel.openMessages))]
            )
        case .assign: return (here(mine, person: SampleDesk.ken), [.ask(.dashboard)])
        case .next:
            return (
                here(waiting),
                [.ask(.open(ConversationID("c2"), limit: ConversationModel.openMessages))]
            )
        case .filterWaiting: return (queue(), [list(.waiting)])
        case .filterMine: return (queue(), [list(.mine(SampleDesk.may.id))])
        case .filterFlagged: return (queue(), [list(.flagged)])
        case .filterAll: return (queue(), [list(.all)])
        case .filterReason: return (queue(), [.ask(.dashboard)])
        case .filterFailures: return (queue(), [list(.deliveryFailures)])
        case .filterInbox:
            return (
                Driver(list: [SampleDesk.row(1), SampleDesk.row(2)], inboxes: 2),
                [.ask(.dashboard)]
            )
        case .dashboard: return (queue(), [.ask(.dashboard)])
        case .knowledge: return (queue(), [.ask(.knowledge(.bases))])
        case .showEntries, .showToMend, .showGolden, .showMissing, .askGolden, .nextBase,
            .editEntry,
            .newEntry, .publishEntry, .retireEntry, .revertEntry, .showChanges:
            return keeping(command)
        case .judge: return (here(waiting), [])
        case .review: return (queue(), [.ask(.gate(.review(nil, limit: 100)))])
        case .judgeRight:
            return (
                Driver.reviewing,
                [
                    .ask(
                        .gate(
                            .label(SampleDesk.drawn[0].decision.id, .right, reason: nil, note: nil))
                    )
                ]
            )
        case .judgeWrong, .judgeHandover: return (Driver.reviewing, [])
        case .gate: return (queue(), [.ask(.gate(.report(days: 30)))])
        case .stopBot, .rollBackGate, .reviewRate: return (Driver.watching("open"), [])
        case .resumeBot:
            return (Driver.watching("stopped"), [.ask(.gate(.resume(SampleDesk.inbox)))])
        case .reopenGate:
            return (Driver.watching("tightened"), [.ask(.gate(.reopen(SampleDesk.inbox)))])
        case .fitGate:
            return (Driver.watching("open"), [.ask(.gate(.fit(SampleDesk.inbox)))])
        case .activateGate:
            return (Driver.watching("open"), [.ask(.gate(.versions(SampleDesk.inbox)))])
        case .theme: return (queue(), [.useTheme("light")])
        case .reload: return (queue(), [.readFiles])
        case .suspend: return (queue(), [.suspend])
        case .back: return (here(waiting), [list(.flagged)])
        case .quit: return (queue(), [])
        }
    }

    /// What a command of the Knowledge screen must do.
    private func keeping(_ command: Command) -> (Driver, expected: [ConsoleEffect]) {
        typealias Sample = SampleKnowledge
        var driver = Driver.ofKnowledge()
        let hours = Sample.rows[1]
        func ask(_ request: KnowledgeRequest) -> [ConsoleEffect] { [.ask(.knowledge(request))] }
        switch command {
        case .showMissing: return (driver, ask(.gaps(in: "shop", days: 30)))
        case .showGolden: return (driver, ask(.test(in: "shop")))
        case .askGolden:
            driver.press("4")
            driver.tell(.golden(Sample.golden), .test(in: "shop"))
            return (driver, ask(.test(in: "shop")))
        case .nextBase: return (driver, ask(.entries(in: "wholesale", after: nil, limit: 200)))
        case .editEntry: return (driver, ask(.entry(Sample.rows[0].entry.id, in: "shop")))
        case .newEntry: return (driver, [.edit(Sample.blank, text: nil)])
        case .publishEntry:
            driver.press("j")
            let change = EntryChange(hours.entry, replaces: hours.revision)
            return (driver, ask(.save([change], isForced: false)))
        case .revertEntry:
            driver.openEntry()
            driver.press("j")
            return (driver, [])
        case .showChanges:
            driver.openEntry()
            return (driver, [])
        default: return (driver, [])
        }
    }

    private func list(_ filter: QueueQuery.Filter) -> ConsoleEffect {
        .ask(.queue(QueueQuery(filter: filter, limit: QueueModel.pageRows)))
    }

    @Test("each command's first key asks for exactly what it should", arguments: Command.allCases)
    func effect(command: Command) throws {
        var (driver, expected) = effects(of: command)
        if command == .fix { driver.model.link = .connected(SampleDesk.ada) }
        let before = driver.model

        let key = try #require(command.description.keys.first)
        let effects = driver.hear(.key(key)).work

        #expect(command.obstacle(in: before) == nil)
        #expect(effects.filter { $0 != .ask(.saveDraft(id, text: "")) }.count >= expected.count)
        for effect in expected { #expect(effects.contains(effect), "\(effects)") }
    }

    @Test("commands that change only the console change what they should")
    func models() {
        var driver = Driver(list: [SampleDesk.row(1), SampleDesk.row(2), SampleDesk.row(3)])
        driver.press("j")
        #expect(driver.model.queue.selected == ConversationID("c2"))
        driver.press("k")
        #expect(driver.model.queue.selected == ConversationID("c1"))
        driver.press("pgdn")
        #expect(driver.model.queue.selected == ConversationID("c3"))
        driver.press("pgup")
        #expect(driver.model.queue.selected == ConversationID("c1"))
        driver.press("end")
        #expect(driver.model.queue.selected == ConversationID("c3"))
        driver.press("home")
        #expect(driver.model.queue.selected == ConversationID("c1"))
        driver.press("L")
        #expect(driver.model.language == .traditionalChinese)
        driver.press("B")
        #expect(!driver.model.rings)
        driver.press("p")
        #expect(!driver.model.showsPreview)
        driver.press("?")
        #expect(driver.model.screen == .help(.queue))
        driver.press("q", "ctrl+p")
        #expect(driver.model.overlay == .palette(TextEditor(), selection: 0))
        driver.press("esc", "/")
        #expect(driver.model.overlay == .search(SearchModel()))
        driver.press("esc", "q")
        #expect(driver.model.isDone)
    }

    @Test("a file is opened outside once it is fetched; one that is not there says why")
    func files() throws {
        var driver = Driver()
        driver.openFirst()
        let opened = driver.hear(.fileFetched("/run/baton/files-1/a.pdf"))
        #expect(opened == [.openOutside("/run/baton/files-1/a.pdf")])
        #expect(driver.model.notice?.text == "/run/baton/files-1/a.pdf")
        let refused = driver.hear(
            .fileNotFetched(BilingualText("the file is not here: it is a program", "")))
        #expect(refused == [])
        #expect(driver.model.notice?.text == "the file is not here: it is a program")
    }

    @Test("commands of a conversation open what asks for more")
    func overlays() {
        var driver = Driver(person: SampleDesk.ken)
        driver.openFirst()
        driver.press("n")
        #expect(driver.model.overlay == .prompt(.note, TextEditor()))
        driver.press("esc", "b")
        #expect(driver.model.overlay == .prompt(.returnNote, TextEditor()))
        driver.press("esc", "x")
        #expect(driver.model.overlay == .confirm(.resolve))
        driver.press("n", "e")
        #expect(driver.model.overlay == .explain(scroll: 0))
        driver.press("esc", "f")
        #expect(driver.model.overlay == .entries(selection: 0))
        driver.press("esc", "r")
        #expect(driver.model.conversation?.isWriting == true)
    }

    @Test("every command speaks both languages, has a key, and is named in the help")
    func documented() {
        var driver = Driver()
        driver.press("?")
        for language in InterfaceLanguage.allCases {
            driver.model.language = language
            let help = (0..<200).reduce(into: "") { text, scroll in
                driver.model.helpScroll = scroll
                text += driver.screen
            }
            for command in Command.allCases {
                let description = command.description
                #expect(!description.keys.isEmpty)
                #expect(!description.contexts.isEmpty)
                #expect(!description.sentence.text(in: language).isEmpty)
                #expect(help.contains(description.title.text(in: language).prefix(8)))
            }
        }
    }

    @Test("no context gives one key two meanings")
    func keys() {
        for context in Command.Context.allCases {
            var seen: [Key: Command] = [:]
            for command in Command.allCases where command.description.contexts.contains(context) {
                for key in command.description.keys {
                    #expect(seen[key] == nil, "\(context) \(key.name)")
                    seen[key] = command
                }
            }
        }
    }

    @Test("an auditor only reads, and is told so")
    func auditor() {
        var driver = Driver(person: SampleDesk.eve)
        driver.openFirst()
        for key in ["t", "r", "n", "b", "x", "a", "1", "f"] {
            #expect(driver.press(key).work == [], "\(key)")
            #expect(driver.model.notice?.isError == true, "\(key)")
        }
        #expect(!(driver.lines.last ?? "").contains("Take over"))
    }

    @Test("a theme that is broken does not bar the way to the next")
    func themes() {
        var driver = Driver()
        #expect(driver.press("T") == [.useTheme("light")])
        driver.hear(.notice("light.theme:2: unknown role 'x'", isError: true))
        #expect(driver.press("T") == [.useTheme("high-contrast")])
    }

    @Test("with the worker away nothing is asked of it, and the reason is said")
    func away() {
        var driver = Driver()
        driver.hear(.unlinked("gone"))
        #expect(driver.press("t") == [])
        #expect(driver.notice == "The worker is away; it is tried again by itself.")
        #expect(!(driver.lines.last ?? "").contains("Take over"))
    }
}
