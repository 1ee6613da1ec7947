import BatonConfiguration
import BatonCore
import BatonDesk

extension Doctor {
    /// Whether each gate does what it is asked for, and what puts its promise in doubt.
    func gates(_ reports: [GateReport]) -> [Finding] {
        guard configuration.gate.guarantee != nil else {
            return [
                .ok(
                    "the gate is by threshold: no guarantee; 'gate: {by: guarantee, risk: 0.05, "
                        + "confidence: 0.9, review: 1}' asks for one")
            ]
        }
        return reports.flatMap(gate)
    }

    private func gate(_ report: GateReport) -> [Finding] {
        let name = "\(report.name) (\(report.inbox))"
        var findings: [Finding] = []
        switch report.state {
        case "open": findings.append(.ok("\(name): \(report.terms.english)"))
        case "tightened":
            findings.append(
                .fault(
                    "\(name): the error budget is spent, so the bot drafts; look at what was wrong "
                        + "('baton gate report'), mend the knowledge, and let a supervisor run "
                        + "'baton gate reopen'"))
        case "stopped":
            findings.append(
                .warning("\(name): a person stopped the bot; 'baton gate resume' lets it go on"))
        default: findings.append(closed(report, name))
        }
        if report.reviewRate == 0 {
            findings.append(
                .warning(
                    "\(name): nothing is drawn for people to judge, so no promise can be proven or "
                        + "watched; 'baton gate review-rate 0.05'"))
        }
        if report.waiting > 100 {
            findings.append(
                .warning(
                    "\(name): \(report.waiting) decisions wait for a verdict; judge them (v in the "
                        + "console), or draw fewer with 'baton gate review-rate'"))
        }
        return findings + report.warnings.map { .warning("\(name): \($0.english)") }
    }

    private func closed(_ report: GateReport, _ name: String) -> Finding {
        if let more = report.labelsNeeded {
            return .warning(
                "\(name): a promise is asked for and not proven: at least \(more) more random labels "
                    + "needed; set 'review: 1' or 'baton gate review-rate 1' and judge with v")
        }
        return .warning("\(name): \(report.terms.english)")
    }
}
