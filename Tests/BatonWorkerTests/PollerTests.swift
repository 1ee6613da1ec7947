import BatonConfiguration
import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import Foundation
import Synchronization
import Testing

/// Asking providers for events.
@Suite("The worker's polls", .timeLimit(.minutes(2)))
struct PollerTests {
    /// A script of polls; after its end nothing more happens.
    private final class Script: Sendable {
        private let steps: Mutex<[ScriptedProvider.Answer]>

        init(_ steps: [ScriptedProvider.Answer]) { self.steps = Mutex(steps) }

        func next() -> ScriptedProvider.Answer {
            steps.withLock { steps in
                steps.isEmpty ? .json(#"{"ok":true,"result":[]}"#) : steps.removeFirst()
            }
        }
    }

    private static func updates(_ numbers: [Int]) -> ScriptedProvider.Answer {
        let list = numbers.map { ChannelRig.update($0, text: "請問運費幾錢 \($0)") }
        return .json(#"{"ok":true,"result":[\#(list.joined(separator: ","))]}"#)
    }

    @Test("updates are polled without a webhook; faults and repeats neither lose nor double any")
    func telegram() async throws {
        let script = Script([
            .json(#"{"ok":false,"error_code":429,"parameters":{"retry_after":0}}"#, status: 429),
            .json("bad gateway", status: 502), Self.updates([11, 12]), Self.updates([12, 13]),
        ])
        try await ChannelRig.telegram(
            receive: .poll,
            answers: { request in
                request.path.hasSuffix("getUpdates") ? script.next() : ChannelRig.telegramTook
            }
        ) { rig in
            try await rig.worker.until("all three are stored") {
                try await rig.worker.store.inboundEvents(skipping: 0, limit: 9).count == 3
            }
            try await rig.worker.untilSettled()

            let events = try await rig.worker.store.inboundEvents(skipping: 0, limit: 9)
            #expect(events.map(\.id) == ["5:11", "5:12", "5:13"])
            #expect(try await rig.worker.conversations().count == 1)
            try await rig.worker.until("the next poll is for what follows") {
                rig.asked("getUpdates").last?.field("offset") == "14"
            }
            let offsets = rig.asked("getUpdates").prefix(4).map { $0.field("offset") }
            #expect(offsets == [nil, nil, nil, "13"])
            let cursor = try await rig.worker.store.pullCursor(connection: "shop", account: "77")
            #expect(cursor?.cursor == "14")
        }
    }

    @Test("a polled connection takes no webhook, whatever it carries")
    func noWebhook() async throws {
        try await ChannelRig.telegram(
            receive: .poll, answers: { _ in .json(#"{"ok":true,"result":[]}"#) }
        ) { rig in
            let answer = try await rig.telegram(ChannelRig.update(1, text: "喂"))
            #expect(answer.status == 401)
            #expect(try await rig.worker.store.inboundEvents(skipping: 0, limit: 9).isEmpty)
        }
    }

    @Test("at start Twilio's list is read since the last event, and what is known stays as it is")
    func twilio() async throws {
        func message(_ sid: String, _ body: String) -> String {
            #"{"sid":"\#(sid)","direction":"inbound","to":"whatsapp:+85221234567","#
                + #""from":"whatsapp:+85298765432","body":"\#(body)","num_media":"0","#
                + #""date_sent":"Wed, 25 Nov 2026 01:00:00 +0000"}"#
        }
        let page =
            #"{"messages":[\#(message("SM2", "請問運費幾錢")),\#(message("SM1", "喂"))]}"#
        var known = InboundEvent(
            kind: .message, provider: "twilio", account: "whatsapp:+85221234567")
        known.id = "SM1"
        known.contact = ContactAddress(phone: "+85298765432")
        known.content = .text("喂")
        let before = known
        try await ChannelRig.with(
            "twilio", account: "whatsapp:+85221234567", secrets: ["auth_token": "t"],
            options: ["account_sid": "AC1"],
            answers: { request in
                request.method == "POST"
                    ? .json(#"{"sid":"SMout"}"#)
                    : .json(request.query.hasPrefix("To=") ? page : #"{"messages":[]}"#)
            },
            before: { store in
                _ = try await store.ingest(
                    ReceivedWebhook(
                        connection: "shop", body: [],
                        receivedAt: Timestamp(seconds: 1_795_525_200)),
                    events: [before])
            }
        ) { rig in
            try await rig.worker.until("what was missed is stored") {
                try await rig.worker.store.inboundEvents(skipping: 0, limit: 9).count == 2
            }
            let ids = try await rig.worker.store.inboundEvents(skipping: 0, limit: 9).map(\.id)
            #expect(ids == ["SM1", "SM2"])
            let first = rig.asked("Messages.json").first { $0.method == "GET" }
            #expect(
                first?.query
                    == "To=whatsapp%3A%2B85221234567&DateSent%3E=2026-11-24&PageSize=1000")
            try await rig.worker.until("the list is read to its end") {
                try await rig.worker.store.pullCursor(
                    connection: "shop", account: "whatsapp:+85221234567") != nil
            }
            #expect(try await rig.worker.conversations().count == 1)
        }
    }
}
