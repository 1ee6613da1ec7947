package import BatonCore
import GRDB

extension SQLiteStore {
    /// By review_waiting.
    static let reviewOfAll = NamedStatement(
        """
        SELECT r.*, d.body FROM review r JOIN decision d ON d.id = r.decision
        WHERE r.labelled_at IS NULL ORDER BY r.drawn_at, r.decision LIMIT ?
        """, index: "review_waiting")
    /// By review_inbox.
    static let reviewOfInbox = NamedStatement(
        """
        SELECT r.*, d.body FROM review r JOIN decision d ON d.id = r.decision
        WHERE r.labelled_at IS NULL AND r.connection = ? AND r.account = ?
        ORDER BY r.drawn_at, r.decision LIMIT ?
        """, index: "review_inbox")
    /// By label_inbox.
    static let labelsOfInbox = NamedStatement(
        """
        SELECT \(LabelRows.columns), d.body FROM label l JOIN decision d ON d.id = l.decision
        WHERE l.connection = ? AND l.account = ? AND l.at >= ? ORDER BY l.at LIMIT ?
        """, index: "label_inbox")
    /// By decision_at; the labels by their primary key.
    ///
    /// The empty text keeps the planner from going by
    /// the inbox's conversations, whose decisions it would have to sort.
    static let decisionsSince = NamedStatement(
        """
        SELECT \(LabelRows.columns), d.body FROM decision d
        JOIN conversation c ON c.id = d.conversation
        LEFT JOIN label l ON l.decision = d.id AND l.source = coalesce(
            (SELECT source FROM review r WHERE r.decision = d.id), 'chosen')
        WHERE d.at >= ? AND c.connection || '' = ? AND c.account || '' = ?
        ORDER BY d.at LIMIT ?
        """, index: "decision_at")

    /// Keeps a person's verdict on a decision.
    package func keep(_ label: DecisionLabel, now: Timestamp) async throws(StoreError)
        -> (label: DecisionLabel, inbox: InboxID)
    {
        try await write { [salt] context in
            let db = context.db
            guard
                let row = try Row.fetchOne(
                    db,
                    sql: """
                        SELECT d.conversation, c.connection, c.account, r.source FROM decision d
                        JOIN conversation c ON c.id = d.conversation
                        LEFT JOIN review r ON r.decision = d.id WHERE d.id = ?
                        """, arguments: [label.decision.rawValue])
            else {
                throw StoreError(
                    .notFound, "there is no decision \(label.decision)",
                    chinese: "找不到決定 \(label.decision)")
            }
            var kept = label
            kept.conversation = ConversationID(row["conversation"])
            let drawn = (row["source"] as String?).flatMap(LabelSource.init(rawValue:))
            kept.source = drawn ?? .chosen
            let inbox = InboxID(connection: row["connection"], account: row["account"])
            try LabelRows.insert(kept, inbox: inbox, db)
            try db.execute(
                sql: "UPDATE review SET labelled_at = ? WHERE decision = ?",
                arguments: [now.milliseconds, label.decision.rawValue])
            try LabelRows.log(kept, context, salt: salt(), now: now)
            context.change.conversations.insert(kept.conversation)
            return (kept, inbox)
        }
    }

    /// What was drawn and not judged, oldest first.
    package func reviewList(of inbox: InboxID?, limit: Int) async throws(StoreError)
        -> [ReviewItem]
    {
        try await read { db in
            let rows =
                if let inbox {
                    try Row.fetchAll(
                        try db.cachedStatement(sql: Self.reviewOfInbox.sql),
                        arguments: [inbox.connection, inbox.account, limit])
                } else {
                    try Row.fetchAll(
                        try db.cachedStatement(sql: Self.reviewOfAll.sql), arguments: [limit])
                }
            return try rows.map { row in
                ReviewItem(
                    decision: try StoredJSON.decode(row["body"]),
                    inbox: InboxID(connection: row["connection"], account: row["account"]),
                    source: LabelSource(rawValue: row["source"]) ?? .review, rate: row["rate"],
                    drawnAt: Timestamp(milliseconds: row["drawn_at"]))
            }
        }
    }

    /// How many wait there.
    package func reviewCount(of inbox: InboxID?) async throws(StoreError) -> Int {
        try await read { db in
            guard let inbox else {
                return try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM review r WHERE r.labelled_at IS NULL") ?? 0
            }
            return try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM review r
                    WHERE r.labelled_at IS NULL AND r.connection = ? AND r.account = ?
                    """, arguments: [inbox.connection, inbox.account]) ?? 0
        }
    }

    /// Labels of an inbox since a time with their decisions, oldest first.
    package func labels(of inbox: InboxID, since: Timestamp, limit: Int)
        async throws(StoreError) -> [PastDecision]
    {
        try await read { db in
            try Row.fetchAll(
                try db.cachedStatement(sql: Self.labelsOfInbox.sql),
                arguments: [inbox.connection, inbox.account, since.milliseconds, limit]
            ).map(Self.past)
        }
    }

    /// Decisions of an inbox since a time, oldest first, with a person's label.
    package func pastDecisions(of inbox: InboxID, since: Timestamp, limit: Int)
        async throws(StoreError) -> [PastDecision]
    {
        try await read { db in
            try Row.fetchAll(
                try db.cachedStatement(sql: Self.decisionsSince.sql),
                arguments: [since.milliseconds, inbox.connection, inbox.account, limit]
            ).map(Self.past)
        }
    }

    private static func past(_ row: Row) throws -> PastDecision {
        PastDecision(
            decision: try StoredJSON.decode(row["body"]), label: try LabelRows.label(row))
    }
}
