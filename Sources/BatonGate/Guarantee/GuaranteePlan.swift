import BatonCore

/// Which thresholds are tried and where trying starts: fixed before any label of the bound is seen.
///
/// Source: A. Angelopoulos, S. Bates, E. Candès, M. Jordan, L. Lei, "Learn then Test" (2021),
/// fixed-sequence testing with several starts, each at its share of the failure probability.
package struct GuaranteePlan: Sendable, Codable, Hashable {
    /// Confidences to try, strictest first, each below the one before.
    package var grid: [Double]
    /// Where trying starts, as places in the grid; from each it goes to looser thresholds until
    /// one is not proven.
    package var starts: [Int]

    /// Makes a plan; what is out of order or out of range is left out.
    package init(grid: [Double], starts: [Int]) {
        var kept: [Double] = []
        for value in grid where value.isFinite && value < (kept.last ?? .infinity) {
            kept.append(value)
        }
        self.grid = kept
        self.starts = Array(Set(starts.filter(kept.indices.contains))).sorted()
    }

    /// The plan without labels: even steps of confidence, one start where a gate that knows its
    /// own confidence would just keep the promise.
    package static func even(for promise: RiskPromise) -> GuaranteePlan {
        let grid = stride(from: 99, through: 30, by: -1).map { Double($0) / 100 }
        let start = grid.firstIndex { $0 <= 1 - promise.risk } ?? 0
        return GuaranteePlan(grid: grid, starts: [start])
    }

    /// A plan from labels that the bound will not count.
    ///
    /// The grid is the confidences at even steps of coverage. The first start is where the design
    /// labels make proof likeliest; further ones are as likely as can be among what lies looser, for
    /// a sequence that an unlucky threshold would end. One is the rule, since each has only its
    /// share of the failure probability: `baton-bench gate --splits 100 --starts N` on clinc150_faq
    /// at 5 % (1,200 labels of the bound) opened .290 with one start, .242 with two, .198 with three, .170 with
    /// five; on banking77_faq at 10 % (433 labels) .068, .030, .020, .008.
    /// - Parameter boundLabels: how many labels the bound will have.
    package static func designed(
        from labels: [GradedDecision], boundLabels: Int, for promise: RiskPromise,
        starts count: Int = 1
    ) -> GuaranteePlan {
        let eligible = labels.filter(\.isEligible).sorted { $0.confidence > $1.confidence }
        guard eligible.count >= leastDesignLabels else { return even(for: promise) }
        let wanted = max(1, count)
        let chances = Design(
            eligible: eligible, of: labels.count, boundLabels: boundLabels, promise: promise,
            level: promise.failure / Double(wanted)
        ).steps
        var starts: [Int] = []
        for _ in 0..<wanted {
            let from = starts.last.map { $0 + max(1, (chances.count - $0) / 4) } ?? 0
            guard from < chances.count else { break }
            // The strictest of equally likely ones: what follows it is tried too.
            let best = (from..<chances.count).max {
                chances[$0].chance == chances[$1].chance
                    ? $0 > $1 : chances[$0].chance < chances[$1].chance
            }
            guard let best else { break }
            starts.append(best)
        }
        return GuaranteePlan(grid: chances.map(\.threshold), starts: starts)
    }

    /// Below this many labels a plan from them would be guesswork.
    static let leastDesignLabels = 30
    /// Steps of coverage.
    static let gridSteps = 50
}

/// How likely each threshold is to be proven, by labels that the bound will not count.
private struct Design {
    struct Step {
        var threshold: Double
        var chance: Double
    }

    private(set) var steps: [Step] = []

    init(
        eligible: [GradedDecision], of total: Int, boundLabels: Int, promise: RiskPromise,
        level: Double
    ) {
        var errors = 0
        var doubt = 0.0
        var next = 1
        for (index, label) in eligible.enumerated() {
            errors += label.isRight ? 0 : 1
            doubt += 1 - label.confidence
            let answered = index + 1
            let following = answered < eligible.count ? eligible[answered].confidence : -1
            let isStep = answered * GuaranteePlan.gridSteps >= next * eligible.count
            guard isStep, following < label.confidence else { continue }
            while answered * GuaranteePlan.gridSteps >= next * eligible.count { next += 1 }
            // The model's own doubt stands in for labels where there are few.
            let prior = 20.0
            let rate =
                (Double(errors) + prior * doubt / Double(answered)) / (Double(answered) + prior)
            let expected = Int(Double(boundLabels) * Double(answered) / Double(total))
            let most = BinomialBound.mostErrors(of: expected, risk: promise.risk, level: level)
            let chance = most.map {
                BinomialBound.probability(ofAtMost: $0, of: expected, risk: rate)
            }
            steps.append(Step(threshold: label.confidence, chance: chance ?? 0))
        }
    }
}
