import BatonConfiguration
import BatonCore
import BatonDesk
import BatonKnowledge
import BatonSimulator
import BatonStore
import Testing

@testable import BatonWorker

/// Messages that make sense only with the one before, through the whole worker.
@Suite("follow-ups", .timeLimit(.minutes(2)))
struct FollowUpTests {
    @Test(
        "a follow-up is read with the question before it, which its decision keeps",
        arguments: [
            ("What are your opening hours?", "and on Sundays?"),
            ("你哋幾點開門幾點閂門？", "咁星期日呢？"),
        ])
    func followUp(_ question: String, _ more: String) async throws {
        try await WorkerRig.with(configured: { configuration in
            configuration.gate.thresholds = GateThresholds(answer: 0, draft: 0, margin: 0)
        }) { rig in
            try await rig.write(question, id: "1")
            try await rig.untilSettled()
            #expect(try await rig.opened().decision?.evidence.after == nil)

            try await rig.write(more, id: "2")
            try await rig.untilSettled()

            let evidence = try #require(try await rig.opened().decision?.evidence)
            #expect(evidence.text == more)
            #expect(evidence.after == question)
            #expect(evidence.candidates.first?.entry == EntryID("shop-hours"))
            let index = KnowledgeIndex(knowledge: SampleShop.knowledge)
            index.apply(
                try await rig.store.knowledgeChanges(in: SampleShop.knowledge, after: 0))
            let again = index.search(
                evidence.text, after: evidence.after, language: evidence.language, day: "")
            #expect(again.map(\.entry) == evidence.candidates.map(\.entry))
        }
    }

    @Test("a message that stands alone is read alone")
    func alone() async throws {
        try await WorkerRig.with(configured: { configuration in
            configuration.gate.thresholds = GateThresholds(answer: 0, draft: 0, margin: 0)
        }) { rig in
            try await rig.write("What are your opening hours?", id: "1")
            try await rig.untilSettled()
            try await rig.write("Where is the shop?", id: "2")
            try await rig.untilSettled()

            #expect(try await rig.opened().decision?.evidence.after == nil)
        }
    }
}
