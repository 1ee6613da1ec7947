import BatonCore
import Synchronization

/// The breakers of all connections, and what providers said of them.
final class BreakerPanel: Sendable {
    private typealias Breaker = CircuitBreaker<BilingualText>

    private let breakers = Mutex<[String: Breaker]>([:])
    private let told = Mutex<[String: Told]>([:])

    /// What a provider said of a connection that goes on sending.
    private struct Told {
        var words: BilingualText
        var until: Timestamp
        /// Whether nothing may be begun with customers meanwhile.
        var stopsBeginning: Bool
    }

    /// Connections whose rows stay where they are at `now`.
    func resting(at now: Timestamp) -> Set<String> {
        breakers.withLock { Set($0.filter { $0.value.reason(at: now) != nil }.keys) }
    }

    /// Why each resting connection rests.
    func reasons(at now: Timestamp) -> [String: BilingualText] {
        breakers.withLock { $0.compactMapValues { $0.reason(at: now) } }
    }

    /// When the next rest ends.
    var nextLook: Timestamp? {
        breakers.withLock { $0.values.compactMap(\.restsUntil).min() }
    }

    func attempt(_ connection: String, at now: Timestamp) {
        breakers.withLock { $0[connection, default: Breaker()].attempt(at: now) }
    }

    func succeeded(_ connection: String) {
        breakers.withLock { $0[connection, default: Breaker()].succeeded() }
    }

    func failed(_ connection: String, at now: Timestamp, why: BilingualText) {
        breakers.withLock { $0[connection, default: Breaker()].failed(at: now, why: why) }
    }

    /// The provider's word on a connection, shown for a day.
    func tell(_ connection: String, _ words: BilingualText, at now: Timestamp) {
        let until = now.adding(milliseconds: Limits.noticeMilliseconds)
        told.withLock { told in
            if let known = told[connection], known.stopsBeginning, now < known.until { return }
            told[connection] = Told(words: words, until: until, stopsBeginning: false)
        }
    }

    /// The provider takes nothing by which a business begins; replies within the window go on.
    func stopBeginning(_ connection: String, at now: Timestamp, why: BilingualText) {
        let until = now.adding(milliseconds: Limits.beginningRestMilliseconds)
        told.withLock {
            $0[connection] = Told(words: why, until: until, stopsBeginning: true)
        }
    }

    /// Why nothing may be begun with customers on a connection; `nil` where it may.
    func whyNotBegin(_ connection: String, at now: Timestamp) -> BilingualText? {
        told.withLock { told in
            guard let known = told[connection], known.stopsBeginning, now < known.until else {
                return nil
            }
            return known.words
        }
    }

    /// What providers said of connections that go on sending.
    func notices(at now: Timestamp) -> [String: BilingualText] {
        told.withLock { told in
            told.compactMapValues { now < $0.until ? $0.words : nil }
        }
    }

    func halt(_ connection: String, at now: Timestamp, why: BilingualText) {
        breakers.withLock { $0[connection, default: Breaker()].halt(at: now, why: why) }
    }
}
