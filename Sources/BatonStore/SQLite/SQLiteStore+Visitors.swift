package import BatonCore
import GRDB

extension SQLiteStore {
    /// By the unique index of tokens.
    static let sessionOfToken = NamedStatement(
        """
        SELECT id, token, connection, account, visitor, name, locale, page, expires_at
        FROM visitor_session WHERE token = ? AND expires_at > ?
        """, index: "sqlite_autoindex_visitor_session_2")
    /// By conversation_open.
    static let openOfVisitor = NamedStatement(
        """
        SELECT id, owner, agent, decide_at FROM conversation
        WHERE contact = ? AND connection = ? AND account = ? AND state = 'open' AND beside = 0
        """, index: "conversation_open")
    /// By the primary key of visitor_event.
    static let eventsOfVisitor = NamedStatement(
        """
        SELECT e.number, e.at AS event_at, e.kind, e.detail, e.agent AS event_agent,
            p.name AS person, d.mime, d.bytes, \(Message.columns)
        FROM visitor_event e
        LEFT JOIN message m ON m.id = e.message
        LEFT JOIN person p ON p.id = COALESCE(m.agent, e.agent)
        LEFT JOIN media d ON d.message = e.message
        WHERE e.contact = ? AND e.number > ? ORDER BY e.number LIMIT ?
        """, index: "sqlite_autoindex_visitor_event_1")
    /// By the primary key of visitor_event.
    static let sendsToVisitor = NamedStatement(
        """
        SELECT m.provider_id FROM visitor_event e JOIN message m ON m.id = e.message
        WHERE e.contact = ? AND e.number <= ? AND e.kind = 'message'
            AND m.direction = 'outbound' AND m.delivery IN (?, ?) AND m.provider_id IS NOT NULL
        ORDER BY e.number DESC LIMIT 200
        """, index: "sqlite_autoindex_visitor_event_1")

    /// Keeps a session, and forgets those that are over.
    package func begin(_ session: VisitorSession, now: Timestamp) async throws(StoreError) {
        try await write { context in
            try Self.forgetSessions(now: now, context.db)
            try context.db.execute(
                sql: """
                    INSERT INTO visitor_session
                        (id, token, connection, account, visitor, name, locale, page, created_at,
                         expires_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    session.id, session.token, session.inbox.connection, session.inbox.account,
                    session.visitor, session.name, session.locale, session.page,
                    now.milliseconds, session.expiresAt.milliseconds,
                ])
        }
    }

    /// Forgets sessions that are over.
    package func forgetSessions(now: Timestamp) async throws(StoreError) {
        try await write { context in try Self.forgetSessions(now: now, context.db) }
    }

    private static func forgetSessions(now: Timestamp, _ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM visitor_session WHERE expires_at <= ?",
            arguments: [now.milliseconds])
    }

    /// The session of a token's digest, unless it is over.
    package func visitorSession(token digest: String, now: Timestamp) async throws(StoreError)
        -> VisitorSession?
    {
        try await read { db in
            try Row.fetchOne(
                try db.cachedStatement(sql: Self.sessionOfToken.sql),
                arguments: [digest, now.milliseconds]
            ).map { row in
                var session = VisitorSession(
                    id: row["id"], token: row["token"],
                    inbox: InboxID(connection: row["connection"], account: row["account"]),
                    visitor: row["visitor"],
                    expiresAt: Timestamp(milliseconds: row["expires_at"]))
                session.name = row["name"]
                session.locale = row["locale"]
                session.page = row["page"]
                return session
            }
        }
    }

    /// What a visitor sees after an event, oldest first.
    package func visitorEvents(
        of visitor: VisitorSession, after number: Int64, limit: Int
    ) async throws(StoreError) -> VisitorPage {
        try await read { db in
            guard let contact = try Self.contact(of: visitor, db) else {
                return VisitorPage(events: [])
            }
            let rows = try Row.fetchAll(
                try db.cachedStatement(sql: Self.eventsOfVisitor.sql),
                arguments: [contact.rawValue, number, limit])
            var page = VisitorPage(events: try rows.compactMap(VisitorEvent.init(row:)))
            let open = try Row.fetchOne(
                try db.cachedStatement(sql: Self.openOfVisitor.sql),
                arguments: [contact.rawValue, visitor.inbox.connection, visitor.inbox.account])
            guard let open else { return page }
            page.conversation = ConversationID(open["id"])
            page.owner =
                switch open["owner"] as String {
                case "agent": .agent(PersonID(open["agent"] ?? ""))
                case "queue": .queue
                default: .bot
                }
            page.isUndecided = (open["decide_at"] as Int64?) != nil
            return page
        }
    }

    /// The ids of our messages up to an event which have not come as far as `state`, newest first.
    package func visitorSends(
        to visitor: VisitorSession, through number: Int64, before state: DeliveryState
    ) async throws(StoreError) -> [String] {
        try await read { db in
            guard let contact = try Self.contact(of: visitor, db) else { return [] }
            let second: DeliveryState = state == .read ? .delivered : .sent
            return try String.fetchAll(
                try db.cachedStatement(sql: Self.sendsToVisitor.sql),
                arguments: [
                    contact.rawValue, number, DeliveryState.sent.rawValue, second.rawValue,
                ])
        }
    }

    private static func contact(of visitor: VisitorSession, _ db: Database) throws -> ContactID? {
        try ContactBook.find(
            ContactAddress(providerID: visitor.visitor), channel: VisitorSession.channel, db)
    }
}

extension SQLiteStore {
    /// By message_provider.
    static let fileOfMessage = NamedStatement(
        """
        SELECT m.content, m.received_at, c.contact, d.hash, d.mime, d.bytes
        FROM message m JOIN conversation c ON c.id = m.conversation
        LEFT JOIN media d ON d.message = m.id AND d.state = 'fetched'
        WHERE m.connection = ? AND m.provider_id = ? AND m.provider_id IS NOT NULL
        """, index: "message_provider")

    /// Keeps what is known of an uploaded file.
    package func keep(_ file: VisitorFile) async throws(StoreError) {
        try await write { context in
            try context.db.execute(
                sql: """
                    INSERT INTO visitor_file (id, visitor, hash, mime, bytes, name, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    file.id, file.visitor, file.hash, file.mime, file.bytes, file.name,
                    file.at.milliseconds,
                ])
        }
    }

    /// A file that this visitor uploaded.
    package func visitorFile(_ id: String, of visitor: String) async throws(StoreError)
        -> VisitorFile?
    {
        try await read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT hash, mime, bytes, name, created_at FROM visitor_file
                    WHERE id = ? AND visitor = ?
                    """, arguments: [id, visitor]
            ).map {
                VisitorFile(
                    id: id, visitor: visitor, hash: $0["hash"], mime: $0["mime"],
                    bytes: $0["bytes"], name: $0["name"],
                    at: Timestamp(milliseconds: $0["created_at"]))
            }
        }
    }

    /// The file of a message in this visitor's conversations.
    package func visitorMedia(message id: String, of visitor: VisitorSession)
        async throws(StoreError) -> VisitorFile?
    {
        try await read { db in
            guard let contact = try Self.contact(of: visitor, db),
                let row = try Row.fetchOne(
                    try db.cachedStatement(sql: Self.fileOfMessage.sql),
                    arguments: [visitor.inbox.connection, id]),
                row["contact"] == contact.rawValue
            else { return nil }
            let content: MessageContent = try StoredJSON.decode(row["content"])
            // What a customer sent is known by its fetched bytes, what we send by its own hash.
            guard let hash = (row["hash"] as String?) ?? content.mediaID else { return nil }
            return VisitorFile(
                id: id, visitor: visitor.visitor, hash: hash,
                mime: row["mime"] ?? content.mime ?? "application/octet-stream",
                bytes: row["bytes"] ?? content.sizeBytes ?? 0, name: content.filename,
                at: Timestamp(milliseconds: row["received_at"]))
        }
    }
}

extension VisitorEvent {
    /// Reads a row of ``SQLiteStore/eventsOfVisitor``; nothing where its message is gone.
    fileprivate init?(row: Row) throws {
        let body: Body
        switch row["kind"] as String {
        case "end": body = .end
        case "agent":
            switch row["detail"] as String? {
            case "agent": body = .attendant(.agent(name: row["person"]))
            case "queue": body = .attendant(.queue)
            default: body = .attendant(.bot)
            }
        case "status":
            guard let id = row["provider_id"] as String? else { return nil }
            body = .status(
                message: id, state: DeliveryState(rawValue: row["detail"] ?? "") ?? .read)
        default:
            guard (row["id"] as String?) != nil else { return nil }
            let message = try Message(row: row)
            guard let id = message.providerID, !message.isDeleted else { return nil }
            var seen = VisitorMessage(
                id: id, author: message.author, name: row["person"], content: message.content,
                delivery: message.delivery)
            if message.content.mediaID != nil || (row["mime"] as String?) != nil {
                seen.file = VisitorMessage.File(
                    mime: row["mime"] ?? message.content.mime,
                    bytes: row["bytes"] ?? message.content.sizeBytes)
            }
            body = .message(seen)
        }
        self.init(
            number: row["number"], at: Timestamp(milliseconds: row["event_at"]), body: body)
    }
}
