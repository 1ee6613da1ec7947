package import BatonCore

/// The list of conversations: a window of rows that begins after a key, and a selection that
/// arrivals never move.
package struct QueueModel: Sendable, Hashable {
    /// Which conversations.
    package var filter: QueueQuery.Filter = .flagged
    /// Only this inbox's conversations; `nil` for every inbox's.
    package var inbox: InboxID?
    /// The rows of the window.
    package var rows: [Conversation] = []
    /// The place before the window's first row; `nil` where it begins with the list.
    ///
    /// It is a place in the order, not a row, so that it holds when that row goes.
    package var anchor: QueueCursor?
    /// How many there are in all.
    package var total = 0
    /// How many of the filter are in other inboxes than the one that is listed.
    package var elsewhere = 0
    /// Whether more come after the window.
    package var hasMore = false
    /// The selected conversation.
    package var selected: ConversationID?
    /// The place of the selection when it was last on the list.
    package var selectedIndex = 0
    /// Conversations that came in above what is shown.
    package var arrivals = 0
    /// Whether the first page has come.
    package var isLoaded = false
    /// The line of the screen that the selection stands on, from 0.
    package var line = 0
    /// The page that was asked for and has not come.
    package var paging: QueueQuery?
    /// Whether that page is an end of the list, to go to.
    package var jump: Jump?
    /// A selected conversation that is no longer in the window, and is looked for.
    package var lost: Lost?

    /// An end of the list.
    package enum Jump: Sendable, Hashable {
        case start, end
    }

    /// A selection that went away.
    package struct Lost: Sendable, Hashable {
        /// What was selected.
        package var id: ConversationID
        /// What is selected in its place meanwhile.
        package var instead: ConversationID?
    }

    /// The most rows that a window holds: some pages of the largest screens.
    package static let windowRows = 200
    /// Rows of the first page, and of each that is added.
    package static let pageRows = 100

    /// Makes an empty list.
    package init() {}

    /// The selected row.
    package var selectedRow: Conversation? {
        rows.indices.contains(selectedIndex) && rows[selectedIndex].id == selected
            ? rows[selectedIndex] : rows.first { $0.id == selected }
    }

    /// What reads the window again.
    package var query: QueueQuery {
        asking(after: anchor, limit: min(max(rows.count, Self.pageRows), Self.windowRows))
    }

    /// A query for conversations of this list.
    func asking(
        after: QueueCursor? = nil, before: QueueCursor? = nil, limit: Int = QueueModel.pageRows
    ) -> QueueQuery {
        QueueQuery(filter: filter, inbox: inbox, after: after, before: before, limit: limit)
    }

    /// Whether a query asks for conversations of this list.
    func isAsked(by query: QueueQuery) -> Bool { query.filter == filter && query.inbox == inbox }

    /// Whether a conversation is on this list.
    func holds(_ row: Conversation) -> Bool {
        filter.holds(row) && (inbox == nil || inbox == row.inbox)
    }

    /// How many there are, here and in other inboxes.
    mutating func count(_ page: QueuePage) {
        total = page.total
        elsewhere = max(0, (page.everywhere ?? page.total) - page.total)
    }

    /// The window read again: the selection stays on its conversation, wherever that now is.
    /// - Returns: whether the selected conversation is no longer in the window.
    mutating func refresh(_ page: QueuePage) -> Bool {
        let known = Set(rows.map(\.id))
        let grown = page.total - total
        rows = page.rows
        hasMore = page.hasMore
        let wasLoaded = isLoaded
        isLoaded = true
        count(page)
        let gone = !select(selected)
        if wasLoaded {
            let above = rows.prefix(selectedIndex).count { !known.contains($0.id) }
            if above > 0 {
                arrivals += above
            } else if anchor != nil, grown > 0 {
                arrivals += grown
            }
        }
        if selectedIndex == 0, anchor == nil { arrivals = 0 }
        return gone && wasLoaded
    }

    /// Rows after the window; where it grows too long, its first rows are let go.
    mutating func append(_ page: QueuePage) {
        let known = Set(rows.map(\.id))
        rows += page.rows.filter { !known.contains($0.id) }
        count(page)
        hasMore = page.hasMore
        if rows.count > Self.windowRows {
            let surplus = rows.count - Self.windowRows
            anchor = QueueCursor(rows[surplus - 1], in: filter)
            rows.removeFirst(surplus)
        }
        _ = select(selected)
    }

    /// Rows before the window; where it grows too long, its last rows are let go.
    mutating func prepend(_ page: QueuePage) {
        let known = Set(rows.map(\.id))
        rows = page.rows.filter { !known.contains($0.id) } + rows
        count(page)
        if !page.hasMore {
            anchor = nil
        } else if let first = page.rows.first {
            anchor = QueueCursor(first, in: filter).justBefore(in: filter)
        }
        if rows.count > Self.windowRows {
            rows.removeLast(rows.count - Self.windowRows)
            hasMore = true
        }
        _ = select(selected)
    }

    /// Selects a row by steps, within the window.
    mutating func move(_ steps: Int) {
        guard !rows.isEmpty else { return }
        selectedIndex = min(max(0, selectedIndex + steps), rows.count - 1)
        selected = rows[selectedIndex].id
        if selectedIndex == 0, anchor == nil { arrivals = 0 }
    }

    /// The place after the last row.
    var end: QueueCursor? { rows.last.map { QueueCursor($0, in: filter) } }

    /// The place of the first row.
    var start: QueueCursor? { rows.first.map { QueueCursor($0, in: filter) } }

    /// Puts the selection on a conversation of the window; where it has gone, the row that took its
    /// place is selected.
    private mutating func select(_ id: ConversationID?) -> Bool {
        if let id, let index = rows.firstIndex(where: { $0.id == id }) {
            selectedIndex = index
            return true
        }
        selectedIndex = min(selectedIndex, max(0, rows.count - 1))
        selected = rows.indices.contains(selectedIndex) ? rows[selectedIndex].id : nil
        return id == nil
    }
}

extension QueueQuery.Filter {
    /// Whether a conversation is on the list.
    func holds(_ row: Conversation) -> Bool {
        guard row.state == .open else { return false }
        return switch self {
        case .waiting: row.owner == .queue
        case .mine(let person): row.owner.agent == person
        case .flagged: row.owner != .bot
        case .all: true
        case .reason(let reason): row.owner == .queue && row.reason == reason
        case .deliveryFailures: row.hasDeliveryFailure
        case .waitingSince(let after, let upTo):
            row.owner == .queue && (row.waitingSince.map { $0 > after && $0 <= upTo } ?? false)
        }
    }
}

extension QueueCursor {
    /// The place next before this one, so that what comes after it begins with this row.
    func justBefore(in filter: QueueQuery.Filter) -> QueueCursor {
        // Ids are compared as text: none is before the empty one, none after a row of U+10FFFF.
        let id = ConversationID(filter == .all ? "\u{10FFFF}" : "")
        return QueueCursor(priority: priority, since: since, id: id)
    }
}
