import BatonConfiguration
import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import Foundation
import Synchronization
import Testing

@testable import BatonWorker

/// Asking a provider how messages fared.
@Suite("The worker's questions about statuses", .timeLimit(.minutes(2)))
struct StatusAskerTests {
    /// What the provider says of every message, one answer after the other; the last stays.
    private final class Script: Sendable {
        private let steps: Mutex<[ScriptedProvider.Answer]>
        init(_ steps: [ScriptedProvider.Answer]) { self.steps = Mutex(steps) }
        func next() -> ScriptedProvider.Answer {
            steps.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
        }
    }

    private static func says(_ states: String...) -> ScriptedProvider.Answer {
        let list = states.map {
            #"{"value":"\#($0)","timestamp":1795406400\#($0 == "failed" ? #","message":"blocked""# : "")}"#
        }
        return .json(
            #"{"messageId":"900","channelId":1,"status":[\#(list.joined(separator: ","))]}"#)
    }

    /// A worker whose customer is answered once by the bot, in time that runs fast.
    private func asking(
        _ steps: [ScriptedProvider.Answer], speed: Int = 200,
        _ body: @escaping @Sendable (ChannelRig) async throws -> Void
    ) async throws {
        let script = Script(steps)
        let clock = FastClock(speed: speed)
        try await ChannelRig.with(
            "respond_io", account: "1", secrets: ["signing_key": "k", "access_token": "t"],
            answers: { request in
                request.method == "GET" ? script.next() : .json(#"{"messageId":900}"#)
            },
            surrounded: {
                $0.clock = clock
                $0.sleeper = clock.sleeper
            }
        ) { rig in
            var event = InboundEvent(kind: .message, provider: "respond_io", account: "1")
            event.id = "m1"
            event.contact = ContactAddress(phone: "+85291234567", providerID: "5")
            event.content = .text("請問運費幾錢")
            event.at = clock.now().seconds
            _ = try await rig.worker.store.ingest(
                ReceivedWebhook(connection: "shop", body: [], receivedAt: clock.now()),
                events: [event])
            try await body(rig)
        }
    }

    /// The last message of the one conversation, once there is one.
    private static func last(_ rig: ChannelRig) async throws -> Message? {
        guard try await !rig.worker.conversations().isEmpty else { return nil }
        return try await rig.worker.opened().messages.last
    }

    @Test("a message is asked about until it is read, and what is known is not stored again")
    func read() async throws {
        try await asking([
            Self.says("pending"), Self.says("pending", "sent"),
            Self.says("sent", "delivered"), Self.says("sent", "delivered"),
            Self.says("sent", "delivered", "read"),
        ]) { rig in
            try await rig.worker.until("it is read") {
                try await Self.last(rig)?.delivery == .read
            }
            let asked = rig.provider.requests.filter { $0.method == "GET" }
            #expect(asked.count == 5)
            #expect(Set(asked.map(\.path)) == ["/v2/contact/id:5/message/900"])
            #expect(asked.first?.headers["authorization"] == "Bearer t")
            let told = try await rig.worker.store.inboundEvents(skipping: 0, limit: 9)
                .filter { $0.kind == .status }.compactMap(\.status?.state)
            #expect(told == [.delivered, .read])
        }
    }

    @Test("a message that failed is told with its reason, and not asked about again")
    func failed() async throws {
        try await asking([Self.says("failed")]) { rig in
            try await rig.worker.until("it failed") {
                try await Self.last(rig)?.delivery == .failed
            }
            let message = try await rig.worker.opened().messages.last
            #expect(message?.failure?.title == "blocked")
            let open = try await rig.worker.store.openStatuses(
                connection: "shop", since: Timestamp(milliseconds: 0), limit: 9)
            #expect(open == [])
        }
    }

    @Test("a provider that is busy is left alone as long as it says, and then asked again")
    func busy() async throws {
        try await asking([
            .json("{}", status: 429, headers: ["retry-after": "2"]), .json("", status: 502),
            Self.says("read"),
        ]) { rig in
            try await rig.worker.until("it is read") {
                try await Self.last(rig)?.delivery == .read
            }
            #expect(rig.provider.requests.filter { $0.method == "GET" }.count == 3)
        }
    }

    @Test("the questions about one message come ever more seldom, and end after a day")
    func plan() {
        let status = OpenStatus(
            providerID: "900", recipient: ContactAddress(phone: "+1"), delivery: .sent,
            at: Timestamp(milliseconds: 0))
        var plan = StatusPlan()
        var asked: [Int64] = []
        for second in stride(from: Int64(0), through: 86_400, by: 1) {
            let now = Timestamp(milliseconds: second * 1000)
            if !plan.due([status], at: now).isEmpty {
                plan.asked(status, at: now)
                asked.append(second)
            }
        }
        #expect(asked.prefix(6) == [5, 10, 15, 23, 35, 53])
        #expect(asked.count == 24)
        plan.keep([])
        #expect(plan.due([status], at: Timestamp(milliseconds: 5000)) == [status])
    }
}
