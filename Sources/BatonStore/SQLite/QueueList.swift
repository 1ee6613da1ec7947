import BatonCore
import GRDB

/// One way to list conversations: its condition, its order, and the index that serves both.
struct QueueList: Sendable {
    let condition: String
    let arguments: [(any DatabaseValueConvertible & Sendable)?]
    /// Most recent first, instead of most urgent first.
    let isByRecency: Bool
    let index: String
    private let counters: [String]

    init(_ filter: QueueQuery.Filter) {
        switch filter {
        case .waiting:
            self.init("c.state = 'open' AND c.owner = 'queue'", "conversation_waiting", ["owner/queue/"])
        case .mine(let person):
            self.init(
                "c.state = 'open' AND c.owner = 'agent' AND c.agent = ?", "conversation_agent",
                ["owner/agent/" + person.rawValue], arguments: [person.rawValue])
        case .flagged:
            self.init(
                "c.state = 'open' AND c.owner <> 'bot'", "conversation_queue",
                ["owner/queue/", "owner/agent/%"])
        case .all:
            self.init("c.state = 'open'", "conversation_open_recent", ["owner/%"], isByRecency: true)
        case .reason(let reason):
            self.init(
                "c.state = 'open' AND c.owner = 'queue' AND c.reason = ?", "conversation_reason",
                ["reason/" + reason.rawValue], arguments: [reason.rawValue])
        case .deliveryFailures:
            self.init(
                "c.has_delivery_failure = 1 AND c.state = 'open'", "conversation_failure",
                ["failure"], isByRecency: true)
        }
    }

    private init(
        _ condition: String, _ index: String, _ counters: [String],
        arguments: [(any DatabaseValueConvertible & Sendable)?] = [], isByRecency: Bool = false
    ) {
        self.condition = condition
        self.index = index
        self.counters = counters
        self.arguments = arguments
        self.isByRecency = isByRecency
    }

    /// The statement of a page; a place, where there is one, is bound after the condition.
    func sql(from place: Bool, backward: Bool) -> String {
        let order: String
        let bound: String
        if isByRecency {
            order = backward ? "c.updated_at ASC, c.id DESC" : "c.updated_at DESC, c.id ASC"
            bound =
                backward
                ? "(c.updated_at > ? OR (c.updated_at = ? AND c.id < ?))"
                : "(c.updated_at < ? OR (c.updated_at = ? AND c.id > ?))"
        } else {
            let direction = backward ? "DESC" : "ASC"
            order = "c.priority \(direction), c.waiting_since \(direction), c.id \(direction)"
            bound = "(c.priority, c.waiting_since, c.id) \(backward ? "<" : ">") (?, ?, ?)"
        }
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
            ? [since, since, place.id.rawValue] : [place.priority, since, place.id.rawValue]
    }

    /// How many the list has in all, from the counters.
    func total(_ db: Database) throws -> Int {
        try counters.reduce(0) { sum, label in
            let isPrefix = label.hasSuffix("%")
            let counts = try Counter.all(
                db, name: Counter.queue, prefix: isPrefix ? String(label.dropLast()) : label)
            return sum
                + counts.filter { isPrefix || $0.key == label }.values.reduce(0, +)
        }
    }
}
