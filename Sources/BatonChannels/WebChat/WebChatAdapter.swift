package import BatonCore

/// The chat on the shop's own website, which the worker itself serves.
///
/// There is no provider: what visitors send comes in by the worker's own addresses, proved by their
/// tokens, and a send is delivered by recording it, since visitors are shown what is recorded.
package struct WebChatAdapter: ChannelAdapter {
    /// What the channel is called and needs.
    package static let profile = ChannelProfile(
        name: "webchat", title: "Chat on the website",
        needs: [
            .list(
                "origins", .embed,
                "the pages that may open it, such as https://shop.example.hk, as browsers name them"
            ),
            .secret(
                "site_secret", .identify,
                "a key of your own, by which the shop signs its customers' ids"),
        ], isServedHere: true)

    /// The longest text that a visitor may send, in UTF-16 units.
    package static let maxTextLength = 4096

    /// What the channel can do; the widget shows any menu as buttons.
    package let capabilities = ChannelCapabilities(
        maxTextLength: Self.maxTextLength,
        menu: .init(
            buttons: 20, buttonTitle: 200, rows: 50, rowTitle: 200, body: 4096, idBytes: 256),
        mediaBytes: [
            .image: 10_000_000, .audio: 10_000_000, .video: 10_000_000, .document: 10_000_000,
        ],
        features: [.typing, .readMarks, .deliveryReports, .readReports],
        serviceWindowMilliseconds: nil,
        rates: [RateBucket(scope: .contact, sends: 5, milliseconds: 1000, burst: 20)])
    /// No provider, no codes.
    package let errors = ErrorTable([])
    /// The pages that may open it.
    package let origins: WebOrigins
    /// Who a page's customer is, as the shop signs it.
    package let identities: VisitorIdentities

    /// Makes the adapter.
    package init(_ settings: ChannelSettings) throws(ChannelConfigurationError) {
        let words = (settings.options["origins"] ?? "").split(separator: " ").map(String.init)
        guard !words.isEmpty else {
            throw ChannelConfigurationError(
                "connection \(settings.connection): origins is missing; without it no page may open "
                    + "a chat: set it to the pages that may, such as https://shop.example.hk")
        }
        origins = WebOrigins(words)
        identities = VisitorIdentities(secrets: settings.values("site_secret"))
    }

    /// What is wrong with an origin or a site key.
    package static func objection(to value: String, of key: String) -> String? {
        switch key {
        case "origins":
            WebOrigins.isOrigin(value)
                ? nil
                : "is no origin: it is https:// and the host as browsers write them, with a port "
                    + "where there is one and nothing after it"
        case "inboxes":
            VisitorMessage.isWord(value)
                ? nil : "a site key has letters, digits, '-', '_' and '.', at most 64"
        default: nil
        }
    }

    /// Never: visitors have the worker's own addresses.
    package func verify(_ request: WebhookRequest, at now: Timestamp) -> WebhookVerdict {
        .refused(status: 404, why: "web chat has no webhook; pages embed /webchat/v1/widget.js")
    }

    /// Never.
    package func events(of request: WebhookRequest) throws(UnreadableWebhook) -> [InboundEvent] {
        throw UnreadableWebhook("web chat has no webhook")
    }

    /// Never: there is nobody to ask.
    package func request(for send: OutboundMessage) throws(CannotSend) -> ProviderRequest {
        throw CannotSend(
            "the worker serves web chat itself; there is no provider to send to",
            "網站對話由伺服器直接提供，沒有平台可送")
    }

    /// Never.
    package func reading(of response: ProviderResponse, to send: SendID) -> ProviderReading {
        .unclear(ProviderError(code: response.status, title: "web chat has no provider"))
    }
}
