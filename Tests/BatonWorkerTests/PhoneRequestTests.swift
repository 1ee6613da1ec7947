import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import BatonWorker
import Foundation
import Testing

/// An agent asks a customer for their own number, and the customer gives it.
@Suite("Asking for a number", .timeLimit(.minutes(5)))
struct PhoneRequestTests {
    /// Whom WhatsApp tells by user id alone.
    private static let hidden = WhatsAppWebhookBody.Customer(
        phone: nil, userID: "HK.1502576394655843", name: "嘉欣")

    /// The only conversation, taken over.
    private func taken(_ rig: WorkerRig) async throws -> ConversationView {
        let view = try await rig.opened()
        _ = try await rig.desk.send(.claim(view.conversation.id, force: false))
        return try await rig.opened()
    }

    private func ask(_ view: ConversationView, _ send: String, _ rig: WorkerRig) async throws
        -> DeskReply
    {
        try await rig.desk.send(
            .policy(.askPhone(send: SendID(send), conversation: view.conversation.id)))
    }

    @Test("by WhatsApp's button: the number that comes back is the customer's, and joins them")
    func whatsapp() async throws {
        try await ChannelRig.with(
            "whatsapp_cloud", account: WorkerRig.account,
            secrets: ["app_secret": WorkerRig.secret, "access_token": "t"],
            answers: { request in
                .json(#"{"messages":[{"id":"wamid.\(abs(request.body.hashValue))"}]}"#)
            }
        ) { rig in
            let now = SystemWallClock().now().seconds
            try await rig.worker.post(
                WhatsAppWebhookBody.text(
                    "我要搵真人", id: "a", from: Self.hidden, account: WorkerRig.account,
                    seconds: now), to: "/webhooks/shop")
            try await rig.worker.untilSettled()
            let view = try await taken(rig.worker)
            #expect(view.terms?.canAskPhone == true)
            #expect(view.contact.address(.phone) == nil)

            // The same press twice is one message.
            for _ in 1...2 { _ = try await ask(view, "p1", rig.worker) }
            try await rig.worker.untilSettled()
            let asked = rig.provider.requests.compactMap { request in
                (try? JSONSerialization.jsonObject(with: Data(request.body))) as? NSDictionary
            }.filter { $0["type"] as? String == "interactive" }
            #expect(asked.count == 1)
            #expect(asked.first?["recipient"] as? String == Self.hidden.userID)
            let button = asked.first?["interactive"] as? NSDictionary
            #expect(button?["type"] as? String == "request_contact_info")
            #expect(button?["action"] as? NSDictionary == ["name": "request_contact_info"])

            try await rig.worker.post(
                WhatsAppWebhookBody.ownNumber(
                    "85261234567", id: "b", from: Self.hidden, account: WorkerRig.account,
                    seconds: now), to: "/webhooks/shop")
            try await rig.worker.untilSettled()
            let after = try await rig.worker.opened()
            #expect(after.conversation.id == view.conversation.id)
            #expect(after.contact.address(.phone) == "+85261234567")
            #expect(after.contact.address(.bsuid) == Self.hidden.userID)
        }
    }

    @Test("by Telegram's key: only the customer's own card counts")
    func telegram() async throws {
        try await ChannelRig.telegram(answers: { _ in ChannelRig.telegramTook }) { rig in
            try await rig.telegram(ChannelRig.update(1, text: "我要搵真人"))
            try await rig.worker.untilSettled()
            let view = try await taken(rig.worker)
            _ = try await ask(view, "p1", rig.worker)
            try await rig.worker.untilSettled()
            let asked = try #require(
                rig.asked("/sendMessage").last { $0.field("reply_markup") != nil })
            #expect(asked.field("reply_markup")?.contains(#""request_contact":true"#) == true)

            func card(_ number: Int, of user: Int) -> String {
                #"{"update_id":\#(number),"message":{"message_id":\#(number),"from":{"id":5,"#
                    + #""first_name":"欣"},"chat":{"id":5,"type":"private"},"date":1795406400,"#
                    + #""contact":{"phone_number":"85261234567","first_name":"欣","user_id":\#(user)}}}"#
            }
            try await rig.telegram(card(2, of: 911))
            try await rig.worker.untilSettled()
            #expect(try await rig.worker.opened().contact.address(.phone) == nil)
            try await rig.telegram(card(3, of: 5))
            try await rig.worker.untilSettled()
            #expect(try await rig.worker.opened().contact.address(.phone) == "+85261234567")
        }
    }

    @Test("a channel without such a button says so, and nothing is sent")
    func lacking() async throws {
        try await ChannelRig.with(
            "twilio", account: "whatsapp:+85221234567", secrets: ["auth_token": "t"],
            options: ["account_sid": "AC1"],
            answers: { _ in .json(#"{"messages":[],"sid":"SM1"}"#) },
            before: { store in
                var event = InboundEvent(
                    kind: .message, provider: "twilio", account: "whatsapp:+85221234567")
                event.id = "SM0"
                event.contact = ContactAddress(bsuid: "HK.9")
                event.content = .text("我要搵真人")
                _ = try await store.ingest(
                    ReceivedWebhook(
                        connection: "shop", body: [], receivedAt: SystemWallClock().now()),
                    events: [event])
            }
        ) { rig in
            try await rig.worker.untilSettled()
            let view = try await taken(rig.worker)
            #expect(view.terms?.canAskPhone == false)
            let sends = rig.asked("/Messages.json").filter { $0.method == "POST" }.count
            guard case .refused(let refusal) = try await ask(view, "p1", rig.worker) else {
                Issue.record("it is not refused")
                return
            }
            #expect(
                refusal.description
                    == "twilio has no button that asks for a number; ask in words")
            #expect(rig.asked("/Messages.json").filter { $0.method == "POST" }.count == sends)
        }
    }

    @Test("who does not hold the conversation asks for nothing")
    func notHeld() async throws {
        try await ChannelRig.telegram(answers: { _ in ChannelRig.telegramTook }) { rig in
            try await rig.telegram(ChannelRig.update(1, text: "我要搵真人"))
            try await rig.worker.untilSettled()
            guard
                case .refused(let refusal) = try await ask(
                    try await rig.worker.opened(), "p1", rig.worker)
            else {
                Issue.record("it is not refused")
                return
            }
            #expect(refusal.code == .conflict)
        }
    }
}
