import BatonCore
import BatonDesk
import BatonText
import BatonUI

extension Painter {
    func dashboard(_ frame: inout Frame, _ rect: Rect) {
        guard let dashboard = model.dashboard else {
            return empty(&frame, rect, text(Words.loading))
        }
        var row = rect.row + 1
        var link = 0
        let most = max(1, dashboard.waitingByAge.max() ?? 1, dashboard.reasons.first?.count ?? 1)
        func title(_ words: BilingualText, _ extra: String = "") {
            guard row < rect.endRow else { return }
            frame.draw(
                SafeText(text(words) + extra), at: Point(column: 2, row: row), style: Style(.title))
            row += 1
        }
        func bar(_ label: String, _ count: Int, _ role: ThemeRole, isLink: Bool) {
            guard row < rect.endRow else { return }
            frame.draw(
                SafeText(label), at: Point(column: 4, row: row), width: 26, style: Style(.text))
            frame.draw(
                SafeText("\(count)"), at: Point(column: 31, row: row), width: 7, alignRight: true,
                style: Style(.textStrong))
            let room = max(0, rect.columns - 44)
            let cells = min(room, count * room / most)
            frame.fill(
                Rect(column: 40, row: row, columns: cells, rows: 1), with: "█", style: Style(role))
            if isLink {
                if link == model.dashboardSelection {
                    frame.ground(
                        Rect(column: 2, row: row, columns: rect.columns - 4, rows: 1), .selection)
                }
                link += 1
            }
            row += 1
        }
        let waiting = dashboard.waitingByAge.reduce(0, +)
        bar(text(Words.waiting), waiting, .bar, isLink: true)
        for (age, count) in zip(Words.ages, dashboard.waitingByAge) where count > 0 {
            bar("  " + text(age), count, .barTrack, isLink: false)
        }
        row += 1
        if !dashboard.reasons.isEmpty { title(Words.reasons) }
        for reason in dashboard.reasons {
            bar(text(ReasonCode(reason.label).title), reason.count, .bar, isLink: true)
        }
        if !dashboard.agents.isEmpty { title(Words.agents) }
        for agent in dashboard.agents {
            bar(personName(PersonID(agent.label), model), agent.count, .bar, isLink: true)
        }
        let decided = dashboard.outcomesToday.reduce(0) { $0 + $1.count }
        let alone = dashboard.outcomesToday.first { $0.label == "answer" }?.count ?? 0
        title(
            Words.today, decided > 0 ? "  –  \(text(Words.botShare)) \(alone * 100 / decided)%" : ""
        )
        for outcome in dashboard.outcomesToday {
            bar(
                Words.outcomes[outcome.label].map(text) ?? outcome.label, outcome.count, .barTrack,
                isLink: false)
        }
        row += 1
        bar(text(Words.withBot), dashboard.withBot, .bar, isLink: true)
        bar(text(Words.failures), dashboard.deliveryFailures, .statusBad, isLink: true)
    }

    func help(_ frame: inout Frame, _ rect: Rect) {
        let list = rect.inset(columns: 2, rows: 1)
        for (offset, command) in Command.allCases.dropFirst(model.helpScroll).prefix(list.rows)
            .enumerated()
        {
            let description = command.description
            let row = list.row + offset
            let keys = description.keys.map(\.name).joined(separator: "  ")
            frame.draw(
                SafeText(keys), at: Point(column: list.column, row: row), width: 16,
                style: Style(.hintKey))
            frame.draw(
                SafeText(text(description.title)), at: Point(column: list.column + 17, row: row),
                width: 18, style: Style(.textStrong))
            frame.draw(
                SafeText(text(description.sentence)),
                at: Point(column: list.column + 36, row: row), width: max(4, list.columns - 36),
                style: Style(.text))
        }
    }

    func overlay(_ frame: inout Frame, _ body: Rect) {
        switch model.overlay {
        case nil: break
        case .palette(let editor, let selection): palette(&frame, body, editor, selection)
        case .search(let editor): search(&frame, body, editor)
        case .prompt(let prompt, let editor):
            let words = prompt == .note ? Words.noteTitle : Words.returnTitle
            let box = popup(&frame, body, text(words), rows: 3, columns: 70)
            field(&frame, box, editor)
        case .confirmResolve:
            let box = popup(&frame, body, "", rows: 3, columns: 60)
            frame.draw(
                SafeText(text(Words.confirmResolve)), at: Point(column: box.column, row: box.row),
                style: Style(.popupTitle))
        case .people(let selection):
            let people = model.status?.people ?? []
            let box = popup(
                &frame, body, text(Words.assignTitle), rows: max(3, people.count + 2), columns: 40)
            for (index, person) in people.prefix(box.rows).enumerated() {
                choice(
                    &frame, box, index, "\(person.name) · \(person.role.rawValue)",
                    index == selection)
            }
        case .explain: explain(&frame, body)
        case .answer(let words):
            let lines = Wrapping.lines(SafeText(words, multiline: true).string, width: 66)
            let box = popup(
                &frame, body, text(Words.now), rows: min(lines.count + 2, body.rows), columns: 70)
            for (offset, line) in lines.prefix(box.rows).enumerated() {
                frame.draw(
                    SafeText(line), at: Point(column: box.column, row: box.row + offset),
                    style: Style(.popup))
            }
        }
    }

    private func palette(
        _ frame: inout Frame, _ body: Rect, _ editor: TextEditor, _ selection: Int
    ) {
        let found = paletteCommands(editor.text, model)
        let box = popup(
            &frame, body, text(Words.paletteTitle), rows: min(16, body.rows), columns: 60)
        field(&frame, box, editor)
        let list = box.splitTop(1).rest
        let first = max(0, selection - list.rows + 1)
        for (offset, command) in found.dropFirst(first).prefix(list.rows).enumerated() {
            let key = command.description.keys.first?.name ?? ""
            choice(
                &frame, list, offset,
                Wrapping.padded(key, width: 9) + text(command.description.title),
                first + offset == selection)
        }
    }

    private func search(_ frame: inout Frame, _ body: Rect, _ editor: TextEditor) {
        let box = popup(
            &frame, body, text(Words.searchTitle), rows: body.rows - 2, columns: body.columns - 6)
        field(&frame, box, editor)
        let list = box.splitTop(2).rest
        for (offset, hit) in model.hits.prefix(list.rows).enumerated() {
            let when = CalendarDay.text(of: hit.message.at, offsetMinutes: model.utcOffsetMinutes)
            let line = "\(when)  \(hit.contactName ?? "")  \(contentText(hit.message.content))"
            frame.draw(
                SafeText(line), at: Point(column: list.column, row: list.row + offset),
                width: list.columns, style: Style(.popup))
        }
    }

    private func explain(_ frame: inout Frame, _ body: Rect) {
        guard let open = model.conversation else { return }
        let box = popup(
            &frame, body, text(Command.explain.description.title), rows: body.rows - 2,
            columns: body.columns - 6)
        var lines = cardLines(open, width: box.columns)
        if let decision = open.view.decision {
            lines.append(StyledLine(text: decision.gateTerms, role: .textDim))
            for candidate in decision.evidence.candidates.prefix(5) {
                let engines = candidate.engines.sorted { $0.key < $1.key }.map {
                    "\($0.key) \(Int(($0.value * 100).rounded()))"
                }.joined(separator: "  ")
                lines.append(StyledLine(text: "\(candidate.entry)  \(engines)", role: .textDim))
            }
        }
        draw(lines, &frame, box)
        frame.ground(box, .popup)
    }

    private func popup(
        _ frame: inout Frame, _ body: Rect, _ title: String, rows: Int, columns: Int
    ) -> Rect {
        let box = body.centred(columns: columns, rows: rows)
        frame.cursor = nil
        frame.fill(box, style: Style(.popup))
        frame.box(
            box, title: SafeText(title), style: Style(.border), titleStyle: Style(.popupTitle))
        return box.inset(columns: 2, rows: 1)
    }

    private func field(_ frame: inout Frame, _ box: Rect, _ editor: TextEditor) {
        let (lines, caret) = editor.layout(width: max(4, box.columns - 2))
        frame.draw(
            SafeText("› " + (lines.last ?? "")), at: Point(column: box.column, row: box.row),
            width: box.columns, style: Style(.input))
        frame.cursor = Point(
            column: min(box.column + 2 + caret.column, box.endColumn - 1), row: box.row)
    }

    private func choice(
        _ frame: inout Frame, _ box: Rect, _ index: Int, _ words: String, _ isSelected: Bool
    ) {
        guard index < box.rows else { return }
        frame.draw(
            SafeText((isSelected ? "▌ " : "  ") + words),
            at: Point(column: box.column, row: box.row + index), width: box.columns,
            style: Style(.popup, on: isSelected ? .selection : nil))
    }
}
