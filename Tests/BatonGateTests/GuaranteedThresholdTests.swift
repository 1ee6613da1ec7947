import BatonCore
import BatonGate
import Testing

@Suite("A threshold with a guarantee")
struct GuaranteedThresholdTests {
    private static let promise = RiskPromise(risk: 0.05, confidence: 0.9)
    private static let plan = GuaranteePlan(grid: [0.9, 0.8, 0.7], starts: [0])

    @Test("without labels it is closed, and says how many it needs")
    func noLabels() {
        let found = GuaranteedThreshold.find(labels: [], plan: Self.plan, promise: Self.promise)

        #expect(found.threshold == nil)
        #expect(found.need == .labels(45))
        #expect(
            found.terms.words.english
                == "closed: at least 45 more random labels needed (it has 0); it drafts for people "
                + "until then")
    }

    @Test("one label fewer than the budget keeps it closed, the budget's last one opens it")
    func budget() {
        let labels = (0..<45).map { Labels.one($0, 0.95, isRight: true) }

        let short = GuaranteedThreshold.find(
            labels: Array(labels.dropLast()), plan: Self.plan, promise: Self.promise)
        let enough = GuaranteedThreshold.find(
            labels: labels, plan: Self.plan, promise: Self.promise)

        #expect(short.threshold == nil)
        #expect(short.need == .labels(1))
        #expect(enough.threshold == 0.7)
        #expect(enough.coverage == 1)
        #expect(enough.need == .nothing)
        #expect((enough.proven?.bound ?? 1) <= 0.05)
    }

    @Test("all wrong stays closed, and more labels are not promised to help")
    func allWrong() {
        let labels = (0..<500).map { Labels.one($0, 0.95, isRight: false) }
        let found = GuaranteedThreshold.find(
            labels: labels, plan: Self.plan, promise: Self.promise)

        #expect(found.threshold == nil)
        #expect(found.need == .betterAnswers)
        #expect(found.tests.count == 1)
    }

    @Test("trying ends at the first threshold that is not proven, though a looser one would be")
    func sequence() {
        var labels = (0..<60).map { Labels.one($0, 0.95, isRight: true) }
        labels += (60..<70).map { Labels.one($0, 0.85, isRight: false) }
        labels += (70..<900).map { Labels.one($0, 0.75, isRight: true) }

        let one = GuaranteedThreshold.find(labels: labels, plan: Self.plan, promise: Self.promise)
        let two = GuaranteedThreshold.find(
            labels: labels, plan: GuaranteePlan(grid: Self.plan.grid, starts: [0, 2]),
            promise: Self.promise)

        #expect(one.threshold == 0.9)
        #expect(one.tests.map(\.isProven) == [true, false])
        #expect(two.threshold == 0.7)
        #expect(two.tests.map(\.level) == [Double](repeating: Self.promise.failure / 2, count: 3))
    }

    @Test("equal confidences are answered together or not at all")
    func ties() {
        var labels = (0..<100).map { Labels.one($0, 0.8, isRight: true) }
        labels += (100..<150).map { Labels.one($0, 0.8, isRight: false) }
        let found = GuaranteedThreshold.find(
            labels: labels, plan: GuaranteePlan(grid: [0.8], starts: [0]), promise: Self.promise)

        #expect(found.tests.map(\.answered) == [150])
        #expect(found.tests.map(\.wrong) == [50])
        #expect(found.threshold == nil)
    }

    @Test("what a rule takes from the bot counts as a message, never as an answer")
    func ineligible() {
        var labels = (0..<45).map { Labels.one($0, 0.95, isRight: true) }
        labels += (45..<90).map { number in
            var label = Labels.one(number, 0.95, isRight: false)
            label.isEligible = false
            return label
        }
        let found = GuaranteedThreshold.find(
            labels: labels, plan: Self.plan, promise: Self.promise)

        #expect(found.threshold == 0.7)
        #expect(found.coverage == 0.5)
    }

    @Test(
        "over a thousand seeded businesses the promise is broken in at most a tenth",
        arguments: [(0.05, 1), (0.1, 1), (0.1, 3)])
    func promiseHolds(risk: Double, power: Int) {
        let promise = RiskPromise(risk: risk, confidence: 0.9)
        var random = SplitMix(20_261_125)
        var broken = 0
        var opened = 0
        for _ in 0..<1000 {
            let design = Labels.drawn(80, power: power, &random)
            let labels = Labels.drawn(240, power: power, from: 80, &random)
            let plan = GuaranteePlan.designed(
                from: design, boundLabels: labels.count, for: promise)
            let found = GuaranteedThreshold.find(labels: labels, plan: plan, promise: promise)
            guard let threshold = found.threshold else { continue }
            opened += 1
            // The true error above t where P(right | c) = cᵖ: 1 − (1 − tᵖ⁺¹) / ((p + 1)(1 − t)).
            var raised = threshold
            for _ in 0..<power { raised *= threshold }
            let right = (1 - raised) / (Double(power + 1) * (1 - threshold))
            if 1 - right > risk { broken += 1 }
        }

        #expect(broken <= 100)
        #expect(risk < 0.1 || power > 1 || opened > 100)
    }

    @Test("the early mode bounds wrong answers per message, in expectation")
    func early() {
        var random = SplitMix(7)
        var joint = 0.0
        for _ in 0..<1000 {
            let labels = Labels.drawn(60, &random)
            let found = JointRiskThreshold.find(labels: labels, risk: 0.05)
            // P(answered and wrong) above t is (1 − t)² / 2.
            if let threshold = found.threshold { joint += (1 - threshold) * (1 - threshold) / 2 }
        }

        #expect(joint / 1000 <= 0.05)
        #expect(joint / 1000 > 0.03)
    }

    @Test("the early mode opens from 1/risk − 1 labels and stays closed below")
    func earlyBudget() {
        let labels = (0..<19).map { Labels.one($0, 0.6, isRight: true) }

        #expect(JointRiskThreshold.labelsNeeded(risk: 0.05) == 19)
        #expect(JointRiskThreshold.find(labels: labels, risk: 0.05).threshold == 0.6)
        #expect(
            JointRiskThreshold.find(labels: Array(labels.dropLast()), risk: 0.05).terms.words
                .english
                == "early mode, closed: at least 1 more random labels needed (it has 18)")
        #expect(JointRiskThreshold.find(labels: [], risk: 0.05).threshold == nil)
    }

    @Test("a plan without labels is even, and one from labels starts where proof is likeliest")
    func plans() {
        let even = GuaranteePlan.designed(from: [], boundLabels: 500, for: Self.promise)
        #expect(even == GuaranteePlan.even(for: Self.promise))
        #expect(even.starts == [4])

        var design = (0..<200).map { Labels.one($0, 0.9 - Double($0) / 10_000, isRight: true) }
        design += (200..<400).map { Labels.one($0, 0.5 - Double($0) / 10_000, isRight: false) }
        let plan = GuaranteePlan.designed(from: design, boundLabels: 500, for: Self.promise)
        let start = plan.starts.first.map { plan.grid[$0] } ?? 0
        #expect(plan.starts.count == 1)
        #expect(start > 0.8)
        #expect(plan.grid == plan.grid.sorted(by: >))
    }
}
