import BatonChannels
import BatonCore
import Foundation
import Testing

@Suite("WhatsAppCloudAdapter")
struct WhatsAppCloudAdapterTests {
    private func adapter(_ secrets: [String: [String]] = ["app_secret": ["my-app-secret"]]) throws
        -> any ChannelAdapter
    {
        try ChannelRegistry.adapter(
            for: ChannelSettings(
                connection: "wa", channel: "whatsapp_cloud", secrets: secrets, apiBase: nil,
                apiVersion: nil))
    }

    private func post(_ body: String, signature: String?) -> WebhookRequest {
        WebhookRequest(
            method: "POST", path: "/webhooks/wa", query: [],
            headers: signature.map { ["x-hub-signature-256": $0] } ?? [:], body: Array(body.utf8))
    }

    /// A body and its signature, checked with openssl.
    private let body =
        #"{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"85221234567","phone_number_id":"390011223344556"},"messages":[{"from":"85298765432","id":"wamid.TEST","timestamp":"1795400000","type":"text","text":{"body":"\u4f60\u597d"}}]}}]}]}"#
    private let signature =
        "sha256=d4a69663bca981d82e9bbd37f9d387196abe1cee259da53e7ae8d728b4c58586"

    @Test("a right signature over the raw bytes is accepted, by either secret of a rotation")
    func signed() throws {
        #expect(try adapter().verify(post(body, signature: signature), at: .noon) == .accepted)
        let rotated = try adapter(["app_secret": ["new-secret", "my-app-secret"]])
        #expect(rotated.verify(post(body, signature: signature), at: .noon) == .accepted)
    }

    @Test("whatever is not the provider's is refused with 401")
    func forged() throws {
        let adapter = try adapter()
        let bad = [
            nil, "", "sha256=", signature.dropLast(2).description, "sha1=" + signature.dropFirst(7),
            signature.replacing("d4", with: "d5"),
        ]
        for signature in bad {
            guard
                case .refused(status: 401, _) = adapter.verify(
                    post(body, signature: signature), at: .noon)
            else {
                Issue.record("accepted \(signature ?? "no signature")")
                continue
            }
        }
        #expect(adapter.verify(post(body + " ", signature: signature), at: .noon) != .accepted)
    }

    @Test("a message becomes its canonical event")
    func message() throws {
        let events = try adapter().events(of: post(body, signature: signature))

        var expected = InboundEvent(
            kind: .message, provider: "whatsapp_cloud", account: "390011223344556")
        expected.id = "wamid.TEST"
        expected.at = 1_795_400_000
        expected.contact = ContactAddress(phone: "+85298765432")
        expected.content = .text("你好")
        #expect(events == [expected])
    }

    @Test(
        "a body that is not what the provider sends is an error, never a crash",
        arguments: ["{not json", "[]", "{}"])
    func unreadable(body: String) throws {
        let adapter = try adapter()
        #expect(throws: UnreadableWebhook.self) {
            try adapter.events(of: post(body, signature: nil))
        }
    }

    @Test("a customer's call is told with who calls; what else happens to a call, without")
    func calls() throws {
        let body =
            #"{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"calls","value":{"messaging_product":"whatsapp","metadata":{"phone_number_id":"390011223344556"},"calls":[{"id":"wacid.1","from":"85298765432","to":"85221234567","event":"connect","direction":"USER_INITIATED","timestamp":"1795400000"},{"id":"wacid.1","event":"terminate","direction":"USER_INITIATED","timestamp":"1795400090"}]}}]}]}"#
        let events = try adapter().events(of: post(body, signature: nil))

        #expect(events.map(\.kind) == [.account, .account])
        #expect(events.map(\.id) == ["wacid.1/connect", "wacid.1/terminate"])
        #expect(events.map(\.accountEvent?.event) == ["user_call", "terminate"])
        #expect(events.map(\.contact?.phone) == ["+85298765432", nil])
        #expect(events.map(\.at) == [1_795_400_000, 1_795_400_090])
    }

    @Test("people are told where account, number or template is worse off, and of nothing else")
    func alarms() throws {
        let adapter = try adapter()
        func isAlarming(_ field: String, _ event: String) -> Bool {
            adapter.isAlarming(AccountEvent(field: field, event: event))
        }
        #expect(isAlarming("account_update", "ACCOUNT_RESTRICTION"))
        #expect(isAlarming("account_update", "DISABLED_UPDATE"))
        #expect(isAlarming("phone_number_quality_update", "FLAGGED"))
        #expect(isAlarming("message_template_status_update", "PAUSED"))
        #expect(!isAlarming("message_template_status_update", "APPROVED"))
        #expect(!isAlarming("phone_number_quality_update", "UNFLAGGED"))
        #expect(!isAlarming("account_update", "ACCOUNT_RECONNECTED"))
        #expect(!isAlarming("messages", "FLAGGED"))
    }

    @Test("an unknown kind of message is kept as unsupported and loses no neighbour")
    func unknown() throws {
        let mixed =
            #"{"entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"9"},"messages":[{"from":"1","id":"a","type":"dance","dance":{}},{"from":"1","id":"b","type":"text","text":{"body":"hi"}},"rubbish"]}}]}]}"#
        let events = try adapter().events(of: post(mixed, signature: nil))

        #expect(events.count == 3)
        #expect(events[0].content?.type == .unsupported)
        #expect(events[0].content?.detail == "dance")
        #expect(events[1].content == .text("hi"))
    }

    @Test("the handshake answers the challenge to our token alone")
    func handshake() throws {
        let adapter = try adapter(["app_secret": ["s"], "verify_token": ["token-1"]])
        func get(_ token: String) -> WebhookVerdict {
            adapter.verify(
                WebhookRequest(
                    method: "GET", path: "/webhooks/wa",
                    query: [
                        ("hub.mode", "subscribe"), ("hub.verify_token", token),
                        ("hub.challenge", "<b>1158</b>"),
                    ], headers: [:], body: []), at: .noon)
        }
        #expect(get("token-1") == .challenge("<b>1158</b>"))
        #expect(get("token-2") == .refused(status: 403, why: "the verify token is not ours"))
    }

    @Test("a reply goes to the phone, or to the user id where there is none")
    func sending() throws {
        let adapter = try adapter(["app_secret": ["s"], "access_token": ["t"]])
        func body(_ recipient: ContactAddress) throws -> [String: Any] {
            let request = try adapter.request(
                for: OutboundMessage(
                    send: SendID("send-1"), account: "390", recipient: recipient,
                    content: .text("你好"), replyTo: nil, at: .noon))
            #expect(request.url == "https://graph.facebook.com/v26.0/390/messages")
            #expect(request.headers["authorization"] == "Bearer t")
            let json = try JSONSerialization.jsonObject(with: Data(request.body))
            return try #require(json as? [String: Any])
        }
        let phone = try body(ContactAddress(phone: "+85291234567", bsuid: "HK.1"))
        #expect(phone["to"] as? String == "85291234567")
        #expect(phone["biz_opaque_callback_data"] as? String == "send-1")
        #expect(try body(ContactAddress(bsuid: "HK.1"))["recipient"] as? String == "HK.1")
    }

    @Test("without an access token nothing is sent, and the reason says what to set")
    func noToken() throws {
        let adapter = try adapter()
        #expect(throws: CannotSend.self) {
            try adapter.request(
                for: OutboundMessage(
                    send: SendID("s"), account: "1", recipient: ContactAddress(phone: "+1"),
                    content: .text("x"), replyTo: nil, at: .noon))
        }
    }

    @Test(
        "an error code has its action",
        arguments: [
            (131047, ErrorAction.useTemplate), (131026, .failNotify), (131049, .failNoRetry24h),
            (130429, .retryBackoff), (131056, .retryBackoffPair), (131000, .retryLimited),
            (190, .haltChannelAlert), (131031, .haltChannelAlert), (132001, .failConfigAlert),
            (131051, .failBug), (131062, .needPhoneNumber), (4, .retryBackoff),
            (999999, .failHandover),
        ])
    func actions(code: Int, action: ErrorAction) throws {
        #expect(try adapter().action(for: ProviderError(code: code)) == action)
    }
}
