import BatonAnswers
import BatonConfiguration
import BatonCore
import BatonGate
import BatonKnowledge
import BatonStore
import Logging
import ServiceLifecycle

/// Decides the turns whose burst is over: answer, draft, or hand over.
struct Decider: Service {
    let store: any Store
    let library: KnowledgeLibrary
    let routings: InboxRoutings
    let pipeline: DecisionPipeline
    let fit: ChannelFit
    let ids: IdentifierSource
    let clock: any WallClock
    let sleeper: any Clock<Duration>
    let signal: WakeSignal
    let metrics: WorkerMetrics
    let logger: Logger
    /// How many people are connected to the Desk now.
    let peopleOnline: @Sendable () -> Int

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let due = try await store.conversationsDue(
                    at: clock.now(), limit: Limits.decisionBatch)
                for conversation in due {
                    guard !Task.isCancelled else { return }
                    try await decide(conversation)
                }
                if due.isEmpty {
                    await signal.wait(atMost: try await nap(), clock: sleeper)
                }
            }
        }
    }

    private func nap() async throws -> Duration {
        guard let due = try await store.nextDecisionDue() else { return Limits.longestNap }
        let wait = Duration.milliseconds(max(1, due.milliseconds(since: clock.now())))
        return min(wait, Limits.longestNap)
    }

    /// Decides one turn; a decision that came too late is dropped, the turn is decided again.
    private func decide(_ id: ConversationID) async throws {
        let start = ContinuousClock.now
        guard let context = try await store.turnContext(id) else { return }
        let inbox = routings.inbox(context.conversation.inbox)
        let now = clock.now()
        let text = context.undecided.compactMap(\.content.words).joined(separator: "\n")
        let before = TurnBefore.words(in: context)
        let view: KnowledgeView? =
            if let name = inbox?.knowledge {
                try await library.view(of: name, for: text, after: before)
            } else { nil }
        let input = DecisionPipeline.Input(
            text: text,
            hasUnreadable: context.undecided.contains { $0.content.words == nil },
            mode: inbox?.mode ?? .humanOnly, previous: context.lastDecision, context: before,
            vector: view?.vector, now: now)
        let result = pipeline.decide(input, index: view?.index)
        let decision = Decision(
            id: ids.next(), conversation: id, messages: context.undecided.map(\.id),
            epoch: context.conversation.epoch, turn: context.conversation.turn,
            outcome: result.verdict.outcome, confidence: result.verdict.confidence,
            reasons: result.verdict.reasons, evidence: result.evidence,
            knowledge: inbox?.knowledge, knowledgeRevision: result.knowledgeRevision,
            gateVersion: result.verdict.gateVersion, gateTerms: result.verdict.terms,
            mode: input.mode, reply: result.reply, at: now,
            timing: Decision.Timing(
                retrieveMicroseconds: result.retrieveMicroseconds,
                totalMicroseconds: (ContinuousClock.now - start).microseconds))
        let effect = effect(
            of: decision, menu: menu(of: result.verdict), in: context, now: now)
        guard try await store.record(decision, effect: effect, now: clock.now()) else { return }
        metrics.decided(decision.outcome, microseconds: decision.timing.totalMicroseconds)
    }

    private func effect(
        of decision: Decision, menu: MessageContent.Menu?, in context: TurnContext, now: Timestamp
    ) -> DecisionEffect {
        let inbox = context.conversation.inbox
        switch decision.outcome {
        case .acknowledge:
            return DecisionEffect()
        case .answer, .clarify:
            guard decision.mode == .auto, let reply = decision.reply else {
                return DecisionEffect(handOver: .draftOnly)
            }
            var content = MessageContent.text(reply)
            content.menu = menu
            return DecisionEffect(
                sends: fit.planned(content, author: .bot, on: inbox, ids: ids))
        case .draft, .handover:
            let reason = decision.reasons.first ?? .lowConfidence
            guard decision.mode == .auto else { return DecisionEffect(handOver: reason) }
            let notice = HandoverNotice.text(
                language: decision.evidence.language, reason: reason,
                isOpen: pipeline.hours.isOpen(at: now),
                nextOpening: pipeline.hours.nextOpening(after: now),
                agentsOnline: peopleOnline())
            return DecisionEffect(
                sends: fit.planned(.text(notice), author: .system, on: inbox, ids: ids),
                handOver: reason)
        }
    }

    /// What the confirming question lets the customer choose from; its text lists them already.
    private func menu(of verdict: GateVerdict) -> MessageContent.Menu? {
        guard verdict.outcome == .clarify, let first = verdict.candidate,
            let second = verdict.alternative
        else { return nil }
        return MessageContent.Menu(
            options: [first, second].map {
                MessageContent.Option(id: $0.entry.rawValue, title: $0.question)
            }, isListed: true)
    }
}
