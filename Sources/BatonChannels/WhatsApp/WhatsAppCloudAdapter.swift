package import BatonCore

/// WhatsApp through Meta's Cloud API.
///
/// Source: Meta, WhatsApp Business Platform, Cloud API reference and webhooks reference.
package struct WhatsAppCloudAdapter: ChannelAdapter, UploadingChannel {
    /// What the channel is called and needs.
    package static let profile = ChannelProfile(
        name: "whatsapp_cloud", title: "WhatsApp (Meta Cloud API)",
        needs: [
            .secret("app_secret", .verify, "the app's secret, from the app's basic settings"),
            .secret("verify_token", .handshake, "words of your own, given with the webhook"),
            .secret("access_token", .send, "a system user's permanent token"),
            .setting(
                "waba_id", .subscribe,
                "the WhatsApp business account's id, from the WhatsApp Manager's settings"),
        ])

    private static let defaultVersion = "v26.0"
    private static let defaultBase = "https://graph.facebook.com"

    /// What the channel can do.
    package let capabilities = WhatsAppLimits.capabilities
    /// What Meta's error codes ask for.
    package let errors = WhatsAppErrorCodes.table

    private let appSecrets: SigningKeys
    private let verifyTokens: SharedTokens
    let settings: ChannelSettings
    let base: String

    /// Makes the adapter.
    package init(_ settings: ChannelSettings) throws(ChannelConfigurationError) {
        // With a verify token alone the handshake works, and no signature is ever right.
        let tokens = settings.values("verify_token")
        appSecrets = SigningKeys(
            tokens.isEmpty
                ? try settings.required("app_secret") : settings.values("app_secret"))
        verifyTokens = SharedTokens(tokens)
        self.settings = settings
        base =
            (settings.apiBase ?? Self.defaultBase) + "/"
            + (settings.apiVersion ?? Self.defaultVersion)
    }

    /// Says whether a request is from Meta, over the raw bytes and in constant time.
    package func verify(_ request: WebhookRequest, at now: Timestamp) -> WebhookVerdict {
        if request.method == "GET" { return handshake(request) }
        let header = request.headers["x-hub-signature-256"] ?? ""
        guard header.hasPrefix("sha256="), let code = Hex.bytes(header.dropFirst(7)) else {
            return .onPost(request, isProved: false)
        }
        return .onPost(request, isProved: appSecrets.sha256(code, signs: request.body))
    }

    private func handshake(_ request: WebhookRequest) -> WebhookVerdict {
        guard request.item("hub.mode") == "subscribe",
            let challenge = request.item("hub.challenge")
        else { return .refused(status: 403, why: "not a subscription handshake") }
        return verifyTokens.contains(request.item("hub.verify_token"))
            ? .challenge(challenge) : .refused(status: 403, why: "the verify token is not ours")
    }

    /// The canonical events of a request.
    package func events(of request: WebhookRequest) throws(UnreadableWebhook) -> [InboundEvent] {
        try WhatsAppWebhook(body: request.body, provider: name).events
    }

    /// The request that sends a message.
    package func request(for send: OutboundMessage) throws(CannotSend) -> ProviderRequest {
        try .json(
            "\(base)/\(send.account)/messages", headers: try bearer(),
            body: try WhatsAppBody.body(of: send))
    }

    /// Marks a message read and shows typing, until the reply or 25 seconds.
    package func typingRequest(account: String, inboundProviderID: String) -> ProviderRequest? {
        guard let headers = try? bearer() else { return nil }
        return try? .json(
            "\(base)/\(account)/messages", headers: headers,
            body: WhatsAppBody.typing(inboundProviderID))
    }

    /// Asks who the number is.
    package func identityRequest(account: String) -> ProviderRequest? {
        guard let headers = try? bearer() else { return nil }
        return .get(
            "\(base)/\(account)?fields=display_phone_number,verified_name,quality_rating",
            headers: headers)
    }

    /// What Meta's answer to a send means.
    package func reading(of response: ProviderResponse, to send: SendID) -> ProviderReading {
        WhatsAppAnswer.reading(of: response)
    }

    /// Whether an account, its number or a template is worse off than before.
    package func isAlarming(_ event: AccountEvent) -> Bool { WhatsAppWebhook.isAlarming(event) }

    /// The lookup of a media id, or the download.
    package func mediaFetch(for content: MessageContent) -> MediaFetch? { media?.fetch(content) }

    /// The download that the lookup names.
    package func mediaFetch(after response: ProviderResponse, for content: MessageContent)
        -> MediaFetch?
    {
        media?.fetch(after: response, for: content)
    }

    /// The request that uploads a file; its answer's `id` is the media id, good for 30 days.
    package func uploadRequest(account: String, file: OutboundFile, boundary: String)
        throws(CannotSend) -> ProviderRequest
    {
        WhatsAppMedia.upload(
            file, to: "\(base)/\(account)/media", credentials: try bearer(), boundary: boundary)
    }

    /// The media id that an upload gave.
    package func uploadReading(of response: ProviderResponse) -> ProviderReading {
        WhatsAppMedia.uploadReading(of: response)
    }

    private var media: WhatsAppMedia? {
        guard let headers = try? bearer() else { return nil }
        return WhatsAppMedia(
            base: base, trusted: TrustedHosts(names: WhatsAppMedia.hosts, base: base),
            credentials: headers)
    }

    func bearer() throws(CannotSend) -> [String: String] {
        ["authorization": "Bearer \(try settings.credential("access_token"))"]
    }
}
