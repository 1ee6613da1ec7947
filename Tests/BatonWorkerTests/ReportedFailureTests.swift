import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import BatonWorker
import Foundation
import Testing

/// What providers tell only after they took a send, and what they tell of the account.
@Suite("What providers report", .timeLimit(.minutes(5)))
struct ReportedFailureTests {
    /// A customer asks, the bot's answer is taken, and its failure is reported.
    private func fail(
        _ code: Int, secondsAgo: Int64 = 0, _ rig: WorkerRig
    ) async throws -> ConversationView {
        try await rig.write("請問運費幾錢", id: "a")
        try await rig.untilSettled()
        let sent = try #require(
            try await rig.opened().messages.last { $0.author == .bot }?.providerID)
        try await rig.post(
            WhatsAppWebhookBody.status(
                "failed", id: sent, to: "85260000001", account: WorkerRig.account,
                seconds: SystemWallClock().now().seconds - secondsAgo, code: code))
        try await rig.untilSettled()
        return try await rig.opened()
    }

    private func status(_ rig: WorkerRig) async throws -> DeskStatus {
        guard case .status(let status) = try await rig.desk.send(.status) else {
            throw WorkerRig.TimedOut(description: "there is no status")
        }
        return status
    }

    @Test(
        "a failure that is reported later has the reason that its code gives",
        arguments: [
            (131047, ReasonCode.windowClosed), (131026, .deliveryFailed), (131062, .phoneNeeded),
            (131042, .channelHalted), (987_654, .deliveryFailed),
        ])
    func reasons(code: Int, reason: ReasonCode) async throws {
        try await WorkerRig.with { rig in
            let view = try await fail(code, rig)
            #expect(view.conversation.owner == .queue)
            #expect(view.conversation.reason == reason)
            let failure = view.messages.last { $0.author == .bot }?.failure
            #expect(failure?.code == code)
            // A code that no table knows has no advice to give.
            #expect((failure?.advice == nil) == (code == 987_654))
            let now = try await status(rig)
            #expect(now.haltedConnections.isEmpty == (code != 131042))
            #expect(
                now.connectionWords?["whatsapp_cloud"]?.chinese.hasPrefix("平台已停用此連線：")
                    == (code == 131042 ? true : nil))
        }
    }

    @Test("a report of long ago stops nothing")
    func old() async throws {
        try await WorkerRig.with { rig in
            let view = try await fail(131042, secondsAgo: 3600, rig)
            #expect(view.conversation.reason == .channelHalted)
            #expect(try await status(rig).haltedConnections == [:])
        }
    }

    @Test("a customer who stopped marketing is known to have, though only a status says so")
    func marketing() async throws {
        try await WorkerRig.with { rig in
            let view = try await fail(131050, rig)
            #expect(view.marketing?.isGranted == false)
            #expect(view.marketing?.by == .provider)
        }
    }

    @Test("people are told that the account is restricted, and sends go on")
    func restricted() async throws {
        try await WorkerRig.with { rig in
            for event in ["ACCOUNT_RECONNECTED", "ACCOUNT_RESTRICTION"] {
                try await rig.post(
                    WhatsAppWebhookBody.accountUpdate(
                        event, seconds: SystemWallClock().now().seconds))
            }
            try await rig.untilSettled()
            let now = try await status(rig)
            #expect(now.notices == ["whatsapp_cloud": "the provider says: ACCOUNT_RESTRICTION"])
            #expect(now.haltedConnections == [:])
            try await rig.write("請問運費幾錢", id: "a")
            try await rig.untilSettled()
            #expect(rig.standIn.received.count == 1)
        }
    }
}
