package import BatonCore
import GRDB

extension SQLiteStore {
    /// The sources of a knowledge base and the documents taken from them.
    package func sources(of knowledge: String) async throws(StoreError)
        -> (sources: [KnowledgeSource], documents: [SourceDocument])
    {
        try await read { db in
            let sources = try String.fetchAll(
                db,
                sql: "SELECT body FROM knowledge_source WHERE knowledge = ? ORDER BY location",
                arguments: [knowledge])
            let documents = try String.fetchAll(
                db, sql: "SELECT body FROM knowledge_document WHERE knowledge = ? ORDER BY name",
                arguments: [knowledge])
            return (
                try sources.map { try StoredJSON.decode($0) as KnowledgeSource },
                try documents.map { try StoredJSON.decode($0) as SourceDocument }
            )
        }
    }

    /// Replaces documents' passages, all or none.
    package func apply(_ change: DocumentChange, by actor: Actor, now: Timestamp)
        async throws(StoreError) -> [EntrySave]
    {
        try Self.check(change)
        return try await write { [salt] context in
            var saves: [EntrySave] = []
            try Self.write(change, context.db)
            for replacement in change.replacements + change.removals {
                guard let entries = replacement.entries else { continue }
                for entry in entries {
                    saves.append(
                        try Self.save(EntryChange(entry), by: actor, now: now, context.db))
                }
                let kept = Set(entries.map(\.id))
                for known in try Self.passages(of: replacement, in: change.knowledge, context.db)
                where !kept.contains(known.entry.id) {
                    saves.append(try Self.remove(known.entry, by: actor, now: now, context.db))
                }
            }
            for save in saves where save.effect != .unchanged {
                context.change.knowledge.insert(change.knowledge)
                try EventLog.append(
                    context, salt: salt(), conversation: nil, at: now, actor: actor,
                    kind: .knowledge,
                    payload: [
                        "knowledge": change.knowledge, "entry": save.entry.rawValue,
                        "revision": "\(save.revision)", "effect": save.effect.rawValue,
                    ])
            }
            return saves
        }
    }

    private static func check(_ change: DocumentChange) throws(StoreError) {
        for replacement in change.replacements + change.removals {
            for entry in replacement.entries ?? [] {
                guard entry.knowledge == change.knowledge,
                    entry.id.rawValue.hasPrefix(replacement.idPrefix),
                    entry.tags.contains(replacement.tag)
                else {
                    throw StoreError(
                        .refused,
                        "passage \(entry.id) is not of document \(replacement.document.name):"
                            + " its base, id and tag must be the document's; nothing was saved")
                }
            }
        }
    }

    private static func write(_ change: DocumentChange, _ db: Database) throws {
        let knowledge = change.knowledge
        if change.forgets {
            try db.execute(
                sql: "DELETE FROM knowledge_source WHERE knowledge = ? AND location = ?",
                arguments: [knowledge, change.source.location])
        } else {
            try db.execute(
                sql: """
                    INSERT INTO knowledge_source (knowledge, location, body) VALUES (?, ?, ?)
                    ON CONFLICT (knowledge, location) DO UPDATE SET body = excluded.body
                    """,
                arguments: [
                    knowledge, change.source.location, try StoredJSON.encode(change.source),
                ])
        }
        for replacement in change.replacements {
            try db.execute(
                sql: """
                    INSERT INTO knowledge_document (knowledge, name, location, body)
                    VALUES (?, ?, ?, ?) ON CONFLICT (knowledge, name)
                    DO UPDATE SET location = excluded.location, body = excluded.body
                    """,
                arguments: [
                    knowledge, replacement.document.name, replacement.document.source,
                    try StoredJSON.encode(replacement.document),
                ])
        }
        for removal in change.removals {
            try db.execute(
                sql: "DELETE FROM knowledge_document WHERE knowledge = ? AND name = ?",
                arguments: [knowledge, removal.document.name])
        }
    }

    /// A document's passages, by the primary key of `entry`: ids begin with the document's name.
    private static func passages(
        of replacement: DocumentChange.Replacement, in knowledge: String, _ db: Database
    ) throws -> [EntryRevision] {
        let prefix = replacement.idPrefix
        return try Row.fetchAll(
            db,
            sql: """
                SELECT \(revisionColumns) FROM entry e
                JOIN knowledge_revision r ON r.revision = e.revision
                WHERE e.knowledge = ? AND e.entry >= ? AND e.entry < ?
                """, arguments: [knowledge, prefix, prefix + "\u{10FFFF}"]
        ).map(revision(of:)).filter { $0.entry.tags.contains(replacement.tag) }
    }

    private static func remove(
        _ entry: Entry, by actor: Actor, now: Timestamp, _ db: Database
    ) throws -> EntrySave {
        let revision = try insertRevision(
            EntryChange(entry, state: .retired), isDeleted: true, by: actor, now: now, db)
        try db.execute(
            sql: "DELETE FROM entry WHERE knowledge = ? AND entry = ?",
            arguments: [entry.knowledge, entry.id.rawValue])
        return EntrySave(entry: entry.id, effect: .removed, revision: revision)
    }
}
