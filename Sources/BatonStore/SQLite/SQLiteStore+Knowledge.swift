package import BatonCore
import GRDB

extension SQLiteStore {
    /// By knowledge_revision_live.
    static let revisionOf = NamedStatement(
        "SELECT max(revision) FROM knowledge_revision WHERE knowledge = ? AND state <> 'draft'",
        index: "knowledge_revision_live")
    /// By knowledge_revision_live and knowledge_revision_entry.
    static let changesAfter = NamedStatement(
        """
        SELECT \(revisionColumns) FROM knowledge_revision r
        WHERE r.knowledge = ? AND r.revision > ? AND r.state <> 'draft' AND NOT EXISTS (
            SELECT 1 FROM knowledge_revision later
            WHERE later.knowledge = r.knowledge AND later.entry = r.entry
                AND later.revision > r.revision AND later.state <> 'draft')
        ORDER BY r.revision
        """, index: "knowledge_revision_live")

    /// The highest revision of one knowledge base.
    package func knowledgeRevision(of knowledge: String) async throws(StoreError) -> Int64 {
        try await read { db in
            try Int64.fetchOne(
                try db.cachedStatement(sql: Self.revisionOf.sql), arguments: [knowledge]) ?? 0
        }
    }

    /// The highest revision of one knowledge base at a time.
    package func knowledgeRevision(of knowledge: String, at time: Timestamp)
        async throws(StoreError) -> Int64
    {
        try await read { db in
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT max(revision) FROM knowledge_revision
                    WHERE knowledge = ? AND state <> 'draft' AND saved_at <= ?
                    """, arguments: [knowledge, time.milliseconds]) ?? 0
        }
    }

    /// What was saved after a revision, oldest first: for each entry its latest save only.
    package func knowledgeChanges(in knowledge: String, after revision: Int64)
        async throws(StoreError) -> [EntryRevision]
    {
        try await read { db in
            try Row.fetchAll(
                try db.cachedStatement(sql: Self.changesAfter.sql),
                arguments: [knowledge, revision]
            ).map(Self.revision(of:))
        }
    }

    /// What was saved in a span of revisions: for each entry the latest save in it only.
    package func knowledgeChanges(
        in knowledge: String, after revision: Int64, through last: Int64
    ) async throws(StoreError) -> [EntryRevision] {
        try await read { db in
            try Row.fetchAll(
                try db.cachedStatement(
                    sql: """
                        SELECT \(Self.revisionColumns) FROM knowledge_revision r
                        WHERE r.knowledge = ? AND r.revision > ? AND r.revision <= ?
                            AND r.state <> 'draft' AND NOT EXISTS (
                                SELECT 1 FROM knowledge_revision later
                                WHERE later.knowledge = r.knowledge AND later.entry = r.entry
                                    AND later.revision > r.revision AND later.revision <= ?
                                    AND later.state <> 'draft')
                        ORDER BY r.revision
                        """), arguments: [knowledge, revision, last, last]
            ).map(Self.revision(of:))
        }
    }

    /// Saves changes, all or none.
    package func save(_ changes: [EntryChange], by actor: Actor, now: Timestamp)
        async throws(StoreError) -> [EntrySave]
    {
        try await write { [salt] context in
            var saves: [EntrySave] = []
            for change in changes {
                let entry = change.entry
                let save = try Self.save(change, by: actor, now: now, context.db)
                saves.append(save)
                guard save.effect != .unchanged else { continue }
                context.change.knowledge.insert(entry.knowledge)
                try EventLog.append(
                    context, salt: salt(), conversation: nil, at: now, actor: actor,
                    kind: .knowledge,
                    payload: [
                        "knowledge": entry.knowledge, "entry": entry.id.rawValue,
                        "revision": "\(save.revision)", "effect": save.effect.rawValue,
                        "state": change.state.rawValue,
                    ])
            }
            return saves
        }
    }

    static func save(
        _ change: EntryChange, by actor: Actor, now: Timestamp, _ db: Database
    ) throws -> EntrySave {
        let entry = change.entry
        let known = try latest(entry.id, in: entry.knowledge, db)
        if let known, known.entry == entry, known.state == change.state {
            return EntrySave(entry: entry.id, effect: .unchanged, revision: known.revision)
        }
        let newest = known?.revision ?? 0
        if let replaces = change.replaces, replaces != newest {
            throw StoreError(
                .refused,
                "entry '\(entry.id)' of '\(entry.knowledge)' is at revision \(newest) and was edited "
                    + "from revision \(replaces): look at what was saved meanwhile, then save again",
                chinese: "條目「\(entry.id)」已是版本 \(newest)，而你修改的是版本 \(replaces)；"
                    + "請先看其間的更改，再儲存")
        }
        let revision = try insertRevision(change, isDeleted: false, by: actor, now: now, db)
        try db.execute(
            sql: """
                INSERT INTO entry (knowledge, entry, revision) VALUES (?, ?, ?)
                ON CONFLICT (knowledge, entry) DO UPDATE SET revision = excluded.revision
                """, arguments: [entry.knowledge, entry.id.rawValue, revision])
        return EntrySave(
            entry: entry.id, effect: known == nil ? .added : .changed, revision: revision)
    }

    static func insertRevision(
        _ change: EntryChange, isDeleted: Bool, by actor: Actor, now: Timestamp, _ db: Database
    ) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO knowledge_revision
                    (knowledge, entry, is_deleted, saved_by, saved_at, body, state)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                change.entry.knowledge, change.entry.id.rawValue, isDeleted,
                try StoredJSON.encode(actor), now.milliseconds,
                try StoredJSON.encode(change.entry), change.state.rawValue,
            ])
        return db.lastInsertedRowID
    }

    /// Removes an entry; its revisions stay.
    package func deleteEntry(
        _ entry: EntryID, in knowledge: String, by actor: Actor, now: Timestamp
    ) async throws(StoreError) -> EntryRevision? {
        try await write { context in
            guard let known = try Self.latest(entry, in: knowledge, context.db) else { return nil }
            let revision = try Self.insertRevision(
                EntryChange(known.entry, state: .retired), isDeleted: true, by: actor, now: now,
                context.db)
            try context.db.execute(
                sql: "DELETE FROM entry WHERE knowledge = ? AND entry = ?",
                arguments: [knowledge, entry.rawValue])
            context.change.knowledge.insert(knowledge)
            return EntryRevision(
                revision: revision, entry: known.entry, isDeleted: true, savedBy: actor,
                savedAt: now, state: .retired)
        }
    }

    /// The latest revision of one entry.
    package func entry(_ entry: EntryID, in knowledge: String) async throws(StoreError)
        -> EntryRevision?
    {
        try await read { try Self.latest(entry, in: knowledge, $0) }
    }

    /// Entries by id, after `after`.
    package func entries(in knowledge: String, after: EntryID?, limit: Int)
        async throws(StoreError) -> [EntryRevision]
    {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(Self.revisionColumns) FROM entry e
                    JOIN knowledge_revision r ON r.revision = e.revision
                    WHERE e.knowledge = ? AND e.entry > ? ORDER BY e.entry LIMIT ?
                    """, arguments: [knowledge, after?.rawValue ?? "", limit]
            ).map(Self.revision(of:))
        }
    }

    /// The knowledge bases and how many entries each has.
    package func knowledgeBases() async throws(StoreError) -> [(name: String, entries: Int)] {
        try await read { db in
            try Row.fetchAll(
                db, sql: "SELECT knowledge, count(*) AS n FROM entry GROUP BY knowledge"
            ).map { ($0["knowledge"], $0["n"]) }
        }
    }

    /// An entry's revisions, newest first.
    package func history(of entry: EntryID, in knowledge: String, limit: Int)
        async throws(StoreError) -> [EntryRevision]
    {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(Self.revisionColumns) FROM knowledge_revision r
                    WHERE r.knowledge = ? AND r.entry = ? ORDER BY r.revision DESC LIMIT ?
                    """, arguments: [knowledge, entry.rawValue, limit]
            ).map(Self.revision(of:))
        }
    }

    /// One revision of an entry.
    package func revision(_ revision: Int64, of entry: EntryID, in knowledge: String)
        async throws(StoreError) -> EntryRevision?
    {
        try await read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT \(Self.revisionColumns) FROM knowledge_revision r
                    WHERE r.revision = ? AND r.knowledge = ? AND r.entry = ?
                    """, arguments: [revision, knowledge, entry.rawValue]
            ).map(Self.revision(of:))
        }
    }

    static let revisionColumns =
        "r.revision, r.is_deleted, r.saved_by, r.saved_at, r.body, r.state"

    static func revision(of row: Row) throws -> EntryRevision {
        EntryRevision(
            revision: row["revision"], entry: try StoredJSON.decode(row["body"]),
            isDeleted: row["is_deleted"], savedBy: try StoredJSON.decode(row["saved_by"]),
            savedAt: Timestamp(milliseconds: row["saved_at"]),
            state: EntryState(rawValue: row["state"]) ?? .draft)
    }

    private static func latest(_ entry: EntryID, in knowledge: String, _ db: Database) throws
        -> EntryRevision?
    {
        try Row.fetchOne(
            db,
            sql: """
                SELECT \(revisionColumns) FROM entry e
                JOIN knowledge_revision r ON r.revision = e.revision
                WHERE e.knowledge = ? AND e.entry = ?
                """, arguments: [knowledge, entry.rawValue]
        ).map(revision(of:))
    }
}
