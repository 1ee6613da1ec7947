import BatonCore
import BatonStore
import Synchronization

/// Tickets that open a stream once, for browsers' own EventSource, which sends no headers.
///
/// A ticket may stand in an address, where a token must not: it is good once, and for seconds.
final class VisitorTickets: Sendable {
    private struct Ticket {
        var session: VisitorSession
        var until: Timestamp
    }

    private let tickets = Mutex<[String: Ticket]>([:])

    /// Makes one; `nil` where too many are waiting.
    func issue(_ session: VisitorSession, name: String, at now: Timestamp) -> String? {
        tickets.withLock { tickets in
            if tickets.count >= Limits.ticketsAtOnce {
                tickets = tickets.filter { $0.value.until > now }
            }
            guard tickets.count < Limits.ticketsAtOnce else { return nil }
            tickets[name] = Ticket(
                session: session, until: now.adding(milliseconds: Limits.ticketMilliseconds))
            return name
        }
    }

    /// The session of a ticket, which is used up by it.
    func redeem(_ name: String, at now: Timestamp) -> VisitorSession? {
        tickets.withLock { $0.removeValue(forKey: name) }
            .flatMap { $0.until > now ? $0.session : nil }
    }
}
