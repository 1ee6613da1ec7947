import BatonCore
import BatonDesk
import BatonText
import BatonUI

extension Painter {
    /// The list: what the eye needs first stands first – how long, why, who, what.
    func queue(_ frame: inout Frame, _ rect: Rect) -> CutOff {
        let layout = QueueLayout(model)
        tabs(&frame, layout.tabs)
        guard model.queue.isLoaded else { return empty(&frame, layout.list, text(Words.loading)) }
        guard !model.queue.rows.isEmpty else { return empty(&frame, layout.list, emptyWords) }
        let columns = QueueColumns(
            width: rect.columns, hasInboxes: model.hasInboxes && model.queue.inbox == nil,
            language: language)
        heading(&frame, layout.heading, columns)
        let first = model.queue.firstShown(rows: layout.list.rows)
        let shown = model.queue.rows.dropFirst(first).prefix(layout.list.rows)
        for (offset, row) in shown.enumerated() {
            line(
                &frame, row, layout.list.row + offset, columns,
                isSelected: row.id == model.queue.selected)
        }
        if let area = layout.preview, let row = model.queue.selectedRow {
            preview(&frame, area, row)
        }
        let below = model.queue.rows.count - first - shown.count
        // From the beginning on, the count tells how many follow; deep in the list only the window does.
        return model.queue.anchor == nil
            ? CutOff(max(below, model.queue.total - first - shown.count))
            : CutOff(below, isMore: model.queue.hasMore)
    }

    private var emptyWords: String {
        if let inbox = model.queue.inbox {
            return text(Words.emptyInbox).replacing("%", with: model.name(of: inbox))
        }
        return switch model.queue.filter {
        case .mine: text(Words.emptyMine)
        case .waiting, .flagged: text(Words.emptyWaiting)
        case .all: text(Words.emptyList)
        case .reason: text(Words.emptyReason)
        case .deliveryFailures: text(Words.emptyFailures)
        case .waitingSince: text(Words.emptyAge)
        }
    }

    private func tabs(_ frame: inout Frame, _ rect: Rect) {
        frame.fill(rect, style: Style(.tab))
        let tabs = tabWords(width: rect.columns)
        var column = rect.column
        for tab in tabs {
            column = frame.draw(
                SafeText(tab.words), at: Point(column: column, row: rect.row), in: rect,
                style: Style(tab.isActive ? .tabActive : .tab))
        }
    }

    /// The filters with their keys; where the window is narrow, the names of those that are not active
    /// are shortened until all have room.
    private func tabWords(width: Int) -> [(words: String, isActive: Bool)] {
        var shown: [(words: String, isActive: Bool)] = []
        for most in [Int.max, 8, 6, 4, 2] {
            shown = Words.tabs.map { filter, command in
                let isActive = filter == activeTab
                let title = isActive ? activeTitle : text(command.description.title)
                let key = model.keymap.hint(of: command).map { $0 + " " } ?? ""
                let name = isActive ? title : Wrapping.truncated(title, width: most)
                return (" \(key)\(name) ", isActive)
            }
            let cells = shown.reduce(0) { $0 + CellWidth.cells(of: $1.words) }
            if cells <= width { break }
        }
        return shown
    }

    /// What is listed, and how many.
    private var activeTitle: String {
        let command = Words.tabs[activeTab].command
        let title =
            switch model.queue.filter {
            case .reason(let reason): text(reason.title)
            case .mine(let person) where person != model.me?.id: personName(person, model)
            case .waitingSince(_, let upTo):
                "\(text(command.description.title)) ≥ "
                    + Clock.span(model.now.milliseconds(since: upTo))
            default: text(command.description.title)
            }
        return SafeText("\(title) \(model.queue.total)").string
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
        let (sure, sureRole) = sureWords(row)
        put(sure, columns.sure, sureRole, right: true)
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

    /// How sure the bot was; where a rule gave it to people, whatever the score, that it did.
    private func sureWords(_ row: Conversation) -> (String, ThemeRole) {
        if let reason = row.reason, row.owner != .bot, reason.basis != .score {
            return reason.basis == .rule ? (text(Words.ruleWord), .textDim) : ("", .textDim)
        }
        guard let confidence = row.confidence else { return ("", .textDim) }
        return ("\(Int((confidence * 100).rounded()))%", Self.role(of: confidence))
    }

    /// The last words, after what presses: a draft begun, a window about to close.
    private func message(
        _ frame: inout Frame, _ row: Conversation, _ at: Int, _ field: QueueColumns.Field
    ) {
        var spans: [(String, ThemeRole)] = []
        if model.drafts.isBegun(in: row.id) { spans.append(("✎ ", .note)) }
        if row.owner != .bot, let window = windowWarning(row, isShort: field.width < 30) {
            spans.append((window + " ", .statusWarn))
        }
        let sign = authorSign(row)
        spans.append((sign.text, sign.role))
        spans.append((lastWords(row), .text))
        let rect = Rect(column: field.column, row: at, columns: field.width, rows: 1)
        draw(StyledLine(spans), &frame, Point(column: field.column, row: at), rect)
    }

    /// The last words; for a message without any, its kind, which the record keeps as `[image]`.
    func lastWords(_ row: Conversation) -> String {
        guard let words = row.lastMessage else { return "" }
        let kind = MessageContent.Kind.allCases.first { words == "[\($0.rawValue)]" }
        return kind.map { "[\(text($0.title))]" } ?? words
    }

    /// Who said the last words; nothing for the customer.
    func authorSign(_ row: Conversation) -> (text: String, role: ThemeRole) {
        switch row.lastAuthor {
        case .bot: ("◆ ", .authorBot)
        case .agent: ("▸ ", .authorAgent)
        case .echo: ("▹ ", .authorEcho)
        case .system: ("◇ ", .authorSystem)
        case .customer, nil: ("", .text)
        }
    }

    /// From when the end of the window is shown on the list.
    private static let windowWarningMilliseconds: Int64 = 4 * 3_600_000

    /// That the window ends or has ended; without words where they would leave no room for the
    /// customer's.
    private func windowWarning(_ row: Conversation, isShort: Bool) -> String? {
        guard let left = model.windowLeft(of: row) else { return nil }
        if left <= 0 { return isShort ? "[–]" : "[\(text(Words.closed))]" }
        guard left < Self.windowWarningMilliseconds else { return nil }
        return "[\(Clock.span(left))\(isShort ? "" : " " + text(Words.left))]"
    }

    /// The colour of how sure the gate is, by the thresholds that hold unless a business sets others.
    static func role(of confidence: Double) -> ThemeRole {
        let usual = GateThresholds.usual
        if confidence >= usual.answer { return .confidenceHigh }
        return confidence >= usual.draft ? .confidenceMiddle : .confidenceLow
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

    func inboxName(of row: Conversation) -> String { model.name(of: row.inbox) }

    /// Who has it; where others look at it or write, they are named instead.
    private func ownerWords(_ row: Conversation) -> (String, ThemeRole) {
        let others = model.others(in: row.id)
        let writer = others.first { $0.isTyping }
        if let one = writer ?? others.first, row.owner.agent == nil || writer != nil {
            let sign = one.isTyping ? "✎ " : "◉ "
            return (sign + personName(one.person, model), .statusWarn)
        }
        // What nobody has is what waits, which the sign in front says: a word in every row would hide
        // the names.
        return row.owner == .queue ? ("–", .textDim) : (owner(of: row), ownerRole(row))
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

    @discardableResult
    func empty(_ frame: inout Frame, _ rect: Rect, _ sentence: String) -> CutOff {
        let lines = Wrapping.lines(sentence, width: min(60, rect.columns - 8))
        let top = rect.row + max(1, (rect.rows - lines.count) / 3)
        for (offset, line) in lines.enumerated() where top + offset < rect.endRow {
            let column = rect.column + (rect.columns - CellWidth.cells(of: line)) / 2
            frame.draw(
                SafeText(line), at: Point(column: column, row: top + offset), style: Style(.textDim)
            )
        }
        return .nothing
    }
}
