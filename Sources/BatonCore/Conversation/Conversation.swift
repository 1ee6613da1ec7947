/// Who must act next in a conversation, and so who may speak in it.
package enum Owner: Sendable, Codable, Hashable {
    /// The bot answers.
    case bot
    /// It waits for a person; the bot is silent.
    case queue
    /// A person has it; the bot is silent.
    case agent(PersonID)

    /// The person who has it.
    package var agent: PersonID? {
        if case .agent(let person) = self { person } else { nil }
    }
}

/// The exchange with one contact in one inbox, from opening to resolution.
package struct Conversation: Sendable, Codable, Hashable {
    /// Whether it goes on.
    package enum State: String, Sendable, Codable, CaseIterable {
        case open, resolved
    }

    /// Its id.
    package var id: ConversationID
    /// The inbox it came in by.
    package var inbox: InboxID
    /// The channel's name, such as `whatsapp_cloud`.
    package var channel: String
    /// With whom.
    package var contact: ContactID
    /// The contact's name to show.
    package var contactName: String?
    /// The contact's phone, E.164, where known.
    package var contactPhone: String?
    /// Whether it goes on.
    package var state: State
    /// Who must act next.
    package var owner: Owner
    /// Raised by every change of owner; nothing is sent with a stale one.
    package var epoch: Int64
    /// Raised by every customer message; a bot's answer to an older turn is void.
    package var turn: Int64
    /// Why it waits for a person.
    package var reason: ReasonCode?
    /// Urgency: 0 first (asked for a person, complaint), 1 normal, 2 later.
    package var priority: Int
    /// Since when a customer waits for a person.
    package var waitingSince: Timestamp?
    /// The language the customer wrote last.
    package var language: Language?
    /// The gate's confidence at the last decision, 0…1.
    package var confidence: Double?
    /// When it opened.
    package var openedAt: Timestamp
    /// When anything last happened in it.
    package var updatedAt: Timestamp
    /// When the customer last wrote; the 24-hour window counts from it.
    package var lastCustomerAt: Timestamp?
    /// The contact's WhatsApp user id, where known.
    package var contactUserID: String?
    /// When the customer last came by an advertisement or a page's button.
    package var entryPointAt: Timestamp?
    /// When we first answered after that.
    package var entryReplyAt: Timestamp?
    /// Whether what the customer writes comes into another open conversation of theirs in the inbox.
    package var isBeside: Bool?
    /// How long free text may be sent to this customer; `nil` where nobody has asked the policy.
    package var window: ServiceWindow?
    /// The last message's words, cut to a line's length.
    package var lastMessage: String?
    /// Who wrote the last message.
    package var lastAuthor: MessageAuthor?
    /// Whether a message of ours in it failed or may not have been sent, and no one has seen to it.
    package var hasDeliveryFailure: Bool
    /// A note for whoever comes next, such as the agent's on returning it to the bot.
    package var note: String?

    /// Makes a conversation as it opens: the bot's, with no turn yet.
    package init(
        id: ConversationID, inbox: InboxID, channel: String, contact: ContactID,
        openedAt: Timestamp, owner: Owner = .bot
    ) {
        self.id = id
        self.inbox = inbox
        self.channel = channel
        self.contact = contact
        self.state = .open
        self.owner = owner
        self.epoch = 0
        self.turn = 0
        self.priority = 1
        self.openedAt = openedAt
        self.updatedAt = openedAt
        self.hasDeliveryFailure = false
    }

    /// How long the service window lasts after the customer's last message.
    ///
    /// Source: Meta, "Send messages": 24 hours from the user's last message or call.
    package static let serviceWindowMilliseconds: Int64 = 24 * 3_600_000
}
