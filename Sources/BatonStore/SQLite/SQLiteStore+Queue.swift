package import BatonCore
import GRDB

extension SQLiteStore {
    /// A page of conversations, by key and never by offset.
    package func queuePage(_ query: QueueQuery) async throws(StoreError) -> QueuePage {
        let list = QueueList(query)
        let limit = min(max(1, query.limit), 200)
        return try await read { db in
            let isBackward = query.before != nil
            var arguments = list.arguments
            if let place = query.before ?? query.after { arguments += list.key(of: place) }
            arguments.append(limit + 1)
            let rows = try Row.fetchAll(
                try db.cachedStatement(
                    sql: list.sql(
                        from: query.before != nil || query.after != nil, backward: isBackward)),
                arguments: StatementArguments(arguments as [(any DatabaseValueConvertible)?])
            ).map(Conversation.init(row:))
            let page = Array(rows.prefix(limit))
            let everywhere = QueueList(QueueQuery(filter: query.filter))
            return QueuePage(
                rows: isBackward ? page.reversed() : page, hasMore: rows.count > limit,
                total: try list.total(db),
                everywhere: query.inbox == nil ? nil : try everywhere.total(db))
        }
    }

    /// One conversation.
    package func conversation(_ id: ConversationID) async throws(StoreError) -> Conversation? {
        try await read { try ConversationRows(db: $0).conversation(id) }
    }

    /// One contact.
    package func contact(_ id: ContactID) async throws(StoreError) -> Contact? {
        try await read { db in
            do {
                return try QueueReading.contact(id, db)
            } catch let error as StoreError where error.code == .notFound {
                return nil
            }
        }
    }

    /// Messages of a conversation in show order: the latest `limit` before `before`.
    package func messages(
        in conversation: ConversationID, before: MessageCursor?, limit: Int
    ) async throws(StoreError) -> [Message] {
        try await read {
            try QueueReading.messages(in: conversation, before: before, limit: limit, $0)
        }
    }

    /// One message.
    package func message(_ id: MessageID) async throws(StoreError) -> Message? {
        try await read { db in
            try Row.fetchOne(
                db, sql: "SELECT \(Message.columns) FROM message m WHERE m.id = ?",
                arguments: [id.rawValue]
            ).map(Message.init(row:))
        }
    }

    /// The latest decision of a conversation.
    package func latestDecision(in conversation: ConversationID) async throws(StoreError)
        -> Decision?
    {
        try await read { try QueueReading.latestDecision(in: conversation, $0) }
    }

    /// One decision.
    package func decision(_ id: DecisionID) async throws(StoreError) -> Decision? {
        try await read { db in
            try String.fetchOne(
                db, sql: "SELECT body FROM decision WHERE id = ?", arguments: [id.rawValue]
            ).map { try StoredJSON.decode($0) }
        }
    }

    /// The decision that is about, or that produced, a message.
    package func decision(of message: MessageID) async throws(StoreError) -> Decision? {
        try await read { db in
            try String.fetchOne(
                db,
                sql: """
                    SELECT d.body FROM message m JOIN decision d ON d.id = m.decision
                    WHERE m.id = ?
                    """, arguments: [message.rawValue]
            ).map { try StoredJSON.decode($0) }
        }
    }

    /// The event log of a conversation, oldest first.
    package func eventLog(of conversation: ConversationID, limit: Int) async throws(StoreError)
        -> [EventLogRow]
    {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT sequence, conversation, at, actor, kind, payload FROM event_log
                    WHERE conversation = ? ORDER BY sequence LIMIT ?
                    """, arguments: [conversation.rawValue, limit]
            ).map { row in
                EventLogRow(
                    sequence: row["sequence"], conversation: ConversationID(row["conversation"]),
                    at: Timestamp(milliseconds: row["at"]),
                    actor: try StoredJSON.decode(row["actor"]),
                    kind: EventLogRow.Kind(rawValue: row["kind"]) ?? .fault,
                    payload: row["payload"] ?? "")
            }
        }
    }

    /// The numbers of the dashboard.
    package func dashboard(now: Timestamp) async throws(StoreError) -> Dashboard {
        try await read { db in
            func bars(_ name: String) throws -> [Dashboard.Bar] {
                try Counter.all(db, name: name).filter { $0.value > 0 }
                    .map { Dashboard.Bar(label: $0.key, count: $0.value) }
                    .sorted { ($1.count, $0.label) < ($0.count, $1.label) }
            }
            func count(_ name: String) throws -> Int {
                try Counter.all(db, name: name)[""] ?? 0
            }
            let today = CalendarDay.text(of: now) + "/"
            let outcomes = try Counter.all(db, name: Counter.decisionOutcome, prefix: today)
                .map {
                    Dashboard.Bar(label: String($0.key.dropFirst(today.count)), count: $0.value)
                }
                .sorted { ($1.count, $0.label) < ($0.count, $1.label) }
            return Dashboard(
                waitingByAge: try Self.waitingByAge(now: now, db),
                oldestWaiting: Timestamp(
                    optional: try Int64.fetchOne(
                        db,
                        sql: """
                            SELECT min(waiting_since) FROM conversation
                            WHERE state = 'open' AND owner = 'queue'
                            """)),
                reasons: try bars("queue.reason"), agents: try bars("queue.agent"),
                withBot: try count("queue.bot"), outcomesToday: outcomes,
                deliveryFailures: try count("queue.failures"), loads: try Self.loads(db))
        }
    }

    /// What waits and is held, by inbox: reads what people have to do, and nothing else.
    private static func loads(_ db: Database) throws -> [Dashboard.Load] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT connection, account, sum(owner = 'queue') AS waiting, count(*) AS number,
                    min(CASE owner WHEN 'queue' THEN waiting_since END) AS oldest
                FROM conversation INDEXED BY conversation_inbox_flagged
                WHERE state = 'open' AND owner <> 'bot'
                GROUP BY connection, account ORDER BY connection, account
                """)
        return rows.map { row in
            let waiting: Int = row["waiting"]
            return Dashboard.Load(
                inbox: InboxID(connection: row["connection"], account: row["account"]),
                waiting: waiting, held: row["number"] - waiting,
                oldestWaiting: Timestamp(optional: row["oldest"]))
        }
    }

    /// Bounds between the ages that the dashboard tells apart, in minutes.
    private static let ageBounds: [Int64] = [2, 10, 30, 120]

    private static func waitingByAge(now: Timestamp, _ db: Database) throws -> [Int] {
        var ages = [Int](repeating: 0, count: ageBounds.count + 1)
        let since = try Int64.fetchCursor(
            db,
            sql: """
                SELECT waiting_since FROM conversation INDEXED BY conversation_age
                WHERE state = 'open' AND owner = 'queue' AND waiting_since IS NOT NULL
                """)
        while let since = try since.next() {
            let minutes = max(0, now.milliseconds - since) / 60_000
            ages[ageBounds.firstIndex { minutes < $0 } ?? ageBounds.count] += 1
        }
        return ages
    }

    /// The people who may work with it.
    package func people() async throws(StoreError) -> [Person] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT id, name, role FROM person ORDER BY name").compactMap
            {
                row in
                Role(rawValue: row["role"]).map {
                    Person(id: PersonID(row["id"]), name: row["name"], role: $0)
                }
            }
        }
    }

    /// Makes the people table equal to the configuration's.
    package func setPeople(_ people: [Person]) async throws(StoreError) {
        try await write { context in
            try context.db.execute(sql: "DELETE FROM person")
            for person in people {
                try context.db.execute(
                    sql: "INSERT OR REPLACE INTO person (id, name, role) VALUES (?, ?, ?)",
                    arguments: [person.id.rawValue, person.name, person.role.rawValue])
            }
        }
    }
}
