import BatonCore
import BatonDesk
import BatonText
import BatonUI

extension Painter {
    /// The Knowledge screen: a list of one tab, or one entry.
    func knowledge(_ frame: inout Frame, _ rect: Rect) -> CutOff {
        if let open = model.knowledge.open { return entry(&frame, open) }
        knowledgeTabs(&frame, rect)
        let list = rect.splitTop(1).rest
        guard let bases = model.knowledge.bases else {
            return empty(&frame, list, text(Words.loading))
        }
        guard !bases.isEmpty else { return empty(&frame, list, text(Words.noBase)) }
        return switch model.knowledge.tab {
        case .entries: entries(&frame, list)
        case .missing: missing(&frame, list)
        case .toMend: toMend(&frame, list)
        case .golden: golden(&frame, list)
        }
    }

    private func knowledgeTabs(_ frame: inout Frame, _ rect: Rect) {
        let bar = Rect(column: rect.column, row: rect.row, columns: rect.columns, rows: 1)
        frame.fill(bar, style: Style(.tab))
        var column = bar.column
        let tabs: [(KnowledgeModel.Tab, Command, Int?)] = [
            (
                .entries, .showEntries,
                model.knowledge.bases?.first { $0.name == model.knowledge.base }?.entries
            ), (.missing, .showMissing, model.knowledge.gaps?.count),
            (.toMend, .showToMend, model.knowledge.findings?.count),
            (
                .golden, .showGolden,
                model.knowledge.golden.flatMap { results in
                    results.isEmpty ? nil : results.count { !$0.holds }
                }
            ),
        ]
        for (tab, command, count) in tabs {
            let isActive = tab == model.knowledge.tab
            let key = model.keymap.hint(of: command).map { $0 + " " } ?? ""
            var title = text(command.description.title) + (count.map { " \($0)" } ?? "")
            if tab == .golden, let count { title = golden(title: command, failing: count) }
            column = frame.draw(
                SafeText(" \(key)\(title) "), at: Point(column: column, row: bar.row), in: bar,
                style: Style(isActive ? .tabActive : .tab))
        }
        let room = bar.endColumn - column - 2
        guard let base = model.knowledge.base, room > 3 else { return }
        frame.draw(
            SafeText(base), at: Point(column: column + 1, row: bar.row), width: room,
            alignRight: true, style: Style(.tab))
    }

    private func golden(title command: Command, failing: Int) -> String {
        text(command.description.title) + (failing == 0 ? " ✓" : " \(failing)✗")
    }

    /// A heading or a line of a list, each field in its column.
    func fields(
        _ frame: inout Frame, _ row: Int,
        _ fields: [(text: String, column: Int, width: Int, role: ThemeRole)], isSelected: Bool
    ) {
        for field in fields where field.width > 0 {
            frame.draw(
                SafeText(field.text), at: Point(column: field.column, row: row),
                width: field.width, style: Style(field.role))
        }
        guard isSelected else { return }
        frame.ground(
            Rect(column: 0, row: row, columns: model.size.columns, rows: 1), .selection)
        frame.draw("▌", at: Point(column: 0, row: row), style: Style(.hintKey, on: .selection))
    }

    /// The first line that is shown so that the selected one stands in sight, with what is around.
    func firstLine(selected: Int, count: Int, rows: Int) -> Int {
        min(max(0, selected - rows / 2), max(0, count - rows))
    }

    func sign(of weight: EntryFinding.Kind.Weight?) -> (text: String, role: ThemeRole) {
        switch weight {
        case .heavy: ("‼", .statusBad)
        case .middle: ("▲", .statusWarn)
        case .light: ("△", .textDim)
        case nil: ("", .textDim)
        }
    }

    func stateRole(_ state: EntryState) -> ThemeRole {
        switch state {
        case .published: .statusOK
        case .draft: .statusWarn
        case .retired: .textDim
        }
    }

    /// `11-25 14:05`, or the whole date where there is room.
    func moment(_ at: Timestamp, width: Int) -> String {
        let day = CalendarDay.text(of: at, offsetMinutes: model.utcOffsetMinutes)
        let time = Clock.time(at, model.utcOffsetMinutes)
        return width >= 16 ? "\(day) \(time)" : width >= 10 ? day : "\(day.dropFirst(5))"
    }

    func actor(_ actor: Actor) -> String {
        switch actor {
        case .person(let person): personName(person, model)
        case .bot: text(Words.bot)
        case .customer: text(Words.customer)
        case .provider, .system: "–"
        }
    }

    private func entries(_ frame: inout Frame, _ rect: Rect) -> CutOff {
        let list = model.knowledge.list
        guard list.isLoaded else { return empty(&frame, rect, text(Words.loading)) }
        guard !list.rows.isEmpty else { return empty(&frame, rect, text(Words.emptyEntries)) }
        let columns = EntryColumns(width: rect.columns)
        let heading = [
            ("", Words.state), ("", Words.entry), ("", Words.languages), ("", Words.editedBy),
            ("", Words.editedOn),
        ].map { text($0.1) }
        fields(
            &frame, rect.row, columns.fields(heading, .textDim), isSelected: false)
        let rows = max(1, rect.rows - 1)
        let first = firstLine(
            selected: list.selection.index, count: list.rows.count, rows: rows)
        let warnings = model.knowledge.warnings
        for (offset, row) in list.rows.dropFirst(first).prefix(rows).enumerated() {
            let state = Words.states[row.state]
            let warning = sign(of: warnings[row.entry.id])
            var words = columns.fields(
                [
                    "\(state?.sign ?? "") \(state.map { text($0.title) } ?? "")", row.entry.title,
                    row.entry.answers.keys.sorted().joined(separator: " "), actor(row.savedBy),
                    moment(row.savedAt, width: columns.on.width),
                ], .textDim)
            words[0].role = stateRole(row.state)
            words[1].role = row.state == .retired ? .textDim : .text
            words.append((warning.text, columns.warning.column, 2, warning.role))
            if columns.id.width > 0 {
                words.append(
                    (row.entry.id.rawValue, columns.id.column, columns.id.width, .textDim))
            }
            fields(
                &frame, rect.row + 1 + offset, words,
                isSelected: first + offset == list.selection.index)
        }
        return CutOff(list.rows.count - first - rows, isMore: list.hasMore)
    }
}

/// Where each column of the list of entries stands; wide windows give their room to the title.
struct EntryColumns {
    typealias Field = QueueColumns.Field

    let warning: Field
    let state: Field
    let title: Field
    let id: Field
    let languages: Field
    let by: Field
    let on: Field

    init(width: Int) {
        let isWide = width >= 110
        let isNarrow = width < 80
        warning = Field(column: 1, width: 2)
        state = Field(column: 4, width: 11)
        let onWidth = isWide ? 16 : isNarrow ? 5 : 10
        on = Field(column: width - onWidth - 1, width: onWidth)
        let byWidth = isWide ? 14 : isNarrow ? 7 : 9
        by = Field(column: on.column - byWidth - 1, width: byWidth)
        let languageWidth = isWide ? 20 : isNarrow ? 10 : 11
        languages = Field(column: by.column - languageWidth - 1, width: languageWidth)
        let idWidth = isWide ? 24 : 0
        id = Field(column: languages.column - (isWide ? idWidth + 1 : 0), width: idWidth)
        title = Field(column: 16, width: max(4, id.column - 1 - 16))
    }

    /// State, title, languages, by whom and when, of one look.
    func fields(_ texts: [String], _ role: ThemeRole)
        -> [(text: String, column: Int, width: Int, role: ThemeRole)]
    {
        zip(texts, [state, title, languages, by, on]).map {
            ($0, $1.column, $1.width, role)
        }
    }
}
