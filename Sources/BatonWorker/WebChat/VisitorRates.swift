import BatonCore
import Synchronization

/// Keeps visitors and addresses within their rates.
final class VisitorRates: Sendable {
    private struct State {
        /// When each bucket will be full again, in milliseconds since 1970.
        var fullAt: [String: Int64] = [:]
    }

    private let state = Mutex(State())

    /// Takes one from a bucket.
    /// - Returns: `nil` where there was one, else the seconds until there will be.
    func wait(_ rate: VisitorRate, of owner: String, at now: Timestamp) -> Int? {
        let key = rate.name + owner
        return state.withLock { state in
            let present = now.milliseconds
            let fullAt = max(state.fullAt[key] ?? 0, present)
            let over = fullAt + rate.milliseconds - present - rate.burst * rate.milliseconds
            if over > 0 { return Int((over + 999) / 1000) }
            state.fullAt[key] = fullAt + rate.milliseconds
            if state.fullAt.count > Limits.visitorRatesKept {
                state.fullAt = state.fullAt.filter { $0.value > present }
                // An attack from very many addresses must not fill the memory.
                if state.fullAt.count > Limits.visitorRatesKept { state.fullAt = [:] }
            }
            return nil
        }
    }
}
