package import BatonCore
import GRDB

extension SQLiteStore {
    /// By rating_contact.
    static let unrated = NamedStatement(
        """
        SELECT r.conversation FROM conversation c
        JOIN rating r ON r.contact = c.contact AND r.connection = c.connection
            AND r.account = c.account
        WHERE c.id = ? AND r.asked_at >= ? AND r.score IS NULL
        ORDER BY r.asked_at DESC LIMIT 1
        """, index: "rating_contact")
    /// By rating_inbox.
    static let ratingsOfInbox = NamedStatement(
        """
        SELECT conversation, asked_at, score FROM rating
        WHERE connection = ? AND account = ? AND asked_at >= ? ORDER BY asked_at LIMIT ?
        """, index: "rating_inbox")
    /// By conversation_inbox.
    static let conversationsOfInbox = NamedStatement(
        """
        SELECT \(Conversation.columns) FROM conversation c JOIN contact p ON p.id = c.contact
        WHERE c.connection = ? AND c.account = ? AND c.opened_at >= ?
        ORDER BY c.opened_at LIMIT ?
        """, index: "conversation_inbox")

    /// Asks the customer of a resolved conversation to rate it, once.
    package func askRating(
        _ conversation: ConversationID, sends: [PlannedSend], now: Timestamp
    ) async throws(StoreError) -> Bool {
        try await write { context in
            let rows = ConversationRows(db: context.db)
            let current = try rows.required(conversation)
            guard current.state == .resolved else {
                throw StoreError(
                    .refused, "conversation \(conversation) is not resolved; nothing to rate yet")
            }
            try context.db.execute(
                sql: """
                    INSERT INTO rating (conversation, contact, connection, account, asked_at)
                    VALUES (?, ?, ?, ?, ?) ON CONFLICT (conversation) DO NOTHING
                    """,
                arguments: [
                    conversation.rawValue, current.contact.rawValue, current.inbox.connection,
                    current.inbox.account, now.milliseconds,
                ])
            guard context.db.changesCount > 0 else { return false }
            for send in sends {
                try Self.plan(
                    send, in: current, epoch: current.epoch, decision: nil, now: now, rows)
            }
            context.change.conversations.insert(conversation)
            context.change.hasOutbox = !sends.isEmpty
            return true
        }
    }

    /// Keeps what a customer says.
    static func keep(_ rating: GivenRating, now: Timestamp, _ db: Database) throws {
        try db.execute(
            sql: """
                UPDATE rating SET score = ?, rated_at = ?
                WHERE conversation = ? AND score IS NULL
                """,
            arguments: [rating.score, now.milliseconds, rating.conversation.rawValue])
    }

    /// What the same contact was asked to rate and has not.
    package func unrated(by conversation: ConversationID, since: Timestamp)
        async throws(StoreError) -> ConversationID?
    {
        try await read { db in
            try String.fetchOne(
                try db.cachedStatement(sql: Self.unrated.sql),
                arguments: [conversation.rawValue, since.milliseconds]
            ).map(ConversationID.init)
        }
    }

    /// Ratings that an inbox's customers were asked for, oldest first.
    package func ratings(of inbox: InboxID, since: Timestamp, limit: Int)
        async throws(StoreError) -> [RatingRow]
    {
        try await read { db in
            try Row.fetchAll(
                try db.cachedStatement(sql: Self.ratingsOfInbox.sql),
                arguments: [inbox.connection, inbox.account, since.milliseconds, limit]
            ).map { row in
                RatingRow(
                    conversation: ConversationID(row["conversation"]),
                    askedAt: Timestamp(milliseconds: row["asked_at"]), score: row["score"])
            }
        }
    }

    /// An inbox's conversations that opened since a time, oldest first.
    package func conversations(of inbox: InboxID, since: Timestamp, limit: Int)
        async throws(StoreError) -> [Conversation]
    {
        try await read { db in
            try Row.fetchAll(
                try db.cachedStatement(sql: Self.conversationsOfInbox.sql),
                arguments: [inbox.connection, inbox.account, since.milliseconds, limit]
            ).map(Conversation.init(row:))
        }
    }
}
