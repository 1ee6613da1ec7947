import BatonCore
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
            let isMine = if case .mine = model.queue.filter { true } else { false }
            empty(&frame, list, text(isMine ? Words.emptyMine : Words.emptyWaiting))
            return
        }
        let columns = Columns(width: rect.columns)
        heading(
            &frame, Rect(column: rect.column, row: rect.row + 1, columns: rect.columns, rows: 1),
            columns)
        let first = max(
            0, min(model.queue.selectedIndex - list.rows / 2, model.queue.rows.count - list.rows))
        for (offset, row) in model.queue.rows.dropFirst(first).prefix(list.rows).enumerated() {
            line(
                &frame, row, list.row + offset, columns, isSelected: row.id == model.queue.selected)
        }
    }

    private func tabs(_ frame: inout Frame, _ rect: Rect) {
        frame.fill(
            Rect(column: rect.column, row: rect.row, columns: rect.columns, rows: 1),
            style: Style(.tab))
        var column = rect.column
        for (index, item) in Words.filters.enumerated() {
            var title = text(item.title)
            if index == activeFilter {
                if case .reason(let reason) = model.queue.filter { title = text(reason.title) }
                title += " \(model.queue.total)"
            }
            column = frame.draw(
                SafeText(" \(item.filter) \(title) "), at: Point(column: column, row: rect.row),
                style: Style(index == activeFilter ? .tabActive : .tab))
        }
    }

    private var activeFilter: Int {
        switch model.queue.filter {
        case .waiting: 0
        case .mine: 1
        case .flagged: 2
        case .all, .deliveryFailures: 3
        case .reason: 4
        }
    }

    /// Where each column begins; wide windows give their room to the message.
    struct Columns {
        let wait = 1
        let reason = 9
        let reasonWidth: Int
        let customer: Int
        let customerWidth: Int
        let message: Int
        let messageWidth: Int
        let owner: Int
        let ownerWidth: Int
        let sure: Int

        init(width: Int) {
            reasonWidth = width < 100 ? 14 : 22
            customerWidth = width < 100 ? 12 : 18
            ownerWidth = width < 100 ? 8 : 12
            customer = reason + reasonWidth + 1
            message = customer + customerWidth + 1
            sure = width - 5
            owner = sure - ownerWidth - 1
            messageWidth = max(4, owner - message - 1)
        }
    }

    private func heading(_ frame: inout Frame, _ rect: Rect, _ columns: Columns) {
        let style = Style(.textDim)
        func put(_ words: BilingualText, _ column: Int, _ width: Int) {
            frame.draw(
                SafeText(text(words)), at: Point(column: column, row: rect.row), width: width,
                style: style)
        }
        put(Words.wait, columns.wait + 2, 5)
        put(Words.reason, columns.reason, columns.reasonWidth)
        put(Words.customer, columns.customer, columns.customerWidth)
        put(Words.lastMessage, columns.message, columns.messageWidth)
        put(Words.owner, columns.owner, columns.ownerWidth)
        put(Words.sure, columns.sure, 4)
    }

    private func line(
        _ frame: inout Frame, _ row: Conversation, _ at: Int, _ columns: Columns, isSelected: Bool
    ) {
        func put(
            _ words: String, _ column: Int, _ width: Int, _ role: ThemeRole, right: Bool = false
        ) {
            frame.draw(
                SafeText(words), at: Point(column: column, row: at), width: width,
                alignRight: right, style: Style(role))
        }
        if let since = row.waitingSince {
            let waited = model.now.milliseconds(since: since)
            let level = ServiceLevel.sign(waited)
            put(level.sign, columns.wait, 2, level.role)
            put(Clock.span(waited), columns.wait + 2, 5, level.role, right: true)
        } else {
            put(
                Clock.span(model.now.milliseconds(since: row.updatedAt)), columns.wait + 2, 5,
                .textDim, right: true)
        }
        let isUrgent = row.priority == 0 && row.owner == .queue
        put(
            (row.hasDeliveryFailure ? "✗" : "") + (row.reason.map { text($0.title) } ?? ""),
            columns.reason, columns.reasonWidth, isUrgent ? .statusBad : .text)
        put(name(of: row), columns.customer, columns.customerWidth, .authorCustomer)
        put(row.lastMessage ?? "", columns.message, columns.messageWidth, .text)
        put(owner(of: row), columns.owner, columns.ownerWidth, ownerRole(row))
        if let confidence = row.confidence {
            put(
                "\(Int((confidence * 100).rounded()))%", columns.sure, 4, Self.role(of: confidence),
                right: true)
        }
        if isSelected {
            let line = Rect(column: 0, row: at, columns: model.size.columns, rows: 1)
            frame.ground(line, .selection)
            frame.draw("▌", at: Point(column: 0, row: at), style: Style(.hintKey, on: .selection))
        }
    }

    static func role(of confidence: Double) -> ThemeRole {
        confidence >= 0.7 ? .confidenceHigh : confidence >= 0.4 ? .confidenceMiddle : .confidenceLow
    }

    /// A name proves nothing, so the end of the number stands beside it.
    func name(of row: Conversation) -> String {
        let end = row.contactPhone.map { "…" + $0.suffix(4) }
        return [row.contactName, end].compactMap(\.self).joined(separator: " ")
    }

    func owner(of row: Conversation) -> String {
        switch row.owner {
        case .bot: text(Words.bot)
        case .queue: text(Words.waiting)
        case .agent(let person):
            person == model.person?.id ? text(Words.you) : personName(person, model)
        }
    }

    private func ownerRole(_ row: Conversation) -> ThemeRole {
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
