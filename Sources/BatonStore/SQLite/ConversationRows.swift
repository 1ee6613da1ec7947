import BatonCore
import GRDB

/// Reading and changing conversation and message rows inside a transaction.
struct ConversationRows {
    let db: Database

    /// By the primary key.
    static let byID = NamedStatement(
        """
        SELECT \(Conversation.columns) FROM conversation c JOIN contact p ON p.id = c.contact
        WHERE c.id = ?
        """, index: "sqlite_autoindex_conversation_1")
    /// By the partial unique index of open conversations.
    static let open = NamedStatement(
        """
        SELECT id FROM conversation
        WHERE contact = ? AND connection = ? AND account = ? AND state = 'open' AND beside = 0
        """, index: "conversation_open")
    /// By the partial index of conversations beside another.
    static let openBeside = NamedStatement(
        """
        SELECT id FROM conversation
        WHERE contact = ? AND connection = ? AND account = ? AND state = 'open' AND beside = 1
        LIMIT 1
        """, index: "conversation_beside")
    /// By conversation_contact.
    static let others = NamedStatement(
        """
        SELECT \(Conversation.columns) FROM conversation c JOIN contact p ON p.id = c.contact
        WHERE c.contact = ? AND c.id <> ? ORDER BY c.opened_at DESC LIMIT ?
        """, index: "conversation_contact")
    /// By message_provider.
    static let byProvider = NamedStatement(
        """
        SELECT \(Message.columns) FROM message m
        WHERE m.connection = ? AND m.provider_id = ? AND m.provider_id IS NOT NULL
        """, index: "message_provider")
    private static let insertMessage = """
        INSERT INTO message
            (id, conversation, direction, author, agent, content, connection, provider_id, at,
             received_at, turn, delivery, reply_to, decision)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    func conversation(_ id: ConversationID) throws -> Conversation? {
        try Row.fetchOne(try db.cachedStatement(sql: Self.byID.sql), arguments: [id.rawValue])
            .map(Conversation.init(row:))
    }

    /// The conversation, or the error that says there is none.
    func required(_ id: ConversationID) throws -> Conversation {
        guard let found = try conversation(id) else {
            throw StoreError.noConversation(id)
        }
        return found
    }

    /// Where what a contact writes comes in; one beside another only once the other is over.
    func openConversation(contact: ContactID, inbox: InboxID) throws -> ConversationID? {
        for statement in [Self.open, Self.openBeside] {
            let found = try String.fetchOne(
                try db.cachedStatement(sql: statement.sql),
                arguments: [contact.rawValue, inbox.connection, inbox.account])
            if let found { return ConversationID(found) }
        }
        return nil
    }

    /// The contact's other conversations, whether they go on or not, the newest first.
    func others(than id: ConversationID, of contact: ContactID, limit: Int) throws
        -> [Conversation]
    {
        try Row.fetchAll(
            try db.cachedStatement(sql: Self.others.sql),
            arguments: [contact.rawValue, id.rawValue, limit]
        ).map(Conversation.init(row:))
    }

    func insert(_ conversation: Conversation) throws {
        try db.execute(
            sql: """
                INSERT INTO conversation
                    (id, connection, account, channel, contact, state, owner, epoch, turn, reason,
                     priority, waiting_since, opened_at, updated_at)
                VALUES (?, ?, ?, ?, ?, 'open', ?, 0, 0, ?, ?, ?, ?, ?)
                """,
            arguments: [
                conversation.id.rawValue, conversation.inbox.connection,
                conversation.inbox.account, conversation.channel, conversation.contact.rawValue,
                conversation.owner == .bot ? "bot" : "queue", conversation.reason?.rawValue,
                conversation.priority, conversation.waitingSince?.milliseconds,
                conversation.openedAt.milliseconds, conversation.updatedAt.milliseconds,
            ])
    }

    func message(connection: String, providerID: String) throws -> Message? {
        try Row.fetchOne(
            try db.cachedStatement(sql: Self.byProvider.sql), arguments: [connection, providerID]
        ).map(Message.init(row:))
    }

    /// Adds a message and makes it the conversation's last, searchable.
    func insert(
        _ message: Message, connection: String, turn: Int64? = nil
    ) throws -> Int64 {
        try db.cachedStatement(sql: Self.insertMessage).execute(
            arguments: [
                message.id.rawValue, message.conversation.rawValue, message.direction.rawValue,
                message.author.word, message.author.agentID,
                try StoredJSON.encode(message.content), connection, message.providerID,
                message.at.milliseconds, message.receivedAt.milliseconds, turn,
                message.delivery?.rawValue, message.replyTo, message.decision?.rawValue,
            ])
        let sequence = db.lastInsertedRowID
        try SearchIndex.insert(db, sequence: sequence, text: message.content.searchableText)
        // The notice of a handover says nothing that a colleague needs to see in the list.
        if message.direction != .note, message.author != .system {
            try db.execute(
                sql: """
                    UPDATE conversation SET last_message = ?, last_author = ?,
                        updated_at = max(updated_at, ?) WHERE id = ?
                    """,
                arguments: [
                    Self.preview(of: message.content), message.author.word,
                    message.receivedAt.milliseconds, message.conversation.rawValue,
                ])
        }
        return sequence
    }

    private static func preview(of content: MessageContent) -> String {
        String((content.words ?? "[\(content.type.rawValue)]").prefix(previewLength))
    }

    /// Characters of a message that the queue may show.
    private static let previewLength = 160

    /// Changes what a message holds, in the search index and the queue's line too.
    func replaceContent(
        of message: Message, with content: MessageContent, mark: String, now: Timestamp
    ) throws {
        try SearchIndex.remove(db, sequence: message.sequence, text: message.content.searchableText)
        try SearchIndex.insert(db, sequence: message.sequence, text: content.searchableText)
        try db.execute(
            sql: "UPDATE message SET content = ?, \(mark) = 1 WHERE id = ?",
            arguments: [try StoredJSON.encode(content), message.id.rawValue])
        try db.execute(
            sql: """
                UPDATE conversation SET updated_at = max(updated_at, ?),
                    last_message = CASE WHEN ? = (
                        SELECT max(sequence) FROM message
                        WHERE conversation = conversation.id AND direction <> 'note')
                    THEN ? ELSE last_message END
                WHERE id = ?
                """,
            arguments: [
                now.milliseconds, message.sequence, Self.preview(of: content),
                message.conversation.rawValue,
            ])
    }

    /// The conversation's next owner, with a new epoch; the bot's pending rows are withdrawn.
    func change(
        owner: Owner, of id: ConversationID, reason: ReasonCode?, now: Timestamp
    ) throws {
        let word =
            switch owner {
            case .bot: "bot"
            case .queue: "queue"
            case .agent: "agent"
            }
        try db.execute(
            sql: """
                UPDATE conversation SET owner = ?, agent = ?, epoch = epoch + 1,
                    reason = coalesce(?, reason), priority = coalesce(?, priority),
                    waiting_since = CASE WHEN ? = 'bot' THEN NULL
                        ELSE coalesce(waiting_since, ?) END,
                    decide_at = NULL, updated_at = ? WHERE id = ?
                """,
            arguments: [
                word, owner.agent?.rawValue, reason?.rawValue, reason?.priority, word,
                now.milliseconds, now.milliseconds, id.rawValue,
            ])
        try cancelPending(of: id, authors: ["bot", "system"])
    }

    /// Withdraws answers that a newer question made stale, and makes their questions undecided
    /// again, so that the next decision covers them too; by outbox_conversation.
    ///
    /// A decision of which a part was already handed to the provider stays as it is.
    func withdrawAnswers(of id: ConversationID) throws {
        let decisions = Set(
            try String.fetchAll(
                db,
                sql: """
                    SELECT m.decision FROM outbox o JOIN message m ON m.id = o.message
                    WHERE o.conversation = ? AND o.state IN ('pending', 'sending')
                        AND o.state = 'pending' AND o.author = 'bot'
                        AND m.decision IS NOT NULL
                    """, arguments: [id.rawValue]))
        try cancelPending(of: id, authors: ["bot"])
        for decision in decisions {
            try db.execute(
                sql: """
                    UPDATE conversation SET decided_turn = min(decided_turn, coalesce((
                        SELECT min(turn) - 1 FROM message
                        WHERE decision = ? AND turn IS NOT NULL), decided_turn))
                    WHERE id = ? AND NOT EXISTS (
                        SELECT 1 FROM message m JOIN outbox o ON o.message = m.id
                        WHERE m.decision = ? AND o.state <> 'cancelled')
                    """, arguments: [decision, id.rawValue, decision])
        }
    }

    /// Withdraws rows that have not begun; by outbox_conversation.
    func cancelPending(of id: ConversationID, authors: [String]) throws {
        let marks = authors.map { _ in "?" }.joined(separator: ", ")
        let arguments = StatementArguments([id.rawValue] + authors)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT sequence, message FROM outbox
                WHERE conversation = ? AND state IN ('pending', 'sending')
                    AND state = 'pending' AND author IN (\(marks))
                """, arguments: arguments)
        for row in rows {
            try db.execute(
                sql: "UPDATE outbox SET state = 'cancelled' WHERE sequence = ?",
                arguments: [row["sequence"] as Int64])
            try db.execute(
                sql: "UPDATE message SET delivery = 'cancelled' WHERE id = ?",
                arguments: [row["message"] as String])
        }
    }
}
