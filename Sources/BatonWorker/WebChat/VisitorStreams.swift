import BatonCore
import BatonDesk
import BatonStore
import Synchronization

/// The streams that visitors' pages hold open, and what wakes each.
final class VisitorStreams: Sendable {
    /// One open stream.
    final class Stream: Sendable {
        /// Raised when there may be something new.
        let bell = WakeSignal()
        private let ended = Mutex(false)

        /// Whether a newer stream took its place.
        var isEnded: Bool { ended.withLock { $0 } }

        /// Ends it at its next look.
        func end() {
            ended.withLock { $0 = true }
            bell.raise()
        }
    }

    private struct State {
        /// By visitor, the oldest first.
        var streams: [String: [Stream]] = [:]
        var count = 0
        /// Whom presence shows typing where.
        var typing: [ConversationID: Set<PersonID>] = [:]
    }

    private let store: any Store
    private let state = Mutex(State())

    /// Makes it without streams.
    init(store: any Store) { self.store = store }

    /// Opens a stream; `nil` where there are too many.
    func open(_ visitor: String) -> Stream? {
        let stream = Stream()
        let (isOpen, oldest) = state.withLock { state -> (Bool, Stream?) in
            guard state.count < Limits.streamsAtOnce else { return (false, nil) }
            state.count += 1
            state.streams[visitor, default: []].append(stream)
            let own = state.streams[visitor] ?? []
            return (true, own.count > Limits.streamsOfVisitor ? own.first { !$0.isEnded } : nil)
        }
        oldest?.end()
        return isOpen ? stream : nil
    }

    /// Closes a stream.
    func close(_ stream: Stream, of visitor: String) {
        state.withLock { state in
            guard let index = state.streams[visitor]?.firstIndex(where: { $0 === stream }) else {
                return
            }
            state.streams[visitor]?.remove(at: index)
            if state.streams[visitor]?.isEmpty == true { state.streams[visitor] = nil }
            state.count -= 1
        }
    }

    /// Whether somebody types what this visitor will read: the person who has the conversation, or
    /// the bot that is about to decide.
    func isTyping(_ page: VisitorPage, mode: InboxMode) -> Bool {
        guard let conversation = page.conversation, let owner = page.owner else { return false }
        switch owner {
        case .bot: return page.isUndecided && mode == .auto
        case .queue: return false
        case .agent(let person):
            return state.withLock { $0.typing[conversation]?.contains(person) ?? false }
        }
    }

    /// Wakes the streams that an event may concern.
    func heard(_ event: DeskEvent) async {
        let concerned: [ConversationID]
        switch event {
        case .changed(let ids): concerned = ids
        case .presence(let everybody): concerned = note(everybody)
        default: return
        }
        guard state.withLock({ !$0.streams.isEmpty }) else { return }
        for id in concerned {
            guard let conversation = try? await store.conversation(id),
                conversation.channel == VisitorSession.channel,
                let visitor = try? await store.contact(conversation.contact)?.identities
                    .first(where: {
                        $0.kind == .providerID && $0.channel == VisitorSession.channel
                    })?.value
            else { continue }
            let streams = state.withLock { $0.streams[visitor] ?? [] }
            for stream in streams { stream.bell.raise() }
        }
    }

    /// Keeps who types where.
    /// - Returns: the conversations where that has changed.
    private func note(_ everybody: [Presence]) -> [ConversationID] {
        var typing: [ConversationID: Set<PersonID>] = [:]
        for presence in everybody where presence.isTyping {
            if let id = presence.conversation { typing[id, default: []].insert(presence.person) }
        }
        return state.withLock { state in
            let before = state.typing
            state.typing = typing
            return Set(before.keys).union(typing.keys).filter { before[$0] != typing[$0] }.sorted()
        }
    }
}
