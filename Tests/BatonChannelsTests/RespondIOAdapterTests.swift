import BatonChannels
import BatonCore
import Foundation
import Testing

@Suite("RespondIOAdapter")
struct RespondIOAdapterTests {
    private static let person = ContactAddress(
        phone: "+85291234567", name: "嘉欣 李", providerID: "44")
    private static let contact =
        #""contact":{"id":44,"firstName":"嘉欣","lastName":"李","phone":"+85291234567"}"#

    private func events(_ type: String, _ message: String, sender: String = "") throws
        -> [InboundEvent]
    {
        try TestChannel.adapter("respond_io").events(
            of: TestChannel.post(
                #"{"event_type":"\#(type)",\#(Self.contact),"message":{"messageId":1795406400000001,"channelId":7,"timestamp":1795406400123\#(sender),"message":\#(message)},"channel":{"id":7}}"#
            ))
    }

    private func expected(_ kind: InboundEvent.Kind) -> InboundEvent {
        var event = InboundEvent(kind: kind, provider: "respond_io", account: "7")
        event.id = "1795406400000001"
        event.at = 1_795_406_400
        return event
    }

    @Test("a body is proved by any of the webhooks' keys, and by nothing else")
    func verify() throws {
        let adapter = try TestChannel.adapter(
            "respond_io", secrets: ["signing_key": ["other", "my-signing-key"]])
        let body =
            #"{"event_type":"message.received","message":{"message":{"type":"text","text":"你好"}}}"#
        let code = "gCwoLb/94llDNIUSFB54SqMSf2LufPqqi2AUMismMoQ="
        func verdict(_ body: String, _ code: String?) -> WebhookVerdict {
            adapter.verify(
                TestChannel.post(
                    body, headers: code.map { ["x-webhook-signature": $0] } ?? [:]), at: .noon)
        }
        #expect(verdict(body, code) == .accepted)
        #expect(verdict(body + " ", code).isRefused)
        for wrong in [nil, "", "AAAA", code.lowercased(), String(code.dropLast(4)), code + "A"] {
            #expect(verdict(body, wrong).isRefused)
        }
    }

    @Test("a text and a file become their canonical events")
    func received() throws {
        var event = expected(.message)
        event.contact = Self.person
        event.content = .text("有冇貨")
        #expect(try events("message.received", #"{"type":"text","text":"有冇貨"}"#) == [event])
        event.content = MessageContent(type: .image)
        event.content?.url = "https://cdn.example/a.jpg"
        event.content?.sizeBytes = 12
        event.content?.caption = "爛咗"
        #expect(
            try events(
                "message.received",
                #"{"type":"attachment","attachment":{"type":"image","url":"https://cdn.example/a.jpg","size":12,"description":"爛咗"}}"#
            ) == [event])
    }

    @Test("what a person there wrote is an echo; what our API sent is a status")
    func sent() throws {
        var echo = expected(.echo)
        echo.recipient = Self.person
        echo.content = .text("我幫你跟進")
        echo.action = "send"
        let words = #"{"type":"text","text":"我幫你跟進"}"#
        #expect(try events("message.sent", words) == [echo])
        let ours = try events("message.sent", words, sender: #","sender":{"source":"api"}"#)
        #expect(ours.map(\.kind) == [.status])
        #expect(ours.first?.status == DeliveryStatus(state: .sent))
    }

    @Test("a person who takes the contact is told; what needs nothing gives no event")
    func assigned() throws {
        let adapter = try TestChannel.adapter("respond_io")
        func read(_ type: String, _ id: String) throws -> [InboundEvent] {
            try adapter.events(
                of: TestChannel.post(
                    #"{"event_type":"\#(type)","contact":{"id":44,"assignee":{"id":\#(id),"email":"amy@example.hk"}}}"#
                ))
        }
        #expect(
            try read("contact.assignee.updated", "3").map(\.accountEvent) == [
                AccountEvent(
                    field: "contact.assignee.updated", event: "assigned",
                    detail: "amy@example.hk")
            ])
        #expect(try read("contact.assignee.updated", "null") == [])
        #expect(try read("contact.updated", "3") == [])
    }

    @Test("options are quick replies, and more than ten are numbered lines")
    func sending() throws {
        let adapter = try TestChannel.adapter("respond_io")
        func message(_ content: MessageContent) throws -> NSDictionary? {
            let request = try adapter.request(
                for: TestChannel.send(content, to: Self.person, account: "7"))
            #expect(request.url == "https://api.respond.io/v2/contact/id:44/message")
            let body = TestChannel.json(request)
            #expect(body?["channelId"] as? Int == 7)
            return body?["message"] as? NSDictionary
        }
        #expect(try message(.text("有")) == ["type": "text", "text": "有"])
        #expect(
            try message(TestChannel.question) == [
                "type": "quick_reply", "title": "想問咩？", "replies": ["營業時間", "搵真人"],
            ])
        var long = MessageContent.text("?")
        long.menu = .init(options: (1...11).map { .init(id: "\($0)", title: "t\($0)") })
        #expect(
            try message(long) == [
                "type": "text",
                "text": "?\n" + (1...11).map { "\($0). t\($0)" }.joined(separator: "\n"),
            ])
    }

    @Test("a contact without an id there is reached by phone")
    func byPhone() throws {
        let request = try TestChannel.adapter("respond_io").request(
            for: TestChannel.send(
                .text("有"), to: ContactAddress(phone: "+85291234567"), account: "7"))
        #expect(request.url == "https://api.respond.io/v2/contact/phone:+85291234567/message")
    }

    @Test("a busy answer says when to come back")
    func busy() throws {
        let adapter = try TestChannel.adapter("respond_io")
        let reading = adapter.reading(
            of: TestChannel.answer(429, "{}", headers: ["retry-after": "3"]), to: SendID("s"))
        let error = ProviderError(code: 429, title: "HTTP 429", retryAfterSeconds: 3)
        #expect(reading == .refused(error))
        #expect(adapter.action(for: error) == .retryAfter)
        #expect(
            RetryPolicy.delayMilliseconds(
                action: .retryAfter, attempt: 0, random: 0.5, retryAfterSeconds: 3) == 3000)
    }

    @Test("statuses are asked for, and told in the order they came about")
    func statuses() throws {
        let adapter = try #require(try TestChannel.adapter("respond_io") as? RespondIOAdapter)
        #expect(
            adapter.statusRequest(of: "9", to: Self.person)?.url
                == "https://api.respond.io/v2/contact/id:44/message/9")
        let events = adapter.statuses(
            of: TestChannel.answer(
                200,
                #"{"messageId":9,"channelId":7,"status":[{"value":"pending","timestamp":1795406400},{"value":"delivered","timestamp":1795406401},{"value":"odd"}]}"#
            ))
        #expect(events.map(\.id) == ["9", "9"])
        #expect(events.map(\.status?.state) == [.sent, .delivered])
        #expect(events.map(\.at) == [1_795_406_400, 1_795_406_401])
    }
}
