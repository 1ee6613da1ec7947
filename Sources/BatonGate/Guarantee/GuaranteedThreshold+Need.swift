package import BatonCore

extension GuaranteedThreshold {
    /// What keeps the gate closed, and what would open it.
    package enum Need: Sendable, Hashable {
        /// It is open.
        case nothing
        /// At least so many more labels, drawn at random.
        case labels(Int)
        /// Too many errors at every threshold that was tried: labels alone will not open it.
        case betterAnswers
    }

    /// What is needed to open, by the label budget: so many answered labels without an error prove
    /// a threshold, and more where errors come as they came.
    package var need: Need {
        guard proven == nil else { return .nothing }
        let level = promise.failure / Double(max(1, plan.starts.count))
        let least = BinomialBound.answersNeeded(risk: promise.risk, level: level)
        guard labels > 0, tests.contains(where: { $0.answered > 0 }) else {
            return .labels(max(1, least - labels))
        }
        let missing = tests.compactMap { test -> Int? in
            guard test.answered > 0 else { return nil }
            let rate = Double(test.wrong) / Double(test.answered)
            guard
                let answers = BinomialBound.answersNeeded(
                    risk: promise.risk, level: level, rate: rate)
            else { return nil }
            let share = Double(test.answered) / Double(labels)
            return max(1, Int((Double(answers) / share).rounded(.up)) - labels)
        }
        return missing.min().map(Need.labels) ?? .betterAnswers
    }

    /// The result as a gate's terms.
    package var terms: GateTerms {
        if let proven {
            return .guaranteed(
                GateTerms.Proof(
                    risk: promise.risk, confidence: promise.confidence,
                    threshold: proven.threshold, coverage: coverage, answered: proven.answered,
                    wrong: proven.wrong, labels: labels, bound: proven.bound))
        }
        return switch need {
        case .nothing, .betterAnswers: .tooManyWrong(labels: labels)
        case .labels(let more): .labelsNeeded(more: more, labels: labels)
        }
    }
}
