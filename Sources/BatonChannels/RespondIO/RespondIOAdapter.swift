package import BatonCore
import Foundation

/// Any channel of a Respond.io workspace, through its developer API.
///
/// Source: Respond.io, developer API v2 and "Webhooks".
package struct RespondIOAdapter: ChannelAdapter, LinkingChannel, StatusChannel {
    /// What the channel is called and needs; every webhook has its own key, so several may be given.
    package static let profile = ChannelProfile(
        name: "respond_io", title: "Respond.io",
        needs: [
            .secret("signing_key", .verify, "the webhook's signing key; a list for several"),
            .secret("access_token", .send, "the developer API's access token"),
        ])

    private static let defaultBase = "https://api.respond.io"

    /// What the channel can do; statuses are asked for, not told.
    package let capabilities = ChannelCapabilities(
        maxTextLength: 4096, maxCaptionLength: 0,
        menu: .init(buttons: 10, buttonTitle: 20, body: 1024, idBytes: 200),
        mediaBytes: [
            .image: 5_000_000, .audio: 16_000_000, .video: 16_000_000, .document: 20_000_000,
        ], mediaTypes: WhatsAppLimits.mediaTypes,
        features: [.templates, .echoes],
        serviceWindowMilliseconds: Conversation.serviceWindowMilliseconds,
        rates: [RateBucket(scope: .connection, sends: 5, milliseconds: 1000, burst: 5)])
    /// HTTP's statuses.
    package let errors = ErrorTable([
        .init(401, 403, action: .haltChannelAlert),
        .init(429, action: .retryAfter),
        .init(449, action: .retryBackoff),
        .init(400, 404, 409, 422, action: .failBug),
    ])

    private let keys: SigningKeys
    private let settings: ChannelSettings
    private let base: String

    /// Makes the adapter.
    package init(_ settings: ChannelSettings) throws(ChannelConfigurationError) {
        keys = SigningKeys(try settings.required("signing_key"))
        self.settings = settings
        base = (settings.apiBase ?? Self.defaultBase) + "/v2"
    }

    /// Whether one of the keys signed the body.
    package func verify(_ request: WebhookRequest, at now: Timestamp) -> WebhookVerdict {
        let code = request.headers["x-webhook-signature"].flatMap { Data(base64Encoded: $0) }
        return .onPost(
            request, isProved: code.map { keys.sha256($0, signs: request.body) } ?? false)
    }

    /// The canonical events of a request.
    package func events(of request: WebhookRequest) throws(UnreadableWebhook) -> [InboundEvent] {
        try RespondIOWebhook(request.body).events
    }

    /// The request that sends a message; the account is the workspace's channel.
    package func request(for send: OutboundMessage) throws(CannotSend) -> ProviderRequest {
        guard let channel = Int64(send.account) else {
            throw CannotSend(
                "the account '\(send.account)' is no channel id of Respond.io",
                "帳號「\(send.account)」不是 Respond.io 的渠道編號")
        }
        return try .json(
            "\(try contact(send.recipient))/message", headers: try bearer(),
            body: ["channelId": channel, "message": try Self.part(of: send.content)])
    }

    private static func part(of content: MessageContent) throws(CannotSend) -> [String: Any] {
        switch content.type {
        case .text, .choice, .order, .unsupported:
            let options = content.menu?.options ?? []
            let isList = options.contains { $0.description != nil }
            if !isList, ChoiceMenu.form(of: content, within: quickReplies) == .buttons {
                return [
                    "type": "quick_reply", "title": content.text ?? "",
                    "replies": options.map(\.title),
                ]
            }
            return ["type": "text", "text": ChoiceMenu.listed(content).words ?? ""]
        case .image, .video, .audio, .document:
            guard let url = content.url else {
                throw CannotSend.noLink(on: "Respond.io")
            }
            let type = content.type == .document ? "file" : content.type.rawValue
            return ["type": "attachment", "attachment": ["type": type, "url": url]]
        case .template:
            guard let template = content.template else {
                throw CannotSend.noTemplateName
            }
            let body: [String: Any] = [
                "type": "body", "text": template.rendered ?? "",
                "parameters": template.parameters.map { ["type": "text", "text": $0.text] },
            ]
            return [
                "type": "whatsapp_template",
                "template": [
                    "name": template.name, "languageCode": template.language,
                    "components": template.parameters.isEmpty ? [] : [body],
                ] as [String: Any],
            ]
        case .sticker, .location, .contacts, .reaction:
            throw CannotSend.noForm(content.type, on: "Respond.io")
        }
    }

    private static let quickReplies = ChannelCapabilities.MenuLimits(
        buttons: 10, buttonTitle: 20, body: 1024, idBytes: 200)

    /// What the answer to a send means.
    package func reading(of response: ProviderResponse, to send: SendID) -> ProviderReading {
        let json = response.json
        guard response.isSuccess else {
            return response.failure(response.fault(json?.text("message")))
        }
        guard let id = json?.words("messageId") else {
            return .unclear(response.fault("an answer without a message id"))
        }
        return .accepted(providerID: id)
    }

    /// The request that asks how a message of ours fared; statuses are not pushed reliably.
    package func statusRequest(of providerID: String, to recipient: ContactAddress)
        -> ProviderRequest?
    {
        guard WhatsAppMedia.isID(providerID), let headers = try? bearer(),
            let contact = try? contact(recipient)
        else { return nil }
        return .get("\(contact)/message/\(providerID)", headers: headers)
    }

    /// The statuses that the answer tells, as events; unreadable ones are left out.
    package func statuses(of response: ProviderResponse) -> [InboundEvent] {
        guard response.isSuccess, let json = response.json, let id = json.words("messageId") else {
            return []
        }
        return json.objects("status").compactMap { entry in
            let word = entry.text("value") ?? ""
            let state: DeliveryState? = word == "pending" ? .sent : DeliveryState(reported: word)
            guard let state else { return nil }
            var event = InboundEvent(
                kind: .status, provider: name, account: json.words("channelId"))
            event.id = id
            event.at = entry.integer("timestamp").map { $0 > 100_000_000_000 ? $0 / 1000 : $0 }
            var status = DeliveryStatus(state: state)
            if state == .failed {
                status.error = ProviderError(code: 0, title: entry.words("message"))
            }
            event.status = status
            return event
        }
    }

    /// The file of a message, whose address needs no credentials.
    package func mediaFetch(for content: MessageContent) -> MediaFetch? {
        content.url.flatMap { TrustedHosts(names: [], base: base).request($0, credentials: [:]) }
            .map { MediaFetch(request: $0, maxBytes: 20_000_000) }
    }

    /// Asks for the workspace's channels.
    package func identityRequest(account: String) -> ProviderRequest? {
        guard let headers = try? bearer() else { return nil }
        return .get("\(base)/space/channel", headers: headers)
    }

    /// The contact's address: by Respond.io's own id where it is known, else by phone.
    private func contact(_ recipient: ContactAddress) throws(CannotSend) -> String {
        if let id = recipient.providerID, WhatsAppMedia.isID(id) {
            return "\(base)/contact/id:\(id)"
        }
        guard let phone = PhoneNumber.e164(recipient.phone) else {
            throw CannotSend(
                "the contact has neither a Respond.io id nor a phone", "沒有客人的 Respond.io 編號或電話")
        }
        return "\(base)/contact/phone:\(phone)"
    }

    private func bearer() throws(CannotSend) -> [String: String] {
        ["authorization": "Bearer \(try settings.credential("access_token"))"]
    }
}
