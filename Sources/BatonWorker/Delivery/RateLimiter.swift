package import BatonChannels
package import BatonCore
package import BatonStore
import Synchronization

/// Keeps every send within the provider's rates: a bucket a connection, account or customer, as the
/// channel's capabilities say.
///
/// A send that finds a bucket empty gets the next free place in it, so that it comes back once, in
/// its order; until then it takes nothing from any other bucket.
package final class RateLimiter: Sendable {
    /// A bucket whose state is one number: the time when it would be full again.
    private struct Bucket {
        /// Microseconds since 1970.
        var fullAt: Int64 = 0

        /// Takes a place.
        /// - Returns: when it is, in milliseconds since 1970; not after `now` where it is free.
        mutating func take(_ rate: RateBucket, now: Timestamp) -> Int64 {
            let each = max(1, rate.milliseconds * 1000 / Int64(max(1, rate.sends)))
            let present = now.milliseconds * 1000
            let room = each * Int64(max(0, rate.burst - 1))
            let place = max(present, fullAt - room)
            fullAt = max(fullAt, place) + each
            return place <= present ? now.milliseconds : (place + 999) / 1000
        }
    }

    private struct State {
        var buckets: [String: Bucket] = [:]
        /// Scopes in which a waiting send has its place already.
        var placed: [SendID: Set<RateBucket.Scope>] = [:]
        var nextSweep: Int64 = 0
    }

    private let state = Mutex(State())

    /// Makes a limiter whose buckets are full.
    package init() {}

    /// When a send may go out; `nil` for now.
    /// - Parameters:
    ///   - item: a send that is about to go out.
    ///   - rates: the channel's.
    package func wait(for item: OutboxItem, within rates: [RateBucket], at now: Timestamp)
        -> Timestamp?
    {
        guard !rates.isEmpty else { return nil }
        return state.withLock { state in
            sweep(&state, now)
            // The narrowest first: who waits for one customer holds up nobody else.
            for scope in [RateBucket.Scope.contact, .account, .connection] {
                guard let rate = rates.first(where: { $0.scope == scope }),
                    state.placed[item.id]?.contains(scope) != true
                else { continue }
                let place = state.buckets[Self.key(of: item, scope), default: Bucket()]
                    .take(rate, now: now)
                state.placed[item.id, default: []].insert(scope)
                if place > now.milliseconds { return Timestamp(milliseconds: place) }
            }
            state.placed[item.id] = nil
            return nil
        }
    }

    /// Forgets full buckets, and sends that never came back, once a minute.
    private func sweep(_ state: inout State, _ now: Timestamp) {
        guard now.milliseconds >= state.nextSweep else { return }
        state.nextSweep = now.milliseconds + 60_000
        state.buckets = state.buckets.filter { $0.value.fullAt > now.milliseconds * 1000 }
        if state.placed.count > 100_000 { state.placed = [:] }
    }

    private static func key(of item: OutboxItem, _ scope: RateBucket.Scope) -> String {
        switch scope {
        case .connection: return "\(item.inbox.connection)"
        case .account: return "\(item.inbox.connection)\u{1F}\(item.inbox.account)"
        case .contact:
            let to = item.recipient.bsuid ?? item.recipient.phone ?? item.recipient.providerID
            return "\(item.inbox.connection)\u{1F}\(item.inbox.account)\u{1F}\(to ?? "")"
        }
    }
}
