package import BatonCore
import GRDB

extension SQLiteStore {
    /// By the primary key.
    static let chargesOfMonth = NamedStatement(
        """
        SELECT category, currency, messages, micros FROM message_charge
        WHERE connection = ? AND account = ? AND month = ? ORDER BY category, currency
        """, index: "sqlite_autoindex_message_charge_1")
    /// By the primary key.
    static let consentOf = NamedStatement(
        "SELECT state FROM contact_consent WHERE contact = ? AND category = ?",
        index: "sqlite_autoindex_contact_consent_1")

    /// By the primary key.
    static let consentRecord = NamedStatement(
        """
        SELECT state, at, actor, how FROM contact_consent WHERE contact = ? AND category = ?
        """, index: "sqlite_autoindex_contact_consent_1")

    /// What a number sent in a month.
    package func charges(of inbox: InboxID, month: String) async throws(StoreError)
        -> [MonthlyCharge]
    {
        try await read { db in
            try Row.fetchAll(
                try db.cachedStatement(sql: Self.chargesOfMonth.sql),
                arguments: [inbox.connection, inbox.account, month]
            ).map {
                MonthlyCharge(
                    category: $0["category"], currency: $0["currency"], messages: $0["messages"],
                    micros: $0["micros"])
            }
        }
    }

    /// Whether a contact stopped a category of messages.
    package func hasStopped(_ contact: ContactID, category: String) async throws(StoreError)
        -> Bool
    {
        try await read { db in try PolicyRows.hasStopped(contact, category: category, db) }
    }

    /// Whether a contact agreed to a category of messages.
    package func hasGranted(_ contact: ContactID, category: String) async throws(StoreError)
        -> Bool
    {
        try await read { db in try PolicyRows.consent(contact, category: category, db) == "granted"
        }
    }

    /// Records what a contact said of a category of messages.
    package func recordConsent(
        _ contact: ContactID, category: String, isGranted: Bool, how: String, by: Actor,
        now: Timestamp
    ) async throws(StoreError) {
        try await write { [salt] context in
            try PolicyRows.record(
                contact, category: category, isStopped: !isGranted, by: by, how: how, now: now,
                context, salt: salt())
            context.change.conversations.formUnion(try PolicyRows.open(of: contact, context.db))
        }
    }

    /// What a contact last said of a category of messages.
    package func consent(of contact: ContactID, category: String) async throws(StoreError)
        -> ConsentRecord?
    {
        try await read { db in
            try Row.fetchOne(
                try db.cachedStatement(sql: Self.consentRecord.sql),
                arguments: [contact.rawValue, category]
            ).map { row in
                ConsentRecord(
                    isGranted: row["state"] == "granted", at: Timestamp(milliseconds: row["at"]),
                    by: try (row["actor"] as String?).map { try StoredJSON.decode($0) },
                    how: row["how"])
            }
        }
    }

    /// The last policy that came into force.
    package func lastPolicy() async throws(StoreError) -> PolicyVersion? {
        try await read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT digest, at, body FROM policy_version ORDER BY sequence DESC LIMIT 1"
            ).map {
                PolicyVersion(
                    digest: $0["digest"], at: Timestamp(milliseconds: $0["at"]), body: $0["body"])
            }
        }
    }

    /// Keeps a policy that comes into force.
    package func keep(_ policy: PolicyVersion, word: String, by: Actor) async throws(StoreError) {
        try await write { [salt] context in
            try context.db.execute(
                sql: "INSERT INTO policy_version (digest, at, body) VALUES (?, ?, ?)",
                arguments: [policy.digest, policy.at.milliseconds, policy.body])
            try EventLog.append(
                context, salt: salt(), conversation: nil, at: policy.at, actor: by, kind: .policy,
                payload: ["what": word, "digest": policy.digest])
        }
    }
}

/// Reading and changing what the policy remembers, inside a transaction.
enum PolicyRows {
    /// Whether the bot may write to a contact.
    static let automatic = ConsentCategory.automatic

    static func hasStopped(_ contact: ContactID, category: String, _ db: Database) throws -> Bool {
        try consent(contact, category: category, db) == "stopped"
    }

    /// `stopped`, `granted`, or `nil` where the contact never said.
    static func consent(_ contact: ContactID, category: String, _ db: Database) throws -> String? {
        try String.fetchOne(
            try db.cachedStatement(sql: SQLiteStore.consentOf.sql),
            arguments: [contact.rawValue, category])
    }

    /// The last word counts, and who recorded it stands beside it.
    static func set(
        _ contact: ContactID, category: String, isStopped: Bool, by: Actor, how: String? = nil,
        now: Timestamp, _ db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO contact_consent (contact, category, state, at, actor, how)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (contact, category) DO UPDATE SET state = excluded.state,
                    at = excluded.at, actor = excluded.actor, how = excluded.how
                """,
            arguments: [
                contact.rawValue, category, isStopped ? "stopped" : "granted", now.milliseconds,
                try StoredJSON.encode(by), how,
            ])
    }

    /// Sets it, and the log keeps who recorded it and how it was said.
    static func record(
        _ contact: ContactID, category: String, isStopped: Bool, by: Actor, how: String,
        now: Timestamp, _ context: WriteContext, salt: [UInt8]
    ) throws {
        try set(
            contact, category: category, isStopped: isStopped, by: by, how: how, now: now,
            context.db)
        try EventLog.append(
            context, salt: salt, conversation: nil, at: now, actor: by, kind: .consent,
            payload: [
                "contact": contact.rawValue, "category": category,
                "value": isStopped ? "stop" : "resume", "how": how,
            ])
    }

    /// A contact's open conversations; by conversation_open.
    static func open(of contact: ContactID, _ db: Database) throws -> [ConversationID] {
        try String.fetchAll(
            db, sql: "SELECT id FROM conversation WHERE contact = ? AND state = 'open'",
            arguments: [contact.rawValue]
        ).map(ConversationID.init)
    }

    static func strike(_ conversation: ConversationID, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO policy_strike (conversation, strikes) VALUES (?, 1)
                ON CONFLICT (conversation) DO UPDATE SET strikes = policy_strike.strikes + 1
                """, arguments: [conversation.rawValue])
    }

    static func strikes(of conversation: ConversationID, _ db: Database) throws -> Int {
        try Int.fetchOne(
            db, sql: "SELECT strikes FROM policy_strike WHERE conversation = ?",
            arguments: [conversation.rawValue]) ?? 0
    }

    /// Counts a message; it costs something once the month's free ones are used up.
    static func add(_ charge: MessageCharge, _ db: Database) throws {
        let sent =
            try Int.fetchOne(
                db,
                sql: """
                    SELECT sum(messages) FROM message_charge
                    WHERE connection = ? AND account = ? AND month = ? AND category = ?
                    """,
                arguments: [
                    charge.inbox.connection, charge.inbox.account, charge.month, charge.category,
                ]) ?? 0
        try db.execute(
            sql: """
                INSERT INTO message_charge
                    (connection, account, month, category, currency, messages, micros)
                VALUES (?, ?, ?, ?, ?, 1, ?)
                ON CONFLICT (connection, account, month, category, currency) DO UPDATE SET
                    messages = message_charge.messages + 1,
                    micros = message_charge.micros + excluded.micros
                """,
            arguments: [
                charge.inbox.connection, charge.inbox.account, charge.month, charge.category,
                charge.currency, sent >= charge.freePerMonth ? charge.micros : 0,
            ])
    }
}
