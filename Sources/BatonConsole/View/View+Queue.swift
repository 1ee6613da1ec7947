import BatonCore
import BatonDesk
import BatonText
import BatonUI

extension Painter {
    /// The list: what the eye needs first stands first – how long, why, who, what.
    func queue(_ frame: inout Frame, _ rect: Rect) {
        tabs(&frame, rect)
        let list = rect.splitTop(2).rest
        guard model.queue.isLoaded else {
            frame.draw(
                SafeText(text(Words.loading)), at: Point(column: 2, row: list.row + 1),
                style: Style(.textDim))
            return
        }
        guard !model.queue.rows.isEmpty else {
            return empty(&frame, list, emptyWords)
        }
        let columns = QueueColumns(
            width: rect.columns, hasInboxes: (model.status?.inboxes.count ?? 1) > 1)
        heading(
            &frame, Rect(column: rect.column, row: rect.row + 1, columns: rect.columns, rows: 1),
            columns)
        let first = model.queue.firstShown(rows: list.rows)
        for (offset, row) in model.queue.rows.dropFirst(first).prefix(list.rows).enumerated() {
            line(
                &frame, row, list.row + offset, columns, isSelected: row.id == model.queue.selected)
        }
    }

    private var emptyWords: String {
        switch model.queue.filter {
        case .mine: text(Words.emptyMine)
        case .waiting, .flagged: text(Words.emptyWaiting)
        case .all, .reason, .deliveryFailures, .waitingSince: text(Words.emptyList)
        }
    }

    private func tabs(_ frame: inout Frame, _ rect: Rect) {
        let bar = Rect(column: rect.column, row: rect.row, columns: rect.columns, rows: 1)
        frame.fill(bar, style: Style(.tab))
        var column = rect.column
        for (filter, command) in Words.tabs {
            let isActive = filter == activeTab
            var title = text(command.description.title)
            if isActive {
                switch model.queue.filter {
                case .reason(let reason): title = text(reason.title)
                case .mine(let person) where person != model.me?.id:
                    title = personName(person, model)
                case .waitingSince(_, let upTo):
                    let waited = Clock.span(model.now.milliseconds(since: upTo))
                    title += " ≥ \(waited)"
                default: break
                }
                title += " \(model.queue.total)"
            }
            let key = model.keymap.hint(of: command).map { $0 + " " } ?? ""
            // On narrow windows what is not active shows its key and a short word.
            if rect.columns < 80, !isActive { title = Wrapping.truncated(title, width: 8) }
            column = frame.draw(
                SafeText(" \(key)\(title) "), at: Point(column: column, row: rect.row), in: bar,
                style: Style(isActive ? .tabActive : .tab))
        }
    }

    private var activeTab: Int {
        switch model.queue.filter {
        case .waiting, .waitingSince: 0
        case .mine: 1
        case .flagged: 2
        case .all: 3
        case .reason: 4
        case .deliveryFailures: 5
        }
    }

    private func heading(_ frame: inout Frame, _ rect: Rect, _ columns: QueueColumns) {
        func put(_ words: BilingualText, _ field: QueueColumns.Field, right: Bool = false) {
            guard field.width > 0 else { return }
            frame.draw(
                SafeText(text(words)), at: Point(column: field.column, row: rect.row),
                width: field.width, alignRight: right, style: Style(.textDim))
        }
        put(Words.wait, columns.age, right: true)
        put(Words.reason, columns.reason)
        put(Words.customer, columns.customer)
        put(Words.inbox, columns.inbox)
        put(Words.lastMessage, columns.message)
        put(Words.owner, columns.owner)
        put(Words.sure, columns.sure, right: true)
    }

    private func line(
        _ frame: inout Frame, _ row: Conversation, _ at: Int, _ columns: QueueColumns,
        isSelected: Bool
    ) {
        func put(
            _ words: String, _ field: QueueColumns.Field, _ role: ThemeRole, right: Bool = false
        ) {
            guard field.width > 0 else { return }
            frame.draw(
                SafeText(words), at: Point(column: field.column, row: at), width: field.width,
                alignRight: right, style: Style(role))
        }
        if let since = row.waitingSince {
            let waited = model.now.milliseconds(since: since)
            let level = ServiceLevel.sign(waited)
            put(level.sign, columns.sign, level.role)
            put(Clock.span(waited), columns.wait, level.role, right: true)
        } else {
            let idle = model.now.milliseconds(since: row.updatedAt)
            put(Clock.span(idle), columns.wait, .textDim, right: true)
        }
        let isUrgent = row.priority == 0 && row.owner == .queue
        let failure = row.hasDeliveryFailure ? "✗ " : ""
        put(
            failure + reasonWords(row, width: columns.reason.width), columns.reason,
            isUrgent || row.hasDeliveryFailure ? .statusBad : .text)
        put(name(of: row, width: columns.customer.width), columns.customer, .authorCustomer)
        put(inboxName(of: row), columns.inbox, .textDim)
        message(&frame, row, at, columns.message)
        let (owner, ownerRole) = ownerWords(row)
        put(owner, columns.owner, ownerRole)
        if let confidence = row.confidence {
            put(
                "\(Int((confidence * 100).rounded()))%", columns.sure, Self.role(of: confidence),
                right: true)
        }
        if isSelected {
            let line = Rect(column: 0, row: at, columns: model.size.columns, rows: 1)
            frame.ground(line, .selection)
            frame.draw("▌", at: Point(column: 0, row: at), style: Style(.hintKey, on: .selection))
        }
    }

    /// The reason, or a shorter word for it where the column is narrow.
    private func reasonWords(_ row: Conversation, width: Int) -> String {
        guard let reason = row.reason else { return "" }
        let room = width - (row.hasDeliveryFailure ? 2 : 0)
        let title = text(reason.title)
        if CellWidth.cells(of: title) <= room { return title }
        return Words.shortReasons[reason].map { text($0) } ?? title
    }

    /// The last words, after what presses: a draft begun, a window about to close.
    private func message(
        _ frame: inout Frame, _ row: Conversation, _ at: Int, _ field: QueueColumns.Field
    ) {
        var spans: [(String, ThemeRole)] = []
        if model.drafts.isBegun(in: row.id) { spans.append(("✎ ", .note)) }
        if row.owner != .bot, let window = windowWarning(row) {
            spans.append((window + " ", .statusWarn))
        }
        switch row.lastAuthor {
        case .bot: spans.append(("◆ ", .authorBot))
        case .agent: spans.append(("▸ ", .authorAgent))
        case .echo: spans.append(("▹ ", .authorEcho))
        case .system: spans.append(("◇ ", .authorSystem))
        case .customer, nil: break
        }
        spans.append((row.lastMessage ?? "", .text))
        let rect = Rect(column: field.column, row: at, columns: field.width, rows: 1)
        draw(StyledLine(spans), &frame, Point(column: field.column, row: at), rect)
    }

    /// From when the end of the window is shown on the list.
    private static let windowWarningMilliseconds: Int64 = 4 * 3_600_000

    private func windowWarning(_ row: Conversation) -> String? {
        guard let left = model.windowLeft(of: row) else { return nil }
        if left <= 0 { return "[\(text(Words.closed))]" }
        guard left < Self.windowWarningMilliseconds else { return nil }
        return "[\(Clock.span(left)) \(text(Words.left))]"
    }

    static func role(of confidence: Double) -> ThemeRole {
        confidence >= 0.7 ? .confidenceHigh : confidence >= 0.4 ? .confidenceMiddle : .confidenceLow
    }

    /// A name proves nothing, so the end of the number stands beside it, however long the name.
    func name(of row: Conversation, width: Int = .max) -> String {
        let end = row.contactPhone.map { "…" + $0.suffix(4) } ?? ""
        guard let name = row.contactName, !name.isEmpty else { return end.isEmpty ? "—" : end }
        guard width < 1000, !end.isEmpty else { return end.isEmpty ? name : "\(name) \(end)" }
        let room = width - end.count - 1
        // Where both do not fit, people know each other by name.
        if room < Self.leastName { return name }
        return Wrapping.truncated(SafeText(name).string, width: max(2, room)) + " " + end
    }

    /// Cells of a name below which it says nothing.
    private static let leastName = 6

    func inboxName(of row: Conversation) -> String {
        model.status?.inboxes.first { $0.id == row.inbox }?.name ?? row.inbox.account
    }

    /// Who has it; where others look at it or write, they are named instead.
    private func ownerWords(_ row: Conversation) -> (String, ThemeRole) {
        let others = model.others(in: row.id)
        let writer = others.first { $0.isTyping }
        if let one = writer ?? others.first, row.owner.agent == nil || writer != nil {
            let sign = one.isTyping ? "✎ " : "◉ "
            return (sign + personName(one.person, model), .statusWarn)
        }
        return (owner(of: row), ownerRole(row))
    }

    func owner(of row: Conversation) -> String {
        switch row.owner {
        case .bot: text(Words.bot)
        case .queue: text(Words.waiting)
        case .agent(let person):
            person == model.me?.id ? text(Words.you) : personName(person, model)
        }
    }

    func ownerRole(_ row: Conversation) -> ThemeRole {
        switch row.owner {
        case .bot: .authorBot
        case .queue: .statusWarn
        case .agent: .authorAgent
        }
    }

    func empty(_ frame: inout Frame, _ rect: Rect, _ sentence: String) {
        let lines = Wrapping.lines(sentence, width: min(60, rect.columns - 8))
        let top = rect.row + max(1, (rect.rows - lines.count) / 3)
        for (offset, line) in lines.enumerated() where top + offset < rect.endRow {
            let column = rect.column + (rect.columns - CellWidth.cells(of: line)) / 2
            frame.draw(
                SafeText(line), at: Point(column: column, row: top + offset), style: Style(.textDim)
            )
        }
    }
}
