import BatonCore
import GRDB

extension OutboxRows {
    /// Puts the parts of a message in its place: it becomes the first, the others follow it, and what
    /// waited behind it in the conversation waits behind them.
    static func replace(
        sequence: Int64, by parts: [MessageContent], connection: String, now: Timestamp,
        ids: IdentifierSource, _ rows: ConversationRows
    ) throws {
        let db = rows.db
        guard let first = parts.first,
            let row = try Row.fetchOne(
                db, sql: "SELECT id, epoch, turn, send FROM outbox WHERE sequence = ?",
                arguments: [sequence]),
            let whole = try message(of: SendID(row["id"]), db)
        else { return }
        let conversation = try rows.required(whole.conversation)
        var whatFor: Send = try StoredJSON.decode(row["send"])
        whatFor.content = first
        whatFor.replyTo = whole.replyTo
        let behind = try Int64.fetchAll(
            db,
            sql: """
                SELECT sequence FROM outbox
                WHERE conversation = ? AND state IN ('pending', 'sending')
                    AND state = 'pending' AND sequence > ? ORDER BY sequence
                """, arguments: [conversation.id.rawValue, sequence])
        try SearchIndex.remove(db, sequence: whole.sequence, text: whole.content.searchableText)
        try SearchIndex.insert(db, sequence: whole.sequence, text: first.searchableText)
        try db.execute(
            sql: "UPDATE message SET content = ?, delivery = 'pending' WHERE id = ?",
            arguments: [try StoredJSON.encode(first), whole.id.rawValue])
        try db.execute(
            sql: """
                UPDATE outbox SET state = 'pending', not_before = ?, attempts = 0, send = ?
                WHERE sequence = ?
                """,
            arguments: [
                now.milliseconds, try StoredJSON.encode(whatFor), sequence,
            ])
        for content in parts.dropFirst() {
            var part = whole
            part.id = ids.next()
            part.content = content
            part.replyTo = nil
            part.delivery = .pending
            _ = try rows.insert(part, connection: connection)
            let send: SendID = ids.next()
            try insert(
                send: send, message: part, conversation: conversation, epoch: row["epoch"],
                purposes: whatFor.purposes ?? [], now: now, db)
            try db.execute(
                sql: "UPDATE outbox SET turn = ? WHERE id = ?",
                arguments: [row["turn"] as Int64, send.rawValue])
        }
        for row in behind {
            try db.execute(
                sql: """
                    UPDATE outbox SET sequence = (SELECT max(sequence) + 1 FROM outbox)
                    WHERE sequence = ?
                    """, arguments: [row])
        }
    }

    /// Fails all that waits in a conversation, agents' replies too.
    static func failPending(of conversation: ConversationID, error: ProviderError, _ db: Database)
        throws
    {
        let pending = try Row.fetchAll(
            db,
            sql: """
                SELECT sequence, message FROM outbox
                WHERE conversation = ? AND state IN ('pending', 'sending') AND state = 'pending'
                """, arguments: [conversation.rawValue])
        for row in pending {
            try set(
                .failed, sequence: row["sequence"], message: row["message"], error: error, db)
        }
    }
}
