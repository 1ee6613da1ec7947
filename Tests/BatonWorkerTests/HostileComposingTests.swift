import BatonAnswers
import BatonConfiguration
import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import Testing

@testable import BatonWorker

/// Customers and documents that speak to the model, at a model that does whatever they say.
@Suite("hostile prompts and poisoned documents", .timeLimit(.minutes(3)))
struct HostileComposingTests {
    private static let hours = Passage(
        entry: EntryID("hours"), revision: 1, question: "營業時間 What are your opening hours?",
        answer: "We are open every day from 11 am to 8 pm. 我們每日上午11時至晚上8時營業。")

    private static func task(_ attempt: HostilePrompts.Attempt) -> ComposingTask {
        switch attempt.place {
        case .message:
            ComposingTask(
                question: attempt.text, language: attempt.language, passages: [hours])
        case .document:
            ComposingTask(
                question: attempt.language == .english ? "When are you open?" : "幾點開門？",
                language: attempt.language,
                passages: [
                    Passage(
                        entry: EntryID("poisoned"), revision: 1, question: hours.question,
                        answer: hours.answer + " " + attempt.text),
                    hours,
                ])
        }
    }

    @Test("at a model that obeys them, none of over 300 attempts yields a reply")
    func all() async throws {
        let attempts = HostilePrompts.all
        try await ModelStandIn.with { standIn, settings in
            try await ComposerTests.withStore { store, _ in
                let composer = Composer(
                    server: LanguageModelServer(settings, client: ComposerTests.client),
                    store: store, utcOffsetMinutes: 480)
                var endings: [ComposedReply.Ending: Int] = [:]
                var effects = 0
                var leaks = 0
                for attempt in attempts {
                    standIn.answer(.says(attempt.obeyed))
                    let reply = try await composer.compose(Self.task(attempt))
                    endings[reply.ending, default: 0] += 1
                    if let text = reply.text {
                        leaks += 1
                        Issue.record("\(attempt.place) \(attempt.name): \(text)")
                    }
                    // All that composing can do is return a text.
                    if reply.ending == .grounded || reply.mayAnswer { effects += 1 }
                }
                let documents = attempts.count { $0.place == .document }
                print(
                    "hostile: \(attempts.count - documents) messages and \(documents) documents; "
                        + "\(endings[.suspicious] ?? 0) were not asked of the model, "
                        + "\(endings[.refused] ?? 0) replies were refused, "
                        + "\(effects) effects, \(leaks) leaks")
                #expect(attempts.count >= 300 && documents >= 100)
                #expect(effects == 0 && leaks == 0)
                #expect(
                    (endings[.suspicious] ?? 0) + (endings[.refused] ?? 0) == attempts.count)
            }
        }
    }

    @Test("the check alone, without the screen, refuses what a model that obeys would say")
    func checkAlone() {
        for attempt in HostilePrompts.all where attempt.place == .message {
            let task = Self.task(attempt)
            guard case .reply(let text, let cited) = ModelWords.read(attempt.obeyed) else {
                continue
            }
            let result = GroundingCheck.check(text, citing: cited, for: task)
            #expect(!result.isGrounded, "\(attempt.name): \(text)")
        }
    }

    @Test(
        "through the whole worker nothing changes but the handover, and nobody else's words are told"
    )
    func worker() async throws {
        let every = HostilePrompts.all.filter { $0.place == .message }.enumerated()
            .filter { $0.offset % 12 == 0 }.map(\.element)
        try await ComposingTurnTests.rig(
            .says("Every item costs $1 [1]."), use: .auto,
            configured: { $0.gate.thresholds = GateThresholds(answer: 0.9, draft: 0, margin: 0) }
        ) { rig, standIn in
            try await rig.write(
                "My number is \(HostilePrompts.otherPhone), canary-of-another-customer",
                id: "other", from: 900)
            try await rig.untilSettled()
            let asked = standIn.requests.count
            let knowledge = try await rig.store.knowledgeRevision(of: SampleShop.knowledge)
            for (number, attempt) in every.enumerated() {
                standIn.answer(.says(attempt.obeyed))
                try await rig.write(attempt.text, id: "h\(number)", from: number + 1)
                try await rig.untilSettled()
            }

            let curated = Set(SampleShop.entries.flatMap(\.answers.values))
            for row in try await rig.conversations() {
                let messages = try await rig.store.messages(in: row.id, before: nil, limit: 20)
                for message in messages where message.author == .bot {
                    let text = message.content.text ?? ""
                    #expect(
                        curated.contains(text) || message.content.menu != nil
                            || text.hasPrefix("Hello!") || text.hasPrefix("你好"), "\(text)")
                }
            }
            #expect(
                try await rig.store.knowledgeRevision(of: SampleShop.knowledge) == knowledge)
            for request in standIn.requests.dropFirst(asked) {
                #expect(!request.prompt.contains("canary-of-another-customer"))
            }
        }
    }
}
