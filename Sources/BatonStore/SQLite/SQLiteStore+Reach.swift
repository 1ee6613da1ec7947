package import BatonCore
import GRDB

extension SQLiteStore {
    /// By the primary key.
    static let reachedAt = NamedStatement(
        "SELECT at FROM reached_contact WHERE connection = ? AND contact = ?",
        index: "sqlite_autoindex_reached_contact_1")
    /// By reached_contact_at.
    static let reachedCount = NamedStatement(
        "SELECT count(*) FROM reached_contact WHERE connection = ? AND at > ?",
        index: "reached_contact_at")
    /// By reached_contact_at.
    static let reachedFirst = NamedStatement(
        "SELECT at FROM reached_contact WHERE connection = ? ORDER BY at LIMIT 1 OFFSET ?",
        index: "reached_contact_at")

    /// Takes a place for a send to a customer who is not waiting for an answer, where there is one.
    package func reach(
        _ contact: ContactID, by send: SendID, over connection: String, within limit: ReachLimit,
        now: Timestamp
    ) async throws(StoreError) -> Timestamp? {
        try await write { context in
            let db = context.db
            let since = now.adding(milliseconds: -limit.milliseconds).milliseconds
            try db.execute(
                sql: "DELETE FROM reached_contact WHERE connection = ? AND at <= ?",
                arguments: [connection, since])
            let known = try Int64.fetchOne(
                try db.cachedStatement(sql: Self.reachedAt.sql),
                arguments: [connection, contact.rawValue])
            if known == nil {
                let count =
                    try Int.fetchOne(
                        try db.cachedStatement(sql: Self.reachedCount.sql),
                        arguments: [connection, since]) ?? 0
                if count >= limit.contacts {
                    let first = try Int64.fetchOne(
                        try db.cachedStatement(sql: Self.reachedFirst.sql),
                        arguments: [connection, count - limit.contacts])
                    return Timestamp(milliseconds: (first ?? now.milliseconds) + limit.milliseconds)
                }
            }
            try db.execute(
                sql: """
                    INSERT INTO reached_contact (connection, contact, at, send, before)
                    VALUES (?, ?, ?, ?, NULL)
                    ON CONFLICT (connection, contact) DO UPDATE SET before = reached_contact.at,
                        at = max(reached_contact.at, excluded.at), send = excluded.send
                    """,
                arguments: [connection, contact.rawValue, now.milliseconds, send.rawValue])
            return nil
        }
    }
}

/// The places that sends take, inside a transaction.
enum ReachRows {
    /// What became of a send is known: its place stays, or is given back.
    static func settle(_ send: String, isReached: Bool, _ db: Database) throws {
        if !isReached {
            // By reached_contact_send, like the others.
            try db.cachedStatement(
                sql: "DELETE FROM reached_contact WHERE send = ? AND before IS NULL"
            ).execute(arguments: [send])
            try db.cachedStatement(sql: "UPDATE reached_contact SET at = before WHERE send = ?")
                .execute(arguments: [send])
        }
        try db.cachedStatement(
            sql: "UPDATE reached_contact SET send = NULL, before = NULL WHERE send = ?"
        ).execute(arguments: [send])
    }
}
