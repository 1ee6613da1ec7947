import BatonConfiguration
import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import Foundation
import Synchronization
import Testing

@testable import BatonWorker

/// The scope of a policy in the whole worker: before a model is asked, after it has answered, and at
/// everything that goes out alone.
@Suite("What the bot may be used for", .timeLimit(.minutes(5)))
struct PolicyPurposeTests {
    private static let question = "請問運費幾錢"

    /// A row that allows some purposes; without `handover` a person is not always offered either.
    private func only(_ purposes: String, _ more: String = "") -> String {
        "rules:\n  - {id: own, effective_from: 2026-11-01, source: us, "
            + "scope: {purposes: [\(purposes)]}, person: {always_offer_after_turns: 0}\(more)}\n"
    }

    @Test("an answer of a purpose that is not allowed is a draft, of another it goes out")
    func answers() async throws {
        try await PolicyFolder.with { folder in
            try folder.write(only("store_info, handover"))
            try await folder.working { rig in
                try await rig.write(Self.question, id: "a")
                let product = try await rig.conversation()
                try await rig.write(
                    "請問今日開到幾點？", id: "b", from: PolicyRig.customer("85267777777"))
                let hours = try await rig.conversation(with: PolicyRig.customer("85267777777"))

                #expect(product.decision?.outcome == .draft)
                #expect(product.decision?.reasons.first == .policy)
                #expect(product.conversation.reason == .policy)
                #expect(hours.decision?.outcome == .answer)
                #expect(product.messages.map(\.author) == [.customer, .system])
                #expect(hours.messages.map(\.author) == [.customer, .bot])
            }
        }
    }

    @Test("a greeting that is not allowed is a person's to send")
    func greeting() async throws {
        try await PolicyFolder.with { folder in
            try folder.write(only("product_question, handover"))
            try await folder.working { rig in
                try await rig.write("hello", id: "a")

                let view = try await rig.conversation()
                #expect(view.decision?.outcome == .draft)
                #expect(view.decision?.reasons == [.policy, .smallTalk])
                #expect(view.decision?.reply != nil)
                #expect(view.messages.map(\.author) == [.customer, .system])
            }
        }
    }

    @Test("where the notice of a handover is not allowed, people get it without a word sent")
    func notice() async throws {
        try await PolicyFolder.with { folder in
            try folder.write(only("product_question"))
            try await folder.working { rig in
                try await rig.write("我要搵真人", id: "a")

                let view = try await rig.conversation()
                #expect(view.conversation.owner == .queue)
                #expect(view.conversation.reason == .askedForPerson)
                #expect(rig.sent == [])
            }
        }
    }

    @Test("what waits to go out is asked again: a purpose forbidden meanwhile is not sent")
    func waiting() async throws {
        let isDown = Mutex(true)
        try await PolicyFolder.with(answers: { request in
            isDown.withLock({ $0 }) && !request.text.contains(#""status""#)
                ? .json(#"{"error":{"code":130429,"message":"busy"}}"#, status: 429)
                : PolicyFolder.accepted(request)
        }) { folder in
            try await folder.working { rig in
                try await rig.post(Self.question, id: "a")
                while rig.sent.isEmpty { _ = try await rig.desk.send(.status) }
                try folder.write(only("store_info, handover"))
                _ = try await rig.reload()
                isDown.withLock { $0 = false }
                let tried = rig.sent.count
                folder.clock.set("2027-03-01T05:00Z")
                try await rig.untilSettled()

                let view = try await rig.conversation()
                #expect(rig.sent.count == tried)
                #expect(view.conversation.reason == .policy)
                #expect(view.messages.last?.delivery == .failed)
                #expect(
                    view.messages.last?.failure?.title
                        == "the bot may not be used for product_question, by "
                        + "\(folder.path)/policy.yaml:2 (own)")
            }
        }
    }

    @Test("an agent's own reply is a person's: no purpose holds it back")
    func people() async throws {
        try await PolicyFolder.with { folder in
            try folder.write(only("greeting"))
            try await folder.working { rig in
                try await rig.write(Self.question, id: "a")
                let id = try await rig.conversation().conversation.id
                _ = try await rig.desk.send(.claim(id, force: false))
                _ = try await rig.desk.send(
                    .reply(send: SendID("r"), conversation: id, text: "運費三十蚊", replyTo: nil))
                try await rig.untilSettled()

                #expect(rig.sent == ["運費三十蚊"])
            }
        }
    }

    @Test("no model is asked about what the bot may not be used for")
    func beforeComposing() async throws {
        for (purposes, asked) in [("store_info, handover", 0), ("product_question, handover", 1)] {
            let file = try Self.file(only(purposes))
            try await ComposingTurnTests.rig(
                ComposingTurnTests.echo, configured: { $0.policies = [file] }
            ) { rig, standIn in
                try await rig.write(ComposingTurnTests.unsure, id: "w1")
                try await rig.untilSettled()

                #expect(standIn.requests.count == asked)
            }
        }
    }

    @Test("a composed reply about what the bot may not be used for is a draft")
    func afterComposing() async throws {
        let file = try Self.file(only("product_question, handover"))
        // What is asked is about goods; what is said of them is when the shop is open.
        let entry = Entry(
            id: EntryID("bags"), knowledge: SampleShop.knowledge, language: "en",
            questions: [Phrasing("Where do you keep your green canvas bags", language: "en")],
            answers: ["en": "Green canvas bags are on the shelf during opening hours."])
        try await ComposingTurnTests.rig(
            ComposingTurnTests.echo, use: .auto,
            configured: {
                $0.policies = [file]
                $0.gate.thresholds = GateThresholds(answer: 1, draft: 0, margin: 0)
            }
        ) { rig, standIn in
            _ = try await rig.store.save([entry], by: .system, now: SystemWallClock().now())
            try await rig.write("green canvas bags, where?", id: "w1")
            try await rig.untilSettled()

            let decision = try #require(try await rig.opened().decision)
            #expect(standIn.requests.count == 1)
            #expect(decision.composed?.ending == .grounded)
            #expect(decision.outcome == .draft)
            #expect(decision.reasons.first == .policy)
            #expect(decision.circumstances?.policy?.replyPurposes == [.storeInfo])
        }
    }

    @Test("a resolved conversation is not asked about where that is not allowed, or after a stop")
    func rating() async throws {
        for (rules, words, isAsked) in [
            (only("product_question"), Self.question, false),
            (only("product_question, handover"), Self.question, true),
            (only("product_question, handover"), "停止", false),
        ] {
            let file = try Self.file(rules)
            try await WorkerRig.with(configured: {
                $0.policies = [file]
                $0.gate.asksRating = true
            }) { rig in
                try await rig.write(words, id: "q")
                try await rig.untilSettled()
                let id = try await rig.opened().conversation.id
                _ = try await rig.desk.send(.resolve(id))
                try await rig.untilSettled()

                let messages = try await rig.store.messages(in: id, before: nil, limit: 9)
                #expect(messages.contains { $0.author == .system } == isAsked, "\(rules) \(words)")
            }
        }
    }

    /// A policy file that lasts as long as the test program.
    static func file(_ text: String) throws -> String {
        let path = NSTemporaryDirectory() + "baton-policy-\(UUID().uuidString.prefix(8)).yaml"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }
}
