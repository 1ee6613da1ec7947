import BatonCore
import Synchronization

/// The breakers of all connections.
final class BreakerPanel: Sendable {
    private let breakers = Mutex<[String: CircuitBreaker]>([:])

    /// Connections whose rows stay where they are at `now`.
    func resting(at now: Timestamp) -> Set<String> {
        breakers.withLock { Set($0.filter { $0.value.reason(at: now) != nil }.keys) }
    }

    /// Why each resting connection rests.
    func reasons(at now: Timestamp) -> [String: String] {
        breakers.withLock { $0.compactMapValues { $0.reason(at: now) } }
    }

    /// When the next rest ends.
    var nextLook: Timestamp? {
        breakers.withLock { $0.values.compactMap(\.restsUntil).min() }
    }

    func attempt(_ connection: String, at now: Timestamp) {
        breakers.withLock { $0[connection, default: CircuitBreaker()].attempt(at: now) }
    }

    func succeeded(_ connection: String) {
        breakers.withLock { $0[connection, default: CircuitBreaker()].succeeded() }
    }

    func failed(_ connection: String, at now: Timestamp, why: String) {
        breakers.withLock { $0[connection, default: CircuitBreaker()].failed(at: now, why: why) }
    }

    func halt(_ connection: String, at now: Timestamp, why: String) {
        breakers.withLock { $0[connection, default: CircuitBreaker()].halt(at: now, why: why) }
    }
}
