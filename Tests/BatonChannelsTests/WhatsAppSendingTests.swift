import BatonChannels
import BatonCore
import Foundation
import Testing

@Suite("What WhatsApp sends and fetches")
struct WhatsAppSendingTests {
    private static let person = ContactAddress(phone: "+85291234567")

    private func part(_ content: MessageContent) throws -> NSDictionary {
        let request = try TestChannel.adapter("whatsapp_cloud").request(
            for: TestChannel.send(content, to: Self.person))
        let body = try #require(TestChannel.json(request))
        let type = try #require(body["type"] as? String)
        return try #require(body[type] as? NSDictionary)
    }

    private func media(_ type: MessageContent.Kind) -> MessageContent {
        var content = MessageContent(type: type)
        content.mediaID = "55"
        content.caption = "收據"
        content.filename = "r.pdf"
        return content
    }

    @Test("options with descriptions are a list; more than ten are numbered lines")
    func menus() throws {
        var content = MessageContent.text("想問咩？")
        content.menu = .init(
            label: "選擇",
            options: [
                .init(id: "a", title: "換貨", description: "七日內"), .init(id: "b", title: "退款"),
            ])
        #expect(
            try part(content) == [
                "type": "list", "body": ["text": "想問咩？"],
                "action": [
                    "button": "選擇",
                    "sections": [
                        [
                            "rows": [
                                ["id": "a", "title": "換貨", "description": "七日內"],
                                ["id": "b", "title": "退款"],
                            ]
                        ]
                    ],
                ] as [String: Any],
            ])
        content.menu = .init(options: (1...11).map { .init(id: "\($0)", title: "t\($0)") })
        let lines = (1...11).map { "\($0). t\($0)" }.joined(separator: "\n")
        #expect(try part(content) == ["body": "想問咩？\n" + lines, "preview_url": false])
    }

    @Test("a list may stand under a text that is too long for buttons")
    func longList() throws {
        func type(_ length: Int) throws -> String? {
            var content = MessageContent.text(String(repeating: "字", count: length))
            content.menu = .init(options: [.init(id: "a", title: "換貨")])
            return try part(content)["type"] as? String
        }
        #expect(try type(1024) == "button")
        #expect(try type(1025) == "list")
        #expect(try type(4096) == "list")
    }

    @Test("the customer's own number is asked for by WhatsApp's button, whole and unsplit")
    func contactRequest() throws {
        var content = MessageContent.text("請分享電話")
        content.asksPhone = true
        #expect(
            try part(content) == [
                "type": "request_contact_info", "body": ["text": "請分享電話"],
                "action": ["name": "request_contact_info"],
            ])
        let able = try TestChannel.adapter("whatsapp_cloud").capabilities
        #expect(able.features.contains(.contactRequests))
        #expect(MessageFitter.fit(content, to: able) == [content])
        for channel in ["twilio", "wati", "respond_io", "webchat", "generic_webhook"] {
            let others = try TestChannel.adapter(channel).capabilities.features
            #expect(!others.contains(.contactRequests))
        }
    }

    @Test("four buttons, a long title or two alike become a list or numbered lines")
    func buttonLimits() throws {
        func type(_ titles: [String]) throws -> String? {
            var content = MessageContent.text("?")
            content.menu = .init(
                options: titles.enumerated().map { .init(id: "\($0)", title: $1) })
            return try part(content)["type"] as? String
        }
        #expect(try type(["a", "b", "c"]) == "button")
        #expect(try type(["a", "b", "c", "d"]) == "list")
        #expect(try type([String(repeating: "字", count: 21)]) == "list")
        #expect(try type([String(repeating: "字", count: 25)]) == nil)
        #expect(try type(["a", "a"]) == nil)
    }

    @Test("media goes by uploaded id or link, with what its kind may carry")
    func files() throws {
        #expect(
            try part(media(.document)) == ["id": "55", "caption": "收據", "filename": "r.pdf"])
        #expect(try part(media(.image)) == ["id": "55", "caption": "收據"])
        #expect(try part(media(.sticker)) == ["id": "55"])
        var link = MessageContent(type: .video)
        #expect(throws: CannotSend.self) { try part(link) }
        link.url = "https://shop.example.hk/v.mp4"
        #expect(try part(link) == ["link": "https://shop.example.hk/v.mp4"])
    }

    @Test("a template has its language, header, values and payloads")
    func template() throws {
        var content = MessageContent(type: .template)
        content.template = .init(
            name: "ready", language: "zh_HK",
            parameters: [.init(text: "陳小姐"), .init(name: "shop", text: "中環")],
            headerImage: "https://shop.example.hk/a.jpg", payloads: ["stop"])
        #expect(
            try part(content) == [
                "name": "ready", "language": ["code": "zh_HK"],
                "components": [
                    [
                        "type": "header",
                        "parameters": [
                            ["type": "image", "image": ["link": "https://shop.example.hk/a.jpg"]]
                        ],
                    ],
                    [
                        "type": "body",
                        "parameters": [
                            ["type": "text", "text": "陳小姐"],
                            ["type": "text", "text": "中環", "parameter_name": "shop"],
                        ],
                    ],
                    [
                        "type": "button", "sub_type": "quick_reply", "index": "0",
                        "parameters": [["type": "payload", "payload": "stop"]],
                    ],
                ] as [[String: Any]],
            ])
        content.template = .init(name: "plain", language: "en")
        #expect(try part(content) == ["name": "plain", "language": ["code": "en"]])
    }

    @Test("a location and a card are sent as such")
    func places() throws {
        var place = MessageContent(type: .location)
        place.lat = 22.28
        place.lng = 114.16
        place.name = "IFC"
        #expect(try part(place) == ["latitude": 22.28, "longitude": 114.16, "name": "IFC"])
        var infinite = place
        infinite.lat = .infinity
        #expect(throws: CannotSend.self) { try part(infinite) }
    }

    @Test("an id is looked up, then fetched; the token goes to Meta's hosts alone")
    func fetching() throws {
        let adapter = try TestChannel.adapter("whatsapp_cloud")
        let lookup = try #require(adapter.mediaFetch(for: media(.image)))
        #expect(lookup.isLookup)
        #expect(lookup.request.url == "https://graph.facebook.com/v26.0/55")
        func fetch(_ url: String) -> MediaFetch? {
            adapter.mediaFetch(
                after: TestChannel.answer(200, #"{"url":"\#(url)","sha256":"aa=="}"#),
                for: media(.image))
        }
        let own = try #require(fetch("https://lookaside.fbsbx.com/w?mid=5"))
        #expect(own.request.headers == ["authorization": "Bearer access_token-1"])
        #expect(own.sha256 == "aa==")
        for other in [
            "https://evil.example/x", "https://lookaside.fbsbx.com.evil.example/x",
            "https://evilfbcdn.net/x", "https://lookaside.fbsbx.com:444/x",
        ] {
            #expect(fetch(other)?.request.headers == [:])
        }
        for bad in ["http://lookaside.fbsbx.com/x", "ftp://x/y", "javascript:1", "//x", ""] {
            #expect(fetch(bad) == nil)
        }
        var odd = media(.image)
        odd.mediaID = "../me"
        #expect(adapter.mediaFetch(for: odd) == nil)
    }

    @Test("an upload is one form, whose file name cannot break out of it")
    func upload() throws {
        let adapter = try #require(
            try TestChannel.adapter("whatsapp_cloud") as? WhatsAppCloudAdapter)
        let request = try adapter.uploadRequest(
            account: "390",
            file: OutboundFile(
                path: "/data/f", sizeBytes: 3, mime: "application/pdf",
                filename: "a\"\r\nX: y.pdf"), boundary: "b1")
        #expect(request.url == "https://graph.facebook.com/v26.0/390/media")
        #expect(request.headers["content-type"] == "multipart/form-data; boundary=b1")
        #expect(request.file?.path == "/data/f")
        #expect(request.file?.sizeBytes == 3)
        #expect(
            String(decoding: request.body, as: UTF8.self) + "PDF"
                + String(decoding: request.file?.tail ?? [], as: UTF8.self)
                == [
                    "--b1", "Content-Disposition: form-data; name=\"messaging_product\"", "",
                    "whatsapp", "--b1", "Content-Disposition: form-data; name=\"type\"", "",
                    "application/pdf", "--b1",
                    "Content-Disposition: form-data; name=\"file\"; filename=\"aX: y.pdf\"",
                    "Content-Type: application/pdf", "", "PDF", "--b1--", "",
                ].joined(separator: "\r\n"))
    }

    @Test(
        "account, quality and template news name what happened to what",
        arguments: [
            (
                #"{"event":"ACCOUNT_VIOLATION","violation_info":{"violation_type":"ADULT"}}"#,
                AccountEvent(field: "f", event: "ACCOUNT_VIOLATION", detail: "ADULT")
            ),
            (
                #"{"event":"ACCOUNT_RESTRICTION","restriction_info":[{"restriction_type":"A"},{"restriction_type":"B"}]}"#,
                AccountEvent(field: "f", event: "ACCOUNT_RESTRICTION", detail: "A, B")
            ),
            (
                #"{"new_quality_score":"RED","message_template_name":"ready"}"#,
                AccountEvent(field: "f", event: "RED", detail: "ready")
            ),
            (
                #"{"event":"FLAGGED","display_phone_number":"85221112222"}"#,
                AccountEvent(field: "f", event: "FLAGGED", detail: "85221112222")
            ),
        ])
    func news(value: String, expected: AccountEvent) throws {
        let events = try TestChannel.adapter("whatsapp_cloud").events(
            of: TestChannel.post(
                #"{"entry":[{"id":"9","time":1795406400,"changes":[{"field":"f","value":\#(value)}]}]}"#
            ))
        #expect(events.map(\.accountEvent) == [expected])
        #expect(events.map(\.waba) == ["9"])
    }
}
