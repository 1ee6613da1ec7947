package import BatonCore

/// A value that the worker is told: one request at a time, and only the latest after it, so that an
/// older value never overtakes a newer one on the way.
package struct LatestWins<Value: Sendable & Hashable>: Sendable, Hashable {
    /// What the worker is to know.
    package private(set) var wanted: Value?
    /// What is on its way.
    package private(set) var inFlight: Value?
    /// What the worker has confirmed.
    package private(set) var confirmed: Value?

    /// Makes one that knows nothing; or what the worker knows already.
    package init(confirmed: Value? = nil) {
        self.confirmed = confirmed
        wanted = confirmed
    }

    /// Whether the worker knows the latest.
    package var isSettled: Bool { wanted == confirmed && inFlight == nil }

    /// Wants a value told.
    /// - Returns: what to send now; `nil` where something is on its way or it is known.
    package mutating func want(_ value: Value) -> Value? {
        wanted = value
        return next()
    }

    /// What was sent has arrived.
    /// - Returns: what to send now.
    package mutating func arrived() -> Value? {
        confirmed = inFlight
        inFlight = nil
        return next()
    }

    /// What was sent may not have arrived.
    package mutating func failed() { inFlight = nil }

    /// The line is new: what is not confirmed is sent again.
    package mutating func again(forgetting: Bool = false) -> Value? {
        inFlight = nil
        if forgetting { confirmed = nil }
        return next()
    }

    private mutating func next() -> Value? {
        guard inFlight == nil, let wanted, wanted != confirmed else { return nil }
        inFlight = wanted
        return wanted
    }
}

/// Where this person is, and whether they type.
package struct PresenceWord: Sendable, Hashable {
    /// The conversation; `nil` on the list.
    package var conversation: ConversationID?
    /// Whether they type.
    package var isTyping: Bool
}
