import BatonConfiguration
import BatonCore
import BatonGate
import BatonKnowledge
import BatonSimulator
import Testing

@testable import BatonWorker

/// What the policy's scope does to one decision, with no worker around it.
@Suite("The policy's scope")
struct PolicyScopeTests {
    private let pipeline = DecisionPipeline(
        thresholds: ConfigurationDefaults.thresholds, hours: .always)
    private let index: KnowledgeIndex = {
        let index = KnowledgeIndex(knowledge: SampleShop.knowledge)
        index.apply(
            SampleShop.entries.enumerated().map { number, entry in
                EntryRevision(
                    revision: Int64(number + 1), entry: entry, isDeleted: false, savedBy: .system,
                    savedAt: Timestamp(milliseconds: 0))
            })
        return index
    }()

    private func decide(
        _ text: String, _ policy: PolicyBearing?, mode: InboxMode = .auto
    ) -> DecisionPipeline.Result {
        var input = DecisionPipeline.Input(
            text: text, mode: mode, now: Timestamp(milliseconds: 1_795_586_700_000))
        input.policy = policy
        return pipeline.decide(input, index: index)
    }

    @Test("what is not about the business is declined in the policy's words while it has some")
    func declined() {
        let declines = PolicyBearing(decline: "只答店務")
        let result = decide("幫我寫首詩", declines)
        #expect(result.verdict.outcome == .answer)
        #expect(result.verdict.reasons == [.offTopic])
        #expect(result.verdict.candidate == nil)
        #expect(result.reply == "只答店務")
        #expect(decide("幫我寫首詩", PolicyBearing()).verdict.outcome == .handover)
        #expect(decide("幫我寫首詩", nil).verdict.reasons == [.offTopic])
    }

    @Test("what a person must see is never declined, nor is anything where a person approves")
    func notDeclined() {
        let declines = PolicyBearing(decline: "只答店務")
        #expect(decide("幫我寫首詩，我要搵真人", declines).verdict.reasons == [.askedForPerson])
        #expect(decide("幫我寫首詩", declines, mode: .draftOnly).verdict.outcome == .handover)
        #expect(decide("請問運費幾錢", declines).verdict.reasons == [.confident])
    }

    @Test("a policy that allows it has the question decided like any other")
    func allowed() {
        let result = decide("幫我寫首詩", PolicyBearing(allowsOffTopic: true))
        #expect(result.evidence.signals == [])
        #expect(!result.verdict.reasons.contains(.offTopic))
    }

    @Test("words of the policy's own ask for a person, too")
    func ownWords() {
        let result = decide("請問運費幾錢", PolicyBearing(found: [.askedForPerson]))
        #expect(result.verdict.outcome == .handover)
        #expect(result.verdict.reasons == [.askedForPerson])
    }

    @Test("where the policy lets nothing be answered, a sure answer is a draft")
    func answersForbidden() {
        let result = decide("請問運費幾錢", PolicyBearing(allowsAnswers: false))
        #expect(result.verdict.outcome == .draft)
        #expect(result.verdict.reasons == [.policy, .confident])
        #expect(result.reply != nil)
    }

    @Test("a composed reply that does an assistant's work is a draft, another goes out")
    func composed() {
        var result = decide("請問運費幾錢", nil)
        result.verdict.outcome = .answer
        result.verdict.reasons = [.composed]
        var input = DecisionPipeline.Input(text: "", now: Timestamp(milliseconds: 0))
        input.policy = PolicyBearing()
        #expect(PolicyScope.bounded(composed: result, input).verdict == result.verdict)
        input.policy?.isReplyOff = true
        let bounded = PolicyScope.bounded(composed: result, input).verdict
        #expect(bounded.outcome == .draft)
        #expect(bounded.reasons == [.policy, .composed])
    }
}
