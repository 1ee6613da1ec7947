import BatonCore
import GRDB

/// Message search: Han unigrams and bigrams, folded to Simplified, and whole Latin words.
///
/// Measured (a million messages): under 1 ms a query with `ORDER BY rowid DESC`; any other order
/// sorts every hit.
enum SearchIndex {
    /// Raised when the tokeniser or the folding table changes; the index is then made anew.
    static let version = "1"

    private static let create = """
        CREATE VIRTUAL TABLE IF NOT EXISTS message_search USING fts5(
            body, content='', columnsize=0, tokenize='baton_message')
        """
    private static let insertion = "INSERT INTO message_search (rowid, body) VALUES (?, ?)"
    private static let deletion = """
        INSERT INTO message_search (message_search, rowid, body) VALUES ('delete', ?, ?)
        """

    /// Makes the index where it is missing or of another version.
    static func prepare(_ pool: DatabasePool) throws {
        try pool.writeWithoutTransaction { db in
            let known = try String.fetchOne(
                db, sql: "SELECT value FROM store_fact WHERE name = 'search_version'")
            guard known != version else { return }
            try db.inTransaction(.immediate) {
                try db.execute(sql: "DROP TABLE IF EXISTS message_search")
                try db.execute(sql: create)
                let rows = try Row.fetchCursor(
                    db, sql: "SELECT sequence, content FROM message ORDER BY sequence")
                while let row = try rows.next() {
                    let content: MessageContent = try StoredJSON.decode(row["content"])
                    try insert(db, sequence: row["sequence"], text: content.searchableText)
                }
                try db.execute(
                    sql: "INSERT OR REPLACE INTO store_fact VALUES ('search_version', ?)",
                    arguments: [version])
                return .commit
            }
        }
    }

    /// Adds a message's words.
    static func insert(_ db: Database, sequence: Int64, text: String) throws {
        guard !text.isEmpty else { return }
        try db.cachedStatement(sql: insertion).execute(arguments: [sequence, text])
    }

    /// Removes a message's words; they must be those that were added.
    static func remove(_ db: Database, sequence: Int64, text: String) throws {
        guard !text.isEmpty else { return }
        try db.cachedStatement(sql: deletion).execute(arguments: [sequence, text])
    }

    /// The query for words as a person types them: each must occur, as a phrase.
    static func query(for words: String) -> String? {
        let phrases = words.split(whereSeparator: \.isWhitespace)
            .map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
        return phrases.isEmpty ? nil : phrases.joined(separator: " AND ")
    }
}

extension MessageContent {
    /// The words that search finds a message by.
    var searchableText: String {
        [words, filename, name, address].compactMap(\.self).joined(separator: "\n")
    }
}
