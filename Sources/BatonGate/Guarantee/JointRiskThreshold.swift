package import BatonCore

/// The early mode: bounds the share of *all messages* that are answered wrongly, in expectation.
///
/// It opens with far fewer labels than ``GuaranteedThreshold``, and promises less: nothing about
/// the share of errors among the answers, and no confidence. It is named as what it bounds.
/// Source: A. Angelopoulos, S. Bates, A. Fisch, L. Lei, T. Schuster, "Conformal Risk Control"
/// (2022): the loss "answered and wrong" falls as the threshold rises.
package struct JointRiskThreshold: Sendable, Codable, Hashable {
    /// The largest expected share of messages that are answered wrongly.
    package var risk: Double
    /// How many labels it had.
    package var labels: Int
    /// The confidence from which the bot answers; `nil` while closed.
    package var threshold: Double?
    /// Labels that it would have answered.
    package var answered: Int
    /// Of these, how many wrongly.
    package var wrong: Int

    /// Finds the loosest threshold t with (wrong(t) + 1) / (labels + 1) ≤ `risk`.
    package static func find(labels: [GradedDecision], risk: Double) -> JointRiskThreshold {
        var result = JointRiskThreshold(
            risk: risk, labels: labels.count, threshold: nil, answered: 0, wrong: 0)
        let allowed = risk * Double(labels.count + 1) - 1
        // A hair of slack: 0.05 × 20 − 1 is to be 0 and not a rounding error below it.
        guard allowed >= -1e-9 else { return result }
        let sorted = labels.filter(\.isEligible).sorted { $0.confidence > $1.confidence }
        var wrong = 0
        for (index, label) in sorted.enumerated() {
            wrong += label.isRight ? 0 : 1
            if Double(wrong) > allowed + 1e-9 { break }
            // Equals are answered together or not at all.
            let isLast = index + 1 == sorted.count
            if isLast || sorted[index + 1].confidence < label.confidence {
                result.threshold = label.confidence
                result.answered = index + 1
                result.wrong = wrong
            }
        }
        return result
    }

    /// How many labels it takes to open at all: 1/risk − 1, rounded up.
    package static func labelsNeeded(risk: Double) -> Int {
        guard risk > 0 else { return .max }
        return max(0, Int((1 / risk - 1 - 1e-9).rounded(.up)))
    }

    /// The result as a gate's terms.
    package var terms: GateTerms {
        guard let threshold else {
            let more = Self.labelsNeeded(risk: risk) - labels
            return more > 0
                ? .earlyLabelsNeeded(more: more, labels: labels)
                : .earlyTooManyWrong(risk: risk, labels: labels)
        }
        return .early(
            GateTerms.EarlyProof(
                risk: risk, threshold: threshold, answered: answered, wrong: wrong, labels: labels))
    }
}
