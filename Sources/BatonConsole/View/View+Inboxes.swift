import BatonCore
import BatonDesk
import BatonText
import BatonUI

extension Painter {
    /// Which inbox to list, with what there is to do in each.
    func inboxes(_ frame: inout Frame, _ body: Rect, _ selection: Int) {
        let choices = model.inboxChoices
        let columns = min(72, body.columns)
        let box = popup(
            &frame, body, text(Words.inboxTitle), rows: min(body.rows, choices.count + 2),
            columns: columns)
        let first = firstLine(selected: selection, count: choices.count, rows: box.rows)
        for (offset, choice) in choices.dropFirst(first).prefix(box.rows).enumerated() {
            let index = first + offset
            let name = choice.map(model.name(of:)) ?? text(Words.allInboxes)
            let sign = choice == model.queue.inbox ? "●" : " "
            let words = loadWords(of: choice)
            let room = box.columns - 8 - CellWidth.cells(of: words)
            let title = Wrapping.padded(SafeText(name).string, width: max(8, room))
            let key = index <= 9 ? "\(index)" : " "
            self.choice(
                &frame, box, offset, "\(key) \(sign) \(title) \(words)",
                isSelected: index == selection)
        }
    }

    /// Which reason to list, with how many wait for it.
    func reasons(_ frame: inout Frame, _ body: Rect, _ selection: Int) {
        let choices = model.reasonChoices
        let box = popup(
            &frame, body, text(Words.reasonTitle), rows: min(body.rows, max(1, choices.count) + 2),
            columns: min(56, body.columns))
        guard !choices.isEmpty else {
            let words = model.dashboard == nil ? Words.loading : Words.noReason
            return draw([StyledLine(text(words), .popup)], &frame, box)
        }
        let first = firstLine(selected: selection, count: choices.count, rows: box.rows)
        for (offset, choice) in choices.dropFirst(first).prefix(box.rows).enumerated() {
            let index = first + offset
            let key = index < 9 && "\(index + 1)" != model.keymap.hint(of: .filterReason)
            let title = Wrapping.padded(text(choice.reason.title), width: box.columns - 11)
            self.choice(
                &frame, box, offset,
                "\(key ? "\(index + 1)" : " ") \(title) "
                    + Wrapping.padded("\(choice.count)", width: 5, alignRight: true),
                isSelected: index == selection)
        }
    }

    /// What waits, what is in hand, and how long the longest waits; blank until the worker has said.
    private func loadWords(of inbox: InboxID?) -> String {
        guard let loads = model.dashboard?.loads else { return "" }
        let these = loads.filter { inbox == nil || inbox == $0.inbox }
        func number(_ words: BilingualText, _ count: Int) -> String {
            let said = text(words).replacing("%", with: "\(count)")
            return Wrapping.padded(said, width: 12, alignRight: true)
        }
        let oldest = these.compactMap(\.oldestWaiting).min().map {
            "\(text(Words.longest)) \(Clock.span(model.now.milliseconds(since: $0)))"
        }
        return number(Words.waitNumber, these.reduce(0) { $0 + $1.waiting })
            + number(Words.heldNumber, these.reduce(0) { $0 + $1.held }) + "  "
            + Wrapping.padded(oldest ?? "", width: 11)
    }
}
