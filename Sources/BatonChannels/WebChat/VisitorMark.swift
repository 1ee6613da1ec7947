package import BatonCore

/// How far a visitor's page has come with our messages: shown there, or read.
package struct VisitorMark: Sendable, Hashable {
    /// `delivered` or `read`.
    package var state: DeliveryState
    /// The number of the last event that it covers.
    package var through: Int64

    /// Reads a mark.
    /// - Throws: ``UnreadableWebhook`` where it is none.
    package init(_ bytes: [UInt8]) throws(UnreadableWebhook) {
        let body = try JSONObject(webhook: bytes)
        guard let state = body.words("state").flatMap(DeliveryState.init(rawValue:)),
            state == .delivered || state == .read, let through = body.integer("through"),
            through > 0
        else {
            throw UnreadableWebhook("'state' is delivered or read, 'through' an event's number")
        }
        self.state = state
        self.through = through
    }

    /// The statuses of our messages that it covers.
    package func events(
        of messages: [String], from sender: VisitorPost.Sender, at now: Timestamp
    ) -> [InboundEvent] {
        messages.map { id in
            var event = InboundEvent(
                kind: .status, provider: WebChatAdapter.profile.name, account: sender.account)
            event.id = id
            event.at = now.seconds
            event.recipient = ContactAddress(providerID: sender.visitor)
            event.status = DeliveryStatus(state: state)
            return event
        }
    }
}
