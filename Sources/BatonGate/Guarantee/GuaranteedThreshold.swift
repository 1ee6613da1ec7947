import BatonCore

/// The widest gate that labels prove to keep a promise, or why it stays closed.
package struct GuaranteedThreshold: Sendable, Codable, Hashable {
    /// One threshold that was tried.
    package struct Test: Sendable, Codable, Hashable {
        /// The confidence from which it would answer.
        package var threshold: Double
        /// Labels that it would have answered.
        package var answered: Int
        /// Of these, how many wrongly.
        package var wrong: Int
        /// How probable so few errors are where the promise is broken: the p-value.
        package var probability: Double
        /// What the probability must not exceed: the failure probability over the starts.
        package var level: Double

        /// Whether the promise is proven at this threshold.
        package var isProven: Bool { answered > 0 && probability <= level }
        /// The error rate that is not exceeded, with confidence 1 − `level`.
        package var bound: Double {
            BinomialBound.upper(errors: wrong, of: answered, confidence: 1 - level)
        }
    }

    /// What was asked.
    package var promise: RiskPromise
    /// What was fixed beforehand.
    package var plan: GuaranteePlan
    /// How many labels the bound had.
    package var labels: Int
    /// What was tried, in order.
    package var tests: [Test]

    /// The test of the loosest proven threshold; `nil` while the gate stays closed.
    package var proven: Test? {
        tests.filter(\.isProven).min { $0.threshold < $1.threshold }
    }

    /// The confidence from which the bot may answer alone; `nil` while the gate stays closed.
    package var threshold: Double? { proven?.threshold }

    /// The share of the labels that it answers.
    package var coverage: Double {
        labels > 0 ? Double(proven?.answered ?? 0) / Double(labels) : 0
    }

    /// Finds the widest gate.
    /// - Parameters:
    ///   - labels: of the bound's half: drawn at random, used for nothing else.
    ///   - plan: fixed without them.
    package static func find(
        labels: [GradedDecision], plan: GuaranteePlan, promise: RiskPromise
    ) -> GuaranteedThreshold {
        let scores = Cumulative(labels)
        let level = promise.failure / Double(max(1, plan.starts.count))
        var tests: [Test] = []
        var tried: Set<Int> = []
        for start in plan.starts {
            for place in start..<plan.grid.count {
                // Another start's sequence was here: its result stands, at the same level.
                guard tried.insert(place).inserted else { break }
                let (answered, wrong) = scores.counts(from: plan.grid[place])
                let test = Test(
                    threshold: plan.grid[place], answered: answered, wrong: wrong,
                    probability: BinomialBound.probability(
                        ofAtMost: wrong, of: answered, risk: promise.risk),
                    level: level)
                tests.append(test)
                if !test.isProven { break }
            }
        }
        return GuaranteedThreshold(
            promise: promise, plan: plan, labels: labels.count, tests: tests)
    }
}

/// How many eligible labels lie from a threshold up, and how many of them are wrong.
struct Cumulative {
    private let scores: [Double]
    private let wrong: [Int]

    init(_ labels: [GradedDecision]) {
        let sorted = labels.filter(\.isEligible).sorted { $0.confidence > $1.confidence }
        scores = sorted.map(\.confidence)
        var sums = [0]
        sums.reserveCapacity(sorted.count + 1)
        for label in sorted { sums.append((sums.last ?? 0) + (label.isRight ? 0 : 1)) }
        wrong = sums
    }

    func counts(from threshold: Double) -> (answered: Int, wrong: Int) {
        var low = 0
        var high = scores.count
        while low < high {
            let middle = (low + high) / 2
            if scores[middle] >= threshold { low = middle + 1 } else { high = middle }
        }
        return (low, wrong[low])
    }
}
