import BatonChannels
import BatonCore
import BatonStore

/// What is due to be erased by age: pure, so that every case can be tried.
enum RetentionRule {
    /// What becomes of a conversation.
    enum Verdict: Hashable {
        /// It is not old enough, or kept for good.
        case keep
        /// It is old enough, and people have it or a message in it is unfinished.
        case wait
        /// It goes, if nothing has happened in it since then.
        case erase(before: Timestamp)
    }

    /// What becomes of a conversation that is kept for so long after its last event.
    /// - Parameter kept: in milliseconds; `nil` for good.
    static func verdict(on conversation: QuietConversation, kept: Int64?, at now: Timestamp)
        -> Verdict
    {
        guard let before = limit(kept, at: now), conversation.lastEventAt < before else {
            return .keep
        }
        return conversation.work == .none ? .erase(before: before) : .wait
    }

    /// What becomes of a file that is kept for so long after its message came.
    ///
    /// A file whose conversation goes is not asked about: it goes with it.
    static func verdict(on file: AgedFile, kept: Int64?, at now: Timestamp) -> Verdict {
        guard let before = limit(kept, at: now), file.receivedAt < before else { return .keep }
        return file.conversation.work == .none ? .erase(before: before) : .wait
    }

    /// The moment before which something is too old; `nil` where nothing ever is.
    static func limit(_ kept: Int64?, at now: Timestamp) -> Timestamp? {
        kept.map { now.adding(milliseconds: -$0) }
    }
}
