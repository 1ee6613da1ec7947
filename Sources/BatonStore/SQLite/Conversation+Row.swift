import BatonCore
import GRDB

extension Conversation {
    /// What ``init(row:)`` reads, from `conversation c` joined to `contact p`.
    static let columns = """
        c.id, c.connection, c.account, c.channel, c.contact, c.state, c.owner, c.agent, c.epoch,
        c.turn, c.reason, c.priority, c.waiting_since, c.language, c.confidence, c.opened_at,
        c.updated_at, c.last_customer_at, c.last_message, c.last_author, c.has_delivery_failure,
        c.note, c.entry_point_at, c.entry_reply_at, c.beside, p.name AS contact_name,
        \(addressColumns)
        """
    /// What tells the country of the contact of `conversation c`.
    static let addressColumns = """
        (SELECT value FROM contact_identity i
            WHERE i.contact = c.contact AND i.kind = 'phone' AND i.retired_at IS NULL
            ORDER BY i.since DESC LIMIT 1) AS contact_phone,
        (SELECT value FROM contact_identity i
            WHERE i.contact = c.contact AND i.kind = 'bsuid' AND i.retired_at IS NULL
            ORDER BY i.since DESC LIMIT 1) AS contact_user_id
        """

    /// Reads a row of ``columns``.
    init(row: Row) {
        let opened = Timestamp(milliseconds: row["opened_at"])
        self.init(
            id: ConversationID(row["id"]),
            inbox: InboxID(connection: row["connection"], account: row["account"]),
            channel: row["channel"], contact: ContactID(row["contact"]), openedAt: opened)
        state = State(rawValue: row["state"]) ?? .open
        owner =
            switch row["owner"] as String {
            case "agent": .agent(PersonID(row["agent"] ?? ""))
            case "queue": .queue
            default: .bot
            }
        epoch = row["epoch"]
        turn = row["turn"]
        reason = (row["reason"] as String?).map(ReasonCode.init)
        priority = row["priority"]
        waitingSince = Timestamp(optional: row["waiting_since"])
        language = (row["language"] as String?).flatMap(Language.init(rawValue:))
        confidence = row["confidence"]
        updatedAt = Timestamp(milliseconds: row["updated_at"])
        lastCustomerAt = Timestamp(optional: row["last_customer_at"])
        lastMessage = row["last_message"]
        lastAuthor = (row["last_author"] as String?).map { MessageAuthor(word: $0, agent: nil) }
        hasDeliveryFailure = row["has_delivery_failure"]
        note = row["note"]
        contactName = row["contact_name"]
        contactPhone = row["contact_phone"]
        contactUserID = row["contact_user_id"]
        entryPointAt = Timestamp(optional: row["entry_point_at"])
        entryReplyAt = Timestamp(optional: row["entry_reply_at"])
        isBeside = row["beside"] ? true : nil
    }
}

extension Message {
    /// What ``init(row:)`` reads, from `message m`.
    static let columns = """
        m.sequence, m.id, m.conversation, m.direction, m.author, m.agent, m.content,
        m.provider_id, m.at, m.received_at, m.delivery, m.failure, m.reply_to, m.reaction,
        m.is_edited, m.is_deleted, m.decision, m.file_removed_at
        """

    /// Reads a row of ``columns``.
    init(row: Row) throws {
        self.init(
            id: MessageID(row["id"]), sequence: row["sequence"],
            conversation: ConversationID(row["conversation"]),
            direction: Direction(rawValue: row["direction"]) ?? .inbound,
            author: MessageAuthor(word: row["author"], agent: row["agent"]),
            content: try StoredJSON.decode(row["content"]),
            at: Timestamp(milliseconds: row["at"]),
            receivedAt: Timestamp(milliseconds: row["received_at"]))
        providerID = row["provider_id"]
        delivery = (row["delivery"] as String?).flatMap(DeliveryState.init(rawValue:))
        failure = try (row["failure"] as String?).map { try StoredJSON.decode($0) }
        replyTo = row["reply_to"]
        reaction = row["reaction"]
        isEdited = row["is_edited"]
        isDeleted = row["is_deleted"]
        decision = (row["decision"] as String?).map(DecisionID.init)
        fileRemovedAt = Timestamp(optional: row["file_removed_at"])
    }
}

extension MessageAuthor {
    /// Reads a stored word; an agent's name stands beside it.
    init(word: String, agent: String?) {
        self =
            switch word {
            case "customer": .customer
            case "bot": .bot
            case "agent": .agent(PersonID(agent ?? ""))
            case "echo": .echo
            default: .system
            }
    }

    /// The person behind it.
    var agentID: String? {
        if case .agent(let person) = self { person.rawValue } else { nil }
    }
}

extension Timestamp {
    /// A moment that may be missing.
    init?(optional milliseconds: Int64?) {
        guard let milliseconds else { return nil }
        self.init(milliseconds: milliseconds)
    }
}
