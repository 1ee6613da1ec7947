import BatonChannels
import BatonCore
import Crypto
import Foundation
import Testing

@Suite("WebChatAdapter")
struct WebChatAdapterTests {
    private let chan = VisitorPost.Sender(
        account: "pk_demo", visitor: "webchat/pk_demo/guest/a", name: "陳小姐",
        page: "https://shop.example.hk/p/1")

    private func event(_ body: String, file: VisitorPost.File? = nil) throws -> InboundEvent {
        try VisitorPost(Array(body.utf8)).event(from: chan, file: file, at: .noon)
    }

    private func wanted(_ content: MessageContent, client: String = "c-1") -> InboundEvent {
        var event = InboundEvent(kind: .message, provider: "webchat", account: "pk_demo")
        event.id = VisitorMessage.id(of: client, visitor: chan.visitor)
        event.at = Timestamp.noon.seconds
        event.contact = ContactAddress(name: "陳小姐", providerID: chan.visitor)
        event.content = content
        event.referral = Referral()
        event.referral?.sourceType = "page"
        event.referral?.sourceURL = "https://shop.example.hk/p/1"
        return event
    }

    @Test("a text is a message of its visitor, under the page's own id")
    func text() throws {
        let body = #"{"client_msg_id": "c-1", "type": "text", "text": "你哋幾點開門？"}"#

        #expect(try event(body) == wanted(.text("你哋幾點開門？")))
        #expect(VisitorMessage.clientID(of: try event(body).id ?? "") == "c-1")
    }

    @Test("the same id of two visitors is two messages")
    func ids() {
        let other = VisitorMessage.id(of: "c-1", visitor: "webchat/pk_demo/guest/b")

        #expect(VisitorMessage.id(of: "c-1", visitor: chan.visitor) != other)
        #expect(VisitorMessage.clientID(of: "0190-send") == nil)
    }

    @Test("a button that was pressed is a choice")
    func choice() throws {
        var content = MessageContent(type: .choice)
        content.choice = .init(source: "button", id: "handover:yes", title: "搵真人")

        let found = try event(
            #"{"client_msg_id":"c-1","type":"choice","id":"handover:yes","title":"搵真人"}"#)
        #expect(found == wanted(content))
    }

    @Test(
        "an uploaded file is content of its type by its bytes",
        arguments: [
            ("image/png", MessageContent.Kind.image), ("audio/mpeg", .audio),
            ("video/mp4", .video), ("application/pdf", .document),
        ])
    func media(mime: String, kind: MessageContent.Kind) throws {
        var content = MessageContent(type: kind)
        content.mediaID = "ab12"
        content.mime = mime
        content.sizeBytes = 7
        content.filename = "單.x"
        content.caption = "收據"

        let found = try event(
            #"{"client_msg_id":"c-1","type":"media","file":"f1","caption":"收據"}"#,
            file: .init(hash: "ab12", mime: mime, bytes: 7, name: "單.x"))
        #expect(found == wanted(content))
    }

    @Test(
        "what is no message is refused with what is wrong",
        arguments: [
            ("{", "not JSON"), ("[]", "no object"), ("{}", "client_msg_id"),
            (#"{"client_msg_id":"a b","type":"text","text":"x"}"#, "client_msg_id"),
            (#"{"client_msg_id":"a","type":"text","text":" \n"}"#, "'text'"),
            (#"{"client_msg_id":"a","type":"video"}"#, "'type'"),
            (#"{"client_msg_id":"a","type":"choice","title":"x"}"#, "'id'"),
            (#"{"client_msg_id":"a","type":"media","file":"other"}"#, "no such file"),
        ])
    func refused(body: String, why: String) {
        #expect {
            try event(body)
        } throws: { ($0 as? UnreadableWebhook)?.reason.contains(why) == true }
    }

    @Test("4,096 characters are taken, and not one more")
    func length() throws {
        func body(_ count: Int) -> String {
            let text = String(repeating: "字", count: count)
            return #"{"client_msg_id":"c-1","type":"text","text":"\#(text)"}"#
        }

        #expect(try event(body(4096)).content?.text?.count == 4096)
        #expect(throws: UnreadableWebhook.self) { try event(body(4097)) }
    }

    @Test("bent bodies are read or refused, never a crash")
    func hostile() {
        var dice = HostileInputTests.Dice(state: 5)
        let seed = Array(
            #"{"client_msg_id":"c-1","type":"media","file":"f","state":"read","through":9}"#.utf8)
        for _ in 0..<5000 {
            var body = seed
            for _ in 0...dice.roll(5) where !body.isEmpty {
                let place = dice.roll(body.count)
                if dice.roll(3) == 0 {
                    body.remove(at: place)
                } else {
                    body[place] = UInt8(dice.roll(256))
                }
            }
            let found = try? VisitorPost(body).event(from: chan, file: nil, at: .noon)
            #expect(found?.content.map { $0.type != .unsupported } ?? true)
            _ = try? VisitorMark(body)
        }
    }

    @Test("a mark is a status of each of our messages that it covers")
    func mark() throws {
        let mark = try VisitorMark(Array(#"{"state":"read","through":12}"#.utf8))
        var status = InboundEvent(kind: .status, provider: "webchat", account: "pk_demo")
        status.id = "send-1"
        status.at = Timestamp.noon.seconds
        status.recipient = ContactAddress(providerID: chan.visitor)
        status.status = DeliveryStatus(state: .read)

        #expect(mark.through == 12)
        #expect(mark.events(of: ["send-1"], from: chan, at: .noon) == [status])
    }

    @Test(
        "a mark that says nothing is refused",
        arguments: [
            "{}", #"{"state":"failed","through":1}"#, #"{"state":"read"}"#,
            #"{"state":"read","through":0}"#, #"{"state":"read","through":1e99}"#,
        ])
    func badMark(body: String) {
        #expect(throws: UnreadableWebhook.self) { try VisitorMark(Array(body.utf8)) }
    }

    @Test(
        "there is no webhook, whatever proof comes with it",
        arguments: ["POST", "GET", "PUT"])
    func noWebhook(method: String) throws {
        let adapter = try TestChannel.adapter("webchat")
        var request = TestChannel.post(#"{"client_msg_id":"a","type":"text","text":"x"}"#)
        request.method = method

        #expect(adapter.verify(request, at: .noon).isRefused)
        #expect(throws: UnreadableWebhook.self) { try adapter.events(of: request) }
        #expect(throws: CannotSend.self) {
            try adapter.request(for: TestChannel.send(.text("x"), to: ContactAddress()))
        }
    }

    @Test("only an origin that is written exactly so may open it")
    func origins() {
        let origins = WebOrigins(["https://shop.example.hk", "http://127.0.0.1:8080"])

        #expect(origins.allows("https://shop.example.hk"))
        #expect(origins.allows("http://127.0.0.1:8080"))
        for other in [
            "http://shop.example.hk", "https://shop.example.hk:8443", "https://shop.example.hk/",
            "https://www.shop.example.hk", "https://shop.example.hk.evil.example",
            "https://evilshop.example.hk", "null", "", "https://SHOP.example.hk",
        ] {
            #expect(!origins.allows(other), "\(other)")
        }
    }

    @Test(
        "what browsers never write is no origin",
        arguments: [
            "shop.example.hk", "https://", "ftp://shop.example.hk", "https://shop.example.hk/",
            "https://shop.example.hk:443", "http://shop.example.hk:80", "https://a@shop.example.hk",
            "https://shop.example.hk?x", "https://*.example.hk", "https://商店.hk", "null", "*",
        ])
    func noOrigin(text: String) {
        #expect(!WebOrigins.isOrigin(text))
        #expect(WebChatAdapter.objection(to: text, of: "origins") != nil)
    }

    @Test("a customer is known by the shop's signature of the id, and by no other")
    func identities() throws {
        let adapter = try WebChatAdapter(
            ChannelSettings(
                connection: "web", channel: "webchat", secrets: ["site_secret": ["new", "old"]],
                options: ["origins": "https://shop.example.hk"], apiBase: nil, apiVersion: nil))
        func sign(_ id: String, _ key: String) -> String {
            HMAC<SHA256>.authenticationCode(
                for: Data(id.utf8), using: SymmetricKey(data: Data(key.utf8))
            ).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }

        #expect(adapter.identities.proves("客-42", by: sign("客-42", "new")))
        #expect(adapter.identities.proves("客-42", by: sign("客-42", "old")))
        #expect(!adapter.identities.proves("客-43", by: sign("客-42", "new")))
        #expect(!adapter.identities.proves("客-42", by: sign("客-42", "other")))
        #expect(!adapter.identities.proves("客-42", by: ""))
        #expect(!adapter.identities.proves("", by: sign("", "new")))
        #expect(!adapter.identities.proves("a\nb", by: sign("a\nb", "new")))
        let long = String(repeating: "a", count: 129)
        #expect(!adapter.identities.proves(long, by: sign(long, "new")))
    }

    @Test("without a site secret nobody is known, and without origins there is no chat")
    func unset() throws {
        let plain = try #require(
            try TestChannel.adapter("webchat", secrets: ["site_secret": []]) as? WebChatAdapter)
        #expect(!plain.identities.proves("1", by: String(repeating: "0", count: 64)))
        #expect(throws: ChannelConfigurationError.self) {
            try TestChannel.adapter("webchat", options: ["origins": ""])
        }
    }

    @Test("events are worded as the page reads them")
    func wire() {
        var message = VisitorMessage(
            id: "send-1", author: .agent(PersonID("may")), name: "May",
            content: .text("好<b>\n\u{2028}"), delivery: .sent)
        message.content.menu = .init(options: [.init(id: "a", title: "A", description: "第一")])
        let event = VisitorEvent(number: 3, at: .noon, body: .message(message))

        #expect(
            event.frame
                == "id: 3\nevent: message\ndata: "
                + #"{"at":1795406400000,"author":"agent","id":"send-1","name":"May","#
                + #""options":[{"description":"第一","id":"a","title":"A"}],"state":"sent","#
                + #""text":"好<b>\n"# + "\u{2028}" + #"","type":"text"}"# + "\n\n")
        #expect(
            VisitorEvent(
                number: 4, at: .noon, body: .status(message: "wc.1.c", state: .read)
            ).object
                == #"{"data":{"at":1795406400000,"id":"wc.1.c","state":"read"},"#
                + #""event":"status","id":4}"#)
        #expect(
            VisitorEvent(number: 5, at: .noon, body: .attendant(.agent(name: "May"))).json
                == #"{"at":1795406400000,"name":"May","state":"agent"}"#)
        #expect(
            VisitorEvent(number: 6, at: .noon, body: .attendant(.queue)).json
                == #"{"at":1795406400000,"state":"queue"}"#)
        #expect(VisitorEvent(number: 7, at: .noon, body: .end).word == "end")
    }

    @Test("a file is told by name, type and size, never by its hash")
    func file() {
        var content = MessageContent(type: .image)
        content.mediaID = "secret-hash"
        content.filename = "相.png"
        let event = VisitorEvent(
            number: 1, at: .noon,
            body: .message(
                VisitorMessage(
                    id: "wc.1.c-9", author: .customer, content: content,
                    file: .init(mime: "image/png", bytes: 12))))

        #expect(
            event.json
                == #"{"at":1795406400000,"author":"visitor","client_msg_id":"c-9","#
                + #""file":{"bytes":12,"mime":"image/png","name":"相.png"},"id":"wc.1.c-9","#
                + #""type":"image"}"#)
    }
}
