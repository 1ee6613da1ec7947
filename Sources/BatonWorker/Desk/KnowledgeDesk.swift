import BatonCore
import BatonDesk
import BatonKnowledge
import BatonStore
import BatonUnderstanding

/// What the worker does when people ask about knowledge.
struct KnowledgeDesk: Sendable {
    let store: any Store
    let library: KnowledgeLibrary
    let clock: any WallClock
    let utcOffsetMinutes: Int

    func reply(to request: KnowledgeRequest, by person: PersonID) async throws(StoreError)
        -> KnowledgeReply
    {
        switch request {
        case .bases:
            return .bases(
                try await store.knowledgeBases().map {
                    KnowledgeBase(name: $0.name, entries: $0.entries)
                })
        case .entry(let entry, let base): return .entry(try await store.entry(entry, in: base))
        case .entries(let base, let after, let limit):
            return .entries(
                try await store.entries(
                    in: base, after: after, limit: min(limit, Limits.entriesPage)))
        case .save(let changes, let isForced):
            return try await save(changes, isForced: isForced, by: person)
        case .history(let entry, let base, let limit):
            return .history(
                try await store.history(
                    of: entry, in: base, limit: min(limit, Limits.entriesPage)))
        case .revert(let entry, let base, let revision, let isForced):
            guard let old = try await store.revision(revision, of: entry, in: base) else {
                throw StoreError(
                    .notFound, "entry '\(entry)' of '\(base)' has no revision \(revision)",
                    chinese: "「\(base)」的條目「\(entry)」沒有版本 \(revision)")
            }
            let state: EntryState = old.state == .retired ? .published : old.state
            return try await save(
                [EntryChange(old.entry, state: state)], isForced: isForced, by: person)
        case .search(let text, let base, let limit):
            let view = try await library.view(of: base, for: text)
            return .candidates(
                view.index.search(
                    text, language: Understanding.read(text).language, day: today,
                    limit: min(limit, Limits.entriesPage), vectors: view.vectors))
        case .test(let base):
            let now = try await library.trial(of: [], in: base)
            return .golden(golden(of: now.after, vectors: now.vectors))
        case .review(let base, let ids):
            let entries = try await library.index(of: base).entries.map(\.entry)
            return .findings(findings(in: entries, about: ids.map(Set.init)))
        case .gaps(let base, let days): return .gaps(try await gaps(in: base, days: days))
        case .sources(let base):
            let held = try await store.sources(of: base)
            return .sources(held.sources, documents: held.documents)
        case .changeDocuments(let change): return try await apply(change, by: person)
        }
    }

    private var today: String { day(after: 0) }

    private func day(after days: Int64) -> String {
        CalendarDay.text(
            of: clock.now().adding(milliseconds: days * 86_400_000),
            offsetMinutes: utcOffsetMinutes)
    }

    /// Asks the golden questions of the base as it would be, saves, and waits until the next
    /// message would be answered with it.
    private func save(_ changes: [EntryChange], isForced: Bool, by person: PersonID)
        async throws(StoreError) -> KnowledgeReply
    {
        let start = ContinuousClock.now
        var failing: [GoldenResult] = []
        var edited: [(entries: [Entry], subjects: Set<EntryID>)] = []
        for (base, changes) in Dictionary(grouping: changes, by: \.entry.knowledge) {
            await library.prepareVectors(of: changes)
            let index = try await library.index(of: base)
            let entries = Self.entries(of: index, after: changes)
            if entries.contains(where: { !$0.goldenQuestions.isEmpty }) {
                let trial = try await library.trial(
                    of: revisions(of: changes, after: index.revision), in: base)
                failing += golden(
                    of: trial.after, before: trial.before, vectors: trial.vectors
                ).filter { !$0.holds }
            }
            edited.append((entries, Set(changes.map(\.entry.id))))
        }
        let broken = failing.filter(\.isBrokenByEdit)
        if !broken.isEmpty, !isForced { return .wouldBreak(broken) }
        let saves = try await store.save(changes, by: .person(person), now: clock.now())
        for base in Set(changes.map(\.entry.knowledge)) { _ = try await library.index(of: base) }
        let live = (ContinuousClock.now - start).microseconds
        // What the editor should know forbids nothing, so no customer waits for it.
        return .saved(
            KnowledgeSaved(
                saves: saves, liveAfterMicroseconds: live, failing: failing,
                findings: edited.flatMap { findings(in: $0.entries, about: $0.subjects) }))
    }

    private func apply(_ change: DocumentChange, by person: PersonID) async throws(StoreError)
        -> KnowledgeReply
    {
        let start = ContinuousClock.now
        let saves = try await store.apply(change, by: .person(person), now: clock.now())
        _ = try await library.index(of: change.knowledge)
        return .saved(
            KnowledgeSaved(
                saves: saves, liveAfterMicroseconds: (ContinuousClock.now - start).microseconds))
    }

    /// The changes as revisions that nothing has saved yet; drafts change nothing for the bot.
    private func revisions(of changes: [EntryChange], after revision: Int64) -> [EntryRevision] {
        changes.filter { $0.state != .draft }.enumerated().map { offset, change in
            EntryRevision(
                revision: revision + Int64(offset) + 1, entry: change.entry, isDeleted: false,
                savedBy: .system, savedAt: clock.now(), state: change.state)
        }
    }

    /// The entries that a base would have after some changes; a draft changes nothing.
    private static func entries(of index: KnowledgeIndex, after changes: [EntryChange])
        -> [Entry]
    {
        let changes = changes.filter { $0.state != .draft }
        let changed = Set(changes.map(\.entry.id))
        return index.entries.map(\.entry).filter { !changed.contains($0.id) }
            + changes.filter { $0.state == .published }.map(\.entry)
    }

    private func golden(
        of index: KnowledgeIndex, before: KnowledgeIndex? = nil, vectors: [String: MessageVectors]
    ) -> [GoldenResult] {
        GoldenCheck.results(
            in: index, before: before, day: today,
            language: { Understanding.read($0).language },
            vectors: { vectors[$0] ?? MessageVectors() })
    }

    private func findings(in entries: [Entry], about subjects: Set<EntryID>?) -> [EntryFinding] {
        EntryReview.findings(
            in: entries, about: subjects, today: today,
            soon: day(after: Int64(EntryReview.warningDays)))
    }

    private func gaps(in base: String, days: Int) async throws(StoreError) -> [KnowledgeGap] {
        let since = clock.now().adding(milliseconds: -Int64(days) * 86_400_000)
        let questions = try await store.unansweredQuestions(
            in: base, since: since, limit: GapGroups.questions)
        return GapGroups.group(questions, redact: PersonalData.redacted)
    }
}
