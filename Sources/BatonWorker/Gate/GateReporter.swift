import BatonConfiguration
import BatonCore
import BatonDesk
import BatonGate
import BatonStore

/// An inbox's gate with its evidence, as people see it.
struct GateReporter {
    let store: any Store
    let book: GateBook
    let keeper: GateKeeper
    let pipeline: DecisionPipeline
    let gate: Configuration.Gate
    let now: Timestamp

    func report(_ inbox: GateDesk.Inbox, days: Int) async throws(StoreError) -> GateReport {
        let standing = try await book.standing(of: inbox.id)
        let labels = try await book.labels(of: inbox.id)
        let people = labels.filter { $0.source != .implicit }
        var report = GateReport(
            inbox: inbox.id, name: inbox.settings.name, mode: inbox.settings.mode,
            version: standing.calibrated?.version ?? Gate.version,
            terms: (standing.promised ?? .thresholds(pipeline.thresholds)).words,
            state: standing.state.word, stateTitle: standing.state.title, labels: people.count,
            randomLabels: people.count { $0.source == .randomSample }, labelsNeeded: nil,
            waiting: try await store.reviewCount(of: inbox.id))
        report.previous = standing.previous
        report.reviewRate = standing.reviewRate ?? gate.review
        if let promise = book.promise {
            let divided = book.calibration(promise).division.divide(labels)
            report.fitLabels = divided.fit.count
            report.boundLabels = divided.bound.count
            if standing.calibrated?.answer == nil {
                report.labelsNeeded = try await book.need(of: inbox.id, promise).labelsNeeded
            }
        }
        if let budget = try await keeper.budget(of: inbox.id, standing) {
            report.meter = budget.words
            report.spent = budget.spent
        }
        try await addResults(inbox, days: days, standing, &report)
        return report
    }

    private func addResults(
        _ inbox: GateDesk.Inbox, days: Int, _ standing: GateBook.Standing,
        _ report: inout GateReport
    ) async throws(StoreError) {
        let since = now.adding(milliseconds: -Int64(min(max(1, days), 366)) * 86_400_000)
        let past = try await store.pastDecisions(
            of: inbox.id, since: since, limit: Limits.gateRows)
        let ratings = try await store.ratings(of: inbox.id, since: since, limit: Limits.gateRows)
        let scores = ratings.compactMap { row in row.score.map { (row.conversation, $0) } }
        GateResults(
            past, utcOffsetMinutes: pipeline.hours.utcOffsetMinutes,
            tagged: try await tags(of: inbox.settings.knowledge),
            ratings: Dictionary(scores) { first, _ in first }
        ).write(to: &report)
        report.resolution = ResolutionCount(
            conversations: try await store.conversations(
                of: inbox.id, since: since, limit: Limits.gateRows),
            decisions: past.map(\.decision), ratings: ratings, now: now)
        report.drift = drift(standing, past)
        report.warnings = warnings(standing, past, report)
    }

    private func tags(of knowledge: String?) async throws(StoreError) -> [EntryID: [String]] {
        guard let knowledge else { return [:] }
        var tags: [EntryID: [String]] = [:]
        var last: EntryID?
        while true {
            let page = try await store.entries(in: knowledge, after: last, limit: 500)
            for entry in page.map(\.entry) where !entry.tags.isEmpty {
                tags[entry.id] = entry.tags
            }
            guard let next = page.last?.entry.id, page.count == 500 else { return tags }
            last = next
        }
    }

    /// What puts the promise in doubt.
    private func warnings(
        _ standing: GateBook.Standing, _ past: [PastDecision], _ report: GateReport
    ) -> [BilingualText] {
        var warnings: [BilingualText] = []
        if let version = standing.version, let gate = standing.calibrated, gate.answer != nil,
            let latest = past.last(where: { !$0.decision.evidence.candidates.isEmpty })?.decision,
            !gate.speaks(of: latest.evidence)
        {
            let now = latest.evidence.model ?? CalibratedGate.wordsAlone
            let then = gate.meanings?.joined(separator: ", ") ?? ""
            warnings.append(
                BilingualText(
                    "\(version) was proven on decisions by \(then), and they are made by \(now) now: "
                        + "it drafts; label anew and run 'baton gate fit', or go back to \(then)",
                    "\(version) 以 \(then) 的決定驗證，現時卻用 \(now)：只擬草稿；請重新標記並執行 "
                        + "'baton gate fit'，或改回 \(then)"))
        }
        if let drift = report.drift { warnings.append(drift) }
        return warnings
    }

    /// Whether traffic has changed since the version in force was proven; one look a day.
    private func drift(_ standing: GateBook.Standing, _ past: [PastDecision]) -> BilingualText? {
        guard standing.version != nil, let gate = standing.calibrated, gate.traffic.messages > 0
        else { return nil }
        var recent = TrafficProfile()
        for decision in past.map(\.decision) where decision.outcome != .acknowledge {
            let confidence = gate.confidence(of: decision.evidence)
            recent.add(
                confidence: confidence, language: decision.evidence.language,
                isUnanswerable: !GradedDecision.isEligible(decision) || confidence < gate.draft)
        }
        let day = now.milliseconds(since: standing.openedAt) / 86_400_000
        return DriftReport.compare(
            calibration: gate.traffic, recent: recent, look: Int(day) + 1
        ).words
    }
}
