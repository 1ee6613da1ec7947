import BatonCore
import BatonGate
import Foundation

/// A gate in plain words.
enum GateFileReport {
    /// The lines, for people.
    static func lines(of gate: CalibratedGate) -> [String] {
        let sizes = gate.sizes
        var lines = [
            "\(gate.version), made on \(gate.madeOn) for \(gate.knowledge)",
            gate.terms.words.english,
            "labels: \(sizes.fit) for weights and plan, \(sizes.bound) for the bound; no label "
                + "serves twice",
        ]
        let left = [
            (sizes.selective, "not drawn at random"),
            (sizes.sameConversation, "of a conversation that gave one"), (sizes.tooOld, "too old"),
            (sizes.weak, "weak signs"),
        ].filter { $0.0 > 0 }
        if !left.isEmpty {
            lines.append(
                "left out: " + left.map { "\($0.0) \($0.1)" }.joined(separator: ", "))
        }
        lines.append(
            gate.model.map {
                "weights: \($0.features.count) features and \($0.entries?.count ?? 0) entries fitted to \($0.labels) decisions, "
                    + "\($0.right) of them right"
            } ?? "weights: the shipped ones; too few labels to fit better")
        lines.append(
            "tried \(gate.guarantee.tests.count) of \(gate.guarantee.plan.grid.count) thresholds, "
                + "\(gate.guarantee.plan.starts.count) start(s):")
        for test in gate.guarantee.tests {
            lines.append(
                "  from \(percent(test.threshold)): \(test.wrong)/\(test.answered) wrong, true rate at "
                    + "most \(percent(test.bound)): \(test.isProven ? "proven" : "not proven")")
        }
        if let meanings = gate.meanings {
            lines.append(
                "decided by \(meanings.joined(separator: ", ")); decisions made otherwise are drafts"
            )
        }
        if gate.basis == .guarantee { lines.append("(" + gate.early.terms.words.english + ")") }
        return lines
    }

    /// A share with one decimal.
    static func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }
}
