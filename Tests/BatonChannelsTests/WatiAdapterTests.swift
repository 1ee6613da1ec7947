import BatonChannels
import BatonCore
import Foundation
import Testing

@Suite("WatiAdapter")
struct WatiAdapterTests {
    private static let person = ContactAddress(
        phone: "+85291234567", bsuid: "HK.77", name: "陳小姐")

    private func events(_ fields: String, type: String = "message") throws -> [InboundEvent] {
        try TestChannel.adapter("wati").events(
            of: TestChannel.post(
                #"{"eventType":"\#(type)","whatsappMessageId":"wamid.A","timestamp":"1795406400","channelPhoneNumber":"85221112222","waId":"85291234567","bsuid":"HK.77","senderName":"陳小姐",\#(fields)}"#
            ))
    }

    private func expected(_ kind: InboundEvent.Kind) -> InboundEvent {
        var event = InboundEvent(kind: kind, provider: "wati", account: "85221112222")
        event.id = "wamid.A"
        event.at = 1_795_406_400
        return event
    }

    @Test("the token in the address alone opens the door, either of two while one is rotated")
    func verify() throws {
        let adapter = try TestChannel.adapter("wati", secrets: ["url_token": ["n1", "o1"]])
        func verdict(_ query: String) -> WebhookVerdict {
            adapter.verify(TestChannel.post("{}", rawQuery: query), at: .noon)
        }
        #expect(verdict("token=n1") == .accepted)
        #expect(verdict("token=o1") == .accepted)
        for wrong in ["", "token=", "token=N1", "Token=n1", "token=n", "token=x&token=n1"] {
            #expect(verdict(wrong).isRefused)
        }
    }

    @Test("a text becomes its canonical event, by its plain and its user-id name")
    func text() throws {
        var event = expected(.message)
        event.contact = Self.person
        event.content = .text("有冇貨")
        event.replyTo = "wamid.B"
        let fields = #""type":"text","text":"有冇貨","owner":false,"replyContextId":"wamid.B""#
        #expect(try events(fields) == [event])
        #expect(try events(fields, type: "message_bsuid") == [event])
        #expect(try events(fields, type: "newContactMessageReceived") == [])
    }

    @Test("a list choice and a reaction are what they are")
    func choices() throws {
        var choice = MessageContent(type: .choice)
        choice.choice = .init(source: "list", id: "r1", title: "換貨", description: "七日內")
        #expect(
            try events(
                #""type":"interactive","listReply":{"id":"r1","title":"換貨","description":"七日內"}"#
            ).first?.content == choice)
        let reaction = try events(#""type":"reaction","text":"👍","replyContextId":"wamid.B""#)
        #expect(reaction.map(\.kind) == [.reaction])
        #expect(reaction.map(\.target) == ["wamid.B"])
        #expect(reaction.first?.content?.emoji == "👍")
    }

    @Test("what an operator wrote is an echo; what our API sent is a status")
    func owners() throws {
        var echo = expected(.echo)
        echo.recipient = ContactAddress(phone: "+85291234567", bsuid: "HK.77")
        echo.content = .text("我幫你跟進")
        echo.action = "send"
        let words = #""type":"text","text":"我幫你跟進","owner":true"#
        #expect(
            try events(words + #","operatorName":"Amy""#, type: "sessionMessageSent_v2") == [echo])
        // Only who knows the id that accepting a send gave can say that it was ours.
        echo.status = DeliveryStatus(state: .sent)
        echo.status?.reference = "l1"
        #expect(
            try events(
                words + #","operatorName":"Amy","localMessageId":"l1""#,
                type: "sessionMessageSent_v2") == [echo])
        let ours = try events(words + #","localMessageId":"l1""#, type: "sessionMessageSent_v2")
        #expect(ours.map(\.kind) == [.status])
        #expect(ours.first?.status?.state == .sent)
        #expect(ours.first?.status?.reference == "l1")
    }

    @Test(
        "statuses move forward under the id that accepting the send gave",
        arguments: [
            ("sentMessageDELIVERED_v2", DeliveryState.delivered), ("sentMessageREAD_v2", .read),
            ("sentMessageREPLIED_v2", .read), ("templateMessageFailed", .failed),
            ("sessionMessageFailed_bsuid", .failed),
        ])
    func statuses(type: String, state: DeliveryState) throws {
        var event = expected(.status)
        event.recipient = Self.person
        var status = DeliveryStatus(state: state)
        status.reference = "l1"
        if state == .failed {
            status.error = ProviderError(code: 131_049, title: "FAILED", details: "no")
        }
        event.status = status
        #expect(
            try events(
                #""localMessageId":"l1","statusString":"FAILED","failedCode":"131049","failedDetail":"no""#,
                type: type) == [event])
    }

    @Test("a text names the channel beside the target; two options are buttons")
    func sending() throws {
        let adapter = try TestChannel.adapter("wati")
        func body(_ content: MessageContent) throws -> (String, NSDictionary?) {
            let request = try adapter.request(
                for: TestChannel.send(content, to: Self.person, account: "85221112222"))
            #expect(request.headers["authorization"] == "Bearer access_token-1")
            return (
                request.url.replacing("https://live-mt-server.wati.io/api/ext/v3/", with: ""),
                TestChannel.json(request)
            )
        }
        let text = try body(.text("有"))
        #expect(text.0 == "conversations/messages/text")
        #expect(text.1 == ["target": "85221112222:85291234567", "text": "有"])
        let buttons = try body(TestChannel.question)
        #expect(buttons.0 == "conversations/messages/interactive")
        #expect(
            buttons.1 == [
                "target": "85221112222:85291234567", "type": "buttons",
                "button_message": [
                    "body": "想問咩？", "buttons": [["text": "營業時間"], ["text": "搵真人"]],
                ] as [String: Any],
            ])
        var template = MessageContent(type: .template)
        template.template = .init(
            name: "ready", language: "zh_HK", parameters: [.init(name: "who", text: "陳小姐")])
        let sent = try body(template)
        #expect(sent.0 == "messageTemplates/send")
        #expect(
            sent.1 == [
                "template_name": "ready", "broadcast_name": "send-1",
                "channel_number": "85221112222", "target": "85291234567",
                "parameters": [["name": "who", "value": "陳小姐"]],
            ])
    }

    @Test("taken is taken under the local id; a refusal keeps its status")
    func answers() throws {
        let adapter = try TestChannel.adapter("wati")
        func read(_ status: Int, _ body: String) -> ProviderReading {
            adapter.reading(of: TestChannel.answer(status, body), to: SendID("send-1"))
        }
        #expect(
            read(200, #"{"ok":true,"message":{"id":"x","localMessageId":"l1"}}"#)
                == .accepted(providerID: "l1"))
        #expect(
            read(409, #"{"message":"several"}"#)
                == .refused(ProviderError(code: 409, title: "several")))
        #expect(read(500, "") == .unclear(ProviderError(code: 500, title: "HTTP 500")))
        #expect(adapter.action(for: ProviderError(code: 429)) == .retryBackoff)
    }

    @Test("a file is fetched by its path, which cannot leave its place in the address")
    func media() throws {
        var content = MessageContent(type: .image)
        content.mediaID = "data/images/a.jpg&x=../.."
        #expect(
            try TestChannel.adapter("wati").mediaFetch(for: content)?.request.url
                == "https://live-mt-server.wati.io/api/v1/getMedia?fileName="
                + "data%2Fimages%2Fa.jpg%26x%3D..%2F..")
    }
}
