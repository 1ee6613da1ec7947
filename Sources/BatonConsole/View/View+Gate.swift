import BatonCore
import BatonDesk
import BatonText
import BatonUI

extension Painter {
    /// The selected inbox's gate: what it promises, and the evidence.
    func gate(_ frame: inout Frame, _ rect: Rect) -> CutOff {
        guard let gates = model.gates else { return empty(&frame, rect, text(Words.loading)) }
        guard let report = model.selectedGate else {
            return empty(&frame, rect, text(Words.noInbox))
        }
        let area = gateArea(rect)
        let names = gates.enumerated().map { index, gate -> (String, ThemeRole) in
            (
                (index == model.gateSelection ? "▌" : " ") + gate.name + "  ",
                index == model.gateSelection ? .title : .textDim
            )
        }
        frame.fill(area.names, style: Style(.text))
        draw([StyledLine(names)], &frame, area.names)
        let lines = gateLines(report, width: area.figures.columns)
        let first = min(model.gateScroll, max(0, lines.count - area.figures.rows))
        draw(Array(lines.dropFirst(first)), &frame, area.figures)
        return CutOff(lines.count - first - area.figures.rows)
    }

    /// The inboxes' names above, and the selected one's figures.
    fileprivate func gateArea(_ rect: Rect) -> (names: Rect, figures: Rect) {
        let (names, figures) = rect.inset(columns: 2).splitTop(1)
        return (names, figures)
    }

    fileprivate func gateLines(_ report: GateReport, width: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        func fact(_ title: BilingualText, _ words: String, _ role: ThemeRole = .text) {
            let label = Wrapping.padded(text(title), width: 14)
            let wrapped = StyledLine.wrapped(words, role, width: width, indent: 14, most: 3)
            for (index, line) in wrapped.enumerated() {
                let rest = line.spans.first.map { String($0.text.drop { $0 == " " }) } ?? ""
                lines.append(
                    StyledLine([
                        (index == 0 ? label : String(repeating: " ", count: 14), .textDim),
                        (rest, role),
                    ]))
            }
        }
        let mode = Words.modes[report.mode].map(text) ?? report.mode.rawValue
        fact(Words.mode, "\(mode) · \(report.version)")
        fact(Words.stateWord, text(report.stateTitle), report.state == "open" ? .success : .error)
        fact(Words.terms, text(report.terms))
        var labels = "\(report.labels), \(report.randomLabels) \(text(Words.drawnAtRandom))"
        if report.fitLabels + report.boundLabels > 0 {
            labels +=
                " (\(report.fitLabels) \(text(Words.forWeights)), \(report.boundLabels) "
                + "\(text(Words.forBound)))"
        }
        if let more = report.labelsNeeded {
            labels += " · " + text(Words.needed).replacing("%", with: "\(more)")
        }
        let drawn = "\(percent(report.reviewRate))% \(text(Words.drawnShare))"
        fact(
            Words.labelsWord,
            "\(labels) · \(drawn) · \(report.waiting) \(text(Words.reviewWaiting))")
        if let meter = report.meter {
            fact(Words.meter, bar(min(1, report.spent ?? 0)) + " " + text(meter))
        }
        if report.resolution.conversations + report.resolution.asked > 0 {
            fact(Words.resolution, text(report.resolution.words))
        }
        let warnings = report.warnings.isEmpty ? report.drift.map { [$0] } ?? [] : report.warnings
        for warning in warnings {
            lines += StyledLine.wrapped("⚠ " + text(warning), .error, width: width)
        }
        lines.append(StyledLine("", .text))
        lines.append(StyledLine(text(Words.answeredAlone), .title))
        lines.append(result(report.total))
        for (title, part) in [
            (Words.byLanguage, report.languages), (Words.byReason, Array(report.reasons.prefix(8))),
            (Words.byTag, Array(report.tags.prefix(6))),
            (Words.byEntry, Array(report.entries.prefix(8))),
            (Words.byDay, Array(report.days.suffix(14))),
        ] where !part.isEmpty {
            lines.append(StyledLine(text(title), .title))
            lines += part.map(result)
        }
        return lines
    }

    /// Coverage as a bar, and of the judged answers how many were wrong.
    private func result(_ line: GateReport.Line) -> StyledLine {
        let share = line.messages > 0 ? Double(line.answered) / Double(line.messages) : 0
        var risk =
            line.judged > 0 ? "  \(line.wrong)/\(line.judged) \(text(Words.judgedWrong))" : ""
        if line.rated > 0 {
            let tenths = line.stars * 10 / line.rated
            risk += "  ★ \(tenths / 10).\(tenths % 10) (\(line.rated))"
        }
        return StyledLine([
            ("  " + Wrapping.padded(text(line.name), width: 22), .text),
            (bar(share), .bar),
            (" \(Int((share * 100).rounded()))% (\(line.answered)/\(line.messages))", .text),
            (risk, line.wrong > 0 ? .error : .textDim),
        ])
    }

    /// A share as ten cells.
    private func bar(_ share: Double) -> String {
        let full = Int((min(max(share, 0), 1) * 10).rounded())
        return String(repeating: "▇", count: full) + String(repeating: "·", count: 10 - full)
    }

    /// Which version is to be in force.
    func versions(
        _ frame: inout Frame, _ body: Rect, _ versions: [GateVersion], _ selection: Int,
        _ compared: ComparedVersion?
    ) {
        let columns = min(96, body.columns)
        let found = compared.map { compared in
            [StyledLine("", .popup)]
                + StyledLine.wrapped(
                    "\(compared.version): \(text(compared.words))", .popupTitle,
                    width: columns - 4, most: 4)
        }
        let below = found ?? []
        let box = popup(
            &frame, body, text(Words.versionsTitle),
            rows: min(body.rows, versions.count + below.count + 2), columns: columns)
        let (list, rest) = box.splitBottom(min(below.count, max(0, box.rows - 1)))
        let first = max(0, selection - list.rows + 1)
        for (offset, version) in versions.dropFirst(first).prefix(list.rows).enumerated() {
            choice(
                &frame, list, offset,
                "\(version.isActive ? "●" : "○") \(version.version)  \(text(version.terms))",
                isSelected: first + offset == selection)
        }
        draw(below, &frame, rest)
        frame.ground(rest, .popup)
    }

    /// How many messages people are asked to judge.
    func reviewRate(
        _ frame: inout Frame, _ body: Rect, _ inbox: InboxID, _ editor: TextEditor
    ) {
        let now = model.gates?.first { $0.inbox == inbox }?.reviewRate ?? 0
        let title = text(Words.rateTitle).replacing("%", with: percent(now) + "%")
        field(&frame, popup(&frame, body, title, rows: 3, columns: promptWidth(model) + 4), editor)
    }

    /// `5`, `2.5`.
    private func percent(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}

/// Lines of the selected gate's figures.
func gateLineCount(_ model: Model) -> Int {
    let painter = Painter(model: model)
    guard let report = model.selectedGate else { return 0 }
    return painter.gateLines(report, width: painter.gateArea(painter.body).figures.columns).count
}

/// Lines that its figures have room in.
func gateRows(_ model: Model) -> Int {
    let painter = Painter(model: model)
    return painter.gateArea(painter.body).figures.rows
}
