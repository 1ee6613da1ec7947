import BatonCore
import BatonDesk
import BatonText

/// An inbox's gate in plain words.
enum GateReportText {
    /// Says how the gates stand.
    static func say(_ reports: [GateReport]) {
        for report in reports {
            Output.line("\(report.inbox): \(report.stateTitle.english); \(report.version)")
        }
    }

    /// The lines of a report.
    static func lines(of report: GateReport, days: Int) -> [String] {
        var lines = [
            "\(report.name) (\(report.inbox)): \(report.mode.rawValue), \(report.version)",
            "  " + report.terms.english, "  " + report.stateTitle.english,
            "  labels of people: \(report.labels), of which \(report.randomLabels) drawn at random"
                + (report.boundLabels + report.fitLabels > 0
                    ? " (\(report.fitLabels) for weights, \(report.boundLabels) for the bound; no "
                        + "label serves twice)" : "")
                + (report.labelsNeeded.map { "; at least \($0) more needed" } ?? ""),
            "  review list: \(GateFileReport.percent(report.reviewRate)) of messages drawn, "
                + "\(report.waiting) wait for a verdict",
        ]
        if let meter = report.meter { lines.append("  error budget: " + meter.english) }
        lines += report.warnings.map { "  ! " + $0.english }
        lines.append("  " + report.resolution.words.english)
        lines.append("last \(days) days, answered alone:")
        lines.append(line(report.total))
        for (title, part) in [
            ("by language", report.languages), ("by reason", report.reasons),
            ("by tag", Array(report.tags.prefix(10))),
            ("by entry", Array(report.entries.prefix(10))),
            ("by day", Array(report.days.suffix(31))),
        ] where !part.isEmpty {
            lines.append(title + ":")
            lines += part.map(line)
        }
        return lines
    }

    private static func line(_ line: GateReport.Line) -> String {
        let share = line.messages > 0 ? line.answered * 100 / line.messages : 0
        var text =
            "  \(SafeText(line.name.english).string): \(line.answered) of \(line.messages) (\(share) %)"
        if line.judged > 0 { text += ", \(line.wrong) of \(line.judged) judged wrong" }
        if line.rated > 0 {
            let tenths = line.stars * 10 / line.rated
            text += ", rated \(tenths / 10).\(tenths % 10) by \(line.rated)"
        }
        return text
    }
}
