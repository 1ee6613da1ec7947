import BatonConsole
import BatonCore
import BatonDesk
import BatonUI

/// A small shop's knowledge, as the worker would tell it.
enum SampleKnowledge {
    static let bases = [
        KnowledgeBase(name: "shop", entries: 4), KnowledgeBase(name: "wholesale", entries: 900),
    ]

    static func row(
        _ id: String, _ title: String, revision: Int64, state: EntryState = .published,
        by: Actor = .person(SampleDesk.ada.id), answers: [String: String], daysAgo: Int64 = 3
    ) -> EntryRevision {
        var entry = Entry(
            id: EntryID(id), knowledge: "shop", language: "zh-Hant",
            questions: [Phrasing(title, language: "zh-Hant")], answers: answers)
        if id == "delivery" {
            entry.questions.append(Phrasing("How long is delivery?", language: "en"))
            entry.tags = ["送貨", "運費"]
            entry.validUntil = "2026-12-31"
            entry.owner = "ada"
            entry.goldenQuestions = ["幾時送到", "how long does shipping take"]
        }
        return EntryRevision(
            revision: revision, entry: entry, isDeleted: false, savedBy: by,
            savedAt: SampleDesk.now.adding(milliseconds: -daysAgo * 86_400_000), state: state)
    }

    static let rows = [
        row(
            "delivery", "本地訂單幾時送到？", revision: 41,
            answers: [
                "zh-Hant": "本地訂單兩至三個工作天送達，離島要多一日。",
                "en": "Local orders take 2–3 working days.\nOutlying islands take one day more.",
            ], daysAgo: 0),
        row(
            "hours", "你哋幾點開門？", revision: 12, state: .draft,
            answers: ["zh-Hant": "每日十時至八時。"]),
        row(
            "returns", "How do I return something that I bought in one of your shops?",
            revision: 7, by: .system,
            answers: ["en": "Within 14 days.", "yue": "十四日內可退。"], daysAgo: 90),
        row(
            "summer", "夏日優惠", revision: 3, state: .retired, answers: ["zh-Hant": "八折。"],
            daysAgo: 400),
    ]

    /// The first entry's history, newest first.
    static var history: [EntryRevision] {
        var old = rows[0]
        old.revision = 22
        old.entry.answers["zh-Hant"] = "本地訂單三至五個工作天送達。"
        old.savedBy = .person(SampleDesk.ken.id)
        old.savedAt = SampleDesk.now.adding(milliseconds: -9 * 86_400_000)
        var first = old
        first.revision = 5
        first.state = .draft
        first.savedAt = SampleDesk.now.adding(milliseconds: -10 * 86_400_000)
        return [rows[0], old, first]
    }

    /// The first entry as Ada edited it from the revision before.
    static var mine: EntryRevision {
        var mine = history[1]
        mine.entry.answers["zh-Hant"] = "本地訂單三個工作天送達。"
        return mine
    }

    /// What a new entry begins with.
    static var blank: EntryRevision {
        let id = EntryID("new-\(String(SampleDesk.now.milliseconds, radix: 36))")
        return EntryRevision(
            revision: 0,
            entry: Entry(
                id: id, knowledge: "shop", language: "en",
                questions: [Phrasing("", language: "en")], answers: [:]), isDeleted: false,
            savedBy: .system, savedAt: SampleDesk.now)
    }

    static let findings = [
        EntryFinding(EntryID("hours"), .missingTranslation(language: "en")),
        EntryFinding(EntryID("delivery"), .expiresSoon(on: "2026-12-01")),
        EntryFinding(
            EntryID("returns"), .contradiction(with: EntryID("refund"), mine: "14", theirs: "30")),
        EntryFinding(EntryID("returns"), .nearDuplicate(of: EntryID("exchange"))),
    ]

    static let gaps = [
        KnowledgeGap(
            question: "有冇得用八達通俾錢？",
            examples: ["can I pay by octopus", "八達通得唔得", "hoyi yung octopus ma"],
            languages: ["yue": 14, "en": 3, "yue-Latn": 1], customers: 11, times: 18,
            lastAt: SampleDesk.now.adding(milliseconds: -3_600_000)),
        KnowledgeGap(
            question: "Do you ship to Macau?", examples: [], languages: ["en": 2], customers: 2,
            times: 2, lastAt: SampleDesk.now.adding(milliseconds: -86_400_000)),
    ]

    static let golden = [
        GoldenResult(
            entry: EntryID("delivery"), question: "幾時送到", found: EntryID("delivery"),
            foundBefore: EntryID("delivery")),
        GoldenResult(
            entry: EntryID("delivery"), question: "how long does shipping take",
            found: EntryID("returns"), foundBefore: EntryID("returns")),
        GoldenResult(
            entry: EntryID("hours"), question: "開到幾點", found: nil, foundBefore: nil),
    ]
}

extension Driver {
    /// An editor in front of the entries of the shop.
    static func ofKnowledge(person: Person = SampleDesk.ada) -> Driver {
        var driver = Driver(person: person)
        driver.openKnowledge()
        return driver
    }

    /// The worker's answer about knowledge.
    @discardableResult
    mutating func tell(_ reply: KnowledgeReply, _ request: KnowledgeRequest) -> [ConsoleEffect] {
        hear(.reply(.knowledge(reply), to: .knowledge(request))).work
    }

    mutating func openKnowledge(rows: [EntryRevision] = SampleKnowledge.rows) {
        press("K")
        tell(.bases(SampleKnowledge.bases), .bases)
        tell(.entries(rows), .entries(in: "shop", after: nil, limit: EntryWindow.pageRows))
        tell(
            .findings(rows.isEmpty ? [] : SampleKnowledge.findings), .review(in: "shop", of: nil))
        settle()
    }

    /// Opens the first entry with its history.
    mutating func openEntry() {
        press("enter")
        tell(
            .history(SampleKnowledge.history),
            .history(EntryID("delivery"), in: "shop", limit: KnowledgeModel.revisions))
    }
}
