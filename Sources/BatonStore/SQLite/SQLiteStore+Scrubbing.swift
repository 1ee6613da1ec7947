import GRDB

extension SQLiteStore {
    /// Pages of the index that a step merges: 10 to 15 ms on a million messages (measured).
    private static let mergedPages = 200

    /// Whether bytes of what was erased may still lie in the file.
    package func holdsErased() async throws(StoreError) -> Bool {
        try await read { db in
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM store_fact WHERE name = ?)",
                arguments: [Erasure.owed]) ?? false
        }
    }

    /// One step at the search index, which keeps deleted words until all of it is merged.
    ///
    /// Steps instead of `optimize`: that holds the writer for seconds.
    /// Source: SQLite, "FTS5", the 'merge' command: a negative number begins, and less than two
    /// changed rows say that nothing was left to do.
    package func mergeSearchIndex(isFirstStep: Bool) async throws(StoreError) -> Bool {
        try await write { context in
            let before = context.db.totalChangesCount
            try context.db.execute(
                sql: "INSERT INTO message_search (message_search, rank) VALUES ('merge', ?)",
                arguments: [isFirstStep ? -Self.mergedPages : Self.mergedPages])
            return !isFirstStep && context.db.totalChangesCount - before < 2
        }
    }

    /// Frees the file of what SQLite leaves between a page's rows, and empties the write-ahead log.
    ///
    /// `secure_delete` clears rows where they lay, but not the copies that a page keeps in its gap
    /// when rows move to a neighbour (measured with 3.40.1: some 20 of 10,000 deleted rows stayed
    /// readable); only VACUUM makes every page anew.
    package func scrub(upTo bytes: Int64) async throws(StoreError) -> Scrubbing {
        do {
            return try await pool.writeWithoutTransaction { db in
                let isSmall = try Self.size(db) <= bytes
                if isSmall { try db.execute(sql: "VACUUM") }
                guard try Self.emptyLog(db) else { return .hindered }
                guard isSmall else { return .tooLarge }
                try db.execute(
                    sql: "DELETE FROM store_fact WHERE name = ?", arguments: [Erasure.owed])
                _ = try Self.emptyLog(db)
                return .clean
            }
        } catch {
            throw StoreError(.storage, "cannot scrub the store: \(Self.describe(error))")
        }
    }

    private static func size(_ db: Database) throws -> Int64 {
        let pages = try Int64.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        return pages * (try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 0)
    }

    /// How long it waits for readers, in milliseconds: writes of others wait with it.
    private static let readersWait = 200

    /// - Returns: whether all of the log is in the file, and the log empty.
    private static func emptyLog(_ db: Database) throws -> Bool {
        let usual = try Int.fetchOne(db, sql: "PRAGMA busy_timeout") ?? 5000
        try db.execute(sql: "PRAGMA busy_timeout = \(readersWait)")
        defer { try? db.execute(sql: "PRAGMA busy_timeout = \(usual)") }
        let row = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        return (row?[0] as Int?) == 0
    }
}
