/// When a refused send is tried again.
package enum RetryPolicy {
    /// The most attempts for a provider that is busy.
    private static let busyAttempts = 5
    /// The most attempts after a fault that the provider does not name.
    private static let unnamedAttempts = 2
    /// The longest wait that a provider is believed.
    private static let longestToldSeconds = 86_400

    /// Milliseconds to wait before the next attempt; `nil` to give up.
    ///
    /// Busy: 1, 2, 4 … seconds with half of it random, and no sooner than the provider says. One
    /// customer's limit: 4ⁿ seconds. A provider that names the wait: exactly that.
    ///
    /// Source: Meta, "Error codes": 131056 says to retry after 4^X seconds from X = 0.
    /// - Parameters:
    ///   - action: what the error asks for.
    ///   - attempt: how often it was tried before this time, from 0.
    ///   - random: uniform in 0..<1.
    ///   - retryAfterSeconds: what the provider says; believed up to a day.
    package static func delayMilliseconds(
        action: ErrorAction, attempt: Int, random: Double, retryAfterSeconds: Int? = nil
    ) -> Int64? {
        let limit =
            switch action {
            case .retryBackoff, .retryBackoffPair, .retryAfter: busyAttempts
            case .retryLimited: unnamedAttempts
            default: 0
            }
        guard attempt < limit else { return nil }
        if action == .retryBackoffPair {
            let seconds = (0..<attempt).reduce(Int64(1)) { product, _ in product * 4 }
            return seconds * 1000 + Int64(random * 250)
        }
        let told = retryAfterSeconds.map { Int64(min(max($0, 0), longestToldSeconds)) * 1000 }
        if action == .retryAfter, let told { return told }
        let base = Int64(1000) << Int64(attempt)
        return max(base / 2 + Int64(Double(base / 2) * random), told ?? 0)
    }
}
