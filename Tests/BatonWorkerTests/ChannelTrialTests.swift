import BatonChannels
import BatonConfiguration
import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import BatonWorker
import Foundation
import Testing

/// Every channel whole: webhooks in, sends out, statuses back, with a provider's faults between.
@Suite("Every channel against a provider with faults", .serialized, .timeLimit(.minutes(3)))
struct ChannelTrialTests {
    @Test(
        "200 messages: none lost, none doubled, statuses right, one conversation a customer",
        arguments: ChannelDialect.allCases)
    func trial(_ dialect: ChannelDialect) async throws {
        let clock = FastClock(speed: 20)
        let trial = ChannelTrial(
            dialect, connection: "shop", messages: 200, seed: 7, clock: clock)
        let tally = try await ChannelRig.with(
            dialect.rawValue, account: dialect.account, secrets: dialect.secrets,
            options: dialect.options, answers: { await trial.answer($0) },
            surrounded: {
                $0.clock = clock
                $0.sleeper = clock.sleeper
            }
        ) { rig in
            let worker = rig.worker
            await trial.post(to: worker.port)
            try await worker.untilSettled(atMost: .seconds(120))
            await trial.report(to: worker.port)
            try await worker.untilSettled(atMost: .seconds(120))
            let events = try await worker.store.inboundEvents(skipping: 0, limit: 10_000)
            let conversations = try await worker.conversations()
            var sends: [Message] = []
            for conversation in conversations {
                sends += try await worker.store.messages(
                    in: conversation.id, before: nil, limit: 200
                ).filter { $0.direction == .outbound }
            }
            let adapter = try ChannelRegistry.adapter(
                for: ChannelSettings(
                    connection: "shop", channel: dialect.rawValue,
                    secrets: dialect.secrets.mapValues { [$0] }, options: dialect.options,
                    apiBase: nil, apiVersion: nil, publicURL: ChannelDialect.publicURL))
            return ChannelTally(
                trial, messages: 200, events: events.count { $0.kind == .message },
                conversations: conversations.count, sends: sends,
                excess: trial.excess(
                    over: adapter.capabilities.rates, tolerance: 100 * Double(clock.speed)))
        }
        await trial.shutdown()
        #expect(tally.isRight, "\(tally)")
        #expect(tally.taken > 90)
    }
}
