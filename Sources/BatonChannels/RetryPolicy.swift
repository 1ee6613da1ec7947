/// When a refused send is tried again.
package enum RetryPolicy {
    /// The most attempts for a provider that is busy.
    private static let busyAttempts = 5
    /// The most attempts after a fault that the provider does not name.
    private static let unnamedAttempts = 2

    /// Milliseconds to wait before the next attempt; `nil` to give up.
    ///
    /// Busy: 1, 2, 4 … seconds with half of it random. One customer's limit: 4ⁿ seconds.
    ///
    /// Source: Meta, "Error codes": 131056 says to retry after 4^X seconds from X = 0.
    /// - Parameters:
    ///   - action: what the error asks for.
    ///   - attempt: how often it was tried before this time, from 0.
    ///   - random: uniform in 0..<1.
    package static func delayMilliseconds(action: ErrorAction, attempt: Int, random: Double)
        -> Int64?
    {
        let limit =
            switch action {
            case .retryBackoff, .retryBackoffPair: busyAttempts
            case .retryLimited: unnamedAttempts
            default: 0
            }
        guard attempt < limit else { return nil }
        if action == .retryBackoffPair {
            let seconds = (0..<attempt).reduce(Int64(1)) { product, _ in product * 4 }
            return seconds * 1000 + Int64(random * 250)
        }
        let base = Int64(1000) << Int64(attempt)
        return base / 2 + Int64(Double(base / 2) * random)
    }
}
