import BatonConsole
import BatonCore
import BatonDesk
import BatonUI
import Testing

@Suite("Searching")
struct FindingTests {
    private let id = ConversationID("c1")

    private func hits(_ numbers: ClosedRange<Int>) -> [MessageHit] {
        numbers.reversed().map {
            MessageHit(message: SampleDesk.message($0, "退款 \($0)"), contactName: "陳大文")
        }
    }

    @Test("typing asks once at a time, and again for what was typed meanwhile")
    func typing() {
        var driver = Driver()
        driver.press("/")
        let first = driver.hear(.key(.character("退"))).work
        let second = driver.hear(.key(.character("款"))).work
        #expect(first == [.ask(.search("退", before: nil, limit: 50))])
        #expect(second == [])
        #expect(
            driver.hear(.reply(.hits([]), to: .search("退", before: nil, limit: 50))).work
                == [.ask(.search("退款", before: nil, limit: 50))])
    }

    @Test("near the end of the hits, older ones are asked for by their key")
    func paging() {
        var driver = Driver()
        driver.press("/", "x")
        driver.hear(.reply(.hits(hits(51...100)), to: .search("x", before: nil, limit: 50)))
        let effects = (0..<40).flatMap { _ in driver.press("down") }.work
        #expect(effects == [.ask(.search("x", before: 51, limit: 50))])
        driver.hear(.reply(.hits(hits(1...50)), to: .search("x", before: 51, limit: 50)))
        guard case .search(let search) = driver.model.overlay else {
            Issue.record("no search")
            return
        }
        #expect(search.hits.count == 100)
        #expect(search.selection == 40)
    }

    @Test("customers that were found do not count as messages where older ones are asked for")
    func contacts() {
        var driver = Driver()
        driver.press("/", "x")
        let contact = MessageHit(
            message: SampleDesk.message(2, "早晨"), contactName: "陳大文", isContact: true)
        driver.hear(
            .reply(.hits([contact] + hits(51...100)), to: .search("x", before: nil, limit: 50)))
        let effects = (0..<41).flatMap { _ in driver.press("down") }.work
        #expect(effects == [.ask(.search("x", before: 51, limit: 50))])
    }

    @Test("Enter opens the conversation at the message, however old, reading back until it comes")
    func opening() throws {
        var driver = Driver()
        driver.press("/", "x")
        driver.hear(.reply(.hits(hits(7...7)), to: .search("x", before: nil, limit: 50)))
        let opening = driver.press("enter").work
        #expect(opening == [.ask(.open(id, limit: ConversationModel.openMessages))])

        let late = (101...200).map {
            SampleDesk.message($0, "訊息 \($0)", minutesAgo: Int64(1000 - $0))
        }
        let reading = driver.open(SampleDesk.view(messages: late)).work
        let cursor = MessageCursor(at: late[0].at, sequence: 101)
        #expect(reading == [.ask(.messages(id, before: cursor, limit: 200))])
        let early = (1...100).map {
            SampleDesk.message($0, "訊息 \($0)", minutesAgo: Int64(1000 - $0))
        }
        driver.hear(.reply(.messages(early), to: .messages(id, before: cursor, limit: 200)))

        #expect(driver.model.conversation?.selected == MessageID("m7"))
        #expect(driver.screen.contains("▌  訊息 7"))
    }
}

@Suite("Fix it here")
struct FixTests {
    private let id = ConversationID("c1")
    private let entry = Entry(
        id: EntryID("returns"), knowledge: "shop", language: "en",
        questions: [Phrasing("How do I return something?", language: "en")],
        answers: ["en": "Bring it back within 14 days."])

    private var revision: EntryRevision {
        EntryRevision(
            revision: 3, entry: entry, isDeleted: false, savedBy: .system, savedAt: SampleDesk.now)
    }

    private var saving: DeskRequest {
        .knowledge(.save([EntryChange(entry, replaces: 3)], isForced: false))
    }

    private func editor() -> Driver {
        var driver = Driver(person: SampleDesk.ada)
        driver.openFirst()
        return driver
    }

    @Test("an entry whose text says draft is kept as one, and a draft that is mended is published")
    func states() {
        var driver = editor()
        driver.press("f", "j", "enter")
        var draft = revision
        draft.state = .draft
        #expect(
            driver.hear(
                .reply(
                    .knowledge(.entry(draft)),
                    to: .knowledge(.entry(EntryID("returns"), in: "shop")))
            ).work == [.edit(revision, text: nil)])

        let change = EntryChange(draft.entry, state: .draft, replaces: draft.revision)
        #expect(
            driver.hear(.edited(draft, text: "…")).work
                == [.ask(.knowledge(.save([change], isForced: false)))])
    }

    @Test("the chosen candidate's entry opens; saved, the bot's new words and the time are shown")
    func saved() {
        var driver = editor()
        driver.press("f", "j")
        #expect(
            driver.press("enter").work
                == [.ask(.knowledge(.entry(EntryID("returns"), in: "shop")))])
        #expect(
            driver.hear(
                .reply(
                    .knowledge(.entry(revision)),
                    to: .knowledge(.entry(EntryID("returns"), in: "shop")))
            ).work == [.edit(revision, text: nil)])
        #expect(
            driver.hear(.edited(revision, text: "…")).work
                == [.ask(saving)])
        let save = EntrySave(entry: entry.id, effect: .changed, revision: 42)
        let asked = driver.hear(
            .reply(
                .knowledge(.saved(KnowledgeSaved(saves: [save], liveAfterMicroseconds: 2300))),
                to: saving)
        ).work
        let question = ConsoleEffect.ask(
            .ask(text: "張單幾時到呀\n我要搵真人", knowledge: "shop"))
        #expect(asked == [question])
        driver.hear(
            .reply(
                .decision(SampleDesk.decision(.answer, reply: "十四日內可退。")),
                to: .ask(text: "張單幾時到呀\n我要搵真人", knowledge: "shop")))
        #expect(driver.screen.contains("The bot would now say"))
        #expect(driver.screen.contains("十四日內可退。"))
        #expect(driver.screen.contains("live after 2.3 ms"))
    }

    @Test("the selected message is what the entry is tried with")
    func selected() {
        var driver = editor()
        driver.press("k", "f")
        driver.press("enter")
        #expect(driver.model.fixing?.text == "我要搵真人，張單未收到")
    }

    @Test("a new entry begins with the customer's question")
    func new() {
        var driver = editor()
        driver.press("f")
        #expect(
            driver.press("4").work == [
                .create(knowledge: "shop", question: "張單幾時到呀\n我要搵真人", language: .cantonese)
            ])
    }

    @Test("a mistake is shown with its line, and Enter opens the same text again")
    func mistake() {
        var driver = editor()
        driver.hear(
            .entryRefused(
                revision, text: "---\nid",
                why: BilingualText("line 2: a value is missing", "第 2 行：缺少值")))
        #expect(driver.screen.contains("line 2: a value is missing"))
        #expect(driver.press("enter").work == [.edit(revision, text: "---\nid")])
    }

    @Test("a save that breaks a golden question says so, and s saves all the same")
    func golden() {
        var driver = editor()
        driver.hear(.edited(revision, text: "mine"))
        let broken = GoldenResult(
            entry: EntryID("refund"), question: "幾時退錢", found: EntryID("returns"),
            foundBefore: EntryID("refund"))
        driver.hear(.reply(.knowledge(.wouldBreak([broken])), to: saving))
        #expect(driver.screen.contains("refund: 幾時退錢"))
        #expect(
            driver.press("s").work
                == [.ask(.knowledge(.save([EntryChange(entry, replaces: 3)], isForced: true)))])
    }

    @Test("an edit that the worker did not take is kept, and offered again")
    func notTaken() {
        var driver = editor()
        driver.hear(.edited(revision, text: "mine"))
        driver.hear(.failed("the worker is away; nothing was sent", to: saving))
        #expect(driver.screen.contains("the worker is away"))
        driver.press("esc", "f")
        #expect(driver.screen.contains("what you wrote and could not save: returns"))
        #expect(driver.press("enter").work == [.edit(revision, text: "mine")])
    }
}
