import BatonCore
import GRDB

/// Taking the words out of the record, inside one transaction of bounded work.
struct Erasure {
    /// How much of a conversation went.
    enum Taken {
        /// All of it.
        case all
        /// As much as there was room for.
        case some
        /// Nothing: something has happened in it, or people have it.
        case none
    }

    let db: Database
    let erased: ErasedIDs
    /// How many more rows this transaction takes out.
    private(set) var room: Int
    let now: Timestamp
    var batch = ErasedBatch()
    private let allowance: Int

    init(db: Database, erased: ErasedIDs, room: Int, now: Timestamp) {
        self.db = db
        self.erased = erased
        self.room = room
        self.now = now
        allowance = room
    }

    /// Takes up so many rows of what there is room for.
    mutating func use(_ rows: Int) { room -= rows }

    /// By the primary key: what ``take(_:)`` asks again before it takes anything.
    static let stillDue = NamedStatement(
        """
        SELECT contact, channel, state FROM conversation c
        WHERE c.id = ? AND c.erased_at IS NULL AND c.updated_at < ?
            AND (c.state = 'resolved'
                OR (c.owner = 'bot' AND c.decide_at IS NULL AND c.undecided_since IS NULL))
            AND NOT EXISTS (
                SELECT 1 FROM outbox o
                WHERE o.conversation = c.id AND o.state IN ('pending', 'sending'))
            AND NOT EXISTS (
                SELECT 1 FROM message m WHERE m.conversation = c.id AND m.received_at >= ?)
            AND NOT EXISTS (
                SELECT 1 FROM draft d WHERE d.conversation = c.id AND d.updated_at >= ?)
        """, index: "sqlite_autoindex_conversation_1")
    /// By message_thread.
    static let messages = NamedStatement(
        """
        SELECT sequence, id, content, connection, provider_id FROM message
        WHERE conversation = ? ORDER BY at, sequence LIMIT ?
        """, index: "message_thread")
    /// By the unique index of turns.
    static let decisions = NamedStatement(
        "SELECT sequence, body FROM decision WHERE conversation = ? AND erased_at IS NULL LIMIT ?",
        index: "sqlite_autoindex_decision_2")
    /// By event_log_conversation.
    static let logged = NamedStatement(
        """
        UPDATE event_log SET payload = NULL, salt = NULL WHERE sequence IN (
            SELECT sequence FROM event_log
            WHERE conversation = ? AND salt IS NOT NULL ORDER BY sequence LIMIT ?)
        """, index: "event_log_conversation")

    /// Takes out of a conversation what there is room for.
    mutating func take(_ due: DueConversation) throws -> Taken {
        let before = due.before.milliseconds
        guard
            let row = try Row.fetchOne(
                try db.cachedStatement(sql: Self.stillDue.sql),
                arguments: [due.id.rawValue, before, before, before])
        else { return .none }
        let contact = ContactID(row["contact"])
        // Closed first: what the customer writes from here on opens another.
        if row["state"] == "open" {
            try db.execute(
                sql: """
                    UPDATE conversation SET state = 'resolved', waiting_since = NULL,
                        has_delivery_failure = 0 WHERE id = ?
                    """, arguments: [due.id.rawValue])
        }
        try takeMessages(of: due.id, contact)
        try takeEvents(of: due.id)
        try takeDecisions(of: due.id)
        try take(Self.logged, [due.id.rawValue])
        try takeVisitorEvents(of: contact, before: due.before)
        guard room > 0 else { return .some }
        try takeRest(of: due.id)
        try takeContact(contact, before: due.before)
        return .all
    }

    /// Runs a statement whose last place is how many rows it takes out at most.
    mutating func take(_ statement: NamedStatement, _ values: [any DatabaseValueConvertible])
        throws
    {
        guard room > 0 else { return }
        let all: [any DatabaseValueConvertible] = values + [room]
        try db.cachedStatement(sql: statement.sql).execute(arguments: StatementArguments(all))
        use(db.changesCount)
    }

    private mutating func takeMessages(of id: ConversationID, _ contact: ContactID) throws {
        guard room > 0 else { return }
        let rows = try Row.fetchAll(
            try db.cachedStatement(sql: Self.messages.sql), arguments: [id.rawValue, room])
        use(rows.count)
        for row in rows {
            let content: MessageContent = try StoredJSON.decode(row["content"])
            try SearchIndex.remove(db, sequence: row["sequence"], text: content.searchableText)
            try forgetFile(of: MessageID(row["id"]), contact)
            if let providerID = row["provider_id"] as String? {
                try erased.remember(message: providerID, of: row["connection"])
            }
            try db.cachedStatement(sql: "DELETE FROM outbox WHERE message = ?").execute(
                arguments: [row["id"] as String])
            try db.cachedStatement(sql: "DELETE FROM message WHERE sequence = ?").execute(
                arguments: [row["sequence"] as Int64])
        }
    }

    private mutating func takeDecisions(of id: ConversationID) throws {
        guard room > 0 else { return }
        let rows = try Row.fetchAll(
            try db.cachedStatement(sql: Self.decisions.sql), arguments: [id.rawValue, room])
        use(rows.count)
        for row in rows {
            let decision: Decision = try StoredJSON.decode(row["body"])
            try db.execute(
                sql: "UPDATE decision SET body = ?, erased_at = ? WHERE sequence = ?",
                arguments: [
                    try StoredJSON.encode(decision.withoutWords), now.milliseconds,
                    row["sequence"] as Int64,
                ])
        }
    }

    /// What hangs on the conversation itself, and its own words.
    private func takeRest(of id: ConversationID) throws {
        for sql in [
            "DELETE FROM draft WHERE conversation = ?",
            "DELETE FROM policy_strike WHERE conversation = ?",
            // Nobody can judge any more what it was about.
            "DELETE FROM review WHERE conversation = ? AND labelled_at IS NULL",
            "UPDATE label SET note = NULL WHERE conversation = ? AND note IS NOT NULL",
        ] {
            try db.execute(sql: sql, arguments: [id.rawValue])
        }
        try db.execute(
            sql: """
                UPDATE conversation SET last_message = NULL, note = NULL, erased_at = ?
                WHERE id = ?
                """, arguments: [now.milliseconds, id.rawValue])
    }

    /// Says in the log how much was taken out, and never what.
    func end(_ context: WriteContext, salt: [UInt8], by actor: Actor) throws {
        let isDone = !batch.finished.isEmpty || batch.files > 0
        if isDone || room < allowance { try Self.owe(db) }
        guard isDone else { return }
        try EventLog.append(
            context, salt: salt, conversation: nil, at: now, actor: actor, kind: .erased,
            payload: [
                "why": "age", "conversations": "\(batch.finished.count)",
                "files": "\(batch.files)",
            ])
    }

    /// Notes that bytes of what was erased may still lie in file and log, until they are scrubbed.
    static func owe(_ db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO store_fact (name, value) VALUES (?, '1')",
            arguments: [owed])
    }

    /// The fact's name.
    static let owed = "erased_bytes"
}
