import BatonChannels
import BatonCore
import Foundation
import Testing

@Suite("TelegramAdapter")
struct TelegramAdapterTests {
    private static let token = ["access_token": ["77:abc"]]
    private static let person = ContactAddress(
        username: "ka_yan", name: "嘉欣 李", providerID: "5")
    private static let from =
        #""from":{"id":5,"is_bot":false,"first_name":"嘉欣","last_name":"李","username":"ka_yan"},"#
        + #""chat":{"id":5,"type":"private"},"date":1795406400"#

    private func adapter() throws -> TelegramAdapter {
        try #require(
            try TestChannel.adapter("telegram", secrets: Self.token) as? TelegramAdapter)
    }

    private func event(_ update: String) throws -> InboundEvent? {
        try adapter().events(of: TestChannel.post(#"{"update_id":9,\#(update)}"#)).first
    }

    private func message(_ part: String) throws -> InboundEvent? {
        try event(#""message":{"message_id":3,\#(Self.from),\#(part)}"#)
    }

    private func expected(_ kind: InboundEvent.Kind, _ content: MessageContent?) -> InboundEvent {
        var event = InboundEvent(kind: kind, provider: "telegram", account: "77")
        event.id = "5:3"
        event.at = 1_795_406_400
        event.contact = Self.person
        event.content = content
        return event
    }

    @Test("the secret header alone opens the door, either of two while one is rotated")
    func verify() throws {
        let adapter = try TestChannel.adapter(
            "telegram", secrets: ["secret_token": ["new_1", "old_1"]])
        func verdict(_ token: String?) -> WebhookVerdict {
            adapter.verify(
                TestChannel.post(
                    "{}",
                    headers: token.map { ["x-telegram-bot-api-secret-token": $0] } ?? [:]),
                at: .noon)
        }
        #expect(verdict("new_1") == .accepted)
        #expect(verdict("old_1") == .accepted)
        for wrong in [nil, "", "NEW_1", "new_", "new_1 "] { #expect(verdict(wrong).isRefused) }
    }

    @Test("a quoted, forwarded text becomes its canonical event")
    func text() throws {
        var event = expected(.message, .text("😀 有冇貨"))
        event.replyTo = "5:1"
        event.forwarded = true
        #expect(
            try message(
                #""text":"😀 有冇貨","reply_to_message":{"message_id":1},"forward_origin":{}"#)
                == event)
    }

    @Test("the largest photo is taken, whatever its place")
    func photo() throws {
        var content = MessageContent(type: .image)
        content.mediaID = "big"
        content.sizeBytes = 900
        content.caption = "爛咗"
        #expect(
            try message(
                #""caption":"爛咗","photo":[{"file_id":"big","width":800,"height":600,"file_size":900},{"file_id":"small","width":80,"height":60}]"#
            ) == expected(.message, content))
    }

    @Test("a voice message, a round video and an animation are what they are")
    func recordings() throws {
        var voice = MessageContent(type: .audio)
        voice.mediaID = "v"
        voice.voice = true
        #expect(try message(#""voice":{"file_id":"v"}"#)?.content == voice)
        var video = MessageContent(type: .video)
        video.mediaID = "n"
        #expect(try message(#""video_note":{"file_id":"n"}"#)?.content == video)
        #expect(
            try message(#""document":{"file_id":"d"},"animation":{"file_id":"n"}"#)?.content
                == video)
    }

    @Test("a shared contact proves a number only where it is the sender's own")
    func sharedContact() throws {
        let own = try message(
            #""contact":{"phone_number":"85291234567","first_name":"嘉欣","user_id":5}"#)
        let other = try message(
            #""contact":{"phone_number":"85291234567","first_name":"嘉欣","user_id":6}"#)
        let spaced = try message(
            #""contact":{"phone_number":"+852 9123 4567","first_name":"嘉欣","user_id":5}"#)
        #expect(own?.contact?.phone == "+85291234567")
        #expect(spaced?.contact?.phone == "+85291234567")
        #expect(other?.contact == Self.person)
        #expect(own?.content?.contacts == [.init(name: "嘉欣", phones: ["85291234567"])])
    }

    @Test("a button's press is a choice under its title, and is acknowledged")
    func button() throws {
        let event = try event(
            #""callback_query":{"id":"q1",\#(Self.from),"data":"human","message":{"message_id":2,\#(Self.from),"reply_markup":{"inline_keyboard":[[{"text":"營業時間","callback_data":"hours"}],[{"text":"搵真人","callback_data":"human"}]]}}}"#
        )
        var expected = expected(.message, MessageContent(type: .choice))
        expected.id = "q1"
        expected.at = nil
        expected.replyTo = "5:2"
        expected.content?.choice = .init(source: "button", id: "human", title: "搵真人")
        #expect(event == expected)
        let answer = try #require(event.flatMap { try? adapter().acknowledgement(of: $0) })
        #expect(answer.url == "https://api.telegram.org/bot77:abc/answerCallbackQuery")
        #expect(TestChannel.form(answer.body) == ["callback_query_id": "q1"])
    }

    @Test("edits and reactions name their message; a removed reaction has no emoji")
    func amendments() throws {
        var edit = expected(.edit, .text("三個"))
        edit.at = 1_795_406_500
        edit.target = "5:3"
        #expect(
            try event(
                #""edited_message":{"message_id":3,\#(Self.from),"edit_date":1795406500,"text":"三個"}"#
            ) == edit)
        func reaction(_ new: String) throws -> InboundEvent? {
            try event(
                #""message_reaction":{"chat":{"id":5,"type":"private"},"message_id":3,"user":{"id":5,"first_name":"嘉欣","last_name":"李","username":"ka_yan"},"date":1795406400,"old_reaction":[],"new_reaction":[\#(new)]}"#
            )
        }
        var liked = expected(.reaction, MessageContent(type: .reaction))
        liked.target = "5:3"
        #expect(try reaction("") == liked)
        liked.content?.emoji = "👍"
        #expect(try reaction(#"{"type":"emoji","emoji":"👍"}"#) == liked)
        // One without an emoji is no removal.
        #expect(try reaction(#"{"type":"custom_emoji","custom_emoji_id":"54"}"#) == nil)
    }

    @Test("the customer's own number is asked for by a key that is gone once pressed")
    func contactRequest() throws {
        var content = MessageContent.text("請分享電話")
        content.asksPhone = true
        let request = try adapter().request(
            for: TestChannel.send(content, to: Self.person, account: "77"))
        let fields = TestChannel.form(request.body)
        #expect(request.url == "https://api.telegram.org/bot77:abc/sendMessage")
        #expect(fields["text"] == "請分享電話")
        #expect(
            TestChannel.json(Array((fields["reply_markup"] ?? "").utf8)) == [
                "keyboard": [
                    [
                        ["text": "分享我的電話 Share my number", "request_contact": true]
                            as [String: Any]
                    ]
                ],
                "one_time_keyboard": true, "resize_keyboard": true,
            ])
        #expect(try adapter().capabilities.features.contains(.contactRequests))
    }

    @Test(
        "groups, channels, and what is not a conversation give no event",
        arguments: [
            #""message":{"message_id":3,"chat":{"id":-5,"type":"group"},"text":"hi"}"#,
            #""channel_post":{"message_id":3,"chat":{"id":-5,"type":"channel"},"text":"hi"}"#,
            #""my_chat_member":{"chat":{"id":5,"type":"private"}}"#,
        ])
    func ignored(update: String) throws {
        #expect(try event(update) == nil)
    }

    @Test("an unknown kind of message is kept as unsupported, with its name")
    func unknown() throws {
        var content = MessageContent(type: .unsupported)
        content.detail = "poll"
        #expect(try message(#""poll":{"question":"?"}"#) == expected(.message, content))
    }

    @Test("a text with options has a button each; a quoted message is named")
    func sending() throws {
        let request = try adapter().request(
            for: TestChannel.send(TestChannel.question, to: Self.person, replyTo: "5:3"))
        #expect(request.url == "https://api.telegram.org/bot77:abc/sendMessage")
        #expect(
            TestChannel.form(request.body) == [
                "chat_id": "5", "text": "想問咩？",
                "reply_markup":
                    #"{"inline_keyboard":[[{"callback_data":"hours","text":"營業時間"}],[{"callback_data":"human","text":"搵真人"}]]}"#,
                "reply_parameters": #"{"allow_sending_without_reply":true,"message_id":3}"#,
            ])
    }

    @Test("a person without a Telegram id cannot be written to")
    func noChat() throws {
        let adapter = try adapter()
        #expect(throws: CannotSend.self) {
            try adapter.request(
                for: TestChannel.send(.text("hi"), to: ContactAddress(phone: "+85291234567")))
        }
    }

    @Test("answers to a send are read by their code, with the wait that Telegram asks for")
    func answers() throws {
        let adapter = try adapter()
        func read(_ status: Int, _ body: String) -> ProviderReading {
            adapter.reading(of: TestChannel.answer(status, body), to: SendID("send-1"))
        }
        #expect(
            read(200, #"{"ok":true,"result":{"message_id":8,"chat":{"id":5}}}"#)
                == .accepted(providerID: "5:8"))
        let busy = ProviderError(code: 429, title: "Too Many Requests", retryAfterSeconds: 7)
        #expect(
            read(
                429,
                #"{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":7}}"#
            ) == .refused(busy))
        #expect(adapter.action(for: busy) == .retryAfter)
        #expect(adapter.action(for: ProviderError(code: 403)) == .contactBlocked)
        #expect(read(502, "<html>") == .unclear(ProviderError(code: 502, title: "HTTP 502")))
    }

    @Test("a file is looked up and then fetched; one over 20 MB is not asked for")
    func files() throws {
        let adapter = try adapter()
        var content = MessageContent(type: .document)
        content.mediaID = "d1"
        content.sizeBytes = 20_000_001
        #expect(adapter.mediaFetch(for: content) == nil)
        content.sizeBytes = 2000
        let lookup = try #require(adapter.mediaFetch(for: content))
        #expect(lookup.isLookup)
        #expect(TestChannel.form(lookup.request.body) == ["file_id": "d1"])
        func download(_ path: String) -> String? {
            adapter.mediaFetch(
                after: TestChannel.answer(200, #"{"ok":true,"result":{"file_path":"\#(path)"}}"#),
                for: content)?.request.url
        }
        #expect(
            download("documents/file_1.pdf")
                == "https://api.telegram.org/file/bot77:abc/documents/file_1.pdf")
        for path in ["../x", "a//b", "a?b", "a b", "/a", ".."] { #expect(download(path) == nil) }
    }

    @Test("a poll asks for what follows, and the cursor passes every update")
    func polling() throws {
        let adapter = try adapter()
        let request = try #require(
            adapter.pullRequest(account: "77", cursor: "11", since: .noon))
        #expect(
            TestChannel.form(request.body) == [
                "timeout": "25", "offset": "11",
                "allowed_updates":
                    #"["message","edited_message","callback_query","message_reaction","my_chat_member"]"#,
            ])
        func read(_ status: Int, _ body: String) -> PullReading {
            adapter.pullReading(of: TestChannel.answer(status, body), cursor: "11")
        }
        let updates =
            #"{"ok":true,"result":[{"update_id":12,"poll":{}},{"update_id":11,"message":{"message_id":3,\#(Self.from),"text":"hi"}}]}"#
        #expect(read(200, updates) == .events([expected(.message, .text("hi"))], next: "13"))
        #expect(read(200, #"{"ok":true,"result":[]}"#) == .events([], next: "11"))
        #expect(
            read(429, #"{"ok":false,"error_code":429,"parameters":{"retry_after":4}}"#)
                == .wait(milliseconds: 4000))
        #expect(read(502, "") == .wait(milliseconds: 3000))
        #expect(
            read(409, #"{"ok":false,"error_code":409,"description":"Conflict"}"#)
                == .failed(ProviderError(code: 409, title: "Conflict")))
    }

    @Test("typing is shown in the chat that the message came from")
    func typing() throws {
        let request = try #require(
            try adapter().typingRequest(account: "77", inboundProviderID: "5:3"))
        #expect(TestChannel.form(request.body) == ["chat_id": "5", "action": "typing"])
        #expect(try adapter().typingRequest(account: "77", inboundProviderID: "q1") == nil)
    }
}
