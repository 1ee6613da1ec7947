import BatonCore
import BatonDesk
import BatonText
import BatonUI

extension Painter {
    /// One entry: its text, its history, and what the selected revision changed.
    func entry(_ frame: inout Frame, _ open: OpenEntry) -> CutOff {
        let layout = EntryLayout(model)
        frame.fill(layout.title, style: Style(.tab))
        guard let shown = open.shown else {
            return empty(&frame, layout.text, text(Words.loading))
        }
        let newest = open.revisions?.first ?? shown.revision
        let state = Words.states[newest.state]
        let title = Rect(
            column: 1, row: layout.title.row, columns: layout.title.columns - 2, rows: 1)
        draw(
            StyledLine([
                ("\(state?.sign ?? "") \(state.map { text($0.title) } ?? "")  ", .tabActive),
                ("\(open.id) · \(newest.entry.title)", .tab),
            ]), &frame, Point(column: 1, row: title.row), title)
        frame.ground(layout.title, .tab)
        let lines = entryLines(open, layout)
        draw(Array(lines.dropFirst(open.scroll)), &frame, layout.text)
        let below = CutOff(lines.count - open.scroll - layout.text.rows)
        history(&frame, open, layout.history)
        guard let changes = layout.changes else {
            // The line above the history closes the text.
            moreBelow(
                below, &frame,
                endingAt: Point(column: layout.text.endColumn, row: layout.text.endRow))
            return .nothing
        }
        draw(changeLines(shown, width: changes.columns), &frame, changes)
        return below
    }

    /// What the main part of the screen shows: the revision's text, or what it changed.
    func entryLines(_ open: OpenEntry, _ layout: EntryLayout) -> [StyledLine] {
        guard let shown = open.shown else { return [] }
        let width = layout.text.columns
        if open.showsChanges, layout.changes == nil { return changeLines(shown, width: width) }
        let isNewest = open.revision.index == 0
        let findings = isNewest ? (model.knowledge.findings ?? []) : []
        let warnings = findings.filter { $0.entry == open.id }.flatMap { finding in
            let sign = sign(of: finding.kind.weight)
            return StyledLine.wrapped(
                "\(sign.text) \(text(finding.title))", sign.role, width: width)
        }
        return warnings + textLines(of: shown.revision.entry, width: width)
    }

    private func textLines(of entry: Entry, width: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        func label(_ words: String) { lines.append(StyledLine(words, .cardLabel)) }
        func add(_ words: String, _ role: ThemeRole = .text) {
            lines += StyledLine.wrapped(words, role, width: width, indent: 2, first: 2)
        }
        if !entry.questions.isEmpty { label(text(Words.questions)) }
        for phrasing in entry.questions {
            let tag = phrasing.language == entry.language ? "" : "  (\(phrasing.language))"
            add(phrasing.text + tag, .textStrong)
        }
        for (language, answer) in answers(of: entry) {
            label("\(text(Words.answer)) · \(language)")
            add(answer)
        }
        if !entry.goldenQuestions.isEmpty { label(text(Words.goldenWord)) }
        for question in entry.goldenQuestions { add(question) }
        let facts: [(BilingualText, String)] = [
            (Words.tags, entry.tags.joined(separator: " · ")), (Words.valid, dates(of: entry)),
            (Words.keeper, entry.owner ?? ""),
        ]
        for (name, value) in facts where !value.isEmpty {
            lines += StyledLine.wrapped("\(text(name)): \(value)", .textDim, width: width)
        }
        return lines
    }

    /// The answers, the entry's own language first.
    private func answers(of entry: Entry) -> [(String, String)] {
        entry.answers.sorted {
            ($0.key == entry.language ? 0 : 1, $0.key) < ($1.key == entry.language ? 0 : 1, $1.key)
        }.map { ($0.key, $0.value) }
    }

    private func dates(of entry: Entry) -> String {
        guard entry.validFrom != nil || entry.validUntil != nil else { return "" }
        return "\(entry.validFrom ?? "…") – \(entry.validUntil ?? "…")"
    }

    private func history(_ frame: inout Frame, _ open: OpenEntry, _ rect: Rect) {
        let revisions = open.revisions ?? []
        frame.fill(
            Rect(column: rect.column, row: rect.row, columns: rect.columns, rows: 1), with: "─",
            style: Style(.border))
        frame.draw(
            SafeText("\(text(Words.history)) \(revisions.count) "),
            at: Point(column: rect.column, row: rect.row), in: rect, style: Style(.cardLabel))
        let list = rect.splitTop(1).rest
        let first = firstLine(
            selected: open.revision.index, count: revisions.count, rows: max(1, list.rows))
        for (offset, revision) in revisions.dropFirst(first).prefix(list.rows).enumerated() {
            let isSelected = first + offset == open.revision.index
            let state = Words.states[revision.state]
            let word = revision.isDeleted ? Words.removedWord : state?.title ?? Words.state
            let line = Rect(
                column: list.column, row: list.row + offset, columns: list.columns, rows: 1)
            draw(
                StyledLine([
                    (isSelected ? "▌ " : "  ", .hintKey),
                    (Wrapping.padded("\(revision.revision)", width: 6), .textDim),
                    (moment(revision.savedAt, width: 16) + "  ", .text),
                    (Wrapping.padded(text(word), width: 10), stateRole(revision.state)),
                    (actor(revision.savedBy), .authorAgent),
                ]), &frame, Point(column: line.column, row: line.row), line)
            if isSelected { frame.ground(line, .selection) }
        }
    }

    /// What a revision changed: lines taken out and put in, with those that stand beside them.
    private func changeLines(
        _ shown: (revision: EntryRevision, before: EntryRevision?), width: Int
    ) -> [StyledLine] {
        guard let before = shown.before else {
            return [StyledLine(text(Words.firstRevision), .textDim)]
        }
        var lines: [StyledLine] = []
        if before.state != shown.revision.state {
            let states = [before.state, shown.revision.state].map {
                Words.states[$0].map { text($0.title) } ?? $0.rawValue
            }
            lines.append(
                StyledLine("\(text(Words.state)): \(states[0]) → \(states[1])", .statusWarn))
        }
        return lines + difference(from: before.entry, to: shown.revision.entry, width: width)
    }

    /// The lines by which two texts of an entry part, with those that stand beside them.
    func difference(from old: Entry, to new: Entry, width: Int) -> [StyledLine] {
        // A line of the diff may be long: it is wrapped after it is compared, not before.
        let wide = Int.max / 2
        let difference = LineDiff.lines(
            from: textLines(of: old, width: wide).map(\.plain),
            to: textLines(of: new, width: wide).map(\.plain))
        guard difference.contains(where: { $0.change != .kept }) else {
            return [StyledLine(text(Words.sameText), .textDim)]
        }
        var lines: [StyledLine] = []
        for (index, line) in difference.enumerated() {
            let beside = difference[max(0, index - 1)...min(index + 1, difference.count - 1)]
            guard beside.contains(where: { $0.change != .kept }) else { continue }
            let role: ThemeRole =
                switch line.change {
                case .kept: .textDim
                case .added: .statusOK
                case .removed: .statusBad
                }
            lines += StyledLine.wrapped(line.description, role, width: width)
        }
        return lines
    }
}

extension StyledLine {
    /// Its words without their looks.
    var plain: String { spans.map(\.text).joined() }
}
