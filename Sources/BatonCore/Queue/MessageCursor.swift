/// A place in a thread.
package struct MessageCursor: Sendable, Codable, Hashable {
    /// The message's time.
    package var at: Timestamp
    /// The message's sequence.
    package var sequence: Int64

    /// Makes a place.
    package init(at: Timestamp, sequence: Int64) {
        self.at = at
        self.sequence = sequence
    }
}

/// A message found by search.
package struct MessageHit: Sendable, Codable, Hashable {
    /// The message.
    package var message: Message
    /// The contact's name to show.
    package var contactName: String?
    /// Whether it was found by who the contact is; the message is then the latest with them.
    package var isContact: Bool

    /// Makes a hit.
    package init(message: Message, contactName: String?, isContact: Bool = false) {
        self.message = message
        self.contactName = contactName
        self.isContact = isContact
    }
}
