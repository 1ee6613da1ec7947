import BatonCore
import BatonKnowledge
import Testing

@Suite("Evaluation")
struct EvaluationTests {
    private static func candidate(_ id: String, _ score: Double) -> Candidate {
        Candidate(
            entry: EntryID(id), revision: 1, score: score, engines: [:], question: "", answer: "",
            answerLanguage: "en")
    }

    private static func question(_ relevant: String...) -> Evaluation.Question {
        Evaluation.Question(
            text: "", language: .english, relevant: Set(relevant.map { EntryID($0) }))
    }

    @Test("accuracy and recall count answerable questions only")
    func counts() {
        var result = Evaluation()
        result.add([Self.candidate("a", 0.9)], for: Self.question("a"))
        result.add(
            [Self.candidate("b", 0.5), Self.candidate("a", 0.4)], for: Self.question("a", "c"))
        result.add([], for: Self.question("a"))
        result.add([Self.candidate("b", 0.8)], for: Self.question())

        #expect(result.answerable == 3)
        #expect(result.accuracy == 1.0 / 3)
        #expect(result.recallAtFive == 2.0 / 3)
        #expect(result.areaUnderCurve == 1)
    }

    @Test("the area under the curve counts ties as half")
    func ties() {
        var result = Evaluation()
        result.add([Self.candidate("a", 0.5)], for: Self.question("a"))
        #expect(result.areaUnderCurve == nil)

        result.add([Self.candidate("b", 0.5)], for: Self.question("a"))
        #expect(result.areaUnderCurve == 0.5)

        var worse = Evaluation()
        worse.add([Self.candidate("b", 0.9)], for: Self.question("a"))
        result.add(worse)
        #expect(result.areaUnderCurve == 0.25)
        #expect(Evaluation().accuracy == 0)
    }

    @Test("the reciprocal rank, the interval and the coverage are as defined")
    func figures() {
        var result = Evaluation()
        result.add([EntryID("a"), EntryID("b")], for: Self.question("b"), confidence: 0.9)
        result.add([EntryID("a")], for: Self.question("a"), confidence: 0.8)
        result.add([EntryID("c")], for: Self.question("a"), confidence: 0.1)
        result.add([EntryID("c")], for: Self.question(), confidence: 0.2)

        #expect(result.meanReciprocalRank == 0.5)
        // Wilson, 1 of 3.
        let interval = result.interval(result.accuracy)
        #expect(abs(interval.lowerBound - 0.0615) < 1e-3)
        #expect(abs(interval.upperBound - 0.7923) < 1e-3)
        #expect(result.coverage(atRisk: 0.5) == 0.5)
        #expect(result.coverage(atRisk: 0.05) == 0)
        #expect(result.answered(from: 0.8) == (0.5, 0.5))
        #expect(result.answered(from: 0.95) == (0, 0))
        #expect(Evaluation().interval(0) == 0...1)
    }
}
