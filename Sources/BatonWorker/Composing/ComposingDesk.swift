import BatonAnswers
import BatonChannels
import BatonConfiguration
import BatonCore
import BatonStore
import Synchronization

/// Where turns are worded beside the stream of decisions: a few seats, and each turn put off in the
/// store while it sits on one.
///
/// The store knows what is being worked on, so a crash loses nothing, and a new message of the
/// customer's brings the turn forward as ever: the older reply is then dropped at its record.
struct ComposingDesk: Sendable {
    let composer: Composer
    let store: any Store
    let fit: ChannelFit
    let clock: any WallClock
    private let taken = SeatCount()

    init(composer: Composer, store: any Store, fit: ChannelFit, clock: any WallClock) {
        self.composer = composer
        self.store = store
        self.fit = fit
        self.clock = clock
    }

    /// A place at the desk, and what is to be worded there.
    struct Seat: Sendable {
        let task: ComposingTask
    }

    /// A seat for a turn; `nil` where none is wanted or free: the gate's first word is its last then.
    func seat(for turn: PendingTurn) async throws(StoreError) -> Seat? {
        let inbox = turn.context.conversation.inbox
        guard PolicyScope.mayCompose(turn.result, turn.input),
            composer.server.settings.isLocal || turn.policy.policy.outsideModelsMayRead,
            var task = turn.pipeline.composingTask(
                for: turn.result, turns: Self.turns(of: turn.context),
                longest: fit.adapters[inbox.connection]?.capabilities.maxTextLength
                    ?? ComposingLimits.replyLength),
            taken.take(most: Limits.composingAtOnce)
        else { return nil }
        task.redacted = turn.policy.policy.redacted
        let settings = composer.server.settings
        let until = clock.now().adding(
            milliseconds: settings.deadlineMilliseconds + Limits.composingGraceMilliseconds)
        do throws(StoreError) {
            if try await postpone(turn, until: until) { return Seat(task: task) }
        } catch {
            taken.leave()
            throw error
        }
        taken.leave()
        return nil
    }

    /// Words a reply, and leaves the seat.
    func compose(_ turn: PendingTurn, at seat: Seat) async throws(StoreError) -> ComposedReply {
        defer { taken.leave() }
        return try await composer.compose(seat.task)
    }

    /// Lets a turn be decided at once whose record was refused.
    func release(_ turn: PendingTurn) async throws(StoreError) {
        _ = try await postpone(turn, until: clock.now())
    }

    private func postpone(_ turn: PendingTurn, until: Timestamp) async throws(StoreError) -> Bool {
        let conversation = turn.context.conversation
        return try await store.postponeDecision(
            conversation.id, turn: conversation.turn, epoch: conversation.epoch, until: until)
    }

    /// What was said before, by the customer and to them: no note of the team, no notice.
    private static func turns(of context: TurnContext) -> [ComposingTask.Turn] {
        context.history.filter { $0.direction != .note && !$0.isDeleted }.compactMap { message in
            guard let words = message.content.words else { return nil }
            switch message.author {
            case .customer: return ComposingTask.Turn(isCustomer: true, text: words)
            case .bot, .agent, .echo: return ComposingTask.Turn(isCustomer: false, text: words)
            case .system: return nil
            }
        }.suffix(ComposingLimits.turns).map(\.self)
    }
}

/// How many seats are taken.
private final class SeatCount: Sendable {
    private let count = Mutex(0)

    func take(most: Int) -> Bool {
        count.withLock { count in
            guard count < most else { return false }
            count += 1
            return true
        }
    }

    func leave() { count.withLock { $0 -= 1 } }
}
