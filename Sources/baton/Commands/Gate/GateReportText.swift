import BatonConfiguration
import BatonCore
import BatonDesk

/// An inbox's gate in plain words.
enum GateReportText {
    /// Asks for a change, and says how the gates stand after it.
    static func say(_ request: GateRequest, _ configuration: Configuration) async throws {
        guard case .report(let reports) = try await GateInbox.send(request, configuration) else {
            return
        }
        for report in reports {
            Output.line("\(report.inbox): \(report.stateTitle.english); \(report.version)")
        }
    }

    /// The lines of a report.
    static func lines(of report: GateReport) -> [String] {
        var lines = [
            "\(report.name) (\(report.inbox)): \(report.mode.rawValue), \(report.version)",
            "  " + report.terms.english, "  " + report.stateTitle.english,
            "  labels: \(report.labels), of which \(report.randomLabels) drawn at random; "
                + "\(report.waiting) wait for a verdict"
                + (report.labelsNeeded.map { "; at least \($0) more needed" } ?? ""),
        ]
        if let meter = report.meter { lines.append("  error budget: " + meter.english) }
        if let drift = report.drift { lines.append("  ! " + drift.english) }
        lines.append(line(report.total))
        for part in report.languages + report.reasons { lines.append(line(part)) }
        return lines
    }

    private static func line(_ line: GateReport.Line) -> String {
        let share = line.messages > 0 ? line.answered * 100 / line.messages : 0
        let risk = line.judged > 0 ? ", \(line.wrong)/\(line.judged) judged answers wrong" : ""
        return "  \(line.name.english): \(line.answered) of \(line.messages) answered alone "
            + "(\(share) %)" + risk
    }
}
