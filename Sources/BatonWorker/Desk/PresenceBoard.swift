import BatonCore
import BatonDesk
import Synchronization

/// Who looks at what, by session; kept in memory, since it means nothing after a restart.
final class PresenceBoard: Sendable {
    private let sessions = Mutex<[String: Presence]>([:])

    /// Notes what a session looks at, and returns everybody's.
    func set(_ presence: Presence, session: String) -> [Presence] {
        sessions.withLock {
            $0[session] = presence
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

    /// How many people are connected.
    var peopleOnline: Int { Set(all.map(\.person)).count }

    private static func sorted(_ sessions: [String: Presence]) -> [Presence] {
        sessions.sorted { ($0.value.person, $0.key) < ($1.value.person, $1.key) }.map(\.value)
    }
}
