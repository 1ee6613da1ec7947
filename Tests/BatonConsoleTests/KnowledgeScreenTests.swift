import BatonConsole
import BatonCore
import BatonDesk
import BatonUI
import Testing

@Suite("Knowledge screen")
struct KnowledgeScreenTests {
    private typealias Sample = SampleKnowledge

    private func ask(_ request: KnowledgeRequest) -> ConsoleEffect { .ask(.knowledge(request)) }

    private func page(_ numbers: ClosedRange<Int>) -> [EntryRevision] {
        numbers.map {
            Sample.row("e\(10_000 + $0)", "問題 \($0)", revision: Int64($0), answers: ["en": "A"])
        }
    }

    @Test("one key asks for the bases, and the first inbox's base is read")
    func opening() {
        var driver = Driver(person: SampleDesk.ada)
        #expect(driver.press("K").work == [ask(.bases)])
        #expect(driver.screen.contains("loading…"))
        #expect(
            driver.tell(.bases(Sample.bases.reversed()), .bases) == [
                ask(.entries(in: "shop", after: nil, limit: 200)),
                ask(.review(in: "shop", of: nil)),
            ])
    }

    @Test("a change elsewhere is read again, and the selection stays on its entry")
    func refreshed() {
        var driver = Driver.ofKnowledge()
        driver.press("j", "j")
        #expect(driver.model.knowledge.list.selected == EntryID("returns"))
        #expect(driver.hear(.event(.knowledge(["wholesale"]))).work == [])
        #expect(
            driver.hear(.event(.knowledge(["shop"]))).work == [
                ask(.bases), ask(.entries(in: "shop", after: nil, limit: 200)),
                ask(.review(in: "shop", of: nil)),
            ])
        let more = [Sample.row("address", "地址", revision: 50, answers: ["en": "A"])] + Sample.rows
        driver.tell(.entries(more), .entries(in: "shop", after: nil, limit: 200))
        #expect(driver.model.knowledge.list.selected == EntryID("returns"))
        #expect(driver.model.knowledge.list.selection.index == 3)
    }

    @Test("pages follow the selection down and back, and the window stays bounded")
    func paging() {
        var driver = Driver.ofKnowledge()
        driver.openKnowledge(rows: page(1...200))
        for start in stride(from: 200, through: 800, by: 200) {
            let last = EntryID("e\(10_000 + start)")
            let next = KnowledgeRequest.entries(in: "shop", after: last, limit: 200)
            #expect(driver.press("end") == [ask(next)])
            #expect(driver.model.knowledge.list.seeksEnd)
            driver.model.knowledge.list.seeksEnd = false
            driver.tell(.entries(page((start + 1)...(start + 200))), next)
        }
        #expect(driver.model.knowledge.list.rows.count == 600)
        #expect(driver.model.knowledge.list.anchor == EntryID("e10400"))

        var asked: [ConsoleEffect] = []
        for _ in 0..<40 where asked.isEmpty { asked = driver.press("pgup") }
        let back = KnowledgeRequest.entries(in: "shop", after: EntryID("e10200"), limit: 600)
        #expect(asked == [ask(back)])
        let selected = driver.model.knowledge.list.selected
        driver.tell(.entries(page(201...800)), back)
        #expect(driver.model.knowledge.list.selected == selected)
        #expect(driver.model.knowledge.list.rows.first?.entry.id == EntryID("e10201"))
    }

    @Test("an entry opens with its history, and a revision is saved again after a yes")
    func reverting() {
        var driver = Driver.ofKnowledge()
        let read = KnowledgeRequest.history(EntryID("delivery"), in: "shop", limit: 50)
        #expect(driver.press("enter").work == [ask(read)])
        driver.tell(.history(Sample.history), read)
        #expect(driver.press("v") == [])
        #expect(driver.notice == "Choose an older revision first (↓).")
        driver.press("j", "v")
        #expect(driver.screen.contains("Save revision 22 of 'delivery' again as the newest?"))
        #expect(
            driver.press("y")
                == [ask(.revert(EntryID("delivery"), in: "shop", to: 22, isForced: false))])
        driver.press("q")
        #expect(driver.model.screen == .knowledge)
        #expect(driver.model.knowledge.open == nil)
    }

    @Test("the changes of a revision are shown against the one before")
    func changes() {
        var driver = Driver.ofKnowledge()
        driver.openEntry()
        driver.press("d")
        #expect(driver.screen.contains("-   本地訂單三至五個工作天送達。"))
        #expect(driver.screen.contains("+   本地訂單兩至三個工作天送達，離島要多一日。"))
        driver.press("j")
        #expect(driver.screen.contains("State: draft → published"))
        driver.press("j")
        #expect(driver.screen.contains("the first that is kept"))
    }

    @Test("retiring asks first, and replaces only the revision that was seen")
    func retiring() {
        var driver = Driver.ofKnowledge()
        #expect(driver.press("x") == [])
        #expect(driver.screen.contains("Retire '本地訂單幾時送到？'?"))
        #expect(driver.press("n") == [])
        driver.press("x")
        let change = EntryChange(Sample.rows[0].entry, state: .retired, replaces: 41)
        #expect(driver.press("y") == [ask(.save([change], isForced: false))])
    }

    @Test("a golden question that publishing would break is named, and s publishes all the same")
    func forcing() {
        var driver = Driver.ofKnowledge()
        driver.press("j")
        let change = EntryChange(Sample.rows[1].entry, replaces: 12)
        #expect(driver.press("p") == [ask(.save([change], isForced: false))])
        let broken = GoldenResult(
            entry: EntryID("delivery"), question: "幾時送到", found: EntryID("hours"),
            foundBefore: EntryID("delivery"))
        driver.tell(.wouldBreak([broken]), .save([change], isForced: false))
        #expect(driver.screen.contains("delivery: 幾時送到"))
        #expect(driver.press("s") == [ask(.save([change], isForced: true))])
    }

    @Test("an edited draft stays a draft, and the time until it is live is shown")
    func editing() {
        var driver = Driver.ofKnowledge()
        driver.press("j", "e")
        #expect(
            driver.tell(.entry(Sample.rows[1]), .entry(EntryID("hours"), in: "shop"))
                == [.edit(Sample.rows[1], text: nil)])
        let change = EntryChange(Sample.rows[1].entry, state: .draft, replaces: 12)
        let save = KnowledgeRequest.save([change], isForced: false)
        #expect(driver.hear(.edited(Sample.rows[1], text: "…")).work == [ask(save)])
        let saved = KnowledgeSaved(
            saves: [EntrySave(entry: EntryID("hours"), effect: .changed, revision: 42)],
            liveAfterMicroseconds: 2300, findings: [Sample.findings[0]])
        #expect(
            driver.tell(.saved(saved), save) == [
                ask(.bases), ask(.entries(in: "shop", after: nil, limit: 200)),
                ask(.review(in: "shop", of: nil)),
            ])
        #expect(driver.notice == "hours: live after 2.3 ms · ▲ has no answer in en")
    }

    @Test("what a colleague saved meanwhile is laid beside what was written, and nothing is lost")
    func merging() {
        var driver = Driver.ofKnowledge()
        driver.hear(.edited(Sample.mine, text: "mine"))
        let save = KnowledgeRequest.save(
            [EntryChange(Sample.mine.entry, replaces: 22)], isForced: false)
        let refusal = DeskRefusal(.conflict, "entry 'delivery' of 'shop' is at revision 41")
        let asked = driver.hear(.reply(.refused(refusal), to: .knowledge(save))).work
        #expect(asked == [ask(.entry(EntryID("delivery"), in: "shop"))])
        driver.tell(.entry(Sample.rows[0]), .entry(EntryID("delivery"), in: "shop"))
        #expect(driver.screen.contains("Ada saved this entry while you edited it."))
        #expect(driver.screen.contains("-   本地訂單三個工作天送達。"))
        #expect(driver.press("enter") == [.edit(Sample.rows[0], text: "mine")])
        var again = Sample.rows[0]
        again.entry = Sample.mine.entry
        #expect(
            driver.hear(.edited(again, text: "mine")).work == [
                ask(.save([EntryChange(again.entry, replaces: 41)], isForced: false))
            ])
    }

    @Test("an entry for what is missing begins with the customers' own questions")
    func fromGap() {
        var driver = Driver.ofKnowledge()
        driver.press("2")
        driver.tell(.gaps(Sample.gaps), .gaps(in: "shop", days: 30))
        var entry = Sample.blank.entry
        entry.language = "yue"
        entry.questions = [
            Phrasing("有冇得用八達通俾錢？", language: "yue"),
            Phrasing("can I pay by octopus", language: "en"),
            Phrasing("八達通得唔得", language: "yue"),
            Phrasing("hoyi yung octopus ma", language: "en"),
        ]
        var expected = Sample.blank
        expected.entry = entry
        #expect(driver.press("n") == [.edit(expected, text: nil)])
    }

    @Test("golden questions that fail come first, and what is asked is shown meanwhile")
    func golden() {
        var driver = Driver.ofKnowledge()
        #expect(driver.press("4") == [ask(.test(in: "shop"))])
        #expect(driver.screen.contains("… how long does shipping take  (delivery)"))
        driver.tell(.golden(Sample.golden), .test(in: "shop"))
        #expect(driver.model.knowledge.golden?.map(\.holds) == [false, false, true])
        #expect(driver.screen.contains("1 of 3 hold"))
    }

    @Test("the heaviest finding comes first, and Enter opens its entry")
    func mending() {
        var driver = Driver.ofKnowledge()
        driver.press("3")
        #expect(driver.model.knowledge.findings?.first == Sample.findings[2])
        driver.tell(.findings(Sample.findings), .review(in: "shop", of: nil))
        #expect(
            driver.press("enter").work
                == [ask(.history(EntryID("returns"), in: "shop", limit: 50))])
    }

    @Test("entries are found as the words are typed, one request at a time, with each score")
    func searching() {
        var driver = Driver.ofKnowledge()
        driver.press("/")
        let first = driver.hear(.key(.character("退")))
        let second = driver.hear(.key(.character("款")))
        #expect(first == [ask(.search("退", in: "shop", limit: 20))])
        #expect(second == [])
        let hits = SampleDesk.decision().evidence.candidates
        #expect(
            driver.tell(.candidates(hits), .search("退", in: "shop", limit: 20))
                == [ask(.search("退款", in: "shop", limit: 20))])
        driver.tell(.candidates(hits), .search("退款", in: "shop", limit: 20))
        #expect(driver.screen.contains("Alike in: words 62"))
        driver.press("down")
        #expect(
            driver.press("enter").work
                == [ask(.history(EntryID("returns"), in: "shop", limit: 50))])
    }

    @Test("an agent and an auditor look at everything and change nothing")
    func readers() {
        for person in [SampleDesk.may, SampleDesk.eve] {
            var driver = Driver.ofKnowledge(person: person)
            for key in ["e", "n", "p", "x"] {
                #expect(driver.press(key) == [], "\(key)")
                #expect(driver.notice == "Editors and supervisors change knowledge.")
            }
            #expect(driver.press("2") == [ask(.gaps(in: "shop", days: 30))])
        }
    }

    @Test("a lost worker leaves what was read, and coming back reads it again")
    func away() {
        var driver = Driver.ofKnowledge()
        driver.hear(.unlinked("gone"))
        #expect(driver.press("e") == [])
        #expect(driver.notice == "The worker is away; it is tried again by itself.")
        #expect(driver.screen.contains("本地訂單幾時送到"))
        let effects = driver.hear(.linked(SampleDesk.ada))
        #expect(effects.contains(ask(.entries(in: "shop", after: nil, limit: 200))))
    }

    @Test("an answer about another base changes nothing of the one that is shown")
    func lateAnswer() {
        var driver = Driver.ofKnowledge()
        driver.hear(.event(.knowledge(["shop"])))
        driver.press("b")
        let wanted = ask(.entries(in: "wholesale", after: nil, limit: 200))
        #expect(
            driver.tell(.entries(Sample.rows), .entries(in: "shop", after: nil, limit: 200))
                == [wanted])
        #expect(driver.model.knowledge.list.rows == [])
        #expect(driver.model.knowledge.base == "wholesale")
    }

    @Test("a refusal is in the console's language, or at least its sort is")
    func refusal() {
        var driver = Driver.ofKnowledge()
        driver.model.language = .traditionalChinese
        let refusal = DeskRefusal(.notFound, "entry 'x' of 'shop' has no revision 9")
        driver.hear(
            .reply(
                .refused(refusal),
                to: .knowledge(.revert(EntryID("x"), in: "shop", to: 9, isForced: false))))
        #expect(driver.notice == "找不到：entry 'x' of 'shop' has no revision 9")

        let known = DeskRefusal(.conflict, "not yours", chinese: "這個對話不在你手上")
        driver.hear(.reply(.refused(known), to: .resolve(ConversationID("c1"))))
        #expect(driver.notice == "這個對話不在你手上")
    }
}
