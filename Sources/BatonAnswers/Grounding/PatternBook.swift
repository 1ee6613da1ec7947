import Synchronization

/// Patterns, each compiled once: compiling them costs more than all else that a check does.
final class PatternBook {
    private static let shared = Mutex(PatternBook())
    private var known: [String: Regex<AnyRegexOutput>] = [:]

    /// Reads with the one book; readers take turns.
    static func read<Value: Sendable>(_ body: (PatternBook) -> Value) -> Value {
        shared.withLock { body($0) }
    }

    /// The pattern; every one is of this module and is tried by a test.
    func regex(_ pattern: String) -> Regex<AnyRegexOutput>? {
        if let known = known[pattern] { return known }
        guard let made = try? Regex(pattern) else { return nil }
        known[pattern] = made
        return made
    }
}
