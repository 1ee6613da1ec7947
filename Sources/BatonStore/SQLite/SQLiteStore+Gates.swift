package import BatonCore
import GRDB

extension SQLiteStore {
    /// By outbox_due, whose rows are those that have not begun.
    static let unbegun = NamedStatement(
        """
        SELECT conversation FROM outbox
        WHERE state = 'pending' AND author = 'bot' AND connection = ? AND account = ?
        ORDER BY not_before, sequence
        """, index: "outbox_due")

    /// The inbox's gate as it stands.
    package func gate(of inbox: InboxID) async throws(StoreError) -> GateRecord? {
        try await read { try Self.gate(of: inbox, $0) }
    }

    static func gate(of inbox: InboxID, _ db: Database) throws -> GateRecord? {
        try Row.fetchOne(
            try db.cachedStatement(
                sql: """
                    SELECT revision, version, state, opened_at, budget, previous_version,
                        review_rate FROM gate_inbox
                    WHERE connection = ? AND account = ?
                    """), arguments: [inbox.connection, inbox.account]
        ).map { row in
            GateRecord(
                inbox: inbox, revision: row["revision"], version: row["version"],
                state: row["state"], openedAt: Timestamp(milliseconds: row["opened_at"]),
                budget: row["budget"], previous: row["previous_version"],
                reviewRate: row["review_rate"])
        }
    }

    /// Changes the inbox's gate, if its revision still stands.
    package func change(
        _ record: GateRecord, word: String, by: Actor, silences: Bool, now: Timestamp
    ) async throws(StoreError) -> Bool {
        try await write { [salt] context in
            let db = context.db
            let inbox = record.inbox
            let held = try Self.gate(of: inbox, db)?.revision ?? 0
            guard held == record.revision else { return false }
            try db.execute(
                sql: """
                    INSERT INTO gate_inbox
                        (connection, account, revision, version, state, opened_at, budget,
                         previous_version, review_rate)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (connection, account) DO UPDATE SET
                        revision = excluded.revision, version = excluded.version,
                        state = excluded.state, opened_at = excluded.opened_at,
                        budget = excluded.budget,
                        previous_version = excluded.previous_version,
                        review_rate = excluded.review_rate
                    """,
                arguments: [
                    inbox.connection, inbox.account, record.revision + 1, record.version,
                    record.state, record.openedAt.milliseconds, record.budget, record.previous,
                    record.reviewRate,
                ])
            try EventLog.append(
                context, salt: salt(), conversation: nil, at: now, actor: by, kind: .gate,
                payload: [
                    "inbox": inbox.description, "what": word, "version": record.version ?? "",
                    "state": record.state,
                ])
            if silences { try Self.silence(inbox, now: now, salt: salt, &context) }
            return true
        }
    }

    /// Withdraws what the bot has not begun to send, and hands its conversations to people.
    private static func silence(
        _ inbox: InboxID, now: Timestamp, salt: @Sendable () -> [UInt8],
        _ context: inout WriteContext
    ) throws {
        let rows = ConversationRows(db: context.db)
        let waiting = Set(
            try String.fetchAll(
                try context.db.cachedStatement(sql: unbegun.sql),
                arguments: [inbox.connection, inbox.account]))
        for id in waiting.sorted().map(ConversationID.init) {
            if try rows.required(id).owner == .bot {
                try rows.change(owner: .queue, of: id, reason: .stopped, now: now)
                try EventLog.append(
                    context, salt: salt(), conversation: id, at: now, actor: .system,
                    kind: .queued, payload: ["reason": ReasonCode.stopped.rawValue])
            } else {
                try rows.cancelPending(of: id, authors: ["bot"])
            }
            context.change.conversations.insert(id)
        }
        context.change.hasOutbox = true
    }

    /// Keeps a version of an inbox's gate.
    package func keepGate(_ gate: GateVersionRow, of inbox: InboxID) async throws(StoreError) {
        try await write { context in
            try context.db.execute(
                sql: """
                    INSERT INTO gate_version (connection, account, version, made_at, person, body)
                    VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (connection, account, version) DO NOTHING
                    """,
                arguments: [
                    inbox.connection, inbox.account, gate.version, gate.madeAt.milliseconds,
                    gate.by?.rawValue, gate.body,
                ])
        }
    }

    /// An inbox's versions, oldest first.
    package func gateVersions(of inbox: InboxID) async throws(StoreError) -> [GateVersionRow] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT version, made_at, person, body FROM gate_version
                    WHERE connection = ? AND account = ?
                    """, arguments: [inbox.connection, inbox.account]
            ).map(Self.version).sorted { ($0.madeAt, $0.version) < ($1.madeAt, $1.version) }
        }
    }

    /// One version.
    package func gateVersion(_ version: String, of inbox: InboxID) async throws(StoreError)
        -> GateVersionRow?
    {
        try await read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT version, made_at, person, body FROM gate_version
                    WHERE connection = ? AND account = ? AND version = ?
                    """, arguments: [inbox.connection, inbox.account, version]
            ).map(Self.version)
        }
    }

    private static func version(_ row: Row) -> GateVersionRow {
        GateVersionRow(
            version: row["version"], madeAt: Timestamp(milliseconds: row["made_at"]),
            by: (row["person"] as String?).map(PersonID.init), body: row["body"])
    }
}
