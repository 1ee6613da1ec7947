import BatonCore
import GRDB

/// When a customer came by an advertisement or a page's button, inside a transaction.
enum EntryPoint {
    /// By conversation_contact.
    static let ofContact = NamedStatement(
        """
        SELECT entry_point_at, entry_reply_at FROM conversation
        WHERE contact = ? AND connection = ? AND account = ? AND id <> ?
        ORDER BY opened_at DESC LIMIT 1
        """, index: "conversation_contact")

    /// The customer comes: our next message is the first after it.
    static func set(_ at: Timestamp, of conversation: ConversationID, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE conversation SET entry_point_at = ?, entry_reply_at = NULL WHERE id = ?",
            arguments: [at.milliseconds, conversation.rawValue])
    }

    /// A message of ours went out.
    static func answered(_ conversation: ConversationID, at now: Timestamp, _ db: Database) throws {
        try db.execute(
            sql: """
                UPDATE conversation SET entry_reply_at = ?
                WHERE id = ? AND entry_point_at IS NOT NULL AND entry_reply_at IS NULL
                """, arguments: [now.milliseconds, conversation.rawValue])
    }

    /// A new conversation with the same customer: what was opened for them is still open.
    static func carry(into opened: Conversation, _ db: Database) throws {
        guard
            let row = try Row.fetchOne(
                try db.cachedStatement(sql: ofContact.sql),
                arguments: [
                    opened.contact.rawValue, opened.inbox.connection, opened.inbox.account,
                    opened.id.rawValue,
                ]), (row["entry_point_at"] as Int64?) != nil
        else { return }
        try db.execute(
            sql: "UPDATE conversation SET entry_point_at = ?, entry_reply_at = ? WHERE id = ?",
            arguments: [
                row["entry_point_at"] as Int64?, row["entry_reply_at"] as Int64?,
                opened.id.rawValue,
            ])
    }
}
