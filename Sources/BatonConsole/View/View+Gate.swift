import BatonCore
import BatonDesk
import BatonText
import BatonUI

extension Painter {
    /// The selected inbox's gate: what it promises, and the evidence.
    func gate(_ frame: inout Frame, _ rect: Rect) {
        guard let gates = model.gates else { return empty(&frame, rect, text(Words.loading)) }
        guard let report = model.selectedGate else {
            return empty(&frame, rect, text(Words.noInbox))
        }
        let area = rect.inset(columns: 2)
        let names = gates.enumerated().map { index, gate -> (String, ThemeRole) in
            (
                (index == model.gateSelection ? "▌" : " ") + gate.name + "  ",
                index == model.gateSelection ? .title : .textDim
            )
        }
        draw([StyledLine(names)] + gateLines(report, width: area.columns), &frame, area)
    }

    private func gateLines(_ report: GateReport, width: Int) -> [StyledLine] {
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
        fact(Words.mode, "\(report.mode.rawValue) · \(report.version)")
        fact(Words.stateWord, text(report.stateTitle), report.state == "open" ? .success : .error)
        fact(Words.terms, text(report.terms))
        var labels = "\(report.labels), \(report.randomLabels) \(text(Words.drawnAtRandom))"
        if report.fitLabels + report.boundLabels > 0 {
            labels +=
                " (\(report.fitLabels) \(text(Words.forWeights)), \(report.boundLabels) "
                + "\(text(Words.forBound)))"
        }
        if let more = report.labelsNeeded { labels += " · \(text(Words.needed)) \(more)" }
        fact(Words.labelsWord, "\(labels) · \(report.waiting) \(text(Words.reviewWaiting))")
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
        _ frame: inout Frame, _ body: Rect, _ versions: [GateVersion], _ selection: Int
    ) {
        let box = popup(
            &frame, body, text(Words.versionsTitle),
            rows: min(body.rows, versions.count + 2), columns: min(96, body.columns))
        let first = max(0, selection - box.rows + 1)
        for (offset, version) in versions.dropFirst(first).prefix(box.rows).enumerated() {
            choice(
                &frame, box, offset,
                "\(version.isActive ? "●" : "○") \(version.version)  \(text(version.terms))",
                isSelected: first + offset == selection)
        }
    }
}
