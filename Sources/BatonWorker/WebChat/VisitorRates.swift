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

/// What a visitor, or an address, may do in a time: a bucket that fills steadily.
struct VisitorRate: Sendable, Hashable {
    /// Whose bucket, apart from others of the same owner.
    let name: String
    /// What a full bucket holds.
    let burst: Int64
    /// How long it takes to gain one.
    let milliseconds: Int64

    /// Messages of a token: faster than anybody types.
    static let messages = VisitorRate(name: "m", burst: 12, milliseconds: 1500)
    /// Reads, marks and streams of a token: polling every other second, and tabs.
    static let reads = VisitorRate(name: "r", burst: 60, milliseconds: 400)
    /// Signs of typing of a token: the widget gives one in four seconds.
    static let typing = VisitorRate(name: "t", burst: 1, milliseconds: 3000)
    /// Files of a token.
    static let files = VisitorRate(name: "f", burst: 10, milliseconds: 20_000)
    /// Sessions of an address: a shop's own network may hold many visitors.
    static let sessions = VisitorRate(name: "s", burst: 30, milliseconds: 2000)
    /// Everything of an address.
    static let address = VisitorRate(name: "a", burst: 600, milliseconds: 25)
}
