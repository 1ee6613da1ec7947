package import BatonCore
import GRDB

extension SQLiteStore {
    /// Messages that hold a text, newest first.
    package func searchMessages(_ text: String, in inbox: InboxID?, before: Int64?, limit: Int)
        async throws(StoreError) -> [MessageHit]
    {
        guard let query = SearchIndex.query(for: text) else { return [] }
        return try await read { db in
            var hits: [MessageHit] = []
            let found = try Int64.fetchCursor(
                db,
                sql: """
                    SELECT rowid FROM message_search
                    WHERE message_search MATCH ? AND rowid < ? ORDER BY rowid DESC
                    """, arguments: [query, before ?? .max])
            while hits.count < limit, let sequence = try found.next() {
                if let hit = try Self.hit(sequence, in: inbox, db) { hits.append(hit) }
            }
            return hits
        }
    }

    /// A message that was found; `nil` where it is gone, or of another inbox.
    private static func hit(_ sequence: Int64, in inbox: InboxID?, _ db: Database) throws
        -> MessageHit?
    {
        let row = try Row.fetchOne(
            try db.cachedStatement(
                sql: """
                    SELECT \(Message.columns), p.name AS contact_name FROM message m
                    JOIN conversation c ON c.id = m.conversation
                    JOIN contact p ON p.id = c.contact
                    WHERE m.sequence = ?1 AND c.connection = COALESCE(?2, c.connection)
                        AND c.account = COALESCE(?3, c.account)
                    """), arguments: [sequence, inbox?.connection, inbox?.account])
        return try row.map {
            MessageHit(message: try Message(row: $0), contactName: $0["contact_name"])
        }
    }

    /// Fewer digits than this are in too many phones to mean one.
    private static let fewestDigits = 3

    /// The latest message of each contact whose name or address holds a text, latest first.
    ///
    /// Reads every contact: 100,000 of them take some milliseconds, and the person still types.
    package func searchContacts(_ text: String, in inbox: InboxID?, limit: Int)
        async throws(StoreError) -> [MessageHit]
    {
        let words = text.trimmingPrefix(while: \.isWhitespace)
        guard !words.isEmpty else { return [] }
        let digits = words.filter { $0.isASCII && $0.isNumber }
        let isPhone =
            digits.count >= Self.fewestDigits
            && words.allSatisfy { $0.isNumber || "+-() ".contains($0) }
        return try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    WITH found AS (
                        SELECT p.name, (
                            SELECT m.id FROM message m JOIN conversation c ON c.id = m.conversation
                            WHERE c.contact = p.id AND \(Self.isThere)
                            ORDER BY c.opened_at DESC, m.sequence DESC LIMIT 1
                        ) AS latest FROM contact p
                        WHERE (p.name LIKE ?3 ESCAPE '!' OR p.id IN (
                                SELECT contact FROM contact_identity
                                WHERE retired_at IS NULL AND kind IN (?4, 'username')
                                    AND value LIKE ?5 ESCAPE '!'))
                            AND EXISTS (
                                SELECT 1 FROM conversation c
                                WHERE c.contact = p.id AND \(Self.isThere))
                        LIMIT ?6)
                    SELECT \(Message.columns), found.name AS contact_name
                    FROM found JOIN message m ON m.id = found.latest ORDER BY m.sequence DESC
                    """,
                arguments: [
                    inbox?.connection, inbox?.account,
                    Self.containing(String(words)), isPhone ? "phone" : "username",
                    Self.containing(isPhone ? digits : String(words)), limit,
                ]
            ).map { row in
                MessageHit(
                    message: try Message(row: row), contactName: row["contact_name"],
                    isContact: true)
            }
        }
    }

    /// Whether a conversation is of the inbox that is asked for; of any, where none is.
    private static let isThere = """
        c.connection = COALESCE(?1, c.connection) AND c.account = COALESCE(?2, c.account)
        """

    /// The pattern of `LIKE` that holds a text anywhere; `!` takes its signs literally.
    private static func containing(_ text: String) -> String {
        var pattern = "%"
        for character in text {
            if "%_!".contains(character) { pattern.append("!") }
            pattern.append(character)
        }
        return pattern + "%"
    }
}
