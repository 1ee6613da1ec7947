import BatonCore
import BatonDesk
import BatonText
import BatonUI

extension Painter {
    /// Columns from which the card stands beside the thread instead of above it.
    private static let sideBySide = 110

    func conversation(_ frame: inout Frame, _ rect: Rect) {
        guard let open = model.conversation else {
            return empty(&frame, rect, text(Words.loading))
        }
        let (top, rest) = rect.splitTop(1)
        summary(&frame, top, open)
        let composerRows = open.isWriting || !open.draft.isEmpty ? min(6, max(3, rect.rows / 4)) : 2
        let (middle, composer) = rest.splitBottom(composerRows)
        if rect.columns >= Self.sideBySide {
            let (threadRect, cardRect) = middle.splitRight(min(48, rect.columns / 3))
            thread(&frame, threadRect, open)
            frame.fill(
                Rect(column: cardRect.column, row: cardRect.row, columns: 1, rows: cardRect.rows),
                with: "│", style: Style(.border))
            card(&frame, cardRect.splitLeft(2).rest, open)
        } else {
            let lines = cardLines(open, width: rect.columns - 4)
            let rows =
                open.isWriting ? min(3, lines.count) : min(max(4, middle.rows / 3), lines.count)
            let (cardRect, below) = middle.splitTop(rows)
            draw(lines, &frame, cardRect.inset(columns: 2))
            let (rule, threadRect) = below.splitTop(1)
            frame.fill(rule, with: "─", style: Style(.border))
            thread(&frame, threadRect, open)
        }
        self.composer(&frame, composer, open)
    }

    private func summary(_ frame: inout Frame, _ rect: Rect, _ open: ConversationModel) {
        let row = open.view.conversation
        frame.fill(rect, style: Style(.tab))
        let others = open.view.presence.isEmpty ? model.presence : model.presence
        let here = others.filter {
            $0.conversation == row.id && $0.person != model.person?.id
        }
        var parts = [name(of: row), owner(of: row)]
        if let language = row.language { parts.append(language.rawValue) }
        if let reason = row.reason { parts.append(text(reason.title)) }
        for person in here.prefix(2) {
            let word = text(person.isTyping ? Words.typing : Words.viewing)
            parts.append("\(personName(person.person, model)) \(word)")
        }
        frame.draw(
            SafeText(" " + parts.joined(separator: "  ·  ")), at: Point(column: 0, row: rect.row),
            width: rect.columns - 16, style: Style(.tabActive))
        let window = windowText(row)
        frame.draw(
            SafeText(window.text + " "),
            at: Point(column: rect.endColumn - 16, row: rect.row), width: 16, alignRight: true,
            style: Style(window.isClosed ? .headerAlert : .tab))
    }

    private func windowText(_ row: Conversation) -> (text: String, isClosed: Bool) {
        guard let last = row.lastCustomerAt else { return ("", false) }
        let left =
            Conversation.serviceWindowMilliseconds - model.now.milliseconds(since: last)
        if left <= 0 { return (text(Words.windowClosed), true) }
        return ("\(text(Words.window)) \(Clock.span(left))", false)
    }

    private func thread(_ frame: inout Frame, _ rect: Rect, _ open: ConversationModel) {
        let lines = threadLines(open, width: rect.columns - 3)
        let scroll = min(open.scroll, max(0, lines.count - rect.rows))
        let end = lines.count - scroll
        let first = max(0, end - rect.rows)
        draw(Array(lines[first..<max(first, end)]), &frame, rect.inset(columns: 1))
    }

    private func composer(_ frame: inout Frame, _ rect: Rect, _ open: ConversationModel) {
        frame.fill(rect, style: Style(.input))
        let (rule, box) = rect.splitTop(1)
        frame.fill(rule, with: "─", style: Style(.border))
        let area = box.inset(columns: 2)
        if open.isTakingOver {
            frame.draw(
                SafeText(text(Words.takingOver)), at: Point(column: area.column, row: area.row),
                style: Style(.statusWarn))
            return
        }
        if open.draft.isEmpty {
            let words = open.isWriting ? Words.typeHere : Words.pressReply
            frame.draw(
                SafeText(text(words)), at: Point(column: area.column, row: area.row),
                style: Style(.inputPlaceholder))
            if open.isWriting { frame.cursor = Point(column: area.column, row: area.row) }
            return
        }
        let (lines, caret) = open.draft.layout(width: area.columns)
        let first = max(0, min(caret.row - area.rows + 1, lines.count - area.rows))
        for (offset, line) in lines.dropFirst(first).prefix(area.rows).enumerated() {
            frame.draw(
                SafeText(line), at: Point(column: area.column, row: area.row + offset),
                style: Style(.input))
        }
        if open.isWriting {
            frame.cursor = Point(
                column: area.column + caret.column, row: area.row + caret.row - first)
        }
    }

    func draw(_ lines: [StyledLine], _ frame: inout Frame, _ rect: Rect) {
        for (offset, line) in lines.prefix(rect.rows).enumerated() {
            frame.draw(
                SafeText(line.text), at: Point(column: rect.column, row: rect.row + offset),
                in: rect, style: Style(line.role))
        }
    }

    func card(_ frame: inout Frame, _ rect: Rect, _ open: ConversationModel) {
        draw(cardLines(open, width: rect.columns), &frame, rect)
    }
}

/// A line with one look.
struct StyledLine: Hashable {
    var text: String
    var role: ThemeRole
}
