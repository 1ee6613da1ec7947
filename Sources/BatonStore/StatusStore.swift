package import BatonCore

/// Messages of ours whose end is not known yet.
package protocol StatusStore: Sendable {
    /// What a provider took since a time, and is neither read nor failed, newest first; looked for
    /// among the latest 5,000 sends.
    func openStatuses(connection: String, since: Timestamp, limit: Int) async throws(StoreError)
        -> [OpenStatus]
}

/// A message of ours whose end is not known yet.
package struct OpenStatus: Sendable, Hashable {
    /// The provider's id of it.
    package var providerID: String
    /// Whom it went to.
    package var recipient: ContactAddress
    /// How far it is known to have come.
    package var delivery: DeliveryState
    /// When it was made.
    package var at: Timestamp

    /// Makes it.
    package init(
        providerID: String, recipient: ContactAddress, delivery: DeliveryState, at: Timestamp
    ) {
        self.providerID = providerID
        self.recipient = recipient
        self.delivery = delivery
        self.at = at
    }
}
