package import BatonCore
import GRDB

/// Reading and changing rows of files inside a transaction.
enum MediaRows {
    private static let kinds: Set<MessageContent.Kind> = [
        .image, .video, .audio, .document, .sticker,
    ]

    /// A message of ours that carries a file, which lies in the data folder already.
    static func keep(
        _ file: KeptFile, of message: Message, connection: String, now: Timestamp, _ db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO media (message, connection, state, not_before, hash, mime, bytes)
                VALUES (?, ?, 'fetched', ?, ?, ?, ?)
                """,
            arguments: [
                message.id.rawValue, connection, now.milliseconds, file.hash, file.mime, file.bytes,
            ])
    }

    /// A customer's message that carries a file: it is to be fetched.
    static func expect(
        _ message: Message, connection: String, now: Timestamp, _ db: Database
    ) throws {
        let content = message.content
        guard kinds.contains(content.type), content.mediaID != nil || content.url != nil else {
            return
        }
        try db.execute(
            sql: """
                INSERT INTO media (message, connection, state, not_before)
                VALUES (?, ?, 'pending', ?)
                """, arguments: [message.id.rawValue, connection, now.milliseconds])
    }
}

extension SQLiteStore {
    /// By media_due.
    static let mediaDue = NamedStatement(
        """
        SELECT d.message, d.connection, d.attempts, m.content FROM media d
        JOIN message m ON m.id = d.message
        WHERE d.state = 'pending' AND d.not_before <= ? ORDER BY d.not_before LIMIT ?
        """, index: "media_due")

    /// Files whose turn has come, earliest first.
    package func mediaDue(at now: Timestamp, limit: Int) async throws(StoreError) -> [MediaItem] {
        try await read { db in
            try Row.fetchAll(
                try db.cachedStatement(sql: Self.mediaDue.sql),
                arguments: [now.milliseconds, limit]
            ).map { row in
                MediaItem(
                    message: MessageID(row["message"]), connection: row["connection"],
                    content: try StoredJSON.decode(row["content"]), attempts: row["attempts"])
            }
        }
    }

    /// When the next file is due.
    package func nextMediaDue() async throws(StoreError) -> Timestamp? {
        try await read { db in
            Timestamp(
                optional: try Int64.fetchOne(
                    db,
                    sql: """
                        SELECT not_before FROM media WHERE state = 'pending'
                        ORDER BY not_before LIMIT 1
                        """))
        }
    }

    /// Records what came of a fetch.
    package func finishMedia(_ message: MessageID, with result: MediaResult, now: Timestamp)
        async throws(StoreError)
    {
        try await write { context in
            let db = context.db
            switch result {
            case .fetched(let hash, let mime, let bytes):
                try db.execute(
                    sql: """
                        UPDATE media SET state = 'fetched', hash = ?, mime = ?, bytes = ?,
                            why = NULL, attempts = attempts + 1
                        WHERE message = ?
                        """, arguments: [hash, mime, bytes, message.rawValue])
            case .refused(let why):
                try db.execute(
                    sql: """
                        UPDATE media SET state = 'refused', why = ?, attempts = attempts + 1
                        WHERE message = ?
                        """, arguments: [why, message.rawValue])
            case .retry(let at, let why):
                try db.execute(
                    sql: """
                        UPDATE media SET not_before = ?, why = ?, attempts = attempts + 1
                        WHERE message = ?
                        """, arguments: [at.milliseconds, why, message.rawValue])
            }
            let conversation = try String.fetchOne(
                db, sql: "SELECT conversation FROM message WHERE id = ?",
                arguments: [message.rawValue])
            if let conversation {
                context.change.conversations.insert(ConversationID(conversation))
            }
        }
    }

    /// What is known of a message's file.
    package func media(of message: MessageID) async throws(StoreError) -> MediaRecord? {
        try await read { db in
            try Row.fetchOne(
                db, sql: "SELECT state, hash, mime, bytes, why FROM media WHERE message = ?",
                arguments: [message.rawValue]
            ).map {
                MediaRecord(
                    state: MediaRecord.State(rawValue: $0["state"]) ?? .refused, hash: $0["hash"],
                    mime: $0["mime"], bytes: $0["bytes"], why: $0["why"])
            }
        }
    }

    /// Forgets uploads of visitors that no message names; walks through them, a few times a day.
    package func forgetUploads(before: Timestamp) async throws(StoreError) {
        try await write { context in
            try context.db.execute(
                sql: """
                    DELETE FROM visitor_file WHERE created_at < ?
                        AND hash NOT IN (SELECT hash FROM media WHERE hash IS NOT NULL)
                    """, arguments: [before.milliseconds])
        }
    }

    /// The hashes of all files that are named; walks through them, a few times a day.
    package func namedFiles() async throws(StoreError) -> Set<String> {
        try await read { db in
            try String.fetchSet(
                db,
                sql: """
                    SELECT hash FROM media WHERE hash IS NOT NULL
                    UNION ALL SELECT hash FROM visitor_file
                    """)
        }
    }
}
