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
}
