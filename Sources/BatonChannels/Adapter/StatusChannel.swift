package import BatonCore

/// A channel whose provider tells how a message of ours fared only when it is asked.
package protocol StatusChannel: ChannelAdapter {
    /// The request that asks; `nil` where credentials or the contact's address are missing.
    func statusRequest(of providerID: String, to recipient: ContactAddress) -> ProviderRequest?
    /// The statuses that the answer tells, as events; unreadable ones are left out.
    func statuses(of response: ProviderResponse) -> [InboundEvent]
}
