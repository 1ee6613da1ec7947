import BatonCore
import GRDB

/// One way to list conversations: its condition, its order, and the index that serves both.
struct QueueList: Sendable {
    private(set) var condition: String
    private(set) var arguments: [(any DatabaseValueConvertible & Sendable)?]
    /// Most recent first, instead of most urgent first.
    let isByRecency: Bool
    private(set) var index: String
    private let counters: [(name: String, label: String)]
    /// Which index counts what no counter does.
    private var countingIndex: String
    private var isOfOneInbox = false

    /// The list that a query asks for.
    ///
    /// Where that is one inbox's, an index led by the inbox gives the order; what is in another list of
    /// it is passed over on the way.
    init(_ query: QueueQuery) {
        self.init(every: query.filter)
        guard let inbox = query.inbox else { return }
        isOfOneInbox = true
        condition += " AND c.connection = ? AND c.account = ?"
        arguments += [inbox.connection, inbox.account]
        switch query.filter {
        case .all: index = "conversation_inbox_recent"
        case .waiting, .mine, .flagged, .reason, .waitingSince:
            // SQLite takes a partial index only where its condition stands in the statement.
            condition += " AND c.owner <> 'bot'"
            index = "conversation_inbox_flagged"
        case .deliveryFailures: break
        }
        countingIndex = index
    }

    private init(every filter: QueueQuery.Filter) {
        switch filter {
        case .waiting:
            self.init(
                "c.state = 'open' AND c.owner = 'queue'", "conversation_waiting",
                [("queue.waiting", "")])
        case .mine(let person):
            self.init(
                "c.state = 'open' AND c.owner = 'agent' AND c.agent = ?", "conversation_agent",
                [("queue.agent", person.rawValue)], arguments: [person.rawValue])
        case .flagged:
            self.init(
                "c.state = 'open' AND c.owner <> 'bot'", "conversation_flagged",
                [("queue.waiting", ""), ("queue.held", "")])
        case .all:
            self.init(
                "c.state = 'open'", "conversation_recent",
                [("queue.waiting", ""), ("queue.held", ""), ("queue.bot", "")], isByRecency: true)
        case .reason(let reason):
            self.init(
                "c.state = 'open' AND c.owner = 'queue' AND c.reason = ?", "conversation_reason",
                [("queue.reason", reason.rawValue)], arguments: [reason.rawValue])
        case .deliveryFailures:
            self.init(
                "c.state = 'open' AND c.has_delivery_failure <> 0", "conversation_failures",
                [("queue.failures", "")])
        case .waitingSince(let after, let upTo):
            // In the order of the waiting list, so that what is urgent stays first.
            self.init(
                "c.state = 'open' AND c.owner = 'queue' AND c.waiting_since > ?"
                    + " AND c.waiting_since <= ?", "conversation_waiting", [],
                arguments: [after.milliseconds, upTo.milliseconds])
            countingIndex = "conversation_age"
        }
    }

    private init(
        _ condition: String, _ index: String, _ counters: [(name: String, label: String)],
        arguments: [(any DatabaseValueConvertible & Sendable)?] = [], isByRecency: Bool = false
    ) {
        self.condition = condition
        self.index = index
        self.counters = counters
        self.arguments = arguments
        self.isByRecency = isByRecency
        countingIndex = index
    }

    /// The statement of a page; a place, where there is one, is bound after the condition.
    func sql(from place: Bool, backward: Bool) -> String {
        let direction = backward != isByRecency ? "DESC" : "ASC"
        let keys = isByRecency ? ["updated_at", "id"] : ["priority", "waiting_key", "id"]
        let order = keys.map { "c.\($0) \(direction)" }.joined(separator: ", ")
        let columns = keys.map { "c." + $0 }.joined(separator: ", ")
        let marks = keys.map { _ in "?" }.joined(separator: ", ")
        let bound = "(\(columns)) \(direction == "DESC" ? "<" : ">") (\(marks))"
        return """
            SELECT \(Conversation.columns)
            FROM conversation c INDEXED BY \(index) JOIN contact p ON p.id = c.contact
            WHERE \(condition)\(place ? " AND " + bound : "") ORDER BY \(order) LIMIT ?
            """
    }

    /// The values that ``sql(from:backward:)`` binds for a place.
    func key(of place: QueueCursor) -> [(any DatabaseValueConvertible & Sendable)?] {
        let since = place.since.milliseconds
        return isByRecency
            ? [since, place.id.rawValue] : [place.priority, since, place.id.rawValue]
    }

    /// How many the list has in all: from the counters, which know no inbox, or counted.
    func total(_ db: Database) throws -> Int {
        if isOfOneInbox || counters.isEmpty { return try counted(db) }
        return try counters.reduce(0) {
            try $0 + (Counter.all(db, name: $1.name, prefix: $1.label)[$1.label] ?? 0)
        }
    }

    private func counted(_ db: Database) throws -> Int {
        let bound = StatementArguments(arguments as [(any DatabaseValueConvertible)?])
        return try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM conversation c INDEXED BY \(countingIndex) WHERE \(condition)
                """, arguments: bound) ?? 0
    }
}
