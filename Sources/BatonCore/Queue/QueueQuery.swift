/// Which conversations to list.
package struct QueueQuery: Sendable, Codable, Hashable {
    /// Which of them.
    package enum Filter: Sendable, Codable, Hashable {
        /// Open ones that no person has and that wait for one.
        case waiting
        /// Open ones that this person has.
        case mine(PersonID)
        /// Waiting ones or ones that a person has.
        case flagged
        /// Every open one, the bot's too, most recent first.
        case all
        /// Waiting for this reason.
        case reason(ReasonCode)
        /// With a failed or uncertain delivery.
        case deliveryFailures
        /// Waiting for a person since a moment after `after`, `upTo` included: an age, held still.
        case waitingSince(after: Timestamp, upTo: Timestamp)
    }

    /// Which of them.
    package var filter: Filter
    /// Only those of this inbox; `nil` for every inbox's.
    package var inbox: InboxID?
    /// Only after this row.
    package var after: QueueCursor?
    /// Only before this row (to page backwards); the page is still in list order.
    package var before: QueueCursor?
    /// How many, at most 200.
    package var limit: Int

    /// Makes a query.
    package init(
        filter: Filter, inbox: InboxID? = nil, after: QueueCursor? = nil,
        before: QueueCursor? = nil, limit: Int = 60
    ) {
        self.filter = filter
        self.inbox = inbox
        self.after = after
        self.before = before
        self.limit = limit
    }
}

/// A place in the list: the keys it is sorted by.
package struct QueueCursor: Sendable, Codable, Hashable {
    /// 0 first.
    package var priority: Int
    /// Waiting since; for the list of all, the last update.
    package var since: Timestamp
    /// The conversation.
    package var id: ConversationID

    /// The place of a row of a list: the list of all is by recency, the others by urgency, where
    /// those with no customer waiting stand last.
    package init(_ row: Conversation, in filter: QueueQuery.Filter) {
        priority = row.priority
        since =
            filter == .all
            ? row.updatedAt : row.waitingSince ?? Timestamp(milliseconds: .max)
        id = row.id
    }

    /// Makes a place.
    package init(priority: Int, since: Timestamp, id: ConversationID) {
        self.priority = priority
        self.since = since
        self.id = id
    }
}

/// A page of the list.
package struct QueuePage: Sendable, Codable, Hashable {
    /// The rows in order.
    package var rows: [Conversation]
    /// Whether more come after the last.
    package var hasMore: Bool
    /// How many the query has in all: from counters, or for one inbox counted.
    package var total: Int
    /// How many the filter has in every inbox together; `nil` where ``total`` says so, and from an
    /// older worker.
    package var everywhere: Int?

    /// Makes a page.
    package init(rows: [Conversation], hasMore: Bool, total: Int, everywhere: Int? = nil) {
        self.rows = rows
        self.hasMore = hasMore
        self.total = total
        self.everywhere = everywhere
    }
}
