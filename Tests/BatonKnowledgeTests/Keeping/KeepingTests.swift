import BatonCore
import BatonKnowledge
import BatonText
import Testing

/// Entries, questions and what is said of them while they are kept.
@Suite("keeping knowledge")
struct KeepingTests {
    static func entry(
        _ id: String, _ question: String, _ answer: String, golden: [String] = [],
        answers: [String: String] = [:], until: String? = nil
    ) -> Entry {
        Entry(
            id: EntryID(id), knowledge: "shop", language: "zh-Hant",
            questions: [Phrasing(question, language: "zh-Hant")],
            answers: answers.merging(["zh-Hant": answer]) { old, _ in old }, validUntil: until,
            goldenQuestions: golden)
    }

    static func index(_ entries: [Entry]) -> KnowledgeIndex {
        let index = KnowledgeIndex(knowledge: "shop")
        index.apply(entries.enumerated().map { .saved($1, at: Int64($0 + 1)) })
        return index
    }

    static func review(_ entries: [Entry]) -> [EntryFinding] {
        EntryReview.findings(in: entries, today: "2026-11-25", soon: "2026-12-09")
    }

    @Test("a golden question that an edit gives to another entry is named, with who has it now")
    func golden() {
        let hours = Self.entry("hours", "營業時間", "十點至八點。", golden: ["幾點開門"])
        let door = Self.entry("door", "大門密碼", "請問職員。")
        let before = Self.index([
            Self.entry("hours", "幾點開門營業", "十點至八點。", golden: ["幾點開門"]), door,
        ])
        let stolen = Self.entry("door", "幾點開門", "請問職員。")
        let after = before.applying([.saved(hours, at: 9), .saved(stolen, at: 10)])

        let results = GoldenCheck.results(in: after, before: before, day: "2026-11-25") { _ in
            .cantonese
        }

        #expect(
            results == [
                GoldenResult(
                    entry: EntryID("hours"), question: "幾點開門", found: EntryID("door"),
                    foundBefore: EntryID("hours"))
            ])
        #expect(results.map(\.isBrokenByEdit) == [true])
        #expect(before.entry(EntryID("door"))?.entry == door)
    }

    @Test("a golden question that failed before the edit is not the edit's fault")
    func goldenBefore() {
        let hours = Self.entry("hours", "營業時間", "十點至八點。", golden: ["泊車"])
        let before = Self.index([hours, Self.entry("park", "泊車優惠", "免費兩小時。")])
        let after = before.applying([.saved(hours, at: 9)])

        let results = GoldenCheck.results(in: after, before: before, day: "2026-11-25") { _ in
            .cantonese
        }

        #expect(results.map(\.holds) == [false])
        #expect(results.map(\.isBrokenByEdit) == [false])
    }

    @Test("the same question with another price is a contradiction, named once")
    func contradiction() {
        let findings = Self.review([
            Self.entry("a", "本地送貨運費幾多", "運費每單 $30。"),
            Self.entry("b", "本地送貨運費是多少", "運費 HK$45。"),
            Self.entry("c", "可唔可以帶狗入店", "可以。"),
        ])

        #expect(
            findings == [
                EntryFinding(
                    EntryID("a"), .contradiction(with: EntryID("b"), mine: "30", theirs: "45"))
            ])
    }

    @Test("nearly the same question with the same figures is a double")
    func duplicate() {
        let findings = Self.review([
            Self.entry("a", "送貨運費幾多錢", "$30。"), Self.entry("b", "送貨運費幾多錢呀", "$30。"),
        ])

        #expect(findings == [EntryFinding(EntryID("a"), .nearDuplicate(of: EntryID("b")))])
    }

    @Test("a missing language and a date that is past or near are named")
    func datesAndLanguages() {
        let findings = Self.review([
            Self.entry("a", "開門時間", "十點。", answers: ["en": "Ten."], until: "2026-11-01"),
            Self.entry("b", "有冇洗手間", "有。", until: "2026-12-01"),
            Self.entry("c", "泊車優惠", "兩小時。", answers: ["en": "Two hours."]),
        ])

        #expect(
            findings == [
                EntryFinding(EntryID("a"), .expired(on: "2026-11-01")),
                EntryFinding(EntryID("b"), .missingTranslation(language: "en")),
                EntryFinding(EntryID("b"), .expiresSoon(on: "2026-12-01")),
            ])
    }

    static func asked(_ text: String, by contact: String, at: Int64) -> UnansweredQuestion {
        UnansweredQuestion(
            text: text, language: .cantonese, contact: ContactID(contact),
            conversation: ConversationID("c-\(contact)"), at: Timestamp(milliseconds: at))
    }

    @Test("questions that mean the same are one gap, ranked by how many customers asked")
    func gaps() {
        let gaps = GapGroups.group(
            [
                Self.asked("可唔可以刻名喺戒指上面", by: "chan", at: 50),
                Self.asked("有冇得退貨", by: "wong", at: 40),
                Self.asked("戒指可唔可以刻名", by: "lee", at: 30),
                Self.asked("想刻名喺隻戒指，可唔可以", by: "lee", at: 20),
            ], redact: { $0 })

        #expect(gaps.map(\.customers) == [2, 1])
        #expect(gaps.map(\.times) == [3, 1])
        #expect(gaps.first?.lastAt == Timestamp(milliseconds: 50))
        #expect(gaps.first?.languages == ["yue": 3])
        #expect(gaps.last?.question == "有冇得退貨")
    }

    @Test("a comparison keeps order, with what was removed before what was added")
    func diff() {
        let old = Self.entry("a", "開門時間", "十點。")
        let new = Self.entry("a", "開門時間", "九點半。")

        let changed = RevisionDiff.lines(from: old, to: new).filter { $0.change != .kept }

        #expect(changed == [.init(.removed, "十點。"), .init(.added, "九點半。")])
        #expect(RevisionDiff.lines(from: nil, to: new).allSatisfy { $0.change == .added })
    }

    @Test("a base goes out as files and comes back equal, whatever its ids are")
    func folder() throws {
        let entries = [
            Self.entry("送貨/費用", "運費", "---\n$30", golden: ["運費幾多", "postage: how much?"]),
            Self.entry("送貨?費用", "運費二", "$45"),
            Self.entry("../../etc", "逃", "不。"),
            Self.entry(String(repeating: "長", count: 60), "長", "長。", until: "2026-12-31"),
        ]

        let files = EntryFolder.files(of: entries)

        #expect(Set(files.map(\.name)).count == entries.count)
        #expect(files.allSatisfy { !$0.name.contains("/") && !$0.name.hasPrefix(".") })
        let back = files.flatMap {
            KnowledgeImport.read(
                Array($0.text.utf8), file: $0.name, format: .markdown, knowledge: "shop"
            ).accepted.map(\.entry)
        }
        #expect(back.sorted { $0.id < $1.id } == entries.sorted { $0.id < $1.id })
    }
}
