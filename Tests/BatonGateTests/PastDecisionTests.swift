import BatonCore
import BatonGate
import Testing

@Suite("Past decisions as labels")
struct PastDecisionTests {
    private static let candidate = Candidate(
        entry: EntryID("a"), revision: 1, score: 0.8, engines: ["lexical": 0.8], question: "a?",
        answer: "a!", answerLanguage: "en")

    private static func past(
        _ verdict: LabelVerdict?, reasons: [ReasonCode] = [.confident],
        source: LabelSource = .randomSample, candidates: [Candidate] = [candidate]
    ) -> PastDecision {
        let decision = Decision(
            id: DecisionID("d"), conversation: ConversationID("c"), messages: [], epoch: 0, turn: 1,
            outcome: .answer, confidence: 0.1, reasons: reasons,
            evidence: Evidence(text: "a", language: .english, candidates: candidates),
            knowledge: nil, knowledgeRevision: 0, gateVersion: "g", gateTerms: "", mode: .auto,
            reply: nil, at: Timestamp(milliseconds: 5),
            timing: .init(retrieveMicroseconds: 0, totalMicroseconds: 0))
        return PastDecision(
            decision: decision,
            label: verdict.map {
                DecisionLabel(
                    decision: decision.id, conversation: decision.conversation,
                    by: PersonID("may"), at: Timestamp(milliseconds: 9), verdict: $0,
                    source: source)
            })
    }

    @Test("a label on a model's words counts against the entry, whose answer nobody judged")
    func composed() {
        let graded = GradedDecision(Self.past(.right, reasons: [.composed]))
        #expect(graded?.isRight == false)
        #expect(graded?.isEligible == true)
    }

    @Test("only a right answer is right; its confidence is that of the shipped weights")
    func verdicts() throws {
        let graded = try #require(GradedDecision(Self.past(.right)))

        #expect(graded.isRight)
        #expect(graded.confidence == Confidence.value(of: Self.past(nil).decision.evidence))
        #expect(graded.at == Timestamp(milliseconds: 5))
        #expect(GradedDecision(Self.past(.wrong))?.isRight == false)
        #expect(GradedDecision(Self.past(.handover))?.isRight == false)
        #expect(GradedDecision(Self.past(nil)) == nil)
    }

    @Test("what a rule handed over is not eligible, what a score or a closed gate did is")
    func eligible() {
        for reasons: [ReasonCode] in [
            [.confident], [.lowConfidence], [.unproven, .lowConfidence], [.shadow, .confident],
            [.budgetSpent], [.draftOnly, .confident],
        ] {
            #expect(GradedDecision(Self.past(.right, reasons: reasons))?.isEligible == true)
        }
        for reasons: [ReasonCode] in [
            [.askedForPerson], [.repeated], [.smallTalk], [.expiredEntry], [.confirmed],
        ] {
            #expect(GradedDecision(Self.past(.right, reasons: reasons))?.isEligible == false)
        }
        #expect(GradedDecision(Self.past(.wrong, candidates: []))?.isEligible == false)
    }

    @Test("an implicit sign neither bounds nor fits, whatever side it falls on")
    func implicit() throws {
        let graded = try #require(GradedDecision(Self.past(.wrong, source: .implicit)))

        let bound = LabelDivision(boundShare: 1).divide([graded])
        let fit = LabelDivision(boundShare: 0).divide([graded])

        #expect(bound.bound.isEmpty && bound.fit.isEmpty)
        #expect(fit.bound.isEmpty && fit.fit.isEmpty)
        #expect(fit.weak == 1)
    }

    @Test("what the customer chose is answered while the gate is open, and drafted while it is not")
    func confirmed() {
        let gate = Gate(thresholds: GateThresholds(answer: 1, draft: 0, margin: 0.03))
        let evidence = Self.past(nil).decision.evidence
        func verdict(_ state: GateState, _ chosen: String) -> GateVerdict {
            gate.decide(
                evidence, Gate.Circumstances(state: state, confirmed: EntryID(chosen)))
        }

        #expect(verdict(.open, "a").outcome == .answer)
        #expect(verdict(.open, "a").reasons == [.confirmed])
        #expect(verdict(.open, "b").outcome == .draft)
        #expect(verdict(.closed, "a").outcome == .draft)
        #expect(verdict(.closed, "a").reasons == [.unproven])
    }

    @Test(
        "a state comes back from its word", arguments: ["closed", "open", "tightened", "stopped"])
    func words(word: String) {
        #expect(GateState(word: word)?.word == word)
        #expect(GateState(word: "ajar") == nil)
    }
}
