package import BatonCore

/// A message to send.
package struct OutboundMessage: Sendable {
    /// Our send id, which some providers return in statuses.
    package var send: SendID
    /// The account to send from.
    package var account: String
    /// Whom to.
    package var recipient: ContactAddress
    /// What.
    package var content: MessageContent
    /// The provider id of the message to quote.
    package var replyTo: String?
    /// When this attempt is made; signatures carry it.
    package var at: Timestamp

    /// Makes a message.
    package init(
        send: SendID, account: String, recipient: ContactAddress, content: MessageContent,
        replyTo: String?, at: Timestamp
    ) {
        self.send = send
        self.account = account
        self.recipient = recipient
        self.content = content
        self.replyTo = replyTo
        self.at = at
    }
}
