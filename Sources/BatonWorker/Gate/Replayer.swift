import BatonCore
import BatonDesk
import BatonGate
import BatonKnowledge
import BatonStore

/// Makes past decisions again from the customer's words: bit for bit as they were, or against
/// another gate or an edited entry.
struct Replayer {
    let store: any Store
    let book: GateBook
    let pipeline: DecisionPipeline
    let inboxes: [GateDesk.Inbox]
    let library: KnowledgeLibrary

    func run(_ query: ReplayQuery) async throws(StoreError) -> ReplayReport {
        var report = ReplayReport()
        let other = try query.gate.map { body throws(StoreError) in
            try CalibratedGate.stored(
                GateVersionRow(version: "the gate's file", madeAt: query.since, by: nil, body: body)
            )
        }
        for inbox in inboxes {
            let past = try await store.pastDecisions(
                of: inbox.id, since: query.since, limit: query.limit)
            // In the order of the knowledge, whose index only grows.
            let ordered = past.sorted {
                ($0.decision.knowledgeRevision, $0.decision.at)
                    < ($1.decision.knowledgeRevision, $1.decision.at)
            }
            if let entry = query.entry {
                try await edited(entry, ordered, inbox.id, query.version, &report)
            } else {
                try await again(ordered, inbox.id, query, other, &report)
            }
        }
        return report
    }

    /// Each at its own revision of the knowledge: against its own gate, or against another.
    private func again(
        _ past: [PastDecision], _ inbox: InboxID, _ query: ReplayQuery, _ file: CalibratedGate?,
        _ report: inout ReplayReport
    ) async throws(StoreError) {
        let indexes = ReplayIndexes(store: store, library: library)
        let isOther = query.version != nil || file != nil
        for past in past {
            let decision = past.decision
            var gate = try await gate(query.version ?? decision.gateVersion, decision, inbox)
            if let file { gate = Gate(thresholds: pipeline.thresholds, calibrated: file) }
            var view: ReplayIndexes.View?
            if let name = decision.knowledge {
                let revision = try await revision(query.at, of: name) ?? decision.knowledgeRevision
                view = try await indexes.view(for: decision, knowledge: name, at: revision)
            }
            guard let circumstances = decision.circumstances, circumstances.isPartial != true,
                let gate, view != nil || decision.knowledge == nil
            else {
                report.skipped += 1
                continue
            }
            let result = decide(decision, circumstances, gate, view, isOther: isOther)
            let isSame =
                !isOther && query.at == nil
                ? result.isSame(as: decision)
                : result.verdict.outcome == decision.outcome && result.reply == decision.reply
            report.count(
                past, before: (decision.outcome, decision.evidence, decision.reply),
                after: (result.verdict.outcome, result.evidence, result.reply), isSame: isSame)
        }
    }

    /// Before and after an edit, both with the knowledge of now, so that nothing else differs.
    private func edited(
        _ entry: Entry, _ past: [PastDecision], _ inbox: InboxID, _ version: String?,
        _ report: inout ReplayReport
    ) async throws(StoreError) {
        // By what compares meanings in this process, where there is something: both sides alike.
        let before = KnowledgeIndex(knowledge: entry.knowledge, encoder: library.encoder)
        before.apply(try await store.knowledgeChanges(in: entry.knowledge, after: 0))
        _ = await BackgroundWork.run { try? before.encodePending() }
        let after = before.applying([
            EntryRevision(
                revision: before.revision + 1, entry: entry, isDeleted: false, savedBy: .system,
                savedAt: past.last?.decision.at ?? Timestamp(milliseconds: 0))
        ])
        _ = await BackgroundWork.run { try? after.encodePending() }
        for past in past where past.decision.knowledge == entry.knowledge {
            let decision = past.decision
            guard let circumstances = decision.circumstances,
                let gate = try await gate(version ?? decision.gateVersion, decision, inbox)
            else {
                report.skipped += 1
                continue
            }
            let old = decide(
                decision, circumstances, gate, .init(index: before), isOther: version != nil)
            let new = decide(
                decision, circumstances, gate, .init(index: after), isOther: version != nil)
            report.count(
                past, before: (old.verdict.outcome, old.evidence, old.reply),
                after: (new.verdict.outcome, new.evidence, new.reply),
                isSame: old.verdict.outcome == new.verdict.outcome && old.reply == new.reply)
        }
    }

    private func decide(
        _ decision: Decision, _ circumstances: DecisionCircumstances, _ gate: Gate,
        _ view: ReplayIndexes.View?, isOther: Bool
    ) -> DecisionPipeline.Result {
        var pipeline = pipeline
        pipeline.calibrated = gate.calibrated
        var input = DecisionPipeline.Input(
            text: decision.evidence.text, hasUnreadable: circumstances.hasUnreadable,
            mode: decision.mode, state: GateState(word: circumstances.state) ?? .closed,
            mayClarify: circumstances.mayClarify, now: decision.at)
        input.previousAnswer = circumstances.previousAnswer
        input.policy = circumstances.policy
        input.confirmed = circumstances.confirmed
        input.language = decision.evidence.language
        input.context = decision.evidence.after
        input.course = circumstances.course ?? []
        input.isRating = circumstances.isRating ?? false
        input.vectors = view?.vectors ?? MessageVectors()
        // Another gate is looked at as if it were open: what it would have done, had it been in force.
        if isOther { input.state = .open }
        // A model is not asked again: what it worded then is settled again.
        return PolicyScope.bounded(
            composed: pipeline.settled(
                pipeline.decide(input, index: view?.index), with: decision.composed), input)
    }

    /// The revision of the knowledge that a query looks at; `nil` for each decision's own.
    private func revision(_ moment: ReplayQuery.Moment?, of knowledge: String)
        async throws(StoreError) -> Int64?
    {
        switch moment {
        case nil: nil
        case .revision(let revision): revision
        case .time(let time): try await store.knowledgeRevision(of: knowledge, at: time)
        }
    }

    /// The gate of a version.
    /// - Returns: `nil` where it was not kept, or the thresholds have changed since.
    private func gate(_ version: String, _ decision: Decision, _ inbox: InboxID)
        async throws(StoreError) -> Gate?
    {
        var gate = Gate(thresholds: pipeline.thresholds)
        if version == Gate.version {
            let isSame =
                decision.gateVersion != version
                || decision.gateTerms
                    == GateTerms.thresholds(pipeline.thresholds).words.english
            return isSame ? gate : nil
        }
        let unproven = book.promise.map {
            GateBook.unproven($0, basis: book.basis, thresholds: pipeline.thresholds)
        }
        if let unproven, unproven.version == version {
            gate.calibrated = unproven
            return gate
        }
        if version == decision.gateVersion,
            try await store.gateVersion(version, of: inbox) == nil
        {
            return nil
        }
        gate.calibrated = try await book.gate(version, of: inbox)
        return gate
    }
}

extension DecisionPipeline.Result {
    /// Whether everything that a decision says of itself came out again, to the last bit.
    fileprivate func isSame(as decision: Decision) -> Bool {
        verdict.outcome == decision.outcome && verdict.reasons == decision.reasons
            && verdict.confidence.bitPattern == decision.confidence.bitPattern
            && evidence == decision.evidence && reply == decision.reply
            && knowledgeRevision == decision.knowledgeRevision
    }
}

extension ReplayReport {
    fileprivate typealias Side = (outcome: Outcome, evidence: Evidence, reply: String?)

    /// Takes a decision in; a label speaks of the entry that it judged, and of no other.
    fileprivate mutating func count(
        _ past: PastDecision, before: Side, after: Side, isSame: Bool
    ) {
        decisions += 1
        answeredBefore += before.outcome == .answer ? 1 : 0
        answeredAfter += after.outcome == .answer ? 1 : 0
        guard !isSame else { return }
        let verdict = past.label?.verdict
        changes.append(
            Change(
                decision: past.decision.id, before: before.outcome, after: after.outcome,
                verdict: verdict))
        guard let verdict else { return }
        let judged = past.decision.evidence.candidates.first?.answer
        let gaveIt = before.outcome == .answer && before.reply == judged
        let givesIt = after.outcome == .answer && after.reply == judged
        if givesIt, !gaveIt, verdict != .right { becomeWrong += 1 }
        if gaveIt, !givesIt {
            if verdict == .right { rightLost += 1 } else { becomeSilent += 1 }
        }
    }
}
