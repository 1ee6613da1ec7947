import BatonCore
import BatonDesk
import Synchronization

/// Who looks at what, by session; kept in memory, since it means nothing after a restart.
final class PresenceBoard: Sendable {
    private struct Entry {
        var presence: Presence
        var canReply: Bool
    }

    private let sessions = Mutex<[String: Entry]>([:])

    /// Notes what a session looks at, and returns everybody's.
    func set(_ presence: Presence, session: DeskSession) -> [Presence] {
        sessions.withLock {
            $0[session.id] = Entry(
                presence: presence, canReply: session.person.role.may(.reply))
            return Self.sorted($0)
        }
    }

    /// Forgets a session, and returns everybody else's.
    func remove(session: String) -> [Presence] {
        sessions.withLock {
            $0[session] = nil
            return Self.sorted($0)
        }
    }

    /// Everybody's.
    var all: [Presence] { sessions.withLock { Self.sorted($0) } }

    /// How many people are connected who could reply to a customer.
    var peopleOnline: Int {
        sessions.withLock { Set($0.values.filter(\.canReply).map(\.presence.person)).count }
    }

    private static func sorted(_ sessions: [String: Entry]) -> [Presence] {
        sessions.sorted { ($0.value.presence.person, $0.key) < ($1.value.presence.person, $1.key) }
            .map(\.value.presence)
    }
}
