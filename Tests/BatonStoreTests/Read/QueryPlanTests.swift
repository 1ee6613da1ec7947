import BatonCore
import Foundation
import GRDB
import Synchronization
import Testing

@testable import BatonStore

/// Every statement that the store runs, and how SQLite means to run it.
@Suite("how SQLite runs the store's statements", .timeLimit(.minutes(10)))
struct QueryPlanTests {
    /// Tables that grow with the work; the others stay small.
    private static let large: Set<String> = [
        "webhook", "inbox", "contact", "contact_identity", "conversation", "message", "held_event",
        "decision", "outbox", "draft", "event_log", "knowledge_revision",
        "review", "label", "visitor_session", "visitor_event", "visitor_file",
    ]

    /// Statements that may walk a large table, or sort, and why.
    private static let allowed: [(beginning: String, why: String)] = [
        ("SELECT sequence, chain FROM event_log ORDER BY", "one row from the end of the table"),
        ("SELECT event FROM inbox ORDER BY sequence", "the command counts from the first event"),
        ("SELECT 'pending' AS state", "sorts what is in flight: a few rows"),
        ("SELECT kind, channel, value FROM contact_identity", "sorts one contact's addresses"),
        ("INSERT INTO conversation", "looks for children only where a foreign key is deferred"),
        ("SELECT id, name, role FROM person", "sorts the people of one business"),
        ("WITH found AS (", "names are searched by any part of them, while a person types"),
        ("DELETE FROM visitor_session WHERE visitor", "once where a visitor signs in"),
        ("DELETE FROM contact WHERE id", "looks for children that are gone, once for a sign-in"),
        ("DELETE FROM visitor_file", "forgets uploads that were given up, a few times a day"),
        ("SELECT hash FROM media", "finds files that nothing names, a few times a day"),
        ("SELECT connection, account, sum(", "adds up what people have in hand, by inbox"),
        ("SELECT rowid FROM message_search", "the search index brings its own order"),
    ]

    @Test("every statement finds its rows by an index, and none sorts a large table")
    func plans() async throws {
        let seen = Mutex<Set<String>>([])
        let folder = StoreFixture.newFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var options = SQLiteStore.Options()
        options.trace = { sql in seen.withLock { _ = $0.insert(sql) } }
        let store = try SQLiteStore.open(
            folder: folder, ids: IdentifierSource(clock: FixedClock()), options: options)
        let opening = seen.withLock { $0 }
        try await StoreTour(fixture: StoreFixture(store: store, folder: folder)).walk()
        let statements = seen.withLock { $0.subtracting(opening) }.filter(Self.isQuery).sorted()

        let findings = try await store.read { db in
            try statements.flatMap { try Self.findings(in: $0, db) }
        }
        await store.close()

        #expect(statements.count > 90, "the tour no longer visits the store")
        #expect(findings.isEmpty, "\(findings.joined(separator: "\n"))")
    }

    @Test(
        "a named statement uses the index that its comment names",
        arguments: [
            ConversationRows.byID, ConversationRows.open, ConversationRows.byProvider,
            ContactBook.byAddress, ContactBook.ofContact, SQLiteStore.unapplied, SQLiteStore.due,
            SQLiteStore.nextDue, SQLiteStore.undecided, SQLiteStore.dueSends,
            SQLiteStore.lastInbound, SQLiteStore.inFlight, SQLiteStore.interrupted,
            SQLiteStore.unsettled, SQLiteStore.revisionOf, SQLiteStore.reviewOfAll,
            SQLiteStore.reviewOfInbox, SQLiteStore.labelsOfInbox, SQLiteStore.decisionsSince,
            SQLiteStore.unbegun, SQLiteStore.sessionOfToken, SQLiteStore.openOfVisitor,
            SQLiteStore.eventsOfVisitor, SQLiteStore.sendsToVisitor, SQLiteStore.fileOfMessage,
            SQLiteStore.unrated, SQLiteStore.ratingsOfInbox, SQLiteStore.conversationsOfInbox,
            QueueReading.thread, QueueReading.lastDecision, SQLiteStore.openStatuses,
            ErasedIDs.held, SQLiteStore.recorded, SQLiteStore.quiet, SQLiteStore.agedFiles,
            SQLiteStore.looseEvents, Erasure.stillDue, Erasure.messages, Erasure.decisions,
            Erasure.logged, Erasure.fileOf, Erasure.namesHash, Erasure.events, Erasure.isLeft,
            Erasure.visitorEvents, SQLiteStore.reachedAt, SQLiteStore.reachedCount,
            SQLiteStore.reachedFirst,
            ConversationRows.openBeside, ConversationRows.others, SQLiteStore.consentRecord,
        ])
    func named(_ statement: NamedStatement) async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            let store = try #require(fixture.store as? SQLiteStore)

            let plan = try await store.read { try Self.plan(of: statement.sql, $0) }

            #expect(plan.contains { $0.contains(statement.index) }, "\(plan)")
        }
    }

    @Test("a query without an index is found, so this suite can fail")
    func control() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            let store = try #require(fixture.store as? SQLiteStore)

            let findings = try await store.read { db in
                try Self.findings(in: "SELECT id FROM message WHERE author = ?", db)
                    + Self.findings(in: "SELECT id FROM outbox ORDER BY error", db)
            }

            #expect(findings.count == 3)
        }
    }

    private static func isQuery(_ sql: String) -> Bool {
        ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].contains { sql.hasPrefix($0) }
            && !sql.contains("sqlite_") && !sql.contains("INTO message_search")
    }

    private static func findings(in sql: String, _ db: Database) throws -> [String] {
        if allowed.contains(where: { sql.hasPrefix($0.beginning) }) { return [] }
        return try plan(of: sql, db).filter { step in
            if step.contains("USE TEMP B-TREE") { return true }
            let words = step.split(separator: " ")
            guard words.first == "SCAN", words.count > 1 else { return false }
            let name = String(words[1])
            return large.contains { table in
                name == table || sql.contains("\(table) \(name)\n")
                    || sql.contains("\(table) \(name) ")
            } && !step.contains("INDEX")
        }.map { "\($0): \(sql)" }
    }

    private static func plan(of sql: String, _ db: Database) throws -> [String] {
        let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
        statement.setUncheckedArguments(StatementArguments())
        let steps = try Row.fetchAll(statement)
        // A subquery of a column sorts the few addresses of the row's own contact.
        let columns = Set(
            steps.filter { ($0["detail"] as String).contains("SCALAR SUBQUERY") }
                .map { $0["id"] as Int })
        return steps.filter { step in
            let detail: String = step["detail"]
            return !(detail.contains("USE TEMP B-TREE") && columns.contains(step["parent"]))
        }.map { $0["detail"] }
    }
}

extension NamedStatement: CustomTestStringConvertible {
    /// The index, by which a case is told.
    public var testDescription: String { index }
}
