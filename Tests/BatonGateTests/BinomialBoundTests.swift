import BatonGate
import Testing

@Suite("Exact binomial bounds")
struct BinomialBoundTests {
    @Test(
        "the two-sided 95 % bounds are the tabulated Clopper–Pearson ones",
        arguments: [
            // Errors, answers, lower, upper; four digits as tables print them.
            (0, 10, 0.0, 0.3085), (1, 10, 0.0025, 0.4450), (5, 10, 0.1871, 0.8129),
            (10, 10, 0.6915, 1.0), (37, 1000, 0.0262, 0.0506),
        ])
    func tabulated(errors: Int, answers: Int, lower: Double, upper: Double) {
        let low = BinomialBound.lower(errors: errors, of: answers, confidence: 0.975)
        let high = BinomialBound.upper(errors: errors, of: answers, confidence: 0.975)

        #expect(abs(low - lower) < 5.1e-5)
        #expect(abs(high - upper) < 5.1e-5)
    }

    @Test("the tail is the sum of the binomial's terms")
    func tail() {
        for answers in [1, 7, 40] {
            for risk in [0.02, 0.3, 0.9] {
                var term = 1.0
                for _ in 0..<answers { term *= 1 - risk }
                var sum = 0.0
                for errors in 0..<answers {
                    sum += term
                    let tail = BinomialBound.probability(
                        ofAtMost: errors, of: answers, risk: risk)
                    #expect(abs(tail - sum) < 1e-12)
                    term *= Double(answers - errors) / Double(errors + 1) * risk / (1 - risk)
                }
            }
        }
    }

    @Test(
        "the label budget is the one that was published",
        arguments: [
            (0.05, 0.1, 45), (0.02, 0.1, 114), (0.01, 0.1, 230), (0.05, 0.02, 77),
            (0.02, 0.02, 194), (0.01, 0.02, 390),
        ])
    func budget(risk: Double, level: Double, answers: Int) {
        #expect(BinomialBound.answersNeeded(risk: risk, level: level) == answers)
        #expect(BinomialBound.mostErrors(of: answers, risk: risk, level: level) == 0)
        #expect(BinomialBound.mostErrors(of: answers - 1, risk: risk, level: level) == nil)
    }

    @Test("no answers, all wrong and impossible counts give bounds that promise nothing")
    func edges() {
        #expect(BinomialBound.upper(errors: 0, of: 0, confidence: 0.9) == 1)
        #expect(BinomialBound.upper(errors: 5, of: 5, confidence: 0.9) == 1)
        #expect(BinomialBound.upper(errors: 9, of: 5, confidence: 0.9) == 1)
        #expect(BinomialBound.lower(errors: 0, of: 5, confidence: 0.9) == 0)
        #expect(BinomialBound.probability(ofAtMost: 0, of: 0, risk: 0.1) == 1)
        #expect(BinomialBound.probability(ofAtMost: 3, of: 3, risk: 0.1) == 1)
        #expect(BinomialBound.probability(ofAtMost: 0, of: 3, risk: 0) == 1)
        #expect(BinomialBound.mostErrors(of: 0, risk: 0.1, level: 0.1) == nil)
        #expect(BinomialBound.answersNeeded(risk: 0, level: 0.1) == .max)
        #expect(BinomialBound.answersNeeded(risk: 0.05, level: 0.1, rate: 0.05) == nil)
        #expect(BinomialBound.answersNeeded(risk: 0.05, level: 0.1, rate: 0) == 45)
    }

    @Test("the bound rises with errors and falls with answers")
    func monotone() {
        for answers in stride(from: 5, through: 400, by: 37) {
            for errors in 0..<4 {
                let bound = BinomialBound.upper(errors: errors, of: answers, confidence: 0.9)
                let worse = BinomialBound.upper(errors: errors + 1, of: answers, confidence: 0.9)
                let more = BinomialBound.upper(errors: errors, of: answers + 1, confidence: 0.9)
                let surer = BinomialBound.upper(errors: errors, of: answers, confidence: 0.95)
                #expect(bound < worse)
                #expect(more < bound)
                #expect(bound < surer)
            }
        }
    }

    @Test("the upper bound covers the true rate as often as it says, for every rate")
    func coverage() {
        // Not simulated but summed: the chance of the counts whose bound covers the rate.
        for answers in [10, 45, 114, 300] {
            for rate in [0.005, 0.02, 0.05, 0.1, 0.5] {
                let covered = (0...answers).reduce(0.0) { sum, errors in
                    let bound = BinomialBound.upper(errors: errors, of: answers, confidence: 0.9)
                    guard bound >= rate else { return sum }
                    let upTo = BinomialBound.probability(
                        ofAtMost: errors, of: answers, risk: rate)
                    let below = BinomialBound.probability(
                        ofAtMost: errors - 1, of: answers, risk: rate)
                    return sum + upTo - below
                }
                #expect(covered >= 0.9 - 1e-9)
            }
        }
    }
}
