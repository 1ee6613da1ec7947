import BatonChannels
import BatonCore
import Foundation
import Testing

@Suite("GenericWebhookAdapter")
struct GenericWebhookAdapterTests {
    /// Source: Standard Webhooks' own example.
    private static let key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    private static let signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="

    private func adapter(_ keys: [String] = [key]) throws -> any ChannelAdapter {
        try TestChannel.adapter(
            "generic_webhook", secrets: ["webhook_secret": keys],
            apiBase: "https://crm.example.hk/in")
    }

    private func verdict(
        _ signature: String?, id: String? = "msg_p5jXN8AQM9LWM0D4loKWxJek",
        time: String? = "1614265330", now: Int64 = 1_614_265_330, keys: [String] = [key],
        body: String = #"{"test": 2432232314}"#
    ) throws -> WebhookVerdict {
        var headers: [String: String] = [:]
        headers["webhook-id"] = id
        headers["webhook-timestamp"] = time
        headers["webhook-signature"] = signature
        return try adapter(keys).verify(
            TestChannel.post(body, headers: headers), at: Timestamp(seconds: now))
    }

    @Test("the specification's own example is proved within five minutes, by either key")
    func example() throws {
        #expect(try verdict(Self.signature) == .accepted)
        #expect(try verdict("v1,AAAA v2,x \(Self.signature)") == .accepted)
        #expect(try verdict(Self.signature, keys: ["whsec_bmV3LWtleQ==", Self.key]) == .accepted)
        #expect(try verdict(Self.signature, now: 1_614_265_630) == .accepted)
        #expect(try verdict(Self.signature, now: 1_614_265_030) == .accepted)
    }

    @Test("another time, id, body, version or key is refused")
    func forged() throws {
        #expect(try verdict(Self.signature, now: 1_614_265_631).isRefused)
        #expect(try verdict(Self.signature, now: 1_614_265_029).isRefused)
        #expect(try verdict(Self.signature, id: "msg_x").isRefused)
        #expect(try verdict(Self.signature, id: nil).isRefused)
        #expect(try verdict(Self.signature, time: nil).isRefused)
        #expect(try verdict(Self.signature, time: "9223372036854775807").isRefused)
        #expect(try verdict(Self.signature, time: "-9223372036854775808").isRefused)
        #expect(try verdict(Self.signature, body: "{}").isRefused)
        #expect(try verdict(Self.signature, keys: ["whsec_bmV3LWtleQ=="]).isRefused)
        for wrong in [
            nil, "", "v1", "v1,", Self.signature.lowercased(), "v2" + Self.signature.dropFirst(2),
        ] {
            #expect(try verdict(wrong).isRefused)
        }
    }

    @Test("a key that is not base64 makes no adapter, and the reason says how to make one")
    func badKey() {
        #expect {
            try adapter(["whsec_???"])
        } throws: { "\($0)".contains("openssl rand") }
    }

    @Test("each type of event becomes its canonical event")
    func events() throws {
        func read(_ type: String, _ data: String) throws -> [InboundEvent] {
            try adapter().events(
                of: TestChannel.post(
                    #"{"type":"\#(type)","data":{"id":"e1","at":1795406400,"contact":{"id":"c7","name":"Amy","phone":"+85291234567"}\#(data)}}"#,
                    headers: ["webhook-id": "w1"]))
        }
        let amy = ContactAddress(phone: "+85291234567", name: "Amy", providerID: "c7")
        var event = InboundEvent(kind: .message, provider: "generic_webhook", account: "shop")
        event.id = "e1"
        event.at = 1_795_406_400
        event.contact = amy
        event.content = .text("有冇貨")
        #expect(try read("message.received", #","text":"有冇貨""#) == [event])
        event.kind = .edit
        event.target = "e0"
        #expect(try read("message.edited", #","text":"有冇貨","target":"e0""#) == [event])
        event.kind = .delete
        event.content = nil
        #expect(try read("message.deleted", #","target":"e0""#) == [event])
        (event.kind, event.target, event.contact) = (.status, nil, nil)
        event.recipient = amy
        event.status = DeliveryStatus(state: .read)
        #expect(try read("message.status", #","status":"read""#) == [event])
        #expect(throws: UnreadableWebhook.self) {
            try read("message.status", #","status":"pending""#)
        }
        #expect(
            try read("order.created", "").map(\.accountEvent) == [
                AccountEvent(field: "order.created")
            ])
    }

    @Test("what we send is signed, so that our own check proves it, and its id stays the same")
    func sending() throws {
        let adapter = try adapter()
        let request = try adapter.request(
            for: TestChannel.send(
                TestChannel.question, to: ContactAddress(providerID: "c7"), account: "shop"))
        #expect(request.url == "https://crm.example.hk/in")
        #expect(request.headers["webhook-id"] == "send-1")
        #expect(
            TestChannel.json(request) == [
                "type": "message.send",
                "data": [
                    "id": "send-1", "account": "shop", "contact": ["id": "c7"],
                    "text": "想問咩？",
                    "options": [
                        ["id": "hours", "title": "營業時間"], ["id": "human", "title": "搵真人"],
                    ],
                ] as [String: Any],
            ])
        let back = WebhookRequest(
            method: "POST", path: "/", query: [], headers: request.headers, body: request.body)
        #expect(adapter.verify(back, at: .noon) == .accepted)
        #expect(
            adapter.reading(of: TestChannel.answer(204, ""), to: SendID("send-1"))
                == .accepted(providerID: "send-1"))
        #expect(
            adapter.reading(of: TestChannel.answer(200, #"{"id":"x9"}"#), to: SendID("send-1"))
                == .accepted(providerID: "x9"))
    }
}
