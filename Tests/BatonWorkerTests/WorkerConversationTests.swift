import BatonConfiguration
import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import Foundation
import Testing

/// What customers get from a whole worker.
@Suite("The worker with customers", .timeLimit(.minutes(10)))
struct WorkerConversationTests {
    @Test("a burst is answered once, with one reply to all of it")
    func burst() async throws {
        try await WorkerRig.with(configured: { configuration in
            configuration.debounce = .init(milliseconds: 400, capMilliseconds: 5_000)
        }) { rig in
            for (number, text) in ["你好", "想問下", "運費幾錢呀"].enumerated() {
                try await rig.write(text, id: "b\(number)")
            }
            try await rig.untilSettled()

            let view = try await rig.opened()
            #expect(rig.standIn.received.count == 1)
            #expect(view.decision?.messages.count == 3)
        }
    }

    @Test("a message that comes again, alone or beside itself, is one message and one answer")
    func duplicates() async throws {
        try await WorkerRig.with { rig in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<12 {
                    group.addTask { try await rig.write("請問運費幾錢", id: "same").status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            try await rig.untilSettled()
            try await rig.write("請問運費幾錢", id: "same")
            try await rig.untilSettled()

            #expect(statuses == Array(repeating: 200, count: 12))
            #expect(rig.standIn.received.count == 1)
            #expect(try await rig.store.inboundEvents(skipping: 0, limit: 10).count == 1)
        }
    }

    @Test("asking for a person wins over a question that the bot could answer, and is told once")
    func person() async throws {
        try await WorkerRig.with { rig in
            try await rig.write("請問運費幾錢？我要搵真人", id: "a")
            try await rig.untilSettled()
            try await rig.write("有冇人呀", id: "b")
            try await rig.write("喂？", id: "c")
            try await rig.untilSettled()

            let view = try await rig.opened()
            #expect(view.conversation.owner == .queue)
            #expect(view.conversation.reason == .askedForPerson)
            #expect(rig.standIn.received.map(\.text) == ["已經將你嘅訊息轉交同事。佢會喺呢度覆你。"])
        }
    }

    @Test("thanks want no answer, and no person")
    func thanks() async throws {
        try await WorkerRig.with { rig in
            try await rig.write("唔該晒", id: "a")
            try await rig.untilSettled()

            let view = try await rig.opened()
            #expect(rig.standIn.received == [])
            #expect(view.conversation.owner == .bot)
            #expect(view.decision?.outcome == .acknowledge)
        }
    }

    @Test("returned to the bot it carries the note, and the bot answers the next question only")
    func returned() async throws {
        try await WorkerRig.with { rig in
            try await rig.write("我要搵真人", id: "a")
            try await rig.untilSettled()
            let id = try await rig.opened().conversation.id
            _ = try await rig.desk.send(.claim(id, force: false))
            try await rig.write("運費幾錢", id: "b")
            try await rig.untilSettled()
            _ = try await rig.desk.send(.returnToBot(id, note: "已講運費"))
            try await rig.untilSettled()
            let before = rig.standIn.received.count
            try await rig.write("請問今日開到幾點？", id: "c")
            try await rig.untilSettled()

            let view = try await rig.opened()
            #expect(before == 1)
            #expect(rig.standIn.received.count == 2)
            #expect(view.conversation.note == "已講運費")
            #expect(view.messages.contains { $0.direction == .note && $0.content.words == "已講運費" })
            #expect(view.decision?.messages.count == 1)
        }
    }

    @Test("a number that no inbox names is kept and shown, and people alone answer there")
    func unknownNumber() async throws {
        try await WorkerRig.with { rig in
            try await rig.write("請問運費幾錢", id: "a", account: "999")
            try await rig.untilSettled()
            let view = try await rig.opened()
            _ = try await rig.desk.send(.claim(view.conversation.id, force: false))
            _ = try await rig.desk.send(
                .reply(
                    send: SendID("r"), conversation: view.conversation.id, text: "$30",
                    replyTo: nil))
            try await rig.untilSettled()

            #expect(view.conversation.owner == .queue)
            #expect(view.conversation.reason == .unknownInbox)
            #expect(rig.standIn.received.map(\.text) == ["$30"])
            #expect(rig.standIn.typings == [])
        }
    }

    @Test("an answer from the shop's own phone silences the bot")
    func echo() async throws {
        try await WorkerRig.with { rig in
            let customer = WorkerRig.customer(1)
            let body = """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":\
                "smb_message_echoes","value":{"messaging_product":"whatsapp","metadata":\
                {"display_phone_number":"85221234567","phone_number_id":"\(WorkerRig.account)"},\
                "message_echoes":[{"from":"85221234567","to":"\(customer.phone ?? "")",\
                "id":"wamid.E","timestamp":"1795400000","type":"text","text":{"body":"ok"}}]}}]}]}
                """
            #expect(try await rig.post(Array(body.utf8)).status == 200)
            try await rig.write("請問運費幾錢", id: "a")
            try await rig.untilSettled()

            let view = try await rig.opened()
            #expect(view.conversation.owner == .queue)
            #expect(view.conversation.reason == .answeredOutside)
            #expect(rig.standIn.received == [])
        }
    }
}
