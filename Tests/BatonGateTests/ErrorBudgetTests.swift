import BatonCore
import BatonGate
import Testing

@Suite("The error budget")
struct ErrorBudgetTests {
    private static let promise = RiskPromise(risk: 0.05, confidence: 0.9)

    private static func judged(_ count: Int, rate: Double, _ random: inout SplitMix) -> ErrorBudget
    {
        var budget = ErrorBudget(promise: promise)
        for _ in 0..<count {
            budget.judge(isRight: Double.random(in: 0..<1, using: &random) >= rate)
            if budget.standing == .spent { break }
        }
        return budget
    }

    @Test("a new meter has spent nothing and knows nothing")
    func empty() {
        let budget = ErrorBudget(promise: Self.promise)

        #expect(budget.standing == .kept)
        #expect(budget.spent == nil)
        #expect(budget.evidence == 1)
        #expect(budget.interval.lower == 0)
        #expect(budget.interval.upper == 1)
        #expect(
            budget.words.english
                == "kept: 0 of 0 judged answers wrong (–), at most 5 % promised; true rate 0 %–100 % "
                + "with 90 % confidence at any time")
    }

    @Test("in the early mode it speaks of messages, which its promise is about")
    func ofMessages() {
        var budget = ErrorBudget(promise: Self.promise, scope: .messages)
        for number in 0..<50 { budget.judge(isRight: number != 7) }

        #expect(
            budget.words.english.hasPrefix(
                "kept: 1 of 50 judged messages answered wrongly (2 %), at most 5 % on average;"))
    }

    @Test("it counts what is spent and what remains")
    func counts() {
        var budget = ErrorBudget(promise: Self.promise)
        for number in 0..<100 { budget.judge(isRight: number % 50 != 0) }

        #expect(budget.judged == 100)
        #expect(budget.wrong == 2)
        #expect(budget.allowed == 5)
        #expect(budget.remaining == 3)
        #expect(budget.spent == 0.4)
        #expect(budget.standing == .kept)
    }

    @Test("however often one looks, the evidence against a kept promise seldom reaches 1/δ")
    func anytime() {
        var random = SplitMix(11)
        var called = 0
        for _ in 0..<500 {
            var budget = ErrorBudget(promise: Self.promise)
            for _ in 0..<1000 {
                budget.judge(isRight: Double.random(in: 0..<1, using: &random) >= 0.05)
                if budget.evidence >= 10 {
                    called += 1
                    break
                }
            }
        }

        #expect(called <= 50)
    }

    @Test("the interval covers the true rate at all times at once")
    func interval() {
        var random = SplitMix(12)
        var missed = 0
        for _ in 0..<200 {
            var wrong = 0
            for answers in 1...300 {
                wrong += Double.random(in: 0..<1, using: &random) < 0.05 ? 1 : 0
                let interval = AnytimeInterval(errors: wrong, of: answers, confidence: 0.9)
                guard interval.lower > 0.05 || interval.upper < 0.05 else { continue }
                missed += 1
                break
            }
        }

        #expect(missed <= 20)
    }

    @Test("the interval is the one of the betting rule, and narrows")
    func narrowing() {
        let interval = AnytimeInterval(errors: 3, of: 200, confidence: 0.9)
        let more = AnytimeInterval(errors: 30, of: 2000, confidence: 0.9)

        // Computed apart from ln B in double precision.
        #expect(abs(interval.lower - 0.001_055_801_9) < 1e-9)
        #expect(abs(interval.upper - 0.060_867_219_1) < 1e-9)
        #expect(more.upper - more.lower < interval.upper - interval.lower)
        #expect(AnytimeInterval(errors: 5, of: 5, confidence: 0.9).upper == 1)
        #expect(AnytimeInterval(errors: 0, of: 5, confidence: 0.9).lower == 0)
    }

    @Test("a rate three times the promise spends the budget soon, and a good past does not hide it")
    func detects() {
        var random = SplitMix(13)
        var budget = ErrorBudget(promise: Self.promise)
        for _ in 0..<2000 {
            budget.judge(isRight: Double.random(in: 0..<1, using: &random) >= 0.02)
        }
        #expect(budget.standing != .spent)

        var more = 0
        while budget.standing != .spent, more < 400 {
            budget.judge(isRight: Double.random(in: 0..<1, using: &random) >= 0.15)
            more += 1
        }

        #expect(budget.standing == .spent)
        #expect(more < 200)
        #expect(budget.evidence < 1)
    }

    @Test("the same judgements give the same meter, and it is kept as JSON without loss")
    func stored() throws {
        var first = SplitMix(14)
        var second = SplitMix(14)
        let budget = Self.judged(300, rate: 0.04, &first)

        #expect(budget == Self.judged(300, rate: 0.04, &second))
        #expect(try Stored.again(budget) == budget)
    }
}
