import BatonAnswers
import BatonChannels
import BatonConfiguration
import BatonCore
import BatonGate
import BatonKnowledge
import BatonStore
import BatonUnderstanding
import Logging
import ServiceLifecycle

/// Decides the turns whose burst is over: answer, ask which is meant, draft, or hand over.
struct Decider: Service {
    let store: any Store
    let library: KnowledgeLibrary
    let routings: InboxRoutings
    let pipeline: DecisionPipeline
    let fit: ChannelFit
    let budget: PolicyBudget
    let gates: GateBook
    let lot: ReviewLot
    let ids: IdentifierSource
    let clock: any WallClock
    let sleeper: any Clock<Duration>
    let signal: WakeSignal
    let metrics: WorkerMetrics
    let logger: Logger
    /// How many people are connected to the Desk now.
    let peopleOnline: @Sendable () -> Int
    /// Words replies with a language model; `nil` without one.
    var composing: ComposingDesk?

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            try await withThrowingDiscardingTaskGroup { group in
                while !Task.isCancelled {
                    let due = try await store.conversationsDue(
                        at: clock.now(), limit: Limits.decisionBatch)
                    for conversation in due {
                        guard !Task.isCancelled else { return }
                        try await decide(conversation, in: &group)
                    }
                    if due.isEmpty {
                        await signal.wait(atMost: try await nap(), clock: sleeper)
                    }
                }
            }
        }
    }

    private func nap() async throws -> Duration {
        guard let due = try await store.nextDecisionDue() else { return Limits.longestNap }
        let wait = Duration.milliseconds(max(1, due.milliseconds(since: clock.now())))
        return min(wait, Limits.longestNap)
    }

    /// Decides one turn, or lets a task of its own word a reply first: no other conversation waits
    /// for a model.
    private func decide(
        _ id: ConversationID, in group: inout ThrowingDiscardingTaskGroup<any Error>
    ) async throws {
        guard let turn = try await turn(of: id) else { return }
        guard let composing, let seat = try await composing.seat(for: turn) else {
            try await finish(turn)
            return
        }
        group.addTask {
            let composed = try await composing.compose(turn, at: seat)
            // A worker that stops leaves the turn to the next one.
            guard !Task.isCancelled else { return }
            if try await !finish(turn, composed) { try await composing.release(turn) }
        }
    }

    /// What the gate says of a turn at first; `nil` where there is nothing to decide.
    private func turn(of id: ConversationID) async throws -> PendingTurn? {
        let start = ContinuousClock.now
        guard let context = try await store.turnContext(id) else { return nil }
        let inbox = routings.inbox(context.conversation.inbox)
        let standing = try await gates.standing(of: context.conversation.inbox)
        let now = clock.now()
        let before = TurnBefore.words(in: context)
        let rating = try await rating(in: context, now: now)
        let policy = PolicyTurn(
            policy: budget.keeper.policy(
                of: context.conversation, with: context.contact, at: now),
            budget: budget, context: context, now: now)
        var input = input(
            of: context, mode: policy.policy.mode(within: inbox?.mode ?? .humanOnly), standing,
            now: now)
        input.policy = policy.bearing(on: input.text, in: input.language)
        let view: KnowledgeView? =
            if let name = inbox?.knowledge {
                try await library.view(
                    of: name, for: input.text, after: before,
                    outsideHiding: policy.policy.outsideModelsMayRead
                        ? policy.policy.redacted : nil)
            } else { nil }
        input.context = before
        input.isRating = rating != nil
        input.vectors = view?.vectors ?? MessageVectors()
        var pipeline = pipeline
        pipeline.calibrated = standing.calibrated
        let result = pipeline.decide(input, index: view?.index)
        return PendingTurn(
            policy: policy, rating: rating, knowledge: inbox?.knowledge, standing: standing,
            input: input, pipeline: pipeline, result: result,
            isPartial: view.map {
                result.evidence.model != nil
                    && !$0.index.isComplete(served: $0.vectors.server != nil)
            } ?? false,
            start: start)
    }

    /// Records a decision; one that came too late is dropped, the turn is decided again.
    @discardableResult
    private func finish(_ turn: PendingTurn, _ composed: ComposedReply? = nil) async throws -> Bool
    {
        let context = turn.context
        let standing = turn.standing
        let settled = turn.pipeline.settled(turn.result, with: composed)
        var input = turn.input
        if composed != nil, let reply = settled.reply {
            input.policy?.isReplyOff = turn.policy.isOff(reply, by: turn.pipeline.subjects)
            input.policy?.replyPurposes = PurposeReader.touched(reply)
        }
        let result = PolicyScope.bounded(composed: settled, input)
        var circumstances = DecisionCircumstances(input, result)
        if turn.isPartial { circumstances.isPartial = true }
        let terms = standing.terms ?? result.verdict.terms
        var decision = Decision(
            id: ids.next(), conversation: context.conversation.id,
            messages: context.undecided.map(\.id),
            epoch: context.conversation.epoch, turn: context.conversation.turn,
            outcome: result.verdict.outcome, confidence: result.verdict.confidence,
            reasons: result.verdict.reasons, evidence: result.evidence,
            knowledge: turn.knowledge, knowledgeRevision: result.knowledgeRevision,
            gateVersion: result.verdict.gateVersion,
            gateTerms: terms.words.english,
            mode: turn.input.mode, reply: result.reply, at: turn.now,
            timing: Decision.Timing(
                retrieveMicroseconds: result.retrieveMicroseconds,
                totalMicroseconds: (ContinuousClock.now - turn.start).microseconds),
            circumstances: circumstances)
        decision.terms = IfKnown(terms)
        decision.composed = composed
        var effect = try await turn.policy.bounded(
            effect(of: decision, for: result.purposes, in: turn.policy), of: decision, ids: ids)
        effect.review = lot.at(standing.reviewRate).draw(decision)
        effect.sign = ImplicitSign.read(decision, after: context.lastDecision)
        if let rating = turn.rating {
            effect.rating = rating
            effect.sign = RatingMenu.sign(
                rating, of: try await store.latestDecision(in: rating.conversation),
                now: turn.now)
        }
        effect.gateRevision = standing.revision
        guard try await store.record(decision, effect: effect, now: clock.now()) else {
            return false
        }
        metrics.decided(decision.outcome, microseconds: decision.timing.totalMicroseconds)
        if let composed { metrics.composed(composed.ending) }
        return true
    }

    private func input(
        of context: TurnContext, mode: InboxMode, _ standing: GateBook.Standing, now: Timestamp
    ) -> DecisionPipeline.Input {
        let choice = ClarifyingMenu.choice(
            context.undecided, after: context.lastDecision, asked: context.history)
        let words = context.undecided.compactMap(\.content.words).joined(separator: "\n")
        var input = DecisionPipeline.Input(
            text: choice?.question ?? words,
            hasUnreadable: context.undecided.contains { $0.content.words == nil },
            mode: mode, previous: context.lastDecision, state: standing.state,
            // Once: what is not clear after a question goes to a person.
            mayClarify: context.lastDecision?.outcome != .clarify, now: now)
        input.course = ConversationCourse.read(words, after: Self.earlier(context, now: now))
        if let choice {
            input.confirmed = choice.entry
            input.language = context.lastDecision?.evidence.language
        } else if context.lastDecision == nil, !LanguageDetector.tells(words) {
            input.language = context.conversation.language
        }
        return input
    }

    /// The rating that the turn gives, where one was asked for lately.
    private func rating(in context: TurnContext, now: Timestamp) async throws -> GivenRating? {
        guard let score = RatingMenu.score(of: context.undecided),
            let conversation = try await store.unrated(
                by: context.conversation.id,
                since: now.adding(milliseconds: -RatingMenu.windowMilliseconds))
        else { return nil }
        return GivenRating(conversation: conversation, score: score)
    }

    /// What the customer wrote before, as far as it still belongs to the same matter.
    private static func earlier(_ context: TurnContext, now: Timestamp) -> [String] {
        context.history.filter {
            $0.author == .customer
                && now.milliseconds(since: $0.receivedAt) <= Limits.courseMilliseconds
        }.compactMap(\.content.words)
    }

    private func effect(
        of decision: Decision, for purposes: [PolicyPurpose], in turn: PolicyTurn
    ) -> DecisionEffect {
        let inbox = turn.context.conversation.inbox
        let fit = fit.under(turn.policy)
        let now = turn.now
        switch decision.outcome {
        case .acknowledge:
            return DecisionEffect()
        case .answer, .clarify:
            guard decision.mode == .auto, let reply = decision.reply else {
                return DecisionEffect(handOver: .draftOnly)
            }
            let messages =
                decision.outcome == .clarify
                ? ClarifyingMenu.messages(
                    for: decision, question: reply, capabilities: fit.capabilities(of: inbox))
                : [.text(reply)]
            return DecisionEffect(
                sends: turn.dressed(messages, in: decision.evidence.language).flatMap {
                    fit.planned($0, for: purposes, author: .bot, on: inbox, ids: ids)
                })
        case .draft, .handover:
            let reason = decision.reasons.first ?? .lowConfidence
            // A stopped bot is silent: it does not even say that somebody will come.
            guard decision.mode == .auto, reason != .stopped, turn.policy.allows(.handover) else {
                return DecisionEffect(handOver: reason)
            }
            let notice = HandoverNotice.text(
                language: decision.evidence.language, reason: reason,
                isOpen: pipeline.hours.isOpen(at: now),
                nextOpening: pipeline.hours.nextOpening(after: now),
                agentsOnline: peopleOnline())
            return DecisionEffect(
                sends: fit.planned(
                    .text(notice), for: [.handover], author: .system, on: inbox, ids: ids),
                handOver: reason)
        }
    }
}

extension DecisionCircumstances {
    /// What an input says besides its words.
    init(_ input: DecisionPipeline.Input, _ result: DecisionPipeline.Result) {
        self.init(
            hasUnreadable: input.hasUnreadable, previousAnswer: input.previousAnswer,
            mayClarify: input.mayClarify, confirmed: input.confirmed, state: input.state.word)
        policy = input.policy
        // What could have been said and was not bears on nothing.
        if !result.evidence.signals.contains(.offTopic) { policy?.decline = nil }
        if policy == PolicyBearing() { policy = nil }
        course = input.course.isEmpty ? nil : input.course
        isRating = input.isRating ? true : nil
    }
}
