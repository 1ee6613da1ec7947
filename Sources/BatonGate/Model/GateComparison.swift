package import BatonCore

/// Two versions of a gate on the same past decisions: what would change.
///
/// An account of the past, not a proof: a version's own labels look better than they are.
package struct GateComparison: Sendable, Codable, Hashable {
    /// What one version does with them.
    package struct Side: Sendable, Codable, Hashable {
        /// Its version.
        package var version: String
        /// Decisions that it answers alone.
        package var answered = 0
        /// Of these, how many wrongly by their labels.
        package var wrong = 0

        /// The share of errors among its answers; 0 where there are none.
        package var risk: Double { answered > 0 ? Double(wrong) / Double(answered) : 0 }
    }

    /// Decisions compared.
    package private(set) var decisions = 0
    /// The version in force.
    package private(set) var before: Side
    /// The other version.
    package private(set) var after: Side
    /// Decisions that only the other answers.
    package private(set) var opened = 0
    /// Of these, how many wrongly by their labels.
    package private(set) var openedWrong = 0
    /// Decisions that only the version in force answers.
    package private(set) var shut = 0
    /// Of these, how many wrongly by their labels.
    package private(set) var shutWrong = 0

    /// Compares.
    /// - Parameters:
    ///   - answersBefore: whether the version in force answers a decision alone.
    ///   - answersAfter: whether the other does.
    package init(
        before: String, after: String, on graded: [GradedDecision],
        answersBefore: (GradedDecision) -> Bool, answersAfter: (GradedDecision) -> Bool
    ) {
        self.before = Side(version: before)
        self.after = Side(version: after)
        decisions = graded.count
        for decision in graded {
            let wrong = decision.isRight ? 0 : 1
            let old = answersBefore(decision)
            let new = answersAfter(decision)
            if old {
                self.before.answered += 1
                self.before.wrong += wrong
            }
            if new {
                self.after.answered += 1
                self.after.wrong += wrong
            }
            if new, !old {
                opened += 1
                openedWrong += wrong
            } else if old, !new {
                shut += 1
                shutWrong += wrong
            }
        }
    }

    /// Compares two calibrated gates.
    package init(before: CalibratedGate, after: CalibratedGate, on graded: [GradedDecision]) {
        self.init(
            before: before.version, after: after.version, on: graded,
            answersBefore: before.answers, answersAfter: after.answers)
    }

    /// The gain in coverage, −1…1.
    package var coverageGain: Double {
        decisions > 0 ? Double(after.answered - before.answered) / Double(decisions) : 0
    }

    /// The comparison in words.
    package var words: BilingualText {
        let points = (coverageGain * 1000).rounded() / 10
        let sign = points < 0 ? "−" : "+"
        let gain = "\(sign)\(abs(points))"
        return BilingualText(
            "\(opened + shut) of \(decisions) decisions change: \(opened) more answered "
                + "(\(openedWrong) of them wrong by their labels), \(shut) fewer (\(shutWrong) of "
                + "them wrong); coverage \(gain) points",
            "\(decisions) 個決定中 \(opened + shut) 個改變：多答 \(opened) 個（按標籤其中 \(openedWrong) "
                + "個錯），少答 \(shut) 個（其中 \(shutWrong) 個錯）；覆蓋率 \(gain) 個百分點")
    }
}

/// The versions of one inbox's gate and which is in force: going back is choosing an older one.
package struct GateHistory: Sendable, Codable, Hashable {
    /// Every version, oldest first.
    package private(set) var versions: [CalibratedGate] = []
    /// The version in force; `nil` while none was chosen.
    package private(set) var current: String?

    /// Makes an empty history.
    package init() {}

    /// The gate in force.
    package var gate: CalibratedGate? { versions.first { $0.version == current } }

    /// Keeps a version; it is not in force until it is chosen.
    package mutating func add(_ gate: CalibratedGate) {
        if !versions.contains(where: { $0.version == gate.version }) { versions.append(gate) }
    }

    /// Puts a version in force.
    /// - Returns: whether there is such a version; nothing changes where there is none.
    package mutating func choose(_ version: String) -> Bool {
        guard versions.contains(where: { $0.version == version }) else { return false }
        current = version
        return true
    }
}
