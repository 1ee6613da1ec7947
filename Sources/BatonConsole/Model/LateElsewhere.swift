package import BatonCore

/// The look, once a minute, for customers who have just waited too long in the inboxes that are not
/// listed: nobody there has taken them.
package struct LateElsewhere: Sendable, Hashable {
    /// The look that is under way.
    package var asked: QueueQuery?
    /// Who waited since before this moment was looked at before.
    package var lookedUpTo: Timestamp?

    /// Whether a query is the look.
    func isAsked(by query: QueueQuery) -> Bool { query == asked }
}
