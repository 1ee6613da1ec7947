package import BatonCore
import GRDB

extension SQLiteStore {
    /// By the primary key.
    static let cursorOfAccount = NamedStatement(
        "SELECT cursor, since FROM pull_cursor WHERE connection = ? AND account = ?",
        index: "sqlite_autoindex_pull_cursor_1")
    /// By the primary key, from the newest back: nearly always the first row looked at.
    static let lastOfConnection = NamedStatement(
        "SELECT received_at FROM inbox WHERE connection = ? ORDER BY sequence DESC LIMIT 1",
        index: "")

    /// How far a provider was asked for an account's events.
    package func pullCursor(connection: String, account: String) async throws(StoreError)
        -> PullCursor?
    {
        try await read { db in
            try Row.fetchOne(
                try db.cachedStatement(sql: Self.cursorOfAccount.sql),
                arguments: [connection, account]
            ).map {
                PullCursor(
                    connection: connection, account: account, cursor: $0["cursor"],
                    since: Timestamp(milliseconds: $0["since"]))
            }
        }
    }

    /// When the last event of a connection came.
    package func lastEvent(connection: String) async throws(StoreError) -> Timestamp? {
        try await read { db in
            Timestamp(
                optional: try Int64.fetchOne(
                    try db.cachedStatement(sql: Self.lastOfConnection.sql),
                    arguments: [connection]))
        }
    }

    static func move(_ cursor: PullCursor, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO pull_cursor (connection, account, cursor, since) VALUES (?, ?, ?, ?)
                ON CONFLICT (connection, account)
                DO UPDATE SET cursor = excluded.cursor, since = excluded.since
                """,
            arguments: [
                cursor.connection, cursor.account, cursor.cursor, cursor.since.milliseconds,
            ])
    }
}
