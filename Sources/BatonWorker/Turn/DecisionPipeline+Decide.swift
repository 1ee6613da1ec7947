import BatonAnswers
package import BatonCore
package import BatonGate
package import BatonKnowledge
import BatonUnderstanding

extension DecisionPipeline {
    /// Understands a turn, finds candidates, and asks the gate.
    package func decide(_ input: Input, index: KnowledgeIndex?) -> Result {
        let signals = Understanding.read(input.text)
        let language = input.language ?? signals.language
        let start = ContinuousClock.now
        let context = FollowUp.isOne(input.text) ? input.context : nil
        let day = CalendarDay.text(of: input.now, offsetMinutes: hours.utcOffsetMinutes)
        let candidates =
            index?.search(
                input.text, after: context, language: language,
                day: day, vectors: input.vectors, only: only(input)) ?? []
        let retrieveMicroseconds = (ContinuousClock.now - start).microseconds
        var evidence = Evidence(
            text: input.text, language: language, candidates: candidates,
            signals: found(input, signals, candidates), after: context,
            model: index.flatMap { model(of: $0, input) })
        evidence.features = Dictionary(
            Confidence.features(of: evidence).map { ($0.name, $0.value) }
        ) { first, _ in first }
        let held = candidates.prefix(2).map { index?.entry($0.entry) }
        // What may not be answered alone is not offered as a choice either.
        let mayClarify =
            input.mayClarify
            && !held.contains { isReserved($0) || isStale($0, on: day, now: input.now) }
        let circumstances = Gate.Circumstances(
            mode: input.mode, hasUnreadable: input.hasUnreadable, isThanks: signals.isThanks,
            isGreeting: signals.isGreeting, previousAnswer: input.previousAnswer,
            state: input.state, mayClarify: mayClarify, confirmed: input.confirmed,
            isReserved: isReserved(held.first ?? nil),
            isStale: isStale(held.first ?? nil, on: day, now: input.now),
            isRating: input.isRating)
        let first = gate.decide(evidence, circumstances)
        let purposes = PolicyScope.purposes(
            of: first, input,
            tags: held.prefix(first.outcome == .clarify ? 2 : 1).flatMap {
                $0?.entry.tags ?? []
            })
        let verdict = PolicyScope.bounded(
            first, input, for: purposes, draft: calibrated?.draft ?? thresholds.draft)
        let declined = PolicyScope.declined(verdict, input)
        let isGreeting =
            verdict.outcome == .answer && verdict.candidate == nil
            || PolicyScope.isGreeting(first)
        var result = Result(
            verdict: verdict, evidence: evidence, circumstances: circumstances,
            reply: declined
                ?? (isGreeting
                    ? Greeting.text(language: language)
                    : reply(to: verdict, language: language)),
            knowledgeRevision: index?.revision ?? 0, retrieveMicroseconds: retrieveMicroseconds)
        result.purposes = purposes
        return result
    }

    /// Whether an entry bears a tag that the business always gives to people.
    private func isReserved(_ held: EntryRevision?) -> Bool {
        held.map { !reservedTags.isDisjoint(with: $0.entry.tags) } ?? false
    }

    /// Whether an entry should have been looked over by now, or was not saved for too long.
    private func isStale(_ held: EntryRevision?, on day: String, now: Timestamp) -> Bool {
        guard let held else { return false }
        if held.entry.isOverdue(on: day) { return true }
        guard let staleAfterDays else { return false }
        return now.milliseconds(since: held.savedAt) > Int64(staleAfterDays) * 86_400_000
    }

    /// Which entries may answer: of a choice, the chosen one.
    private func only(_ input: Input) -> (@Sendable (EntryID) -> Bool)? {
        guard let confirmed = input.confirmed else { return input.filter }
        return { $0 == confirmed }
    }

    /// What is found in words alone, with the shipped lists: what fitting and measuring look at.
    package static func signals(in text: String, _ candidates: [Candidate]) -> [ReasonCode] {
        let pipeline = DecisionPipeline(
            thresholds: GateThresholds(answer: 1, draft: 1, margin: 0), hours: .always)
        return pipeline.found(
            Input(text: text, now: Timestamp(milliseconds: 0)), Understanding.read(text),
            candidates)
    }

    /// What is found in the customer's words; an entry's own question, chosen, has nothing to find.
    private func found(
        _ input: Input, _ signals: Signals, _ candidates: [Candidate]
    ) -> [ReasonCode] {
        guard input.confirmed == nil else { return [] }
        var found: [ReasonCode] = []
        if signals.asksForPerson { found.append(.askedForPerson) }
        if signals.isComplaint { found.append(.complaint) }
        for subject in subjects.read(input.text) + input.course where !found.contains(subject) {
            found.append(subject)
        }
        if !found.contains(.offTopic), AssistantAsks.shipped.isOne(input.text, among: candidates) {
            found.append(.offTopic)
        }
        return PolicyScope.found(found, input)
    }

    /// What compares meanings in a search of this input.
    private func model(of index: KnowledgeIndex, _ input: Input) -> String? {
        index.comparing(served: input.vectors.server != nil)
    }

    private func reply(to verdict: GateVerdict, language: Language) -> String? {
        guard verdict.outcome == .clarify, let first = verdict.candidate,
            let second = verdict.alternative
        else { return verdict.candidate?.answer }
        return ClarifyingQuestion.text(
            language: language, first: first.question, second: second.question)
    }

    /// What the bot would do with a text in a conversation of its own.
    package func hypothetical(
        _ text: String, knowledge: String?, index: KnowledgeIndex?, ids: IdentifierSource,
        vectors: MessageVectors = MessageVectors(), now: Timestamp, state: GateState = .open,
        filter: (@Sendable (EntryID) -> Bool)? = nil
    ) -> Decision {
        let start = ContinuousClock.now
        let result = decide(
            Input(text: text, state: state, vectors: vectors, now: now, filter: filter),
            index: index)
        var decision = Decision(
            id: ids.next(), conversation: ConversationID(""), messages: [], epoch: 0, turn: 0,
            outcome: result.verdict.outcome, confidence: result.verdict.confidence,
            reasons: result.verdict.reasons, evidence: result.evidence, knowledge: knowledge,
            knowledgeRevision: result.knowledgeRevision,
            gateVersion: result.verdict.gateVersion,
            gateTerms: result.verdict.terms.words.english, mode: .auto, reply: result.reply,
            at: now,
            timing: Decision.Timing(
                retrieveMicroseconds: result.retrieveMicroseconds,
                totalMicroseconds: (ContinuousClock.now - start).microseconds))
        decision.terms = IfKnown(result.verdict.terms)
        return decision
    }
}
