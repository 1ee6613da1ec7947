import BatonCore
import BatonStore
import Testing

@testable import BatonWorker

@Suite("What is drawn, and what is a sign")
struct ReviewLotTests {
    private static func decision(
        _ outcome: Outcome, _ reasons: [ReasonCode], mode: InboxMode = .auto, id: String = "d"
    ) -> Decision {
        Decision(
            id: DecisionID(id), conversation: ConversationID("c"), messages: [], epoch: 0, turn: 1,
            outcome: outcome, confidence: 0.5, reasons: reasons,
            evidence: Evidence(text: "運費", language: .cantonese, candidates: []),
            knowledge: nil, knowledgeRevision: 0, gateVersion: "g", gateTerms: "", mode: mode,
            reply: nil, at: Timestamp(milliseconds: 5),
            timing: .init(retrieveMicroseconds: 0, totalMicroseconds: 0))
    }

    @Test("the same lot falls on answers, drafts and handed-over questions alike")
    func alike() {
        let low = ReviewLot(rate: 0.25, random: { 0.249 })
        let high = ReviewLot(rate: 0.25, random: { 0.25 })
        let asked: [(Outcome, ReasonCode)] = [
            (.answer, .confident), (.clarify, .ambiguous), (.draft, .lowConfidence),
            (.handover, .noAnswer), (.handover, .complaint), (.answer, .confirmed),
        ]
        for (outcome, reason) in asked {
            let decision = Self.decision(outcome, [reason])
            #expect(low.draw(decision) == ReviewDraw(source: .randomSample, rate: 0.25))
            #expect(high.draw(decision) == nil)
        }
    }

    @Test("what asked nothing, or what the bot was not to decide, is never drawn")
    func leftOut() {
        let always = ReviewLot(rate: 1, random: { 0 })

        #expect(always.draw(Self.decision(.acknowledge, [.smallTalk])) == nil)
        #expect(always.draw(Self.decision(.answer, [.smallTalk])) == nil)
        #expect(always.draw(Self.decision(.handover, [.stopped])) == nil)
        #expect(always.draw(Self.decision(.handover, [.humanOnly], mode: .humanOnly)) == nil)
    }

    @Test("a repeated question is a sign against the answer before it")
    func repeated() {
        let answer = Self.decision(.answer, [.confident], id: "before")
        let next = Self.decision(.handover, [.repeated])

        #expect(
            ImplicitSign.read(next, after: answer)
                == DecisionLabel(
                    decision: DecisionID("before"), conversation: ConversationID("c"), by: nil,
                    at: Timestamp(milliseconds: 5), verdict: .wrong, reason: .repeated,
                    source: .implicit))
    }

    @Test("no sign speaks of a greeting, a handover, or nothing")
    func noSign() {
        let next = Self.decision(.handover, [.askedForPerson])

        #expect(ImplicitSign.read(next, after: nil) == nil)
        #expect(ImplicitSign.read(next, after: Self.decision(.answer, [.smallTalk])) == nil)
        #expect(ImplicitSign.read(next, after: Self.decision(.handover, [.noAnswer])) == nil)
        #expect(
            ImplicitSign.read(
                Self.decision(.answer, [.confident]), after: Self.decision(.answer, [.confident]))
                == nil)
    }
}
