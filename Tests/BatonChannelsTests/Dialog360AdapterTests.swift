import BatonChannels
import BatonCore
import Foundation
import Testing

@Suite("Dialog360Adapter")
struct Dialog360AdapterTests {
    private let body =
        #"{"entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"390"},"messages":[{"from":"85291234567","id":"wamid.A","timestamp":"1795406400","type":"text","text":{"body":"有冇貨"}}]}}]}]}"#

    @Test("our header alone opens the door, either of two while one is rotated")
    func verify() throws {
        let adapter = try TestChannel.adapter("d360", secrets: ["header_token": ["n1", "o1"]])
        func verdict(_ token: String?) -> WebhookVerdict {
            adapter.verify(
                TestChannel.post(
                    body, headers: token.map { ["x-baton-webhook-token": $0] } ?? [:]), at: .noon)
        }
        #expect(verdict("n1") == .accepted)
        #expect(verdict("o1") == .accepted)
        for wrong in [nil, "", "N1", "n", "n1n1"] { #expect(verdict(wrong).isRefused) }
    }

    @Test("Meta's bodies are read under 360dialog's name")
    func events() throws {
        var expected = InboundEvent(kind: .message, provider: "d360", account: "390")
        expected.id = "wamid.A"
        expected.at = 1_795_406_400
        expected.contact = ContactAddress(phone: "+85291234567")
        expected.content = .text("有冇貨")
        #expect(
            try TestChannel.adapter("d360").events(of: TestChannel.post(body)) == [expected])
    }

    @Test("a send carries the key and names no number; a busy endpoint is tried again")
    func sending() throws {
        let adapter = try TestChannel.adapter("d360")
        let request = try adapter.request(
            for: TestChannel.send(.text("有"), to: ContactAddress(phone: "+85291234567")))
        #expect(request.url == "https://waba-v2.360dialog.io/messages")
        #expect(
            request.headers == [
                "d360-api-key": "access_token-1", "content-type": "application/json",
            ])
        let busy = ProviderError(code: 429, title: "too many requests")
        #expect(
            adapter.reading(
                of: TestChannel.answer(400, "You exceeded the endpoint rate limit"),
                to: SendID("s")) == .refused(busy))
        #expect(adapter.action(for: busy) == .retryBackoff)
        #expect(adapter.action(for: ProviderError(code: 401)) == .haltChannelAlert)
    }

    @Test("the address and the header that proves it are set, and what differs is said")
    func registration() throws {
        let adapter = try #require(
            try TestChannel.adapter("d360") as? any RegisteringChannel)
        let set = try adapter.registeringRequest()
        #expect(set.url == "https://waba-v2.360dialog.io/v1/configs/webhook")
        #expect(set.headers["d360-api-key"] == "access_token-1")
        #expect(
            TestChannel.json(set) == [
                "url": "https://desk.example.hk/webhooks/shop",
                "headers": ["x-baton-webhook-token": "header_token-1"],
            ])
        func objections(_ body: String) throws -> [String] {
            let found = try #require(adapter.registration(of: TestChannel.answer(200, body)))
            return adapter.objections(to: found)
        }
        let ours = #""url":"https://desk.example.hk/webhooks/shop""#
        #expect(try objections(#"{\#(ours),"headers":{"X-Baton-Webhook-Token":"***"}}"#) == [])
        #expect(try objections("{\(ours)}") == [])
        #expect(
            try objections(#"{\#(ours),"headers":{}}"#) == [
                "the header x-baton-webhook-token is not sent, so every webhook is refused: run "
                    + "'baton channel connect shop'"
            ])
        #expect(
            try objections("{}") == [
                "360dialog calls no address, and not https://desk.example.hk/webhooks/shop: run "
                    + "'baton channel connect shop'"
            ])
    }

    @Test("an account that is not paid for stops the connection; Meta's own words stand above")
    func unpaid() throws {
        let adapter = try TestChannel.adapter("d360")
        func action(_ body: String) -> ErrorAction? {
            guard
                case .refused(let error) = adapter.reading(
                    of: TestChannel.answer(400, body), to: SendID("s"))
            else { return nil }
            return adapter.action(for: error)
        }
        #expect(
            action(#"{"meta":{"developer_message":"Payment required"}}"#) == .haltChannelAlert)
        #expect(
            action(#"{"error":{"code":131042,"message":"payment issue"}}"#) == .haltChannelAlert)
        #expect(action(#"{"error":{"code":131026,"message":"payment"}}"#) == .failNotify)
    }

    @Test("a file behind Meta's host is fetched through 360dialog, and no other host sees the key")
    func media() throws {
        let adapter = try TestChannel.adapter("d360")
        var content = MessageContent(type: .image)
        content.mediaID = "55"
        #expect(
            adapter.mediaFetch(for: content)?.request.url == "https://waba-v2.360dialog.io/55")
        func fetch(_ url: String) -> ProviderRequest? {
            adapter.mediaFetch(
                after: TestChannel.answer(200, #"{"url":"\#(url)"}"#), for: content)?.request
        }
        #expect(
            fetch(#"https:\/\/lookaside.fbsbx.com\/m?id=5"#)
                == ProviderRequest(
                    method: "GET", url: "https://waba-v2.360dialog.io/m?id=5",
                    headers: ["d360-api-key": "access_token-1"], body: []))
        #expect(fetch("https://evil.example/m")?.headers == [:])
    }
}
