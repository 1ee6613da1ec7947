import BatonChannels
import BatonCore
import Foundation
import Testing

@Suite("Telegram's webhook")
struct TelegramRegistrationTests {
    private static let kinds = [
        "message", "edited_message", "callback_query", "message_reaction", "my_chat_member",
    ]

    private func channel(
        publicURL: String? = "https://desk.example.hk", token: String = "hook_1-A",
        isPolled: Bool = false
    ) throws -> any RegisteringChannel {
        let adapter = try ChannelRegistry.adapter(
            for: ChannelSettings(
                connection: "tg", channel: "telegram",
                secrets: ["access_token": ["77:abc"], "secret_token": [token]], apiBase: nil,
                apiVersion: nil, publicURL: publicURL, isPolled: isPolled))
        return try #require(adapter as? any RegisteringChannel)
    }

    private func refusal(_ channel: any RegisteringChannel) -> String? {
        do throws(CannotSend) {
            _ = try channel.registeringRequest()
            return nil
        } catch {
            return error.reason
        }
    }

    @Test(
        "the webhook is set to the public address, with the secret token and every kind of update")
    func set() throws {
        let request = try channel().registeringRequest()
        #expect(request.url == "https://api.telegram.org/bot77:abc/setWebhook")
        #expect(
            TestChannel.form(request.body) == [
                "url": "https://desk.example.hk/webhooks/tg", "secret_token": "hook_1-A",
                "allowed_updates": #"["message","edited_message","callback_query","#
                    + #""message_reaction","my_chat_member"]"#,
            ])
    }

    @Test("where updates are polled, the webhook is deleted, and what waits is kept")
    func delete() throws {
        let request = try channel(publicURL: nil, isPolled: true).registeringRequest()
        #expect(request.url == "https://api.telegram.org/bot77:abc/deleteWebhook")
        #expect(request.body == [])
    }

    @Test("what Telegram would refuse is said before it is asked")
    func refused() throws {
        #expect(
            refusal(try channel(publicURL: nil))
                == "http.public_url is missing; set it to the https address that leads to this "
                + "worker, or set 'receive: poll'")
        for base in ["http://desk.example.hk", "https://desk.example.hk:8080"] {
            #expect(
                refusal(try channel(publicURL: base))
                    == "Telegram calls https on the ports 443, 80, 88 and 8443 alone, and "
                    + "http.public_url is \(base)")
        }
        #expect(refusal(try channel(publicURL: "https://desk.example.hk:8443")) == nil)
        for token in ["a b", "密碼", String(repeating: "a", count: 257)] {
            #expect(
                refusal(try channel(token: token))
                    == "secret_token has 1 to 256 letters, digits, _ and -; mend it, then connect "
                    + "again")
        }
    }

    @Test("what is registered is read, and an answer that says nothing of it is none")
    func reading() throws {
        let channel = try channel()
        func read(_ body: String) -> WebhookRegistration? {
            channel.registration(of: TestChannel.answer(200, body))
        }
        #expect(
            read(
                #"{"ok":true,"result":{"url":"https://x.example/h","pending_update_count":3,"#
                    + #""allowed_updates":["message"],"last_error_message":"Bad Gateway"}}"#)
                == WebhookRegistration(
                    address: "https://x.example/h", kinds: ["message"], waiting: 3,
                    fault: "Bad Gateway"))
        #expect(read(#"{"ok":true,"result":{"url":""}}"#) == WebhookRegistration())
        #expect(read(#"{"ok":false,"error_code":401}"#) == nil)
        #expect(read("<html>") == nil)
    }

    @Test("each thing that differs is named with what mends it")
    func objections() throws {
        let channel = try channel()
        let polled = try self.channel(publicURL: nil, isPolled: true)
        let own = "https://desk.example.hk/webhooks/tg"
        let remedy = "run 'baton channel connect tg'"
        func said(_ address: String?, _ kinds: [String]? = Self.kinds, _ fault: String? = nil)
            -> [String]
        {
            channel.objections(
                to: WebhookRegistration(address: address, kinds: kinds, waiting: 2, fault: fault))
        }
        #expect(said(own) == [])
        #expect(said(nil) == ["Telegram calls no address, and not \(own): \(remedy)"])
        #expect(
            said("https://old.example/h")
                == ["Telegram calls https://old.example/h, and not \(own): \(remedy)"])
        #expect(
            said(own, ["message", "callback_query"])
                == [
                    "Telegram does not send edited_message, message_reaction, my_chat_member: "
                        + remedy
                ])
        #expect(said(own, nil) == ["Telegram does not send message_reaction: \(remedy)"])
        #expect(
            said(own, Self.kinds, "Bad Gateway")
                == [
                    "Telegram's last call failed (Bad Gateway), 2 wait: see that \(own) leads to "
                        + "this worker"
                ])
        #expect(polled.objections(to: WebhookRegistration()) == [])
        #expect(
            polled.objections(to: WebhookRegistration(address: own))
                == ["Telegram calls \(own), so nothing can be polled: \(remedy)"])
    }
}
