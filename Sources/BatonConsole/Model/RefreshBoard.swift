/// What is read again when it changes.
///
/// One request of a kind is under way, and however often it changes meanwhile, one more follows: so a
/// busy shop asks no more than the worker answers.
package struct RefreshBoard: Sendable, Hashable {
    /// What is read.
    package enum Kind: Sendable, Hashable, CaseIterable {
        case queue, conversation, dashboard
        case bases, entries, gaps, findings, golden, history
        case review, gates
    }

    private var underWay: Set<Kind> = []
    private var stale: Set<Kind> = []

    /// Wants something read.
    /// - Returns: whether to ask now.
    mutating func want(_ kind: Kind) -> Bool {
        if underWay.insert(kind).inserted { return true }
        stale.insert(kind)
        return false
    }

    /// An answer, or a failure, has come.
    /// - Returns: whether to ask again.
    mutating func came(_ kind: Kind) -> Bool {
        underWay.remove(kind)
        return stale.remove(kind) != nil
    }

    /// The line is new: nothing is under way.
    mutating func forget() { self = RefreshBoard() }
}
