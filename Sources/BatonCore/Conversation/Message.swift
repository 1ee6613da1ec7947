/// Who wrote a message.
package enum MessageAuthor: Sendable, Codable, Hashable {
    case customer
    case bot
    case agent(PersonID)
    /// Baton itself, such as the notice of a handover.
    case system
    /// A person or another tool of the business outside Baton, such as the shop's phone.
    case echo

    /// The stored word: `customer`, `bot`, `agent`, `system`, `echo`.
    package var word: String {
        switch self {
        case .customer: "customer"
        case .bot: "bot"
        case .agent: "agent"
        case .system: "system"
        case .echo: "echo"
        }
    }
}

/// One item of a conversation: inbound, outbound, or a note that only the team sees.
package struct Message: Sendable, Codable, Hashable {
    /// Which way it went.
    package enum Direction: String, Sendable, Codable {
        case inbound, outbound
        /// Seen by the team only.
        case note
    }

    /// Its id.
    package var id: MessageID
    /// Its place in the store's order; rises with arrival.
    package var sequence: Int64
    /// Its conversation.
    package var conversation: ConversationID
    /// Which way it went.
    package var direction: Direction
    /// Who wrote it.
    package var author: MessageAuthor
    /// What it holds now (after edits).
    package var content: MessageContent
    /// The provider's id.
    package var providerID: String?
    /// The provider's time clamped to ours ± 7 days; messages show in this order, then by sequence.
    package var at: Timestamp
    /// When we took it in or made it.
    package var receivedAt: Timestamp
    /// How far an outbound message has come.
    package var delivery: DeliveryState?
    /// Why it failed, as the provider or we word it.
    package var failure: ProviderError?
    /// The provider id of the message it answers.
    package var replyTo: String?
    /// The customer's reaction to it.
    package var reaction: String?
    /// Whether the customer edited it.
    package var isEdited: Bool
    /// Whether the customer took it back.
    package var isDeleted: Bool
    /// The decision that it comes from or that answered it.
    package var decision: DecisionID?
    /// When the file that it carried was removed for its age; `nil` where it was not, and from an
    /// older worker.
    package var fileRemovedAt: Timestamp?

    /// Makes a message.
    package init(
        id: MessageID, sequence: Int64, conversation: ConversationID, direction: Direction,
        author: MessageAuthor, content: MessageContent, at: Timestamp, receivedAt: Timestamp
    ) {
        self.id = id
        self.sequence = sequence
        self.conversation = conversation
        self.direction = direction
        self.author = author
        self.content = content
        self.at = at
        self.receivedAt = receivedAt
        self.isEdited = false
        self.isDeleted = false
    }
}
