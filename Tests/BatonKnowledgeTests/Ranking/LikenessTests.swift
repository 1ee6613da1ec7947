import BatonCore
import Testing

@testable import BatonKnowledge

@Suite("How like a message a candidate is, in a person's words")
struct LikenessTests {
    private func candidate(_ engines: [String: Double]) -> Candidate {
        Candidate(
            entry: EntryID("a"), revision: 1, score: 0.5, engines: engines, question: "q",
            answer: "a", answerLanguage: "en")
    }

    @Test("each way is its engines' best score, the strongest first; what is nothing is left out")
    func ways() {
        let candidate = candidate([
            "bm25": 0.12, "lexical": 0.4, "cosineBoth": 0.45, "adaptedQuestion": 0.704, "head": 0,
            "soundAnswer": 0.004, "messageLength": 1,
        ])

        #expect(candidate.likeness(in: .english) == "meaning 70 · words 40")
        #expect(candidate.likeness(in: .traditionalChinese) == "意思 70 · 字詞 40")
    }

    @Test(
        "a contradiction is said before an agreement",
        arguments: [
            (["figuresFound": 0.5, "figuresContradicted": 0.5], "has other figures"),
            (["figuresFound": 1, "codes": -1], "names another code"),
            (["figuresFound": 1], "has the same figures"), (["codes": 1], "has the same figures"),
        ])
    func figures(engines: [String: Double], words: String) {
        #expect(candidate(engines).likeness(in: .english) == words)
    }

    @Test("every engine that a way reads is one that ranking has", arguments: Likeness.allCases)
    func engines(way: Likeness) {
        let known = Set(RankFeature.allCases.map(\.name))

        #expect(!way.engines.isEmpty && known.isSuperset(of: way.engines))
    }
}
