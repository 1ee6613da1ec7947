import BatonCore
import Testing

@testable import BatonKnowledge

@Suite("Fitting")
struct FittingTests {
    @Test("logistic regression finds the odds of two groups")
    func logistic() {
        let points = (0..<400).map { number in
            LogisticFit.Point(
                values: [number < 200 ? 0 : 1], isTrue: number < 200 ? number < 50 : number < 350)
        }
        let fitted = LogisticFit(ridge: 1e-6).fit(points)

        // ln(1/3) and ln(3) − ln(1/3).
        #expect(abs(fitted.intercept + 1.0986) < 1e-3)
        #expect(abs((fitted.weights.first ?? 0) - 2.1972) < 1e-3)
        #expect(LogisticFit(ridge: 1).fit([]).weights.isEmpty)
    }

    @Test("a constant says nothing")
    func constant() {
        let points = (0..<10).map { LogisticFit.Point(values: [3], isTrue: $0 < 5) }
        let fitted = LogisticFit(ridge: 1).fit(points)

        #expect(fitted.weights == [0])
        #expect(abs(fitted.intercept) < 1e-9)
    }

    @Test("a file of weights is read back, with its notes, and strange lines passed over")
    func file() {
        let file = WeightFile(notes: ["Fitted."], values: ["b": 2, "a": -0.5])

        #expect(file.text == "# Fitted.\na -0.5\nb 2.0\n")
        #expect(WeightFile(text: file.text) == file)
        #expect(WeightFile(text: "x\ny z\nc 1 2\nd 4")["d"] == 4)
        #expect(file["c"] == 0)
    }

    @Test("errors of the softmax are the chances less the right ones' shares")
    func softmax() {
        #expect(Softmax.errors([1, 1], [true, false]) == [-0.5, 0.5])
        #expect(Softmax.errors([0, 0], [true, true]) == [0, 0])
        #expect(Softmax.probabilities([1000, 1000]) == [0.5, 0.5])
    }
}
