import BatonCore
import BatonDesk
import BatonUI

/// The limit that marks a request for one row only: where a selected conversation has gone to.
let lookUpLimit = 1
/// Rows from the end of the window at which more are read.
private let margin = 40

/// Rows of the list that the screen shows.
func queueRows(_ model: Model) -> Int { max(1, QueueLayout(model).list.rows) }

/// Moves the selection; near an end of the window the next page is read by its key.
func moveQueue(_ steps: Int, _ model: inout Model) -> [ConsoleEffect] {
    model.queue.move(steps)
    model.queue.line += steps
    model.queue.keepLine(rows: queueRows(model))
    return readMore(&model)
}

/// Goes to the true first or last row, wherever the window is.
func jumpQueue(toEnd: Bool, _ model: inout Model) -> [ConsoleEffect] {
    let isThere = toEnd ? !model.queue.hasMore : model.queue.anchor == nil
    if isThere { return moveQueue(toEnd ? farAway : -farAway, &model) }
    let query =
        toEnd
        ? model.queue.asking(before: .afterAll(in: model.queue.filter)) : model.queue.asking()
    model.queue.paging = query
    model.queue.jump = toEnd ? .end : .start
    return [.ask(.queue(query))]
}

/// Lists other conversations, of the inbox that is chosen.
func list(_ filter: QueueQuery.Filter, _ model: inout Model) -> [ConsoleEffect] {
    list(filter, of: model.queue.inbox, &model)
}

/// Lists other conversations, of one inbox or of all.
func list(_ filter: QueueQuery.Filter, of inbox: InboxID?, _ model: inout Model)
    -> [ConsoleEffect]
{
    model.screen = .queue
    model.queue = QueueModel()
    model.queue.filter = filter
    model.queue.inbox = inbox
    return refresh(.queue, &model)
}

private func readMore(_ model: inout Model) -> [ConsoleEffect] {
    guard model.queue.paging == nil else { return [] }
    let queue = model.queue
    var query: QueueQuery?
    if queue.hasMore, queue.selectedIndex >= queue.rows.count - margin, let end = queue.end {
        query = queue.asking(after: end)
    } else if queue.anchor != nil, queue.selectedIndex < margin, let start = queue.start {
        query = queue.asking(before: start)
    }
    guard let query else { return [] }
    model.queue.paging = query
    return [.ask(.queue(query))]
}

/// A page has come: of a paging, or the window read again.
func listed(_ page: QueuePage, _ query: QueueQuery, _ model: inout Model) -> [ConsoleEffect] {
    if model.lateElsewhere.isAsked(by: query) { return foundElsewhere(page, &model) }
    if model.queue.paging == query, model.queue.isAsked(by: query) {
        model.queue.paging = nil
        if let jump = model.queue.jump {
            model.queue.land(page, jump)
        } else if query.before != nil {
            model.queue.prepend(page)
        } else {
            model.queue.append(page)
        }
        model.queue.keepLine(rows: queueRows(model))
        return []
    }
    var effects = came(.queue, &model)
    guard model.queue.isAsked(by: query), query.before == nil else { return effects }
    guard query.after == model.queue.anchor, query.limit == model.queue.query.limit else {
        // The window moved on while this was read.
        if effects.isEmpty { effects = refresh(.queue, &model) }
        return effects
    }
    let selected = model.queue.selected
    if model.queue.refresh(page), let selected {
        model.queue.lost = .init(id: selected, instead: model.queue.selected)
        effects.append(.ask(.open(selected, limit: lookUpLimit)))
    }
    model.queue.keepLine(rows: queueRows(model))
    return effects + readMore(&model)
}

/// The selected conversation left the window: where it is still on the list, the window follows it.
func lookedUp(_ row: Conversation, _ model: inout Model) -> [ConsoleEffect] {
    guard let lost = model.queue.lost, lost.id == row.id else { return [] }
    model.queue.lost = nil
    guard model.queue.holds(row), model.queue.selected == lost.instead else { return [] }
    model.queue.anchor = QueueCursor(row, in: model.queue.filter)
        .justBefore(in: model.queue.filter)
    model.queue.rows = [row]
    model.queue.selected = row.id
    model.queue.selectedIndex = 0
    model.queue.hasMore = true
    return refresh(.queue, &model)
}

extension QueueModel {
    /// Keeps the selection on its line of the screen where the list allows it.
    mutating func keepLine(rows visible: Int) {
        line = min(max(0, line), visible - 1)
        let first = min(max(0, selectedIndex - line), max(0, rows.count - visible))
        line = min(max(0, selectedIndex - first), visible - 1)
    }

    /// The first row that the screen shows.
    func firstShown(rows visible: Int) -> Int {
        min(max(0, selectedIndex - line), max(0, rows.count - visible))
    }

    /// The window at an end of the list.
    mutating func land(_ page: QueuePage, _ jump: Jump) {
        self.jump = nil
        rows = page.rows
        count(page)
        arrivals = 0
        switch jump {
        case .start:
            anchor = nil
            hasMore = page.hasMore
            selectedIndex = 0
        case .end:
            anchor =
                page.hasMore
                ? rows.first.map { QueueCursor($0, in: filter).justBefore(in: filter) } : nil
            hasMore = false
            selectedIndex = max(0, rows.count - 1)
        }
        selected = rows.indices.contains(selectedIndex) ? rows[selectedIndex].id : nil
        line = selectedIndex
    }
}

extension QueueCursor {
    /// The place after the last row of any list.
    static func afterAll(in filter: QueueQuery.Filter) -> QueueCursor {
        filter == .all
            ? QueueCursor(priority: 0, since: Timestamp(milliseconds: .min), id: ConversationID(""))
            : QueueCursor(
                priority: .max, since: Timestamp(milliseconds: .max),
                id: ConversationID("\u{10FFFF}"))
    }
}

/// More steps than any list or thread has.
let farAway = 1 << 40
