package import BatonCore

/// Lets a connection that keeps failing rest, and tries it again with a single send.
///
/// `Reason` is why it rests, as whoever shows it needs it: a sentence, or one in both languages.
package struct CircuitBreaker<Reason: Sendable & Hashable>: Sendable, Hashable {
    /// Where it stands.
    package enum State: Sendable, Hashable {
        /// Sends go out; so many in a row have failed.
        case closed(failures: Int)
        /// Nothing goes out before `until`.
        case open(until: Timestamp, why: Reason)
        /// One send is out to see whether the connection is well again.
        case halfOpen(why: Reason)
    }

    /// Where it stands.
    package private(set) var state: State = .closed(failures: 0)

    /// Makes a closed breaker.
    package init() {}

    /// Why nothing goes out at `now`; `nil` where sends may go.
    package func reason(at now: Timestamp) -> Reason? {
        switch state {
        case .closed: nil
        case .open(let until, let why): now < until ? why : nil
        case .halfOpen(let why): why
        }
    }

    /// When to look again.
    package var restsUntil: Timestamp? {
        if case .open(let until, _) = state { until } else { nil }
    }

    /// A send is about to go out; after a rest, only this one.
    package mutating func attempt(at now: Timestamp) {
        if case .open(let until, let why) = state, now >= until { state = .halfOpen(why: why) }
    }

    /// The provider answered a send, whatever it said of this message.
    package mutating func succeeded() { state = .closed(failures: 0) }

    /// The provider could not be reached, or was not itself.
    package mutating func failed(at now: Timestamp, why: Reason) {
        switch state {
        case .closed(let failures) where failures + 1 < Limits.breakerFailures:
            state = .closed(failures: failures + 1)
        case .closed, .halfOpen:
            state = .open(until: now.adding(milliseconds: Limits.breakerRestMilliseconds), why: why)
        case .open:
            break
        }
    }

    /// The provider stopped the connection: token, permission, restriction.
    package mutating func halt(at now: Timestamp, why: Reason) {
        state = .open(until: now.adding(milliseconds: Limits.haltRestMilliseconds), why: why)
    }
}
