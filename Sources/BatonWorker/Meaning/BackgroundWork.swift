import Dispatch
import Synchronization

/// Work that computes for a while, on threads apart from those that answer customers.
enum BackgroundWork {
    private static let queue = DispatchQueue(
        label: "baton.background", qos: .utility, attributes: .concurrent)

    /// Runs `body` and gives its value; `nil` as soon as the task is cancelled, while `body` runs
    /// to its end unheard.
    static func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value? {
        let waiting = Waiting<Value>()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiting.continuation.withLock { $0 = continuation }
                queue.async { waiting.end(body()) }
                if Task.isCancelled { waiting.end(nil) }
            }
        } onCancel: {
            waiting.end(nil)
        }
    }

    private final class Waiting<Value: Sendable>: Sendable {
        let continuation = Mutex<CheckedContinuation<Value?, Never>?>(nil)

        func end(_ value: Value?) {
            let waiting = continuation.withLock { continuation in
                defer { continuation = nil }
                return continuation
            }
            waiting?.resume(returning: value)
        }
    }
}
