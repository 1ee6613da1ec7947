import BatonCore
import Foundation
import Testing

@Suite("A gate's terms in a record")
struct GateTermsTests {
    private static let terms: [GateTerms] = [
        .thresholds(GateThresholds(answer: 0.72, draft: 0.35, margin: 0.1)),
        .guaranteed(
            GateTerms.Proof(
                risk: 0.05, confidence: 0.9, threshold: 0.615, coverage: 0.4, answered: 160,
                wrong: 2, labels: 400, bound: 0.033)),
        .tooManyWrong(labels: 300), .labelsNeeded(more: 45, labels: 3), .mayBeProven(labels: 60),
        .otherPromise(risk: 0.02, confidence: 0.95),
        .early(
            GateTerms.EarlyProof(risk: 0.05, threshold: 0.5, answered: 20, wrong: 1, labels: 40)),
        .earlyTooManyWrong(risk: 0.05, labels: 40), .earlyLabelsNeeded(more: 19, labels: 0),
    ]

    @Test("every kind has its own words in both languages", arguments: terms)
    func words(_ terms: GateTerms) {
        let others = Self.terms.filter { $0 != terms }.map(\.words)

        #expect(terms.words.english.contains { $0.isASCII && $0.isLetter })
        #expect(!terms.words.chinese.contains { $0.isASCII && $0.isLetter })
        #expect(!others.contains { $0.english == terms.words.english })
        #expect(!others.contains { $0.chinese == terms.words.chinese })
    }

    @Test("a decision read back says its terms in both languages", arguments: terms)
    func kept(_ terms: GateTerms) throws {
        var decision = Self.decision
        decision.terms = IfKnown(terms)

        let read = try JSONDecoder().decode(
            Decision.self, from: try JSONEncoder().encode(decision))
        #expect(read == decision)
        #expect(read.gateWords == terms.words)
    }

    @Test(
        "a record without figures, or with terms of a newer program, is read with its English words"
    )
    func unknown() throws {
        var decision = Self.decision
        decision.terms = IfKnown(.tooManyWrong(labels: 7))
        let bytes = try JSONEncoder().encode(decision)
        let newer = String(decoding: bytes, as: UTF8.self)
            .replacing("tooManyWrong", with: "byTheStars")
        let read = try JSONDecoder().decode(Decision.self, from: Data(newer.utf8))

        #expect(newer.contains("byTheStars"))
        #expect(read.terms?.value == nil)
        #expect(read.gateWords == BilingualText("as kept", "as kept"))
        #expect(Self.decision.gateWords == BilingualText("as kept", "as kept"))
    }

    private static let decision = Decision(
        id: DecisionID("d"), conversation: ConversationID("c"), messages: [], epoch: 1, turn: 1,
        outcome: .handover, confidence: 0, reasons: [.lowConfidence],
        evidence: Evidence(text: "?", language: .english, candidates: [], features: [:]),
        knowledge: nil, knowledgeRevision: 0, gateVersion: "g", gateTerms: "as kept", mode: .auto,
        reply: nil, at: Timestamp(milliseconds: 1),
        timing: Decision.Timing(retrieveMicroseconds: 0, totalMicroseconds: 0))
}
