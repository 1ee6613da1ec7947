import BatonCore
import Testing

@testable import BatonKnowledge

@Suite("The knowledge index")
struct KnowledgeIndexTests {
    private static func entry(
        _ id: String, _ question: String, _ answer: String, language: String = "zh-Hant",
        from: String? = nil, until: String? = nil
    ) -> Entry {
        Entry(
            id: EntryID(id), knowledge: "shop", language: language,
            questions: [Phrasing(question, language: language)], answers: [language: answer],
            validFrom: from, validUntil: until)
    }

    private static let shop = [
        entry("hours", "營業時間", "每日上午十一時至晚上九時。"),
        entry("returns", "退貨及退款安排", "七天內憑收據退貨，原路退款。"),
        entry("fee", "送貨費用", "滿 $500 免運費，未滿收 $60。"),
        entry("a15", "Is model AB-15 waterproof?", "Yes, AB-15 is.", language: "en"),
        entry("b16", "Is model AB-16 waterproof?", "No, AB-16 is not.", language: "en"),
    ]

    private static func index(_ entries: [Entry] = shop) -> KnowledgeIndex {
        let index = KnowledgeIndex(knowledge: "shop")
        index.apply(entries.enumerated().map { .saved($1, at: Int64($0 + 1)) })
        return index
    }

    private static func search(
        _ index: KnowledgeIndex, _ text: String, _ language: Language = .cantonese
    ) -> [Candidate] {
        index.search(text, language: language, day: "2026-11-24")
    }

    @Test(
        "a message finds its entry in whatever way it is written",
        arguments: [
            ("呢件衫可唔可以退款呀", Language.cantonese, "returns"),
            ("can I get a refund", .english, "returns"), ("请问几点开门", .simplifiedChinese, "hours"),
            ("delivery 幾多錢", .mixed, "fee"), ("ab15 water proof?", .english, "a15"),
        ])
    func finds(text: String, language: Language, expected: String) {
        #expect(Self.search(Self.index(), text, language).first?.entry == EntryID(expected))
    }

    @Test("nothing matched gives nothing, and scores stay within 0…1")
    func bounds() {
        let index = Self.index()

        #expect(Self.search(index, "xyzzy").isEmpty)
        #expect(Self.search(index, "").isEmpty)
        #expect(Self.search(index, "😀！？").isEmpty)
        for candidate in Self.search(index, "營業時間 退貨及退款安排 送貨費用 AB-15") {
            #expect(candidate.score > 0 && candidate.score <= 1)
            #expect(candidate.engines.allSatisfy { (-1...1).contains($0.value) })
        }
        #expect(Self.search(KnowledgeIndex(knowledge: "shop"), "營業").isEmpty)
    }

    @Test("an entry that names another code of the same shape counts less")
    func codes() throws {
        let found = Self.search(Self.index(), "Is model AB-16 waterproof?", .english)

        #expect(found.first?.entry == EntryID("b16"))
        let other = try #require(found.first { $0.entry == EntryID("a15") })
        #expect(other.engines["codes"] == -1)
        #expect(found.first?.engines["codes"] == 1)
    }

    @Test("an edit is found by the next search and what it replaced is not")
    func edits() {
        let index = Self.index()

        let revision = index.apply([.saved(Self.entry("hours", "泊車優惠", "免費泊車兩小時。"), at: 9)])

        #expect(revision == 9)
        #expect(index.count == 5)
        #expect(Self.search(index, "泊車").first?.answer == "免費泊車兩小時。")
        #expect(Self.search(index, "泊車").first?.revision == 9)
        #expect(!Self.search(index, "營業").contains { $0.entry == EntryID("hours") })
    }

    @Test("a removed entry is gone, and a save older than its removal does not bring it back")
    func removal() {
        let index = Self.index()
        index.apply([.saved(Self.shop[0], at: 9, isDeleted: true)])

        #expect(index.count == 4)
        #expect(index.revision == 9)
        #expect(Self.search(index, "營業時間").allSatisfy { $0.entry != EntryID("hours") })

        index.apply([.saved(Self.shop[0], at: 8)])
        #expect(index.count == 4)

        index.apply([.saved(Self.shop[0], at: 10)])
        #expect(Self.search(index, "營業時間").first?.entry == EntryID("hours"))
    }

    @Test("older saves and other knowledge bases are passed over")
    func strangers() {
        let index = Self.index()
        var stranger = Self.shop[0]
        stranger.knowledge = "other"
        stranger.id = EntryID("stranger")

        index.apply([.saved(stranger, at: 50), .saved(Self.entry("fee", "舊", "舊"), at: 1)])

        #expect(index.revision == 5)
        #expect(index.entry(EntryID("stranger")) == nil)
        #expect(index.entry(EntryID("fee"))?.entry == Self.shop[2])
    }

    @Test("after many edits, scores are those of an index made at once")
    func incremental() {
        let edited = Self.index()
        var revision: Int64 = 100
        for round in 0..<2000 {
            let entry = Self.entry("moving", "暫時問題 \(round)", "暫時答案 \(round % 7)")
            edited.apply([.saved(entry, at: revision)])
            edited.apply([.saved(Self.shop[round % 5], at: revision + 1)])
            revision += 2
        }
        edited.apply([.saved(Self.entry("moving", "", ""), at: revision, isDeleted: true)])
        let fresh = Self.index()

        for text in ["退款", "opening hours", "送貨幾錢", "AB-16"] {
            let left = Self.search(edited, text).map { [$0.entry.rawValue, "\($0.score)"] }
            let right = Self.search(fresh, text).map { [$0.entry.rawValue, "\($0.score)"] }
            #expect(left == right)
        }
    }

    @Test("an entry out of its dates is marked, not hidden")
    func validity() {
        let index = Self.index([
            Self.entry("sale", "減價優惠", "八折。", from: "2026-01-01", until: "2026-11-23")
        ])

        #expect(Self.search(index, "有冇優惠").map(\.isValid) == [false])
        let before = index.search("優惠", language: .cantonese, day: "2026-11-23")
        #expect(before.map(\.isValid) == [true])
    }

    @Test("a filter and a limit hold")
    func filter() {
        let index = Self.index()
        let found = index.search(
            "AB-15 AB-16 waterproof 退貨", language: .english, day: "2026-11-24", limit: 1
        ) { $0 != EntryID("a15") && $0 != EntryID("returns") }

        #expect(found.map(\.entry) == [EntryID("b16")])
        #expect(index.search("退貨", language: .english, day: "2026-11-24", limit: 0).isEmpty)
    }

    @Test("the answer comes in the customer's language")
    func languages() {
        var entry = Self.shop[0]
        entry.answers["en"] = "11am to 9pm daily."
        let index = Self.index([entry])

        let english = Self.search(index, "opening hours", .english).first
        let chinese = Self.search(index, "營業時間", .traditionalChinese).first

        #expect(english?.answer == "11am to 9pm daily.")
        #expect(english?.answerLanguage == "en")
        #expect(chinese?.answerLanguage == "zh-Hant")
    }
}
