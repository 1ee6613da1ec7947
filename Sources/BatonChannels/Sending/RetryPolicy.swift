/// When a refused send is tried again.
package enum RetryPolicy {
    /// The numbers of it, which a channel policy may change.
    ///
    /// Source: Meta, "Error codes": 131056 says to retry after 4^X seconds from X = 0.
    package struct Schedule: Sendable, Hashable {
        /// The most attempts for a provider that is busy.
        package var busyAttempts = 5
        /// The most attempts after a fault that the provider does not name.
        package var unnamedAttempts = 2
        /// The wait before the second attempt; it doubles with each further one.
        package var firstMilliseconds: Int64 = 1000
        /// One customer's limit: this to the power of the attempt, in seconds.
        package var pairBase: Int64 = 4
        /// The longest wait that a provider is believed.
        package var longestToldSeconds = 86_400

        /// What holds where no policy says otherwise.
        package static let standard = Schedule()

        /// Makes the standard schedule.
        package init() {}
    }

    /// Milliseconds to wait before the next attempt; `nil` to give up.
    ///
    /// Busy: 1, 2, 4 … seconds with half of it random, and no sooner than the provider says. One
    /// customer's limit: 4ⁿ seconds. A provider that names the wait: exactly that.
    /// - Parameters:
    ///   - action: what the error asks for.
    ///   - attempt: how often it was tried before this time, from 0.
    ///   - random: uniform in 0..<1.
    ///   - retryAfterSeconds: what the provider says; believed up to a day.
    ///   - schedule: the policy's numbers.
    package static func delayMilliseconds(
        action: ErrorAction, attempt: Int, random: Double, retryAfterSeconds: Int? = nil,
        schedule: Schedule = .standard
    ) -> Int64? {
        let limit =
            switch action {
            case .retryBackoff, .retryBackoffPair, .retryAfter: schedule.busyAttempts
            case .retryLimited: schedule.unnamedAttempts
            default: 0
            }
        guard attempt < limit else { return nil }
        if action == .retryBackoffPair {
            let seconds = power(schedule.pairBase, attempt, atMost: longestSeconds)
            return seconds * 1000 + Int64(random * 250)
        }
        let told = retryAfterSeconds.map {
            Int64(min(max($0, 0), schedule.longestToldSeconds)) * 1000
        }
        if action == .retryAfter, let told { return told }
        let longest = longestSeconds * 1000
        let base = min(
            longest,
            min(schedule.firstMilliseconds, longest) * power(2, attempt, atMost: longest))
        return max(base / 2 + Int64(Double(base / 2) * random), told ?? 0)
    }

    /// No wait of ours is longer than a day.
    private static let longestSeconds: Int64 = 86_400

    private static func power(_ base: Int64, _ exponent: Int, atMost most: Int64) -> Int64 {
        (0..<min(exponent, 40)).reduce(Int64(1)) { product, _ in
            let (next, isOver) = product.multipliedReportingOverflow(by: base)
            return isOver ? most : min(next, most)
        }
    }
}
