package import BatonCore
import Crypto
import Foundation
import GRDB

extension SQLiteStore {
    private static let insertWebhook = """
        INSERT INTO webhook (connection, received_at, verdict, body, is_loose)
        VALUES (?, ?, ?, ?, ?)
        """
    /// Unique on (connection, account, provider_id, kind, state): a duplicate is no row.
    private static let insertInbox = """
        INSERT INTO inbox
            (webhook, connection, account, provider_id, kind, state, event, received_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (connection, account, provider_id, kind, state) DO NOTHING
        """
    /// By the partial index inbox_unapplied.
    static let unapplied = NamedStatement(
        """
        SELECT sequence, connection, event, received_at FROM inbox
        WHERE applied_at IS NULL ORDER BY sequence LIMIT ?
        """, index: "inbox_unapplied")
    /// By the primary key, in commit order.
    static let inbound = NamedStatement(
        "SELECT event FROM inbox ORDER BY sequence LIMIT ? OFFSET ?", index: "")

    /// Keeps a request and its events, each once.
    package func ingest(
        _ webhook: ReceivedWebhook, events: [InboundEvent], moving cursor: PullCursor?
    ) async throws(StoreError) -> [Int64] {
        let rows: [(event: InboundEvent, key: String, text: String)]
        do {
            rows = try events.map { event in
                let text = try StoredJSON.encode(event)
                return (event, Self.providerKey(of: event, text: text), text)
            }
        } catch {
            throw StoreError(.storage, "an event could not be written as JSON")
        }
        return try await write { [rows] context in
            let db = context.db
            try db.cachedStatement(sql: Self.insertWebhook).execute(
                arguments: [
                    webhook.connection, webhook.receivedAt.milliseconds, "accepted",
                    Data(webhook.body), rows.isEmpty,
                ])
            let request = db.lastInsertedRowID
            let erased = try ErasedIDs.known(db)
            var isKnownBefore = false
            var fresh: [Int64] = []
            for row in rows {
                if try erased?.hold(row.event, of: webhook.connection, providerKey: row.key) == true
                {
                    isKnownBefore = true
                    continue
                }
                try db.cachedStatement(sql: Self.insertInbox).execute(
                    arguments: [
                        request, webhook.connection, row.event.account ?? "", row.key,
                        row.event.kind.rawValue, row.event.status?.state.rawValue ?? "", row.text,
                        webhook.receivedAt.milliseconds,
                    ])
                if db.changesCount > 0 {
                    fresh.append(db.lastInsertedRowID)
                } else {
                    isKnownBefore = true
                }
            }
            // Its words would outlive the message that they are of.
            if isKnownBefore {
                try db.execute(
                    sql: "UPDATE webhook SET body = x'' WHERE sequence = ?", arguments: [request])
            }
            if !fresh.isEmpty { context.change.hasInbox = true }
            if let cursor {
                if fresh.isEmpty {
                    try db.execute(
                        sql: "DELETE FROM webhook WHERE sequence = ?", arguments: [request])
                }
                try Self.move(cursor, db)
            }
            return fresh
        }
    }

    /// Keeps the raw bytes of a correctly signed request that could not be read.
    package func keepUnreadable(_ webhook: ReceivedWebhook) async throws(StoreError) {
        try await write { context in
            try context.db.cachedStatement(sql: Self.insertWebhook).execute(
                arguments: [
                    webhook.connection, webhook.receivedAt.milliseconds, "unreadable",
                    Data(webhook.body), true,
                ])
        }
    }

    /// Inbox rows not yet applied, in commit order.
    package func unappliedInbox(limit: Int) async throws(StoreError) -> [InboxRow] {
        try await read { db in
            try Row.fetchAll(try db.cachedStatement(sql: Self.unapplied.sql), arguments: [limit])
                .map { row in
                    InboxRow(
                        sequence: row["sequence"], connection: row["connection"],
                        event: try StoredJSON.decode(row["event"]),
                        receivedAt: Timestamp(milliseconds: row["received_at"]))
                }
        }
    }

    /// The canonical events after the first `skip`, in commit order.
    package func inboundEvents(skipping skip: Int, limit: Int) async throws(StoreError)
        -> [InboundEvent]
    {
        try await read { db in
            try String.fetchAll(
                try db.cachedStatement(sql: Self.inbound.sql), arguments: [limit, skip]
            ).map { try StoredJSON.decode($0) }
        }
    }

    /// The provider's id, or one made from the content for events that have none.
    private static func providerKey(of event: InboundEvent, text: String) -> String {
        // An edit or reaction that has only its message's id may come again with other content.
        if let id = event.id, event.target != id { return id }
        let digest = SHA256.hash(data: Data(text.utf8))
        let digits = digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        return "sha256:" + digits.joined()
    }
}
