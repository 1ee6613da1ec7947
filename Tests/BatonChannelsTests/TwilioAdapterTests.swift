import BatonChannels
import BatonCore
import Foundation
import Testing

@Suite("TwilioAdapter")
struct TwilioAdapterTests {
    private static let form = ["content-type": "application/x-www-form-urlencoded"]
    private static let person = ContactAddress(phone: "+85291234567")

    private func signed(_ body: String, _ signature: String, path: String, rawQuery: String = "")
        -> WebhookRequest
    {
        TestChannel.post(
            body,
            headers: Self.form.merging(["x-twilio-signature": signature]) { own, _ in own },
            rawQuery: rawQuery, path: path)
    }

    private func adapter(_ tokens: [String], publicURL: String) throws -> any ChannelAdapter {
        try TestChannel.adapter("twilio", secrets: ["auth_token": tokens], publicURL: publicURL)
    }

    private func event(_ body: String) throws -> InboundEvent? {
        try TestChannel.adapter("twilio").events(of: TestChannel.post(body, headers: Self.form))
            .first
    }

    /// Source: Twilio's own example of a signature.
    private let example =
        "Digits=1234&To=%2B18005551212&From=%2B14158675309&Caller=%2B14158675309"
        + "&CallSid=CA1234567890ABCDE"
    private let exampleSignature = "RSOYDt4T1cUTdK1PDd93/VVr8B8="

    @Test(
        "Twilio's own example is proved, by either token and however the port is written",
        arguments: [
            "https://mycompany.com", "https://mycompany.com:443", "https://mycompany.com:8443",
        ])
    func example(publicURL: String) throws {
        let request = signed(
            example, exampleSignature, path: "/myapp.php", rawQuery: "foo=1&bar=2")
        #expect(
            try adapter(["new", "12345"], publicURL: publicURL).verify(request, at: .noon)
                == .accepted)
    }

    @Test("values are signed decoded and untrimmed, empty ones too")
    func decodedValues() throws {
        let body =
            "MessageSid=SM1&From=whatsapp%3A%2B85298765432&To=whatsapp%3A%2B85221234567"
            + "&Body=%E4%BD%A0%E5%A5%BD+1%2B1&NumMedia=0&ProfileName="
        let request = signed(body, "KQNIAtrnw9gtakXdxhvUmnKQSfA=", path: "/webhooks/twilio")
        let adapter = try adapter(["my-auth-token"], publicURL: "https://baton.example.hk")
        #expect(adapter.verify(request, at: .noon) == .accepted)
    }

    @Test("a JSON body is proved by its digest in the address, and by nothing else")
    func jsonBody() throws {
        let digest = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
        func verdict(_ body: String, _ rawQuery: String, _ signature: String) throws
            -> WebhookVerdict
        {
            try adapter(["12345"], publicURL: "https://mycompany.com").verify(
                TestChannel.post(
                    body,
                    headers: [
                        "content-type": "application/json", "x-twilio-signature": signature,
                    ], rawQuery: rawQuery, path: "/myapp.php"), at: .noon)
        }
        let body = #"{"property": "value", "boolean": true}"#
        let query = "foo=1&bar=2&bodySHA256=" + digest
        #expect(try verdict(body, query, "a9nBmqA0ju/hNViExpshrM61xv4=") == .accepted)
        #expect(try verdict(body + " ", query, "a9nBmqA0ju/hNViExpshrM61xv4=").isRefused)
        // Twilio's signature of the address alone must not let any JSON through.
        #expect(try verdict(body, "foo=1&bar=2", "zYQTYrRWXE7LtzbG4PfP7/bkkGo=").isRefused)
    }

    @Test("another address, parameter, token, or no signature is refused with 403")
    func forged() throws {
        func verdict(_ body: String, _ signature: String, host: String = "mycompany.com") throws
            -> WebhookVerdict
        {
            try adapter(["12345"], publicURL: "https://" + host).verify(
                signed(body, signature, path: "/myapp.php", rawQuery: "foo=1&bar=2"), at: .noon)
        }
        let refused = WebhookVerdict.refused(
            status: 403, why: "the proof is missing or wrong")
        #expect(try verdict(example, exampleSignature, host: "other.com") == refused)
        #expect(try verdict(example + "&x=1", exampleSignature) == refused)
        #expect(try verdict(example, "") == refused)
        #expect(try verdict(example, exampleSignature.lowercased()) == refused)
        #expect(try verdict(example, String(exampleSignature.dropLast(4))) == refused)
    }

    @Test("without the public address there is no adapter, and the reason says what to set")
    func noAddress() throws {
        #expect {
            try TestChannel.adapter("twilio", publicURL: nil)
        } throws: { "\($0)".contains("http.public_url") }
    }

    @Test("a list choice, forwarded, becomes its canonical event")
    func listChoice() throws {
        var expected = InboundEvent(
            kind: .message, provider: "twilio", account: "whatsapp:+85221112222")
        expected.id = "SM7"
        expected.contact = ContactAddress(phone: "+85291234567", name: "陳小姐")
        expected.forwarded = true
        expected.content = MessageContent(type: .choice)
        expected.content?.choice = .init(
            source: "list", id: "exchange", title: "換貨", description: "七日內")
        #expect(
            try event(
                "MessageSid=SM7&From=whatsapp%3A%2B85291234567&To=whatsapp%3A%2B85221112222"
                    + "&Body=&ProfileName=%E9%99%B3%E5%B0%8F%E5%A7%90&Forwarded=true"
                    + "&ListId=exchange&ListTitle=%E6%8F%9B%E8%B2%A8"
                    + "&ListDescription=%E4%B8%83%E6%97%A5%E5%85%A7") == expected)
    }

    @Test(
        "Twilio's words for a status become ours",
        arguments: [
            ("queued", DeliveryState.sent), ("sent", .sent), ("delivered", .delivered),
            ("read", .read), ("undelivered", .failed), ("failed", .failed),
        ])
    func statuses(word: String, state: DeliveryState) throws {
        let found = try event(
            "MessageSid=SM8&MessageStatus=\(word)&From=whatsapp%3A%2B85221112222"
                + "&To=whatsapp%3A%2B85291234567&ErrorCode=63024")
        #expect(found?.status?.state == state)
        #expect(found?.account == "whatsapp:+85221112222")
        #expect(found?.recipient == Self.person)
        #expect(found?.status?.error?.code == (state == .failed ? 63024 : nil))
    }

    @Test("every file of a message is an event, the first under the message's own id")
    func files() throws {
        let events = try TestChannel.adapter("twilio").events(
            of: TestChannel.post(
                "MessageSid=MM1&From=whatsapp%3A%2B85291234567&To=whatsapp%3A%2B85221112222"
                    + "&Body=hi&NumMedia=2&MediaUrl0=https%3A%2F%2Fapi.twilio.com%2Fa"
                    + "&MediaContentType0=image%2Fjpeg&MediaUrl1=https%3A%2F%2Fapi.twilio.com%2Fb"
                    + "&MediaContentType1=application%2Fpdf", headers: Self.form))
        #expect(events.map(\.id) == ["MM1", "MM1/1"])
        #expect(events.map(\.content?.type) == [.image, .document])
        #expect(
            events.map(\.content?.url) == [
                "https://api.twilio.com/a", "https://api.twilio.com/b",
            ])
        #expect(events.map(\.content?.caption) == ["hi", nil])
        #expect(events.map(\.contact?.phone) == ["+85291234567", "+85291234567"])
    }

    @Test("a server of Twilio's that fails may have taken the message, whatever code it names")
    func unclear() throws {
        let reading = try TestChannel.adapter("twilio").reading(
            of: TestChannel.answer(503, #"{"code":20503,"message":"Service unavailable"}"#),
            to: SendID("s"))
        #expect(
            reading == .unclear(ProviderError(code: 20503, title: "Service unavailable")))
    }

    @Test("a menu is sent as numbered lines, a template by its content id")
    func sending() throws {
        let adapter = try TestChannel.adapter("twilio")
        func fields(_ content: MessageContent) throws -> [String: String] {
            let request = try adapter.request(
                for: TestChannel.send(
                    content, to: Self.person, account: "whatsapp:+85221112222"))
            #expect(
                request.url == "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json")
            #expect(
                request.headers["authorization"]
                    == "Basic " + Data("AC1:auth_token-1".utf8).base64EncodedString())
            return TestChannel.form(request.body)
        }
        let usual = [
            "From": "whatsapp:+85221112222", "To": "whatsapp:+85291234567",
            "StatusCallback": "https://desk.example.hk/webhooks/shop/status",
        ]
        #expect(
            try fields(TestChannel.question)
                == usual.merging(["Body": "想問咩？\n1. 營業時間\n2. 搵真人"]) { own, _ in own })
        var template = MessageContent(type: .template)
        template.template = .init(
            name: "HX1", language: "zh_HK", parameters: [.init(text: "陳小姐")])
        #expect(
            try fields(template)
                == usual.merging([
                    "ContentSid": "HX1", "ContentVariables": #"{"1":"陳小姐"}"#,
                ]) { own, _ in own })
    }

    @Test("typing is shown for the customer's message, which it marks read")
    func typing() throws {
        let request = try #require(
            try TestChannel.adapter("twilio").typingRequest(account: "x", inboundProviderID: "SM1")
        )
        #expect(request.url == "https://messaging.twilio.com/v2/Indicators/Typing.json")
        #expect(TestChannel.form(request.body) == ["messageId": "SM1", "channel": "whatsapp"])
    }

    @Test("answers to a send are read by their code")
    func answers() throws {
        let adapter = try TestChannel.adapter("twilio")
        func read(_ status: Int, _ body: String) -> ProviderReading {
            adapter.reading(of: TestChannel.answer(status, body), to: SendID("send-1"))
        }
        #expect(read(201, #"{"sid":"SM9","status":"queued"}"#) == .accepted(providerID: "SM9"))
        #expect(
            read(400, #"{"code":21617,"message":"too long"}"#)
                == .refused(ProviderError(code: 21617, title: "too long")))
        #expect(read(502, "<html>") == .unclear(ProviderError(code: 502, title: "HTTP 502")))
        #expect(adapter.action(for: ProviderError(code: 21617)) == .splitAndResend)
    }

    @Test("files are fetched with the credentials from Twilio's host, and from it alone")
    func media() throws {
        let adapter = try TestChannel.adapter("twilio")
        func headers(_ url: String) -> [String: String]? {
            var content = MessageContent(type: .image)
            content.url = url
            return adapter.mediaFetch(for: content)?.request.headers
        }
        #expect(headers("https://api.twilio.com/2010-04-01/M/1")?["authorization"] != nil)
        #expect(headers("https://evil.example/api.twilio.com") == [:])
        #expect(headers("https://api.twilio.com.evil.example/x") == [:])
        #expect(headers("https://api.twilio.com:8443/x") == [:])
        #expect(headers("http://api.twilio.com/x") == nil)
        #expect(headers("https://user@api.twilio.com/x") == nil)
        #expect(headers("file:///etc/passwd") == nil)
        #expect(headers("https://api.twilio.com\\@evil.example/x") == nil)
        #expect(headers("https://api.twilio.com/ x") == nil)
        #expect(headers("https://ａpi.twilio.com/x") == nil)
    }
}

@Suite("What Twilio tells after an outage")
struct TwilioHistoryTests {
    private static let account = "whatsapp:+85221112222"

    private func adapter() throws -> TwilioAdapter {
        try #require(try TestChannel.adapter("twilio") as? TwilioAdapter)
    }

    @Test("the messages to the account are asked for first, then those from it, page by page")
    func pages() throws {
        let adapter = try adapter()
        let list = "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json"
        func address(_ cursor: String?) -> String? {
            adapter.pullRequest(account: Self.account, cursor: cursor, since: .noon)?.url
        }
        let end = "=whatsapp%3A%2B85221112222&DateSent%3E=2026-11-23&PageSize=1000"
        #expect(address(nil) == list + "?To" + end)
        #expect(address("outbound") == list + "?From" + end)
        #expect(
            address("inbound /2010-04-01/Accounts/AC1/Messages.json?Page=1")
                == list + "?Page=1")
        #expect(address("inbound https://evil.example") == nil)
        #expect(address("rubbish") == nil)
    }

    @Test("a page gives the events that webhooks would have given, under the same ids")
    func events() throws {
        let page = """
            {"messages":[
              {"sid":"SM1","direction":"inbound","from":"whatsapp:+85291234567",
               "to":"\(Self.account)","body":"有冇貨","num_media":"0","status":"received",
               "date_sent":"Mon, 23 Nov 2026 04:00:00 +0000"},
              {"sid":"SM2","direction":"outbound-api","from":"\(Self.account)","to":"x",
               "body":"有","status":"read"}],
             "next_page_uri":null}
            """
        var expected = InboundEvent(kind: .message, provider: "twilio", account: Self.account)
        expected.id = "SM1"
        expected.at = 1_795_406_400
        expected.contact = ContactAddress(phone: "+85291234567")
        expected.content = .text("有冇貨")
        #expect(
            try adapter().pullReading(of: TestChannel.answer(200, page), cursor: nil)
                == .events([expected], next: "outbound"))

        guard
            case .events(let statuses, next: nil) = try adapter().pullReading(
                of: TestChannel.answer(200, page), cursor: "outbound")
        else {
            Issue.record("the second half has an end")
            return
        }
        #expect(statuses.map(\.id) == ["SM2"])
        #expect(statuses.map(\.status?.state) == [.read])
    }

    @Test("a file of an old message is looked up first")
    func file() throws {
        let adapter = try adapter()
        var content = MessageContent(type: .document)
        content.url = "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/SM1/Media.json"
        #expect(adapter.mediaFetch(for: content)?.isLookup == true)
        let found = adapter.mediaFetch(
            after: TestChannel.answer(
                200, #"{"media_list":[{"uri":"/2010-04-01/Accounts/AC1/Media/ME1.json"}]}"#),
            for: content)
        #expect(
            found?.request.url == "https://api.twilio.com/2010-04-01/Accounts/AC1/Media/ME1")
    }

    @Test("a busy or refusing Twilio is waited for, or told")
    func faults() throws {
        let adapter = try adapter()
        #expect(
            adapter.pullReading(
                of: TestChannel.answer(429, "", headers: ["retry-after": "7"]), cursor: nil)
                == .wait(milliseconds: 7000))
        #expect(
            adapter.pullReading(
                of: TestChannel.answer(401, #"{"code":20003,"message":"no"}"#), cursor: nil)
                == .failed(ProviderError(code: 20003, title: "no")))
    }
}
