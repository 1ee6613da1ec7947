package import BatonCore

/// WhatsApp through 360dialog: the Cloud API's bodies both ways, behind a key and a header of ours.
///
/// Source: 360dialog, "Webhook reference" and "Messaging API".
package struct Dialog360Adapter: ChannelAdapter, UploadingChannel {
    /// What the channel is called and needs.
    package static let profile = ChannelProfile(
        name: "d360", title: "WhatsApp (360dialog)",
        needs: [
            .secret(
                "header_token", .verify,
                "words of your own, set as the header \(header) of the webhook"),
            .secret("access_token", .send, "the number's D360-API-KEY"),
        ])

    /// 360dialog signs nothing; it sends the headers that were given with the webhook's address.
    static let header = "x-baton-webhook-token"
    private static let defaultBase = "https://waba-v2.360dialog.io"

    /// What the channel can do.
    package let capabilities = WhatsAppLimits.capabilities
    /// Meta's codes come through unchanged.
    package let errors = WhatsAppErrorCodes.table

    private let tokens: SharedTokens
    let settings: ChannelSettings
    let base: String

    /// Makes the adapter.
    package init(_ settings: ChannelSettings) throws(ChannelConfigurationError) {
        tokens = SharedTokens(try settings.required("header_token"))
        self.settings = settings
        base = settings.apiBase ?? Self.defaultBase
    }

    /// Whether the request carries our header.
    package func verify(_ request: WebhookRequest, at now: Timestamp) -> WebhookVerdict {
        .onPost(request, isProved: tokens.contains(request.headers[Self.header]))
    }

    /// The canonical events of a request.
    package func events(of request: WebhookRequest) throws(UnreadableWebhook) -> [InboundEvent] {
        try WhatsAppWebhook(body: request.body, provider: name).events
    }

    /// The request that sends a message; the key says from which number.
    package func request(for send: OutboundMessage) throws(CannotSend) -> ProviderRequest {
        try .json(
            "\(base)/messages", headers: try key(), body: try WhatsAppBody.body(of: send))
    }

    /// Marks a message read and shows typing.
    package func typingRequest(account: String, inboundProviderID: String) -> ProviderRequest? {
        guard let headers = try? key() else { return nil }
        return try? .json(
            "\(base)/messages", headers: headers, body: WhatsAppBody.typing(inboundProviderID))
    }

    /// What the answer to a send means; 360dialog's own faults come as plain HTTP.
    package func reading(of response: ProviderResponse, to send: SendID) -> ProviderReading {
        let text = String(decoding: response.body.prefix(1024), as: UTF8.self).lowercased()
        if response.status == 400, text.contains("rate limit") {
            return .refused(response.fault("too many requests", code: 429))
        }
        if response.status == 400, response.json?.object("error") == nil, text.contains("payment") {
            return .refused(response.fault("the account is not paid for", code: 402))
        }
        return WhatsAppAnswer.reading(of: response)
    }

    /// Whether an account, its number or a template is worse off than before.
    package func isAlarming(_ event: AccountEvent) -> Bool { WhatsAppWebhook.isAlarming(event) }

    /// The lookup of a media id.
    package func mediaFetch(for content: MessageContent) -> MediaFetch? { media?.fetch(content) }

    /// The download; Meta's host answers 360dialog's key only through 360dialog.
    package func mediaFetch(after response: ProviderResponse, for content: MessageContent)
        -> MediaFetch?
    {
        let text = String(decoding: response.body, as: UTF8.self)
            .replacing("\\/", with: "/")
            .replacing("https://lookaside.fbsbx.com", with: base)
        return media?.fetch(
            after: ProviderResponse(
                status: response.status, headers: response.headers, body: Array(text.utf8)),
            for: content)
    }

    /// The request that uploads a file.
    package func uploadRequest(account: String, file: OutboundFile, boundary: String)
        throws(CannotSend) -> ProviderRequest
    {
        WhatsAppMedia.upload(
            file, to: "\(base)/media", credentials: try key(), boundary: boundary)
    }

    /// The media id that an upload gave.
    package func uploadReading(of response: ProviderResponse) -> ProviderReading {
        WhatsAppMedia.uploadReading(of: response)
    }

    private var media: WhatsAppMedia? {
        guard let headers = try? key() else { return nil }
        return WhatsAppMedia(
            base: base, trusted: TrustedHosts(names: [], base: base), credentials: headers)
    }

    func key() throws(CannotSend) -> [String: String] {
        ["d360-api-key": try settings.credential("access_token")]
    }
}
