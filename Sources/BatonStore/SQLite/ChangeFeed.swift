import Synchronization

/// Posts what each commit changed to every subscriber; one that is slow gets changes merged.
final class ChangeFeed: Sendable {
    private struct State {
        var subscribers: [Int: WeakSubscriber] = [:]
        var next = 0
        var isFinished = false
    }

    private let state = Mutex(State())

    func subscribe() -> AsyncStream<StoreChange> {
        let subscriber = ChangeSubscriber()
        let isFinished = state.withLock { state in
            state.next += 1
            state.subscribers[state.next] = WeakSubscriber(value: subscriber)
            return state.isFinished
        }
        if isFinished { subscriber.finish() }
        // The stream alone holds the subscriber: who drops the stream is no longer posted to.
        return AsyncStream(
            unfolding: { await subscriber.next() }, onCancel: { subscriber.finish() })
    }

    func post(_ change: StoreChange) {
        guard change != StoreChange() else { return }
        for subscriber in live() { subscriber.post(change) }
    }

    func finish() {
        state.withLock { $0.isFinished = true }
        for subscriber in live() { subscriber.finish() }
    }

    private func live() -> [ChangeSubscriber] {
        state.withLock { state in
            state.subscribers = state.subscribers.filter { $0.value.value != nil }
            return state.subscribers.values.compactMap(\.value)
        }
    }
}

private struct WeakSubscriber: Sendable {
    weak let value: ChangeSubscriber?
}

/// One subscriber's changes: at most one waits, into which later ones are merged.
private final class ChangeSubscriber: Sendable {
    private struct State {
        var pending: StoreChange?
        var waiter: CheckedContinuation<StoreChange?, Never>?
        var isFinished = false
    }

    private let state = Mutex(State())

    func post(_ change: StoreChange) {
        let waiter = state.withLock { state -> CheckedContinuation<StoreChange?, Never>? in
            guard !state.isFinished else { return nil }
            if let waiter = state.waiter {
                state.waiter = nil
                return waiter
            }
            if state.pending == nil {
                state.pending = change
            } else {
                state.pending?.merge(change)
            }
            return nil
        }
        waiter?.resume(returning: change)
    }

    func next() async -> StoreChange? {
        await withCheckedContinuation { continuation in
            let ready = state.withLock { state -> StoreChange?? in
                if let pending = state.pending {
                    state.pending = nil
                    return .some(pending)
                }
                if state.isFinished { return .some(nil) }
                state.waiter = continuation
                return .none
            }
            if let ready { continuation.resume(returning: ready) }
        }
    }

    /// What is pending is still given; then the stream ends.
    func finish() {
        let waiter = state.withLock { state in
            state.isFinished = true
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(returning: nil)
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
