package import BatonCore
import GRDB

extension SQLiteStore {
    /// Hands everything of an inbox on to another, in one transaction.
    ///
    /// What was sent stays under the connection that sent it, so that its late statuses still find it;
    /// what was not goes out by the new one, in its channel's form.
    package func move(
        _ old: InboxID, to new: InboxID, channel: String, refit: @escaping MessageRefit,
        now: Timestamp
    ) async throws(StoreError) -> InboxMove {
        let isKnown = try await read { db in try InboxMoving(old, new, db).hasAnything() }
        guard isKnown else {
            return InboxMove(conversations: 0, sends: 0, withoutPhone: 0, left: 0)
        }
        return try await write { [ids, salt] context in
            let moving = InboxMoving(old, new, context.db)
            let open = try moving.openConversations()
            let conversations = try moving.conversations(channel: channel)
            let sends = try moving.pendingSends(refit, now: now, ids: ids)
            try moving.gateAndMoney()
            let move = InboxMove(
                conversations: conversations, sends: sends,
                withoutPhone: try moving.withoutPhone(open), left: try moving.left())
            guard !move.isEmpty else { return move }
            try EventLog.append(
                context, salt: salt(), conversation: nil, at: now, actor: .system, kind: .account,
                payload: [
                    "event": "moved", "from": old.description, "to": new.description,
                    "conversations": "\(move.conversations)", "sends": "\(move.sends)",
                    "without_phone": "\(move.withoutPhone)", "left": "\(move.left)",
                ])
            context.change.conversations.formUnion(open)
            context.change.hasOutbox = sends > 0
            return move
        }
    }
}

/// The statements of a move, inside a transaction.
private struct InboxMoving {
    let old: InboxID
    let new: InboxID
    let db: Database

    init(_ old: InboxID, _ new: InboxID, _ db: Database) {
        self.old = old
        self.new = new
        self.db = db
    }

    private var pair: [any DatabaseValueConvertible] { [old.connection, old.account] }
    private var both: [any DatabaseValueConvertible] {
        [new.connection, new.account, old.connection, old.account]
    }

    func hasAnything() throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM conversation WHERE connection = ? AND account = ?)
                    OR EXISTS (SELECT 1 FROM gate_inbox WHERE connection = ? AND account = ?)
                """, arguments: StatementArguments(pair + pair)) ?? false
    }

    func openConversations() throws -> [ConversationID] {
        try String.fetchAll(
            db,
            sql: """
                SELECT id FROM conversation
                WHERE connection = ? AND account = ? AND state = 'open'
                """, arguments: StatementArguments(pair)
        ).map(ConversationID.init)
    }

    func conversations(channel: String) throws -> Int {
        try db.execute(
            sql: """
                UPDATE conversation SET connection = ?, account = ?, channel = ?
                WHERE connection = ? AND account = ? AND NOT (state = 'open' AND EXISTS (
                    SELECT 1 FROM conversation other
                    WHERE other.contact = conversation.contact AND other.connection = ?
                        AND other.account = ? AND other.state = 'open'))
                """,
            arguments: [
                new.connection, new.account, channel, old.connection, old.account, new.connection,
                new.account,
            ])
        return db.changesCount
    }

    /// What was not sent yet; a quoted message of the old provider means nothing to the new one.
    func pendingSends(_ refit: MessageRefit, now: Timestamp, ids: IdentifierSource) throws -> Int {
        let waiting = try Row.fetchAll(
            db,
            sql: """
                SELECT o.sequence, o.message, o.send FROM outbox o
                JOIN conversation c ON c.id = o.conversation
                WHERE o.state = 'pending' AND o.connection = ? AND o.account = ?
                    AND c.connection = ? AND c.account = ? ORDER BY o.sequence
                """,
            arguments: [old.connection, old.account, new.connection, new.account])
        let rows = ConversationRows(db: db)
        for row in waiting {
            let sequence: Int64 = row["sequence"]
            var send: OutboxRows.Send = try StoredJSON.decode(row["send"])
            send.replyTo = nil
            try db.execute(
                sql: """
                    UPDATE outbox SET connection = ?, account = ?, send = ?, attempts = 0,
                        not_before = min(not_before, ?)
                    WHERE sequence = ?
                    """,
                arguments: [
                    new.connection, new.account, try StoredJSON.encode(send), now.milliseconds,
                    sequence,
                ])
            try db.execute(
                sql: "UPDATE message SET connection = ?, reply_to = NULL WHERE id = ?",
                arguments: [new.connection, row["message"] as String])
            let parts = refit(send.content)
            if parts != [send.content] {
                try OutboxRows.replace(
                    sequence: sequence, by: parts, connection: new.connection, now: now, ids: ids,
                    rows)
            }
        }
        return waiting.count
    }

    /// The gate with its proof, and what the number spent: they are the number's, not the provider's.
    func gateAndMoney() throws {
        for table in ["review", "label", "rating"] {
            try db.execute(
                sql: """
                    UPDATE \(table) SET connection = ?, account = ?
                    WHERE connection = ? AND account = ?
                    """, arguments: StatementArguments(both))
        }
        // What the new inbox has of its own stands above.
        for table in ["gate_version", "gate_inbox"] {
            try db.execute(
                sql: """
                    UPDATE OR IGNORE \(table) SET connection = ?, account = ?
                    WHERE connection = ? AND account = ?
                    """, arguments: StatementArguments(both))
        }
        try db.execute(
            sql: """
                INSERT INTO message_charge
                    (connection, account, month, category, currency, messages, micros)
                SELECT ?, ?, month, category, currency, messages, micros FROM message_charge
                WHERE connection = ? AND account = ?
                ON CONFLICT (connection, account, month, category, currency) DO UPDATE SET
                    messages = message_charge.messages + excluded.messages,
                    micros = message_charge.micros + excluded.micros
                """, arguments: StatementArguments(both))
        try db.execute(
            sql: "DELETE FROM message_charge WHERE connection = ? AND account = ?",
            arguments: StatementArguments(pair))
    }

    func withoutPhone(_ open: [ConversationID]) throws -> Int {
        try open.count { id in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT NOT EXISTS (
                        SELECT 1 FROM contact_identity i JOIN conversation c ON c.contact = i.contact
                        WHERE c.id = ? AND i.kind = 'phone' AND i.retired_at IS NULL)
                    """, arguments: [id.rawValue]) ?? false
        }
    }

    func left() throws -> Int {
        try Int.fetchOne(
            db,
            sql: "SELECT count(*) FROM conversation WHERE connection = ? AND account = ?",
            arguments: StatementArguments(pair)) ?? 0
    }
}
