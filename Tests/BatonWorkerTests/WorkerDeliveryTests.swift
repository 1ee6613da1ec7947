import BatonConfiguration
import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import Foundation
import Synchronization
import Testing

/// What becomes of answers that the provider does not simply take.
@Suite("The worker's sends", .timeLimit(.minutes(10)))
struct WorkerDeliveryTests {
    /// A refusal, and what it must lead to.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let code: Int
        let reason: ReasonCode
        var halts = false
        var testDescription: String { "code \(code) → \(reason)" }
    }

    static let refusals = [
        Refusal(code: 131047, reason: .windowClosed),
        Refusal(code: 131026, reason: .deliveryFailed),
        Refusal(code: 131049, reason: .deliveryFailed), Refusal(code: 100, reason: .deliveryFailed),
        Refusal(code: 131062, reason: .phoneNeeded),
        Refusal(code: 137000, reason: .identityChanged),
        Refusal(code: 987_654, reason: .deliveryFailed),
        Refusal(code: 190, reason: .channelHalted, halts: true),
        Refusal(code: 131031, reason: .channelHalted, halts: true),
    ]

    @Test(
        "a refused answer is not repeated: a person gets the conversation, and why",
        arguments: refusals)
    func refused(_ refusal: Refusal) async throws {
        try await WorkerRig.with(standInAnswers: { _ in
            .refused(status: 400, code: refusal.code, title: "no")
        }) { rig in
            try await rig.write("請問運費幾錢", id: "a")
            try await rig.untilSettled()

            let view = try await rig.opened()
            #expect(rig.standIn.received.count == 1)
            #expect(view.conversation.owner == .queue)
            #expect(view.conversation.reason == refusal.reason)
            #expect(view.conversation.hasDeliveryFailure)
            let answer = view.messages.last { $0.author == .bot }
            #expect(answer?.delivery == .failed)
            #expect(answer?.failure?.code == refusal.code)
            guard case .status(let status) = try await rig.desk.send(.status) else { return }
            #expect(status.haltedConnections.isEmpty != refusal.halts)
        }
    }

    @Test("a send that nobody knows the end of is shown, and never sent again")
    func unknown() async throws {
        try await WorkerRig.with(standInAnswers: { _ in .unclear }) { rig in
            try await rig.write("請問運費幾錢", id: "a")
            try await rig.untilSettled()

            let view = try await rig.opened()
            #expect(rig.standIn.received.count == 1)
            #expect(view.messages.last { $0.author == .bot }?.delivery == .unknown)
            #expect(view.conversation.owner == .queue)
            #expect(view.conversation.reason == .deliveryUnknown)
        }
    }

    @Test("a busy provider is asked again, and the answer arrives once")
    func retried() async throws {
        let asked = Mutex(0)
        try await WorkerRig.with(standInAnswers: { _ in
            let isFirst = asked.withLock { count in
                count += 1
                return count == 1
            }
            return isFirst ? .refused(status: 429, code: 130429, title: "busy") : .taken
        }) { rig in
            try await rig.write("請問運費幾錢", id: "a")
            try await rig.untilSettled()

            let view = try await rig.opened()
            #expect(Set(rig.standIn.received.map(\.send)).count == 1)
            #expect(rig.standIn.received.count == 2)
            #expect(view.conversation.owner == .bot)
            #expect(view.messages.last { $0.author == .bot }?.delivery == .sent)
        }
    }

    @Test("without an access token answers are handed over with the reason")
    func noToken() async throws {
        try await WorkerRig.with(configured: { configuration in
            configuration.connections[0].secrets["access_token"] = nil
        }) { rig in
            try await rig.write("請問運費幾錢", id: "a")
            try await rig.untilSettled()

            let view = try await rig.opened()
            #expect(view.conversation.owner == .queue)
            #expect(view.conversation.reason == .channelHalted)
            let answer = view.messages.last { $0.author == .bot }
            #expect(answer?.failure?.title?.contains("access_token") == true)
        }
    }
}
