import Synchronization

/// Posts what each commit changed to every subscriber; one that is slow gets changes merged.
final class ChangeFeed: Sendable {
    private struct Subscriber {
        var continuation: AsyncStream<StoreChange>.Continuation
    }

    private struct State {
        var subscribers: [Int: Subscriber] = [:]
        var next = 0
        var isFinished = false
    }

    private let state = Mutex(State())

    /// Changes a subscriber may be behind before it is told the newest only.
    ///
    /// A dropped change is followed by newer ones; the services also look by themselves.
    private static let buffer = 4096

    func subscribe() -> AsyncStream<StoreChange> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: StoreChange.self, bufferingPolicy: .bufferingNewest(Self.buffer))
        let number: Int? = state.withLock { state in
            if state.isFinished { return nil }
            state.next += 1
            state.subscribers[state.next] = Subscriber(continuation: continuation)
            return state.next
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.subscribers.removeValue(forKey: number) }
        }
        return stream
    }

    func post(_ change: StoreChange) {
        guard change != StoreChange() else { return }
        let subscribers = state.withLock { Array($0.subscribers.values) }
        for subscriber in subscribers { subscriber.continuation.yield(change) }
    }

    func finish() {
        let subscribers = state.withLock { state in
            state.isFinished = true
            return Array(state.subscribers.values)
        }
        for subscriber in subscribers { subscriber.continuation.finish() }
    }
}

extension StoreChange {
    /// Both changes as one.
    mutating func merge(_ other: StoreChange) {
        conversations.formUnion(other.conversations)
        knowledge.formUnion(other.knowledge)
        hasInbox = hasInbox || other.hasInbox
        hasOutbox = hasOutbox || other.hasOutbox
    }
}
