import BatonConfiguration
import BatonCore
import BatonGate
import BatonStore

/// Changes gates: by a label that spends the budget, by a supervisor's hand, and by nobody else.
struct GateKeeper: Sendable {
    let store: any Store
    let book: GateBook
    let settings: Configuration.Gate
    let clock: any WallClock
    let post: @Sendable ([InboxID]) async -> Void

    /// Keeps a person's verdict, and judges the error budget by it.
    func label(
        _ decision: DecisionID, _ verdict: LabelVerdict, reason: ReasonCode?, note: String?,
        by person: PersonID
    ) async throws(StoreError) -> DecisionLabel {
        let now = clock.now()
        let kept = try await store.keep(
            DecisionLabel(
                decision: decision, conversation: ConversationID(""), by: person, at: now,
                verdict: verdict, reason: reason, source: .chosen, note: note), now: now)
        await book.labelled(kept.inbox)
        if kept.label.source != .chosen { try await measure(kept.inbox) }
        return kept.label
    }

    /// The meter of the version in force: counted from its labels in the order they were given.
    func budget(of inbox: InboxID, _ standing: GateBook.Standing) async throws(StoreError)
        -> ErrorBudget?
    {
        guard let promise = book.promise, let version = standing.version else { return nil }
        var budget = ErrorBudget(
            promise: promise, scope: book.basis == .early ? .messages : .answers)
        let labels = try await store.labels(
            of: inbox, since: standing.openedAt, limit: Limits.gateRows)
        for past in labels {
            guard let label = past.label, past.decision.at >= standing.openedAt,
                past.decision.gateVersion == version
            else { continue }
            let isOwn = past.decision.isOwnAnswer(of: version)
            // Of all messages only those drawn at random tell a share; of own answers a review too.
            let counts =
                label.source == .randomSample
                || (label.source == .review && budget.scope != .messages)
            guard counts, isOwn || budget.scope == .messages else { continue }
            budget.judge(isRight: !isOwn || label.verdict == .right)
        }
        return budget
    }

    /// Tightens the gate where its budget is spent.
    func measure(_ inbox: InboxID) async throws(StoreError) {
        try await change(inbox, word: "measured", by: .system) { standing throws(StoreError) in
            guard let budget = try await budget(of: inbox, standing), budget.judged > 0 else {
                return nil
            }
            var next = standing
            next.state = try after(
                standing.state, .measured(budget.standing, at: clock.now()))
            return Step(standing: next, budget: budget)
        }
    }

    /// The kill switch of an inbox: the bot is silent when this returns.
    func stop(_ inbox: InboxID, by person: Person) async throws(StoreError) {
        let now = clock.now()
        try await change(inbox, word: "stopped", by: .person(person.id), silences: true) {
            standing throws(StoreError) in
            var next = standing
            next.state = try after(standing.state, .stopped(by: person, at: now))
            return Step(standing: next)
        }
    }

    /// Lets a stopped bot go on as far as its gate allows.
    func resume(_ inbox: InboxID, by person: Person) async throws(StoreError) {
        try await change(inbox, word: "resumed", by: .person(person.id)) {
            standing throws(StoreError) in
            guard case .stopped = standing.state else { return nil }
            var next = standing
            next.state = try after(standing.state, .resumed(by: person))
            next.state = try after(next.state, .calibrated(isProven: isProven(standing)))
            return Step(standing: next)
        }
    }

    /// Opens a gate that tightened itself; its meter begins anew.
    func reopen(_ inbox: InboxID, by person: Person) async throws(StoreError) {
        try await change(inbox, word: "reopened", by: .person(person.id)) {
            standing throws(StoreError) in
            guard case .tightened = standing.state else {
                throw StoreError(
                    .refused, "the gate of \(inbox) is \(standing.state.word), not tightened",
                    chinese: "\(inbox) 的閘門並未收緊（\(standing.state.title.chinese)）")
            }
            var next = standing
            next.state = try after(standing.state, .reopened(by: person))
            next.openedAt = clock.now()
            return Step(standing: next)
        }
    }

    /// Makes a version from the inbox's own labels, and says what it would have changed.
    func fit(_ inbox: InboxID, knowledge: String, by person: PersonID) async throws(StoreError)
        -> (gate: CalibratedGate, comparison: BilingualText)
    {
        guard let promise = book.promise else {
            throw StoreError(
                .refused,
                "the gate is by threshold, which promises nothing; set 'gate: {by: guarantee}'",
                chinese: "閘門按門檻運作，沒有保證；請設定 gate: {by: guarantee}")
        }
        let labels = try await book.labels(of: inbox)
        let now = clock.now()
        let gate = book.calibration(promise).gate(
            from: labels, knowledge: knowledge, day: CalendarDay.text(of: now))
        let body: [UInt8]
        do {
            body = try gate.fileBytes()
        } catch {
            throw StoreError(.refused, "a gate cannot be written: \(error)")
        }
        try await store.keepGate(
            GateVersionRow(
                version: gate.version, madeAt: now, by: person,
                body: String(decoding: body, as: UTF8.self)), of: inbox)
        let before = try await book.standing(of: inbox).calibrated ?? gate
        let comparison = GateComparison(
            before: before, after: gate, on: labels.filter { $0.source != .implicit })
        return (gate, comparison.words)
    }

    /// Puts a version in force, a new one or an old one; the meter begins anew.
    func activate(
        _ version: String, of inbox: InboxID, word: String = "activated", by person: Person
    ) async throws(StoreError) {
        guard let promise = book.promise else {
            throw StoreError(
                .refused,
                "the gate is by threshold, which has no versions; set 'gate: {by: guarantee}'",
                chinese: "閘門按門檻運作，沒有版本；請設定 gate: {by: guarantee}")
        }
        let gate = try await book.gate(version, of: inbox)
        guard book.isAsked(gate) else {
            throw StoreError(
                .refused,
                "\(version) was made for another promise (\(gate.terms.words.english)) than the "
                    + "configuration asks (\(promise.words.english)"
                    + (book.basis == .early ? ", early mode" : "")
                    + "); make a new one with 'baton gate fit'",
                chinese: "\(version) 是為另一個承諾（\(gate.terms.words.chinese)）製作的，現時設定為"
                    + "（\(promise.words.chinese)）；按 F 製作新版本")
        }
        try await change(inbox, word: word, by: .person(person.id)) {
            standing throws(StoreError) in
            var next = standing
            if standing.version != version { next.previous = standing.version }
            next.version = version
            next.openedAt = clock.now()
            next.state = try after(
                standing.state, .calibrated(isProven: gate.answer != nil))
            return Step(standing: next)
        }
    }
}

extension GateKeeper {
    /// Goes back to the version that was in force before; done again, it goes forward.
    func rollback(_ inbox: InboxID, by person: Person) async throws(StoreError) {
        let standing = try await book.standing(of: inbox)
        guard let previous = standing.previous else {
            throw StoreError(
                .refused,
                "the gate of \(inbox) has no version before "
                    + (standing.version.map { "\($0)" } ?? "the first")
                    + "; 'baton gate versions' lists what there is",
                chinese: "\(inbox) 的閘門沒有更早的版本；按 A 查看現有版本")
        }
        try await activate(previous, of: inbox, word: "rolled_back", by: person)
    }

    /// Sets the share of messages that is drawn for people to judge.
    func setReviewRate(_ rate: Double, of inbox: InboxID, by person: Person)
        async throws(StoreError)
    {
        guard (0...1).contains(rate) else {
            throw StoreError(
                .refused, "the share that is drawn is from 0 to 1, not \(rate)",
                chinese: "抽查比例須為 0 至 1，而不是 \(rate)")
        }
        try await change(inbox, word: "review_rate", by: .person(person.id)) {
            standing throws(StoreError) in
            var next = standing
            next.reviewRate = rate
            return Step(standing: next)
        }
    }

    /// Two versions on the inbox's labelled decisions; `nil` stands for the one in force.
    func compare(_ before: String?, _ after: String, of inbox: InboxID)
        async throws(StoreError) -> BilingualText
    {
        let other = try await book.gate(after, of: inbox)
        let standing = try await book.standing(of: inbox)
        var base = standing.calibrated
        if let before { base = try await book.gate(before, of: inbox) }
        guard let base else {
            throw StoreError(
                .refused, "the gate is by threshold; name two versions to compare them",
                chinese: "閘門按門檻運作；請指明兩個版本作比較")
        }
        let labels = try await book.labels(of: inbox).filter { $0.source != .implicit }
        return GateComparison(before: base, after: other, on: labels).words
    }

    /// A gate's next state, with the meter that led to it.
    private struct Step {
        var standing: GateBook.Standing
        var budget: ErrorBudget?
    }

    private func isProven(_ standing: GateBook.Standing) -> Bool {
        guard book.promise != nil else { return true }
        return standing.version != nil && standing.calibrated?.answer != nil
    }

    private func after(_ state: GateState, _ event: GateState.Event) throws(StoreError)
        -> GateState
    {
        do throws(GateState.Refusal) {
            return try state.after(event)
        } catch {
            throw StoreError(.refused, error.description, chinese: "只有主管可以這樣做；請找主管")
        }
    }

    /// Reads, steps and writes; where somebody else changed it meanwhile, again.
    private func change(
        _ inbox: InboxID, word: String, by actor: Actor, silences: Bool = false,
        step: (GateBook.Standing) async throws(StoreError) -> Step?
    ) async throws(StoreError) {
        while true {
            let standing = try await book.standing(of: inbox)
            guard let next = try await step(standing) else { return }
            let changesState = next.standing.state != standing.state
            let record = GateRecord(
                inbox: inbox, revision: standing.revision, version: next.standing.version,
                state: try GateJSON.encode(next.standing.state),
                openedAt: next.standing.openedAt,
                budget: try next.budget.map { budget throws(StoreError) in
                    try GateJSON.encode(budget)
                }, previous: next.standing.previous, reviewRate: next.standing.reviewRate)
            let said = word == "measured" && changesState ? next.standing.state.word : word
            if try await store.change(
                record, word: said, by: actor, silences: silences, now: clock.now())
            {
                await post([inbox])
                return
            }
        }
    }
}

extension Decision {
    /// Whether it was sent without a person, by this version of the gate.
    func isOwnAnswer(of version: String) -> Bool {
        outcome == .answer && mode == .auto && gateVersion == version
            && reasons.first != .smallTalk && !isDeclined
    }
}
