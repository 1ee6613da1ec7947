import GRDB

/// Counts kept beside what they count.
enum Counter {
    /// Decisions by day and outcome: `yyyy-mm-dd/answer`.
    static let decisionOutcome = "decision.outcome"

    static func add(_ db: Database, name: String, label: String, by amount: Int) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO counter (name, label, value) VALUES (?, ?, ?)
                ON CONFLICT (name, label) DO UPDATE SET value = value + excluded.value
                """
        ).execute(arguments: [name, label, amount])
    }

    /// The counts of a name whose labels begin with a prefix; by the primary key.
    static func all(_ db: Database, name: String, prefix: String = "") throws -> [String: Int] {
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT label, value FROM counter WHERE name = ? AND label >= ? AND label < ?",
            arguments: [name, prefix, prefix + "\u{10FFFF}"])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["label"], $0["value"]) })
    }
}
