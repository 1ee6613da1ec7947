package import BatonCore
import GRDB

extension SQLiteStore {
    /// By conversation_kept.
    static let recorded = NamedStatement(
        """
        SELECT connection, account, max(channel) AS channel FROM conversation
        WHERE erased_at IS NULL GROUP BY connection, account
        """, index: "conversation_kept")
    /// What ``QuietConversation/init(row:)`` reads, from `conversation c`.
    private static let quietColumns = """
        c.id, c.connection, c.account, c.channel, c.state, c.owner, c.updated_at,
        max(c.updated_at, coalesce((
            SELECT max(l.received_at) FROM message l WHERE l.conversation = c.id), 0)
        ) AS last_event_at,
        c.decide_at IS NOT NULL OR c.undecided_since IS NOT NULL AS is_undecided,
        EXISTS (
            SELECT 1 FROM outbox o
            WHERE o.conversation = c.id AND o.state IN ('pending', 'sending')) AS has_unsent,
        \(Conversation.addressColumns)
        """
    /// By conversation_kept.
    static let quiet = NamedStatement(
        """
        SELECT \(quietColumns) FROM conversation c
        WHERE c.connection = ? AND c.account = ? AND c.erased_at IS NULL AND c.updated_at < ?
            AND (c.updated_at, c.id) > (?, ?)
        ORDER BY c.updated_at, c.id LIMIT ?
        """, index: "conversation_kept")
    /// By media_age.
    static let agedFiles = NamedStatement(
        """
        SELECT d.message, d.not_before, m.received_at, \(quietColumns) FROM media d
        JOIN message m ON m.id = d.message
        JOIN conversation c ON c.id = m.conversation
        WHERE d.not_before < ? AND (d.not_before, d.message) > (?, ?)
        ORDER BY d.not_before, d.message LIMIT ?
        """, index: "media_age")
    /// By inbox_loose.
    static let looseEvents = NamedStatement(
        """
        SELECT sequence, connection, account, event, received_at FROM inbox
        WHERE conversation IS NULL AND erased_at IS NULL AND received_at < ?
            AND (received_at, sequence) > (?, ?) AND applied_at IS NOT NULL
        ORDER BY received_at, sequence LIMIT ?
        """, index: "inbox_loose")

    /// The inboxes that have conversations which are not erased.
    package func recordedInboxes() async throws(StoreError) -> [RecordedInbox] {
        try await read { db in
            try Row.fetchAll(try db.cachedStatement(sql: Self.recorded.sql))
                .map(RecordedInbox.init(row:))
        }
    }

    /// Conversations of an inbox that nothing has happened in since a time, the oldest first.
    package func quietConversations(
        of inbox: InboxID, before: Timestamp, after: QuietConversation?, limit: Int
    ) async throws(StoreError) -> [QuietConversation] {
        try await read { db in
            try Row.fetchAll(
                try db.cachedStatement(sql: Self.quiet.sql),
                arguments: [
                    inbox.connection, inbox.account, before.milliseconds,
                    after?.place.milliseconds ?? .min, after?.id.rawValue ?? "", limit,
                ]
            ).map(QuietConversation.init(row:))
        }
    }

    /// Files of messages that came before a time, the oldest first.
    package func agedFiles(before: Timestamp, after: AgedFile?, limit: Int)
        async throws(StoreError) -> [AgedFile]
    {
        try await read { db in
            try Row.fetchAll(
                try db.cachedStatement(sql: Self.agedFiles.sql),
                arguments: [
                    before.milliseconds, after?.place.milliseconds ?? .min,
                    after?.message.rawValue ?? "", limit,
                ]
            ).map { row in
                AgedFile(
                    message: MessageID(row["message"]),
                    receivedAt: Timestamp(milliseconds: row["received_at"]),
                    conversation: QuietConversation(row: row),
                    place: Timestamp(milliseconds: row["not_before"]))
            }
        }
    }

    /// Applied events that touched no conversation and came before a time, the oldest first.
    package func looseEvents(before: Timestamp, after: LooseEvent?, limit: Int)
        async throws(StoreError) -> [LooseEvent]
    {
        try await read { db in
            try Row.fetchAll(
                try db.cachedStatement(sql: Self.looseEvents.sql),
                arguments: [
                    before.milliseconds, after?.receivedAt.milliseconds ?? .min,
                    after?.sequence ?? 0, limit,
                ]
            ).map { row in
                let event: InboundEvent = try StoredJSON.decode(row["event"])
                return LooseEvent(
                    sequence: row["sequence"],
                    inbox: InboxID(connection: row["connection"], account: row["account"]),
                    address: event.contact ?? event.recipient,
                    receivedAt: Timestamp(milliseconds: row["received_at"]))
            }
        }
    }

    /// Erases conversations in one transaction of bounded work.
    package func erase(
        _ due: [DueConversation], rows: Int, by actor: Actor, now: Timestamp
    ) async throws(StoreError) -> ErasedBatch {
        try await write { [salt] context in
            var erasure = Erasure(
                db: context.db, erased: try ErasedIDs.opened(salt: salt, context.db),
                room: rows, now: now)
            for one in due where erasure.room > 0 {
                switch try erasure.take(one) {
                case .all: erasure.batch.finished.append(one.id)
                case .some: break
                case .none: erasure.batch.kept.append(one.id)
                }
            }
            try erasure.end(context, salt: salt(), by: actor)
            context.change.conversations.formUnion(erasure.batch.finished)
            return erasure.batch
        }
    }

    /// Takes files off messages that stay.
    package func removeFiles(_ due: [DueFile], by actor: Actor, now: Timestamp)
        async throws(StoreError) -> ErasedBatch
    {
        try await write { [salt] context in
            var erasure = Erasure(
                db: context.db, erased: try ErasedIDs.opened(salt: salt, context.db), room: 0,
                now: now)
            for file in due {
                if let conversation = try erasure.removeFile(file) {
                    context.change.conversations.insert(conversation)
                }
            }
            try erasure.end(context, salt: salt(), by: actor)
            return erasure.batch
        }
    }

    /// Erases events that touched no conversation.
    package func erase(_ events: [LooseEvent], now: Timestamp) async throws(StoreError) {
        try await write { [salt] context in
            var erasure = Erasure(
                db: context.db, erased: try ErasedIDs.opened(salt: salt, context.db), room: 0,
                now: now)
            for event in events { try erasure.eraseLoose(event) }
            try Erasure.owe(context.db)
        }
    }

    /// The connections that have requests which brought no event.
    package func looseRequestConnections() async throws(StoreError) -> [String] {
        try await read { db in
            // By webhook_loose, whose own condition stands in the statement.
            try String.fetchAll(
                db,
                sql: "SELECT connection FROM webhook WHERE is_loose = 1 GROUP BY connection")
        }
    }

    /// Erases requests of a connection that brought no event and came before a time.
    package func eraseLooseRequests(
        of connection: String, before: Timestamp, limit: Int, now: Timestamp
    ) async throws(StoreError) -> Int {
        try await write { context in
            // By webhook_loose, whose own condition stands in the statement.
            try context.db.execute(
                sql: """
                    UPDATE webhook SET body = x'', is_loose = 0 WHERE sequence IN (
                        SELECT sequence FROM webhook
                        WHERE connection = ? AND received_at < ? AND is_loose = 1 LIMIT ?)
                    """, arguments: [connection, before.milliseconds, limit])
            let count = context.db.changesCount
            if count > 0 { try Erasure.owe(context.db) }
            return count
        }
    }
}

extension RecordedInbox {
    /// Reads connection, account and channel.
    fileprivate init(row: Row) {
        self.init(
            id: InboxID(connection: row["connection"], account: row["account"]),
            channel: row["channel"])
    }
}

extension QuietConversation {
    /// Reads a row of the store's columns for it.
    fileprivate init(row: Row) {
        let isOpen = row["state"] == "open"
        let isUnfinished = (row["has_unsent"] as Bool) || (isOpen && (row["is_undecided"] as Bool))
        let work: Work =
            isOpen && row["owner"] != "bot" ? .people : isUnfinished ? .unfinished : .none
        self.init(
            id: ConversationID(row["id"]), inbox: RecordedInbox(row: row),
            lastEventAt: Timestamp(milliseconds: row["last_event_at"]), work: work,
            phone: row["contact_phone"], userID: row["contact_user_id"])
        place = Timestamp(milliseconds: row["updated_at"])
    }
}
