package import BatonCore
import GRDB

extension SQLiteStore {
    /// Messages that hold a text, newest first.
    package func searchMessages(_ text: String, before: Int64?, limit: Int)
        async throws(StoreError) -> [MessageHit]
    {
        guard let query = SearchIndex.query(for: text) else { return [] }
        return try await read { db in
            let sequences = try Int64.fetchAll(
                db,
                sql: """
                    SELECT rowid FROM message_search
                    WHERE message_search MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?
                    """, arguments: [query, before ?? .max, limit])
            return try sequences.compactMap { sequence in
                guard
                    let row = try Row.fetchOne(
                        db,
                        sql: """
                            SELECT \(Message.columns), p.name AS contact_name FROM message m
                            JOIN conversation c ON c.id = m.conversation
                            JOIN contact p ON p.id = c.contact WHERE m.sequence = ?
                            """, arguments: [sequence])
                else { return nil }
                return MessageHit(
                    message: try Message(row: row), contactName: row["contact_name"])
            }
        }
    }

    /// Fewer digits than this are in too many phones to mean one.
    private static let fewestDigits = 3

    /// The latest message of each contact whose name or address holds a text, latest first.
    ///
    /// Reads every contact: 100,000 of them take some milliseconds, and the person still types.
    package func searchContacts(_ text: String, limit: Int) async throws(StoreError)
        -> [MessageHit]
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
                            WHERE c.contact = p.id ORDER BY c.opened_at DESC, m.sequence DESC LIMIT 1
                        ) AS latest FROM contact p
                        WHERE p.name LIKE ? ESCAPE '!' OR p.id IN (
                            SELECT contact FROM contact_identity
                            WHERE retired_at IS NULL AND kind IN (?, 'username')
                                AND value LIKE ? ESCAPE '!')
                        LIMIT ?)
                    SELECT \(Message.columns), found.name AS contact_name
                    FROM found JOIN message m ON m.id = found.latest ORDER BY m.sequence DESC
                    """,
                arguments: [
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
