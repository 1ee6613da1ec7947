import BatonCore
import BatonDesk
import BatonText
import BatonUI

extension Painter {
    /// Entries as the bot finds them, with each engine's score of the selected one.
    func entrySearch(_ frame: inout Frame, _ body: Rect, _ search: EntrySearch) {
        let box = popup(
            &frame, body, text(Words.entrySearchTitle), rows: body.rows,
            columns: body.columns)
        field(&frame, box, search.editor)
        let rest = box.splitTop(2).rest
        guard search.hits.indices.contains(search.selection) else {
            let words =
                search.isAsking
                ? Words.loading
                : search.answered == nil ? Words.entrySearchHint : Words.nothingFound
            draw(StyledLine.wrapped(text(words), .textDim, width: rest.columns), &frame, rest)
            return frame.ground(rest, .popup)
        }
        let detailRows = min(9, max(4, rest.rows / 2))
        let (list, detail) = rest.splitBottom(detailRows)
        let rows = max(1, list.rows)
        let first = firstLine(
            selected: search.selection, count: search.hits.count, rows: rows)
        for (offset, hit) in search.hits.dropFirst(first).prefix(rows).enumerated() {
            let percent = "\(Int((hit.score * 100).rounded()))%"
            choice(
                &frame, list, offset,
                Wrapping.padded(percent, width: 4, alignRight: true) + "  " + hit.question
                    + "  (\(hit.entry))", isSelected: first + offset == search.selection,
                role: hit.isValid ? .popup : .textDim)
        }
        let hit = search.hits[search.selection]
        let lines =
            [StyledLine(String(repeating: "─", count: detail.columns), .border)]
            + StyledLine.wrapped(
                "\(text(Words.scores)): " + hit.likeness(in: model.language), .cardText,
                width: detail.columns, most: max(1, detailRows / 3))
            + StyledLine.wrapped(
                "\(hit.answerLanguage): \(hit.answer)", .popup, width: detail.columns,
                most: max(1, detailRows - 1 - detailRows / 3))
        draw(lines, &frame, detail)
        frame.ground(detail, .popup)
    }

    /// What another saved meanwhile, beside what the person wrote.
    func merge(_ frame: inout Frame, _ body: Rect, _ theirs: EntryRevision, _ scroll: Int) {
        let box = popup(
            &frame, body, text(Words.mergeTitle), rows: body.rows, columns: body.columns)
        let words = text(Words.mergeWords).replacing("%", with: actor(theirs.savedBy))
        let head =
            StyledLine.wrapped(words, .popup, width: box.columns)
            + [StyledLine(text(Words.mergeSigns), .textDim)]
        let mine = model.entryText?.revision.entry ?? theirs.entry
        let lines = difference(from: mine, to: theirs.entry, width: box.columns)
        let rest = box.splitTop(head.count).rest
        draw(head, &frame, box)
        let first = min(scroll, max(0, lines.count - rest.rows))
        draw(Array(lines.dropFirst(first)), &frame, rest)
        frame.ground(box, .popup)
        moreBelow(
            CutOff(lines.count - first - rest.rows), &frame,
            endingAt: Point(column: box.endColumn, row: box.endRow), on: .popup)
    }
}
