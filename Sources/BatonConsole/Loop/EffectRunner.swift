import Synchronization

/// The one place that starts tasks from the loop: a plain `Task` would inherit the main actor, which
/// the loop blocks, and never run.
final class EffectRunner: Sendable {
    private let running = Atomic<Int>(0)

    /// Whether something that was started has not ended.
    var isBusy: Bool { running.load(ordering: .acquiring) > 0 }

    /// Starts a task; it counts as running from now on, before it begins.
    func start(_ body: @escaping @Sendable () async -> Void) {
        running.add(1, ordering: .acquiringAndReleasing)
        Task { @concurrent in
            await body()
            self.running.subtract(1, ordering: .acquiringAndReleasing)
        }
    }
}

/// Messages from tasks to the loop.
final class Inbox: Sendable {
    private let messages = Mutex<[ConsoleMessage]>([])

    var isEmpty: Bool { messages.withLock(\.isEmpty) }

    func add(_ message: ConsoleMessage) { messages.withLock { $0.append(message) } }

    /// The most messages taken before the screen is drawn.
    private static let atOnce = 256

    func drain() -> [ConsoleMessage] {
        messages.withLock { messages in
            let taken = Array(messages.prefix(Self.atOnce))
            messages.removeFirst(taken.count)
            return taken
        }
    }
}
