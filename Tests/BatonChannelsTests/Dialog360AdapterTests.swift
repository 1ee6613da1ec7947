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
