import BatonChannels
import BatonConfiguration
import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import BatonWorker
import Foundation
import Synchronization
import Testing

/// What the worker does with what the channels' adapters say.
@Suite("The worker and its channels", .timeLimit(.minutes(2)))
struct ChannelWiringTests {
    @Test("an answer that is too long for its channel goes out in parts, in order, each once")
    func longAnswer() async throws {
        let answer = String(repeating: "我們每日營業，歡迎光臨👨‍👩‍👧。", count: 400)
        let entry = Entry(
            id: EntryID("long"), knowledge: SampleShop.knowledge, language: "zh-Hant",
            questions: [Phrasing("會員積分計劃詳情", language: "zh-Hant")],
            answers: ["zh-Hant": answer, "en": answer])
        try await WorkerRig.with { rig in
            _ = try await rig.store.save(
                [entry], by: .system, now: SystemWallClock().now())
            try await rig.write("會員積分計劃詳情", id: "a")
            try await rig.untilSettled()

            let sent = rig.standIn.received.map(\.text)
            #expect(sent.joined() == answer)
            #expect(sent.count > 1)
            #expect(sent.allSatisfy { $0.utf16.count <= 4096 })
            let sends = rig.standIn.received.map(\.send)
            let whole = try #require(sends.first)
            #expect(sends.dropFirst().enumerated().allSatisfy { $1 == "\(whole)-\($0 + 2)" })
            let view = try await rig.opened()
            let thread = view.messages.filter { $0.author == .bot }.compactMap(\.content.text)
            #expect(thread == sent)
        }
    }

    @Test("a button that was pressed is acknowledged to Telegram once its event is stored")
    func acknowledged() async throws {
        try await ChannelRig.telegram(answers: { request in
            request.path.hasSuffix("answerCallbackQuery")
                ? .json(#"{"ok":true,"result":true}"#) : ChannelRig.telegramTook
        }) { rig in
            let answer = try await rig.telegram(
                #"{"update_id":9,"callback_query":{"id":"q1","from":{"id":5,"first_name":"欣"},"#
                    + #""data":"hours","message":{"message_id":3,"chat":{"id":5,"type":"private"}}}}"#
            )
            #expect(answer.status == 200)
            try await rig.worker.until("the button is acknowledged") {
                !rig.asked("answerCallbackQuery").isEmpty
            }
            #expect(
                rig.asked("answerCallbackQuery").map { $0.field("callback_query_id") } == ["q1"])
            #expect(try await rig.worker.store.inboundEvents(skipping: 0, limit: 9).count == 1)
        }
    }

    @Test("a provider that fails acknowledgements loses nothing; they are counted")
    func acknowledgementFails() async throws {
        try await ChannelRig.telegram(answers: { request in
            request.path.hasSuffix("answerCallbackQuery")
                ? .json("{}", status: 500) : ChannelRig.telegramTook
        }) { rig in
            try await rig.telegram(
                #"{"update_id":9,"callback_query":{"id":"q1","from":{"id":5,"first_name":"欣"},"#
                    + #""data":"hours","message":{"message_id":3,"chat":{"id":5,"type":"private"}}}}"#
            )
            try await rig.worker.until("it is counted") {
                let metrics = try await rig.worker.http("GET", "/metrics")
                return metrics.body.contains("baton_lost_acknowledgements_total 1")
            }
            try await rig.worker.untilSettled()
            #expect(try await rig.worker.conversations().count == 1)
        }
    }

    @Test("a provider that calls a text too long gets its halves, in order")
    func tooLong() async throws {
        try await ChannelRig.with(
            "twilio", account: "whatsapp:+85221234567", secrets: ["auth_token": "t"],
            options: ["account_sid": "AC1"],
            answers: { request in
                guard request.path.hasSuffix("Messages.json"), request.method == "POST" else {
                    return .json(#"{"messages":[]}"#)
                }
                let body = request.field("Body") ?? ""
                guard body.utf16.count <= 40 else {
                    return .json(#"{"code":21617,"message":"too long"}"#, status: 400)
                }
                return .json(#"{"sid":"SM\#(body.utf16.count)\#(abs(body.hashValue))"}"#)
            }
        ) { rig in
            let words = String(repeating: "每一句都要送到。", count: 16)
            _ = try await rig.worker.store.save(
                [
                    Entry(
                        id: EntryID("long"), knowledge: SampleShop.knowledge, language: "zh-Hant",
                        questions: [Phrasing("會員積分計劃詳情", language: "zh-Hant")],
                        answers: ["zh-Hant": words, "en": words])
                ], by: .system, now: SystemWallClock().now())
            var event = InboundEvent(
                kind: .message, provider: "twilio", account: "whatsapp:+85221234567")
            event.id = "SMin"
            event.contact = ContactAddress(phone: "+85298765432")
            event.content = .text("會員積分計劃詳情")
            _ = try await rig.worker.store.ingest(
                ReceivedWebhook(
                    connection: "shop", body: [], receivedAt: SystemWallClock().now()),
                events: [event])
            try await rig.worker.untilSettled()

            let bodies = rig.asked("Messages.json").filter { $0.method == "POST" }
                .compactMap { $0.field("Body") }
            let taken = bodies.filter { $0.utf16.count <= 40 }
            #expect(taken.joined() == words)
            let view = try await rig.worker.opened()
            let thread = view.messages.filter { $0.author == .bot }
            #expect(thread.compactMap(\.content.text) == taken)
            #expect(thread.allSatisfy { $0.delivery == .sent })
            #expect(view.conversation.owner == .bot)
        }
    }

    @Test("a customer who blocked the bot gets nothing more, and a person sees why")
    func blocked() async throws {
        try await ChannelRig.telegram(answers: { request in
            request.path.hasSuffix("sendMessage")
                ? .json(
                    #"{"ok":false,"error_code":403,"description":"bot was blocked by the user"}"#,
                    status: 403) : .json(#"{"ok":true,"result":true}"#)
        }) { rig in
            try await rig.telegram(ChannelRig.update(1, text: "請問運費幾錢"))
            try await rig.worker.untilSettled()

            let view = try await rig.worker.opened()
            #expect(rig.asked("sendMessage").count == 1)
            #expect(view.conversation.owner == .queue)
            #expect(view.conversation.reason == .deliveryFailed)
            let answer = view.messages.last { $0.author == .bot }
            #expect(answer?.failure?.code == 403)
        }
    }
}
