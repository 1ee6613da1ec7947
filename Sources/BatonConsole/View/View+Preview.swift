import BatonCore
import BatonDesk
import BatonText
import BatonUI

extension Painter {
    /// The selected conversation below the list: who, why it waits, and what the customer wants, in
    /// full, so that a row need not be opened to be judged.
    func preview(_ frame: inout Frame, _ rect: Rect, _ row: Conversation) {
        let (rule, rest) = rect.splitTop(1)
        frame.fill(rule, with: "─", style: Style(.border))
        let who = " \(name(of: row)) "
        draw(
            StyledLine(who, .authorCustomer), &frame, Point(column: 2, row: rule.row),
            Rect(column: 2, row: rule.row, columns: rule.columns - 4, rows: 1))
        let area = rest.inset(columns: 2)
        let (facts, words) = area.splitTop(1)
        draw(
            StyledLine(previewFacts(row)), &frame, Point(column: facts.column, row: facts.row),
            facts)
        var lines: [StyledLine] = []
        if let note = row.note { lines += field(Words.notes, note, words.columns, .note, most: 2) }
        let sign = authorSign(row)
        let said = StyledLine.wrapped(
            sign.text + lastWords(row), .textStrong, width: words.columns,
            most: max(1, words.rows - lines.count))
        draw(said + lines, &frame, words)
    }

    /// Why it waits or who has it, how long, where, and in which language.
    private func previewFacts(_ row: Conversation) -> [(String, ThemeRole)] {
        var facts: [(String, ThemeRole)] = []
        if row.owner != .bot, let reason = row.reason {
            facts.append(("▣ " + text(reason.title), .cardTitle))
        }
        if row.owner != .queue { facts.append((owner(of: row), ownerRole(row))) }
        if let since = row.waitingSince {
            let waited = model.now.milliseconds(since: since)
            let level = ServiceLevel.sign(waited)
            facts.append(
                ("\(level.sign) \(text(Words.waits)) \(Clock.span(waited))", level.role))
        }
        if row.hasDeliveryFailure { facts.append(("✗ " + text(Words.failures), .statusBad)) }
        if let window = windowWords(row) {
            facts.append((window.text, window.isUrgent ? .statusWarn : .textDim))
        }
        if model.hasInboxes { facts.append((inboxName(of: row), .textDim)) }
        if let language = row.language { facts.append((text(language.title), .textDim)) }
        return listed(facts, .textDim)
    }
}
