import BatonCore
import BatonDesk
import BatonText
import BatonUI

extension Painter {
    /// What customers asked and nothing answered, the most wanted first.
    func missing(_ frame: inout Frame, _ rect: Rect) -> CutOff {
        guard let gaps = model.knowledge.gaps else {
            return empty(&frame, rect, text(Words.loading))
        }
        guard !gaps.isEmpty else { return empty(&frame, rect, text(Words.emptyMissing)) }
        let isWide = rect.columns >= 100
        let languagesAt = rect.columns - (isWide ? 42 : 24)
        let lastAt = rect.columns - (isWide ? 17 : 6)
        let question = 18
        func line(_ texts: [String], _ role: ThemeRole)
            -> [(text: String, column: Int, width: Int, role: ThemeRole)]
        {
            [
                (texts[0], 2, 9, role), (texts[1], 12, 5, role),
                (texts[2], question, max(4, languagesAt - question - 1), role),
                (texts[3], languagesAt, lastAt - languagesAt - 1, role),
                (texts[4], lastAt, isWide ? 16 : 5, role),
            ]
        }
        let heading = [
            Words.customers, Words.times, Words.question, Words.languages, Words.lastAsked,
        ].map { text($0) }
        fields(&frame, rect.row, line(heading, .textDim), isSelected: false)
        let rows = max(1, rect.rows - 1 - gapDetailRows(model))
        let selected = model.knowledge.gap.index
        let first = firstLine(selected: selected, count: gaps.count, rows: rows)
        for (offset, gap) in gaps.dropFirst(first).prefix(rows).enumerated() {
            var words = line(
                [
                    "\(gap.customers)", "\(gap.times)", gap.question, languages(of: gap),
                    moment(gap.lastAt, width: isWide ? 16 : 5),
                ], .textDim)
            words[0].role = .textStrong
            words[2].role = .text
            fields(
                &frame, rect.row + 1 + offset, words, isSelected: first + offset == selected)
        }
        if gaps.indices.contains(selected) {
            let detail = rect.splitBottom(gapDetailRows(model)).bottom.inset(columns: 2)
            gapDetail(&frame, gaps[selected], detail)
        }
        return CutOff(gaps.count - first - rows)
    }

    private func languages(of gap: KnowledgeGap) -> String {
        gap.languages.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\($0.key) \($0.value)" }.joined(separator: " ")
    }

    private func gapDetail(_ frame: inout Frame, _ gap: KnowledgeGap, _ rect: Rect) {
        var lines = StyledLine.wrapped(gap.question, .textStrong, width: rect.columns, most: 2)
        lines += gap.examples.flatMap {
            StyledLine.wrapped("· " + $0, .text, width: rect.columns, most: 2)
        }
        let mayBegin = Command.newEntry.obstacle(in: model) == nil
        let room = rect.rows - 1 - (mayBegin ? 1 : 0)
        lines = Array(lines.prefix(max(1, room)))
        if mayBegin { lines.append(StyledLine(text(Words.beginsEntry), .textDim)) }
        frame.fill(
            Rect(column: rect.column, row: rect.row, columns: rect.columns, rows: 1), with: "─",
            style: Style(.border))
        draw(lines, &frame, rect.splitTop(1).rest)
    }

    /// What the editors should know, the heaviest first.
    func toMend(_ frame: inout Frame, _ rect: Rect) -> CutOff {
        guard let findings = model.knowledge.findings else {
            return empty(&frame, rect, text(Words.loading))
        }
        guard !findings.isEmpty else { return empty(&frame, rect, text(Words.emptyToMend)) }
        let idWidth = rect.columns >= 100 ? 30 : 20
        let wordsAt = 4 + idWidth + 1
        fields(
            &frame, rect.row,
            [
                (text(Words.entry), 4, idWidth, .textDim),
                (text(Words.finding), wordsAt, rect.columns - wordsAt - 1, .textDim),
            ], isSelected: false)
        let rows = max(1, rect.rows - 1)
        let selected = model.knowledge.finding.index
        let first = firstLine(selected: selected, count: findings.count, rows: rows)
        for (offset, finding) in findings.dropFirst(first).prefix(rows).enumerated() {
            let weight = sign(of: finding.kind.weight)
            fields(
                &frame, rect.row + 1 + offset,
                [
                    (weight.text, 1, 2, weight.role),
                    (finding.entry.rawValue, 4, idWidth, .textStrong),
                    (text(finding.title), wordsAt, rect.columns - wordsAt - 1, .text),
                ], isSelected: first + offset == selected)
        }
        return CutOff(findings.count - first - rows)
    }

    /// The golden questions, failing ones first; while they are asked, what is asked.
    func golden(_ frame: inout Frame, _ rect: Rect) -> CutOff {
        guard let results = model.knowledge.golden else { return askedGolden(&frame, rect) }
        guard !results.isEmpty else { return empty(&frame, rect, text(Words.emptyGolden)) }
        let held = results.count(where: \.holds)
        let summary = text(Words.hold).replacing("%", with: "\(held)")
            .replacing("#", with: "\(results.count)")
        let asking = model.knowledge.isAskingGolden ? " · \(text(Words.askingGolden))" : ""
        let isWide = rect.columns >= 100
        let foundAt = rect.columns - (isWide ? 32 : 19)
        let entryAt = foundAt - (isWide ? 32 : 19)
        let questionWidth = max(4, entryAt - 5)
        let foundWidth = rect.columns - foundAt - 1
        fields(
            &frame, rect.row,
            [
                (summary + asking, 4, questionWidth, held < results.count ? .statusBad : .statusOK),
                (text(Words.entry), entryAt, foundAt - entryAt - 1, .textDim),
                (text(Words.finds), foundAt, foundWidth, .textDim),
            ], isSelected: false)
        let rows = max(1, rect.rows - 1)
        let selected = model.knowledge.goldenQuestion.index
        let first = firstLine(selected: selected, count: results.count, rows: rows)
        for (offset, result) in results.dropFirst(first).prefix(rows).enumerated() {
            let role: ThemeRole = result.holds ? .statusOK : .statusBad
            let found = result.found?.rawValue ?? text(Words.nothingFoundBy)
            fields(
                &frame, rect.row + 1 + offset,
                [
                    (result.holds ? "✓" : "✗", 1, 2, role),
                    (result.question, 4, questionWidth, .text),
                    (result.entry.rawValue, entryAt, foundAt - entryAt - 1, .textDim),
                    (result.holds ? "" : found, foundAt, foundWidth, role),
                ], isSelected: first + offset == selected)
        }
        return CutOff(results.count - first - rows)
    }

    private func askedGolden(_ frame: inout Frame, _ rect: Rect) -> CutOff {
        let questions = model.knowledge.list.rows.flatMap { row in
            row.entry.goldenQuestions.map { "… \($0)  (\(row.entry.id))" }
        }
        let lines =
            [StyledLine(text(Words.askingGolden), .statusWarn)]
            + questions.prefix(rect.rows).map { StyledLine($0, .textDim) }
        let area = rect.inset(columns: 1)
        draw(lines, &frame, area)
        return CutOff(1 + questions.count - area.rows)
    }
}
