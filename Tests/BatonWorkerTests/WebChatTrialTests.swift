import BatonCore
import BatonSimulator
import BatonStore
import Foundation
import Testing

/// Many visitors whose streams break all the time.
@Suite("The chat with many visitors", .timeLimit(.minutes(3)))
struct WebChatTrialTests {
    @Test("200 messages: none lost, none doubled, all read, one conversation a visitor")
    func trial() async throws {
        let trial = WebChatTrial(
            origin: WebChatRig.origin, siteKey: WebChatRig.key, visitors: 100, seed: 7)
        try await WebChatRig.with { rig in
            let worker = rig.worker
            try await trial.post(to: worker.port)
            try await worker.untilSettled(atMost: .seconds(60))
            try await trial.read(from: worker.port)
            try await worker.untilSettled()

            let conversations = try await worker.conversations()
            var answers: [Message] = []
            var asked = 0
            for row in conversations {
                let thread = try await worker.store.messages(in: row.id, before: nil, limit: 50)
                asked += thread.count { $0.direction == .inbound }
                answers += thread.filter { $0.direction == .outbound && $0.delivery != .cancelled }
            }
            #expect(conversations.count == 100)
            #expect(asked == 200)
            #expect(answers.count >= 100)
            #expect(answers.allSatisfy { $0.delivery == .read })
            #expect(trial.tally.seen >= asked + answers.count)
        }
        await trial.shutdown()
        let tally = trial.tally
        #expect((tally.messages, tally.acknowledged) == (200, 200))
        #expect((tally.lost, tally.doubled) == (0, 0))
        #expect(tally.cuts >= 100)
    }
}
