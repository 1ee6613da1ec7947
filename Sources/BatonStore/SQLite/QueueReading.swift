import BatonCore
import GRDB

/// What several reads share, inside one snapshot.
enum QueueReading {
    /// By message_thread.
    static let thread = NamedStatement(
        """
        SELECT \(Message.columns) FROM message m
        WHERE m.conversation = ? AND (m.at, m.sequence) < (?, ?)
        ORDER BY m.at DESC, m.sequence DESC LIMIT ?
        """, index: "message_thread")
    /// By the unique index of (conversation, turn, epoch).
    static let lastDecision = NamedStatement(
        """
        SELECT body FROM decision WHERE conversation = ?
        ORDER BY turn DESC, epoch DESC LIMIT 1
        """, index: "sqlite_autoindex_decision_2")

    static func messages(
        in conversation: ConversationID, before: MessageCursor?, limit: Int, _ db: Database
    ) throws -> [Message] {
        let end = before ?? MessageCursor(at: Timestamp(milliseconds: .max), sequence: .max)
        return try Row.fetchAll(
            try db.cachedStatement(sql: thread.sql),
            arguments: [conversation.rawValue, end.at.milliseconds, end.sequence, limit]
        ).map(Message.init(row:)).reversed()
    }

    static func contact(_ id: ContactID, _ db: Database) throws -> Contact {
        guard
            let row = try Row.fetchOne(
                db, sql: "SELECT name, created_at, identity_changed_at FROM contact WHERE id = ?",
                arguments: [id.rawValue])
        else { throw StoreError(.notFound, "there is no contact \(id)") }
        return Contact(
            id: id, name: row["name"], identities: try ContactBook.identities(of: id, db),
            createdAt: Timestamp(milliseconds: row["created_at"]),
            identityChangedAt: Timestamp(optional: row["identity_changed_at"]))
    }

    static func latestDecision(in conversation: ConversationID, _ db: Database) throws
        -> Decision?
    {
        try String.fetchOne(
            try db.cachedStatement(sql: lastDecision.sql), arguments: [conversation.rawValue]
        ).map { try StoredJSON.decode($0) }
    }
}
