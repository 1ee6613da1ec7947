import Synchronization

/// A bell between tasks: raised any number of times, it wakes its waiter once.
///
/// The store is the truth; a signal only says that it is worth looking again.
package final class WakeSignal: Sendable {
    private struct State {
        var isRaised = false
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
        var nextWaiter = 0
    }

    private let state = Mutex(State())

    /// Makes a signal that is not raised.
    package init() {}

    /// Wakes the waiters, or the next one where nobody waits.
    package func raise() {
        let waiting = state.withLock { state in
            let waiting = Array(state.waiters.values)
            state.waiters.removeAll()
            state.isRaised = waiting.isEmpty
            return waiting
        }
        for waiter in waiting { waiter.resume() }
    }

    /// Returns once raised, or when the task is cancelled.
    package func wait() async {
        let number = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if state.isRaised || Task.isCancelled {
                        state.isRaised = false
                        return true
                    }
                    state.waiters[number] = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: number) }?.resume()
        }
    }

    /// Returns once raised, after `limit`, or when the task is cancelled.
    package func wait(atMost limit: Duration, clock: any Clock<Duration>) async {
        guard limit > .zero else { return }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait() }
            group.addTask { try? await clock.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }
}
