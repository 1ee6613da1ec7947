import BatonCore
import BatonDesk
import BatonText
import BatonUI

extension Painter {
    func overlay(_ frame: inout Frame, _ body: Rect) {
        switch model.overlay {
        case nil: break
        case .palette(let editor, let selection): palette(&frame, body, editor, selection)
        case .search(let search): self.search(&frame, body, search)
        case .entrySearch(let search): entrySearch(&frame, body, search)
        case .prompt(let prompt, let editor): self.prompt(&frame, body, prompt, editor)
        case .confirm(let question): confirm(&frame, body, question)
        case .attach(let prompt): attach(&frame, body, prompt)
        case .people(let selection): people(&frame, body, selection)
        case .inboxes(let selection): inboxes(&frame, body, selection)
        case .reasons(let selection): reasons(&frame, body, selection)
        case .entries(let selection): fixes(&frame, body, selection)
        case .explain(let scroll): explain(&frame, body, scroll)
        case .answer(let decision, let micros): answer(&frame, body, decision, micros)
        case .mergeEntry(let theirs, let scroll): merge(&frame, body, theirs, scroll)
        case .verdict(let decision): verdict(&frame, body, decision)
        case .verdictNote(_, let verdict, let editor):
            verdictNote(&frame, body, verdict, editor)
        case .versions(_, let versions, let selection, let compared):
            self.versions(&frame, body, versions, selection, compared)
        case .reviewRate(let inbox, let editor): reviewRate(&frame, body, inbox, editor)
        case .refusedEntry(let why, let canForce):
            let kept = model.entryText == nil ? [] : [text(Words.entryKept)]
            let lines =
                StyledLine.wrapped(why, .error, width: 66, most: 6) + [StyledLine("", .popup)]
                + kept.flatMap { StyledLine.wrapped($0, .popup, width: 66) }
                + (canForce ? [StyledLine(text(Words.saveAnyway), .popup)] : [])
            words(&frame, body, text(Words.entryRefused), lines)
        }
    }

    private func prompt(
        _ frame: inout Frame, _ body: Rect, _ prompt: Overlay.Prompt, _ editor: TextEditor
    ) {
        let title =
            switch prompt {
            case .note: Words.noteTitle
            case .returnNote: Words.returnTitle
            case .consent:
                model.conversation?.hasAgreedToMarketing == true
                    ? Words.withdrawTitle : Words.consentTitle
            }
        let width = promptWidth(model)
        let (lines, caret) = editor.layout(width: width)
        let most = max(1, body.rows - 4)
        let rows = min(most, max(3, lines.count))
        let box = popup(&frame, body, text(title), rows: rows + 2, columns: width + 4)
        let first = max(0, min(caret.row - box.rows + 1, lines.count - box.rows))
        for (offset, line) in lines.dropFirst(first).prefix(box.rows).enumerated() {
            frame.draw(
                SafeText(line), at: Point(column: box.column, row: box.row + offset), in: box,
                style: Style(.input))
        }
        if prompt == .consent, editor.text.isEmpty {
            frame.draw(
                SafeText(text(Words.consentHint)), at: Point(column: box.column, row: box.row),
                in: box, style: Style(.textDim, on: .popup))
        }
        frame.cursor = Point(column: box.column + caret.column, row: box.row + caret.row - first)
    }

    private func confirm(_ frame: inout Frame, _ body: Rect, _ question: Overlay.Question) {
        let sentence =
            switch question {
            case .resolve: text(Words.confirmResolve)
            case .take(let person):
                text(Words.confirmTake).replacing("%", with: personName(person, model))
            case .retireEntry(let revision):
                text(Words.confirmRetire).replacing("%", with: revision.entry.title)
            case .revertEntry(let id, _, let revision):
                text(Words.confirmRevert).replacing("#", with: "\(revision)")
                    .replacing("%", with: id.rawValue)
            case .askPhone: text(Words.confirmAskPhone)
            case .stopBot: text(Words.confirmStop)
            case .rollBackGate:
                text(Words.confirmRollBack)
                    .replacing("%", with: model.selectedGate?.previous ?? "")
            case .template(let template):
                text(Words.confirmTemplate).replacing(
                    "%",
                    with: template.words + (template.cost.map { " · \($0)" } ?? ""))
            }
        let lines = StyledLine.wrapped(sentence, .popupTitle, width: 54)
        let answers = StyledLine([
            ("y", .key), (" \(text(Words.yes))   ", .popup), ("n", .key),
            (" \(text(Words.no))", .popup),
        ])
        words(&frame, body, "", lines + [StyledLine("", .popup), answers], columns: 60)
    }

    private func people(_ frame: inout Frame, _ body: Rect, _ selection: Int) {
        let people = model.assignable
        let box = popup(
            &frame, body, text(Words.assignTitle), rows: min(body.rows, max(3, people.count + 2)),
            columns: 56)
        let first = max(0, selection - box.rows + 1)
        for (offset, person) in people.dropFirst(first).prefix(box.rows).enumerated() {
            let load = model.load(of: person.id)
            let isHere = model.presence.contains { $0.person == person.id }
            let words =
                Wrapping.padded(SafeText(person.name).string, width: 22)
                + Wrapping.padded("\(load)", width: 5, alignRight: true)
                + " \(text(Words.hasNow))  " + (isHere ? "● \(text(Words.online))" : "")
            choice(&frame, box, offset, words, isSelected: first + offset == selection)
        }
    }

    private func fixes(_ frame: inout Frame, _ body: Rect, _ selection: Int) {
        let choices = FixChoice.all(of: model)
        let box = popup(
            &frame, body, text(Words.fixTitle), rows: min(body.rows, choices.count + 2),
            columns: min(76, body.columns))
        for (index, item) in choices.enumerated() {
            let words =
                switch item {
                case .unsaved(let entry):
                    "✎ \(text(Words.unsaved)): \(entry.revision.entry.id)"
                case .candidate(let candidate):
                    "\(Int((candidate.score * 100).rounded()))% \(candidate.entry) · "
                        + candidate.question
                case .new: "+ \(text(Words.newEntry))"
                }
            choice(
                &frame, box, index, "\(index + 1) \(words)", isSelected: index == selection)
        }
    }

    private func explain(_ frame: inout Frame, _ body: Rect, _ scroll: Int) {
        guard let open = model.conversation else { return }
        let box = popup(
            &frame, body, text(Command.explain.description.title), rows: body.rows,
            columns: body.columns)
        let lines = cardLines(open, width: box.columns, isFull: true)
        let first = min(scroll, max(0, lines.count - box.rows))
        draw(Array(lines.dropFirst(first)), &frame, box)
        frame.ground(box, .popup)
        moreBelow(
            CutOff(lines.count - first - box.rows), &frame,
            endingAt: Point(column: box.endColumn, row: box.endRow), on: .popup)
    }

    /// What the bot would now say, how sure it would be, and how soon that is live.
    private func answer(_ frame: inout Frame, _ body: Rect, _ decision: Decision, _ micros: Int64?)
    {
        let outcome = Words.outcomes[decision.outcome].map { text($0) } ?? ""
        var lines = StyledLine.wrapped(decision.evidence.text, .textDim, width: 66, most: 3)
        lines.append(
            StyledLine(
                [("→ \(outcome)  ", .popupTitle)] + sureSpans(decision) + [reasonSpan(decision)]))
        lines.append(StyledLine("", .popup))
        lines += StyledLine.wrapped(decision.reply ?? "—", .popup, width: 66, most: 10)
        if let micros {
            lines.append(StyledLine("", .popup))
            lines.append(
                StyledLine("✓ \(text(Words.live)) \(Clock.milliseconds(micros))", .success))
        }
        words(&frame, body, text(Words.nowSays), lines)
    }

    func words(
        _ frame: inout Frame, _ body: Rect, _ title: String, _ lines: [StyledLine],
        columns: Int = 70
    ) {
        let box = popup(
            &frame, body, title, rows: min(lines.count + 2, body.rows), columns: columns)
        draw(lines, &frame, box)
        frame.ground(box, .popup)
    }

    /// Makes room for what lies over the screen, and gives its inside.
    func popup(_ frame: inout Frame, _ body: Rect, _ title: String, rows: Int, columns: Int)
        -> Rect
    {
        // Stripes too narrow to be read beside it would only be noise.
        let isNearlyWhole = body.columns - columns < Self.leastBesides
        let box = body.centred(columns: isNearlyWhole ? body.columns : columns, rows: rows)
        frame.cursor = nil
        frame.fill(box, style: Style(.popup))
        frame.box(
            box, title: SafeText(title), style: Style(.border, on: .popup),
            titleStyle: Style(.popupTitle))
        return box.inset(columns: 2, rows: 1)
    }

    /// Cells on both sides together from which what lies below can be recognised.
    private static let leastBesides = 16

    /// A line to type in.
    func field(_ frame: inout Frame, _ box: Rect, _ editor: TextEditor) {
        let (lines, caret) = editor.layout(width: max(4, box.columns - 3))
        let line = lines.indices.contains(caret.row) ? lines[caret.row] : ""
        frame.draw(
            SafeText("› " + line), at: Point(column: box.column, row: box.row),
            width: box.columns, style: Style(.input))
        frame.cursor = Point(
            column: min(box.column + 2 + caret.column, box.endColumn - 1), row: box.row)
    }

    func choice(
        _ frame: inout Frame, _ box: Rect, _ index: Int, _ words: String, isSelected: Bool,
        role: ThemeRole = .popup
    ) {
        guard index < box.rows else { return }
        frame.draw(
            SafeText((isSelected ? "▌ " : "  ") + words),
            at: Point(column: box.column, row: box.row + index), width: box.columns,
            style: Style(role, on: isSelected ? .selection : .popup))
    }
}
