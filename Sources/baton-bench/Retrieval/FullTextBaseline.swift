import BatonCore
import Foundation
import GRDB

/// SQLite's FTS5 with one of its tokenizers, as it comes: what Baton's search is measured beside.
///
/// A query is the message's tokens joined by OR, an entry's score its best row's bm25.
final class FullTextBaseline {
    /// FTS5's tokenizers that come into question.
    enum Tokenizer: String, CaseIterable {
        case unicode61, trigram
    }

    private let database: DatabaseQueue
    private let tokenizer: Tokenizer

    /// An empty table in memory.
    init(_ tokenizer: Tokenizer) throws {
        self.tokenizer = tokenizer
        database = try DatabaseQueue()
        try database.write {
            try $0.execute(
                sql: """
                    CREATE VIRTUAL TABLE entries USING fts5(
                        text, entry UNINDEXED, tokenize = '\(tokenizer.rawValue)')
                    """)
        }
    }

    /// Takes entries in: a row a phrasing with its answer.
    func add(_ entries: [Entry]) throws {
        try database.write { database in
            let statement = try database.makeStatement(
                sql: "INSERT INTO entries (text, entry) VALUES (?, ?)")
            for entry in entries {
                for text in Self.texts(of: entry) {
                    try statement.execute(arguments: [text, entry.id.rawValue])
                }
            }
        }
    }

    /// Replaces an entry.
    func replace(_ entry: Entry) throws {
        try database.write {
            try $0.execute(
                sql: "DELETE FROM entries WHERE entry = ?", arguments: [entry.id.rawValue])
        }
        try add([entry])
    }

    private static func texts(of entry: Entry) -> [String] {
        let answers = entry.answers.sorted { $0.key < $1.key }.map(\.value)
        guard !entry.questions.isEmpty else { return answers }
        return entry.questions.map { ([$0.text] + answers).joined(separator: "\n") }
    }

    /// The best entries and the best one's score, higher being better.
    func search(_ text: String, limit: Int = 10) throws -> (entries: [EntryID], score: Double) {
        let pattern = pattern(text)
        guard !pattern.isEmpty else { return ([], 0) }
        let rows = try database.read {
            try Row.fetchAll(
                $0,
                sql: """
                    SELECT entry, bm25(entries) AS score FROM entries WHERE entries MATCH ?
                    ORDER BY score LIMIT ?
                    """, arguments: [pattern, limit * 6])
        }
        var found: [EntryID] = []
        for row in rows {
            let id = EntryID(row["entry"] as String)
            if !found.contains(id) { found.append(id) }
        }
        let best: Double = rows.first?["score"] ?? 0
        return (Array(found.prefix(limit)), -best)
    }

    private func pattern(_ text: String) -> String {
        let words = text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        let tokens: [String]
        switch tokenizer {
        case .unicode61:
            tokens = words
        case .trigram:
            tokens = words.flatMap { word -> [String] in
                let characters = Array(word)
                guard characters.count >= 3 else { return [] }
                return (0...characters.count - 3).map { String(characters[$0..<$0 + 3]) }
            }
        }
        return tokens.prefix(200).map { "\"\($0)\"" }.joined(separator: " OR ")
    }
}
