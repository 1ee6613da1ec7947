package import BatonCore
import GRDB

extension SQLiteStore {
    /// By outbox_due.
    static let dueSends = sends(halted: 0)
    private static func sends(halted: Int) -> NamedStatement {
        NamedStatement(
            """
            SELECT o.sequence, o.id, o.conversation, o.message, o.connection, o.account, o.author,
                o.epoch, o.turn, o.send, o.attempts, c.epoch AS now_epoch, c.turn AS now_turn,
                c.owner, c.contact, c.channel, m.agent, c.last_customer_at, c.language,
                c.entry_point_at, c.entry_reply_at,
                (SELECT name FROM contact p WHERE p.id = c.contact) AS contact_name,
                d.hash AS file_hash, d.mime AS file_mime, d.bytes AS file_bytes
            FROM outbox o
            JOIN conversation c ON c.id = o.conversation
            JOIN message m ON m.id = o.message
            LEFT JOIN media d ON d.message = o.message AND d.state = 'fetched'
            WHERE o.state = 'pending' AND o.not_before <= ?
                AND o.connection NOT IN (\(places(halted)))
                AND NOT EXISTS (
                    SELECT 1 FROM outbox earlier
                    WHERE earlier.conversation = o.conversation AND earlier.sequence < o.sequence
                        AND earlier.state IN ('pending', 'sending'))
            ORDER BY o.not_before, o.sequence LIMIT ?
            """, index: "outbox_due")
    }
    private static func places(_ count: Int) -> String {
        Array(repeating: "?", count: count).joined(separator: ", ")
    }
    /// By message_thread.
    static let lastInbound = NamedStatement(
        """
        SELECT provider_id FROM message
        WHERE conversation = ? AND direction = 'inbound' AND connection = ?
        ORDER BY at DESC, sequence DESC LIMIT 1
        """, index: "message_thread")
    /// By outbox_conversation, whose own condition must stand in the statement word for word.
    static let inFlight = NamedStatement(
        """
        SELECT id FROM outbox
        WHERE conversation = ? AND state IN ('pending', 'sending') AND state = 'sending'
        """, index: "outbox_conversation")
    /// By outbox_sending, in the same way.
    static let interrupted = NamedStatement(
        """
        SELECT id, connection, send,
            EXISTS (SELECT 1 FROM media d WHERE d.message = outbox.message) AS has_file
        FROM outbox WHERE state IN ('sending', 'unknown') AND state = 'sending'
        """, index: "outbox_sending")
    /// By outbox_due and outbox_sending: what is settled is never walked through.
    static let unsettled = NamedStatement(
        """
        SELECT 'pending' AS state, count(*) AS n FROM outbox WHERE state = 'pending'
        UNION ALL
        SELECT state, count(*) FROM outbox WHERE state IN ('sending', 'unknown') GROUP BY state
        """, index: "outbox_sending")

    /// Claims due rows; stale rows of bot and system are withdrawn in the same transaction.
    package func claimOutbox(
        now: Timestamp, deadline: Timestamp, limit: Int, halted: Set<String>
    ) async throws(StoreError) -> [OutboxItem] {
        guard limit > 0 else { return [] }
        let statement = Self.sends(halted: halted.count).sql
        @Sendable func due(_ limit: Int, _ db: Database) throws -> [Row] {
            let values: [any DatabaseValueConvertible] =
                [now.milliseconds] + halted.sorted() + [limit]
            return try Row.fetchAll(
                try db.cachedStatement(sql: statement), arguments: StatementArguments(values))
        }
        // Asked first without the writer, since mostly there is nothing.
        let hasDue = try await read { db in try !due(1, db).isEmpty }
        guard hasDue else { return [] }
        return try await write { [salt] context in
            let db = context.db
            var items: [OutboxItem] = []
            for row in try due(limit, db) {
                if try Self.withdrawStale(row, now: now, salt: salt, &context) { continue }
                items.append(try Self.item(of: row, db))
                try db.execute(
                    sql: """
                        UPDATE outbox SET state = 'sending', deadline = ?, attempts = attempts + 1
                        WHERE sequence = ?
                        """,
                    arguments: [deadline.milliseconds, row["sequence"] as Int64])
                try db.execute(
                    sql: "UPDATE message SET delivery = 'sending' WHERE id = ?",
                    arguments: [row["message"] as String])
            }
            return items
        }
    }

    /// Whether a row's question has moved on or a person has taken over; then it is cancelled.
    private static func withdrawStale(
        _ row: Row, now: Timestamp, salt: @Sendable () -> [UInt8], _ context: inout WriteContext
    ) throws -> Bool {
        let author: String = row["author"]
        guard author != "agent" else { return false }
        let isOldEpoch = (row["epoch"] as Int64) != (row["now_epoch"] as Int64)
        let isOldTurn = author == "bot" && (row["turn"] as Int64) != (row["now_turn"] as Int64)
        guard isOldEpoch || isOldTurn else { return false }
        let id = ConversationID(row["conversation"])
        if !isOldEpoch, row["owner"] == "bot" {
            try reopen(id, now: now, context.db)
        } else {
            try OutboxRows.set(
                .cancelled, sequence: row["sequence"], message: row["message"], context.db)
        }
        try EventLog.append(
            context, salt: salt(), conversation: id, at: now, actor: .system, kind: .delivery,
            payload: ["message": row["message"], "state": DeliveryState.cancelled.rawValue])
        context.change.conversations.insert(id)
        context.change.hasOutbox = true
        return true
    }

    /// A stale answer is withdrawn with those that wait behind it, and all is decided anew.
    ///
    /// Where the newer turn was decided meanwhile, a turn of its own makes room for the decision.
    private static func reopen(_ id: ConversationID, now: Timestamp, _ db: Database) throws {
        try db.execute(
            sql: """
                UPDATE conversation SET
                    turn = CASE WHEN decided_turn >= turn THEN turn + 1 ELSE turn END,
                    decide_at = coalesce(decide_at, ?),
                    undecided_since = coalesce(undecided_since, ?)
                WHERE id = ?
                """, arguments: [now.milliseconds, now.milliseconds, id.rawValue])
        try ConversationRows(db: db).withdrawAnswers(of: id)
    }

    private static func item(of row: Row, _ db: Database) throws -> OutboxItem {
        let send: OutboxRows.Send = try StoredJSON.decode(row["send"])
        let conversation: String = row["conversation"]
        var item = OutboxItem(
            id: SendID(row["id"]), conversation: ConversationID(conversation),
            message: MessageID(row["message"]),
            inbox: InboxID(connection: row["connection"], account: row["account"]),
            recipient: try ContactBook.address(
                of: ContactID(row["contact"]), channel: row["channel"], db),
            content: send.content, replyTo: send.replyTo,
            author: MessageAuthor(word: row["author"], agent: row["agent"]),
            attempts: row["attempts"],
            lastInboundProviderID: try String.fetchOne(
                try db.cachedStatement(sql: lastInbound.sql),
                arguments: [conversation, row["connection"] as String]))
        if let quoted = send.replyTo, try isForeign(quoted, row, db) { item.replyTo = nil }
        item.contact = ContactID(row["contact"])
        item.entryPointAt = Timestamp(optional: row["entry_point_at"])
        item.entryReplyAt = Timestamp(optional: row["entry_reply_at"])
        item.lastCustomerAt = Timestamp(optional: row["last_customer_at"])
        item.language = (row["language"] as String?).flatMap(Language.init(rawValue:))
        item.contactName = row["contact_name"]
        item.purposes = send.purposes ?? []
        if let hash = row["file_hash"] as String? {
            item.file = KeptFile(
                hash: hash, mime: row["file_mime"] ?? "application/octet-stream",
                bytes: row["file_bytes"] ?? 0)
        }
        return item
    }

    /// Whether a message that is to be quoted came by another connection, before the inbox moved.
    private static func isForeign(_ quoted: String, _ row: Row, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (
                    SELECT 1 FROM message
                    WHERE conversation = ? AND provider_id = ? AND connection <> ?)
                """,
            arguments: [row["conversation"] as String, quoted, row["connection"] as String])
            ?? false
    }

    /// Records what came of a claimed send.
    package func finish(
        _ send: SendID, with result: SendResult, charge: MessageCharge?, now: Timestamp
    ) async throws(StoreError) {
        try await write { [ids, salt] context in
            guard
                let row = try Row.fetchOne(
                    context.db,
                    sql: """
                        SELECT o.sequence, o.id, o.conversation, o.message, o.connection,
                            o.author, o.state, c.channel, m.delivery
                        FROM outbox o JOIN conversation c ON c.id = o.conversation
                        JOIN message m ON m.id = o.message
                        WHERE o.id = ?
                        """, arguments: [send.rawValue])
            else { throw StoreError(.notFound, "there is no send \(send)") }
            // An answer that comes after the deadline still tells what became of an unknown send.
            switch (row["state"] as String, result) {
            case ("sending", _), ("unknown", .accepted): break
            default: return
            }
            let ending = SendEnding(
                row: row, rows: ConversationRows(db: context.db), now: now, ids: ids, salt: salt)
            try ending.apply(result, &context)
            if case .accepted = result, let charge { try PolicyRows.add(charge, context.db) }
            context.change.conversations.insert(ConversationID(row["conversation"]))
            context.change.hasOutbox = true
        }
    }

    /// At start: rows left in flight by a process that died may have been sent.
    package func recoverInterruptedSends(
        recorded: Set<String>, uploading: Set<String>, now: Timestamp
    ) async throws(StoreError) -> Int {
        let interrupted = try await read { db in
            try Row.fetchAll(db, sql: Self.interrupted.sql).map { row in
                let connection: String = row["connection"]
                let send: OutboxRows.Send? = try? StoredJSON.decode(row["send"])
                let waitsForUpload =
                    uploading.contains(connection) && row["has_file"]
                    && send.map { $0.content.mediaID == nil } == true
                return (
                    send: SendID(row["id"]),
                    isUnsent: recorded.contains(connection) || waitsForUpload
                )
            }
        }
        for (send, isUnsent) in interrupted {
            try await finish(
                send, with: isUnsent ? .postponed(until: now) : .unknown, now: now)
        }
        return interrupted.count { !$0.isUnsent }
    }

    /// When the next pending row is due.
    package func nextSendDue(halted: Set<String>) async throws(StoreError) -> Timestamp? {
        try await read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT o.not_before, o.connection FROM outbox o
                    WHERE o.state = 'pending' AND NOT EXISTS (
                        SELECT 1 FROM outbox earlier
                        WHERE earlier.conversation = o.conversation
                            AND earlier.sequence < o.sequence
                            AND earlier.state IN ('pending', 'sending'))
                    ORDER BY o.not_before
                    """)
            while let row = try rows.next() {
                if !halted.contains(row["connection"]) {
                    return Timestamp(milliseconds: row["not_before"])
                }
            }
            return nil
        }
    }

    /// Sends of a conversation that are on their way to the provider.
    package func sendsInFlight(_ conversation: ConversationID) async throws(StoreError)
        -> [SendID]
    {
        try await read { db in
            try String.fetchAll(
                try db.cachedStatement(sql: Self.inFlight.sql),
                arguments: [conversation.rawValue]
            ).map(SendID.init)
        }
    }

    /// Rows by state.
    package func outboxCounts() async throws(StoreError) -> [DeliveryState: Int] {
        try await read { db in
            var counts: [DeliveryState: Int] = [:]
            let rows = try Row.fetchAll(try db.cachedStatement(sql: Self.unsettled.sql))
            for row in rows {
                let count: Int = row["n"]
                if count > 0, let state = DeliveryState(rawValue: row["state"]) {
                    counts[state] = count
                }
            }
            return counts
        }
    }

    /// Fails what the bot meant to send on a stopped connection, and hands its conversations over.
    package func handOverHalted(connection: String, error: ProviderError, now: Timestamp)
        async throws(StoreError)
    {
        try await write { [ids, salt] context in
            let pending = try Row.fetchAll(
                context.db,
                sql: """
                    SELECT o.sequence, o.id, o.conversation, o.message, o.connection, o.author,
                        o.state, c.channel, m.delivery
                    FROM outbox o JOIN conversation c ON c.id = o.conversation
                    JOIN message m ON m.id = o.message
                    WHERE o.state = 'pending' AND o.connection = ? AND o.author <> 'agent'
                    """, arguments: [connection])
            for row in pending {
                let ending = SendEnding(
                    row: row, rows: ConversationRows(db: context.db), now: now, ids: ids,
                    salt: salt)
                try ending.apply(.failed(error, reason: .channelHalted), &context)
                context.change.conversations.insert(ConversationID(row["conversation"]))
            }
        }
    }
}
