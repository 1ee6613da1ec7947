package import BatonCore

/// Whom the business wrote to first, and when: providers limit how many customers that may be.
package protocol ReachStore: Sendable {
    /// Takes a place for a send to a customer who is not waiting for an answer, where there is one.
    ///
    /// A customer who was reached within the limit's time takes no further place. What becomes of the
    /// send settles it: one that certainly did not go out gives its place back.
    /// - Parameter connection: all inboxes of it count together.
    /// - Returns: when there will be a place; `nil` where it is taken now.
    func reach(
        _ contact: ContactID, by send: SendID, over connection: String, within limit: ReachLimit,
        now: Timestamp
    ) async throws(StoreError) -> Timestamp?
}
