import BatonCore
import BatonDesk
import BatonText
import BatonUI

extension Painter {
    func palette(_ frame: inout Frame, _ body: Rect, _ editor: TextEditor, _ selection: Int) {
        let found = Palette.commands(matching: editor.text, in: model)
        let box = popup(
            &frame, body, text(Words.paletteTitle), rows: min(18, body.rows),
            columns: min(76, body.columns))
        field(&frame, box, editor)
        let list = box.splitTop(1).rest
        guard !found.isEmpty else {
            return draw([StyledLine("  " + text(Words.noCommand), .textDim)], &frame, list)
        }
        let first = max(0, min(selection - list.rows + 1, found.count - list.rows))
        moreBelow(
            CutOff(found.count - first - list.rows), &frame,
            endingAt: Point(column: box.endColumn, row: box.endRow), on: .popup)
        for (offset, command) in found.dropFirst(first).prefix(list.rows).enumerated() {
            let obstacle = command.obstacle(in: model)
            let keys = model.keymap.chords(of: command).map(Keymap.text(of:))
            let title = Wrapping.padded(text(command.description.title), width: 18)
            let words = obstacle ?? command.description.sentence
            choice(
                &frame, list, offset,
                Wrapping.padded(keys.joined(separator: " "), width: 10) + " " + title + " "
                    + (obstacle == nil ? "" : "✗ ") + text(words),
                isSelected: first + offset == selection, role: obstacle == nil ? .popup : .textDim)
        }
    }

    func search(_ frame: inout Frame, _ body: Rect, _ search: SearchModel) {
        let only = search.scope.map {
            " – " + text(Words.onlyInbox).replacing("%", with: model.name(of: $0))
        }
        let box = popup(
            &frame, body, text(Words.searchTitle) + (only ?? ""), rows: body.rows,
            columns: body.columns)
        field(&frame, box, search.editor)
        let list = box.splitTop(2).rest
        guard !search.hits.isEmpty else {
            let words =
                search.isAsking
                ? Words.loading : search.answered == nil ? Words.searchHint : Words.nothingFound
            return draw([StyledLine(text(words), .textDim)], &frame, list)
        }
        let rows = max(1, list.rows)
        let first = max(0, min(search.selection - rows / 2, search.hits.count - rows))
        for (offset, hit) in search.hits.dropFirst(first).prefix(rows).enumerated() {
            let isSelected = first + offset == search.selection
            let at = Rect(
                column: list.column, row: list.row + offset, columns: list.columns, rows: 1)
            let day = CalendarDay.text(of: hit.message.at, offsetMinutes: model.utcOffsetMinutes)
            let when = "\(day.dropFirst(5)) \(Clock.time(hit.message.at, model.utcOffsetMinutes))"
            let name = Wrapping.padded(SafeText(hit.contactName ?? "—").string, width: 14)
            draw(
                StyledLine([
                    (isSelected ? "▌ " : "  ", .hintKey), (when + "  ", .textDim),
                    (hit.isContact ? "@ " : "  ", .hintKey),
                    (name + " ", .authorCustomer), (contentText(hit.message.content), .popup),
                ]), &frame, Point(column: at.column, row: at.row), at)
            frame.ground(at, isSelected ? .selection : .popup)
        }
        moreBelow(
            CutOff(search.hits.count - first - rows, isMore: search.hasMore), &frame,
            endingAt: Point(column: box.endColumn, row: box.endRow), on: .popup)
    }
}
