package import BatonCore

/// WhatsApp through WATI.
///
/// Source: WATI, API v3 and "Webhooks".
package struct WatiAdapter: ChannelAdapter, CarryingChannel {
    /// What the channel is called and needs.
    package static let profile = ChannelProfile(
        name: "wati", title: "WhatsApp (WATI)",
        needs: [
            .secret(
                "url_token", .verify,
                "words of your own at the end of the webhook's address: ?token=…"),
            .secret("access_token", .send, "the API token, from WATI's API page"),
        ])

    private static let defaultBase = "https://live-mt-server.wati.io"

    /// What the channel can do; reading and typing have no call.
    package let capabilities = ChannelCapabilities(
        maxTextLength: 4096, maxCaptionLength: 1024, menu: WhatsAppLimits.menu,
        mediaBytes: WhatsAppLimits.mediaBytes, mediaTypes: WhatsAppLimits.mediaTypes,
        features: [.deliveryReports, .readReports, .templates, .reactionsIn, .echoes],
        serviceWindowMilliseconds: Conversation.serviceWindowMilliseconds,
        rates: [RateBucket(scope: .connection, sends: 30, milliseconds: 10_000, burst: 30)])
    /// Meta's codes in statuses, HTTP's in answers.
    package let errors = ErrorTable(
        [
            .init(409, action: .failConfigAlert),
            .init(400, 404, 422, action: .failBug),
        ] + WhatsAppErrorCodes.table.rows)

    private let tokens: SharedTokens
    private let settings: ChannelSettings
    private let base: String

    /// Makes the adapter.
    package init(_ settings: ChannelSettings) throws(ChannelConfigurationError) {
        tokens = SharedTokens(try settings.required("url_token"))
        self.settings = settings
        base = settings.apiBase ?? Self.defaultBase
    }

    /// Whether the address carries our token; WATI signs nothing.
    package func verify(_ request: WebhookRequest, at now: Timestamp) -> WebhookVerdict {
        .onPost(request, isProved: tokens.contains(request.item("token")))
    }

    /// The canonical events of a request.
    package func events(of request: WebhookRequest) throws(UnreadableWebhook) -> [InboundEvent] {
        try WatiWebhook(request.body).events
    }

    /// The request that sends a message; the account qualifies the target, so that no second open
    /// conversation is in the way.
    package func request(for send: OutboundMessage) throws(CannotSend) -> ProviderRequest {
        let address = try Self.address(of: send.recipient)
        let headers = try bearer()
        if send.content.type == .template {
            return try .json(
                "\(base)/api/ext/v3/messageTemplates/send", headers: headers,
                body: try Self.template(send, address))
        }
        let (path, part) = try Self.part(of: send.content)
        return try .json(
            "\(base)/api/ext/v3/conversations/messages/\(path)", headers: headers,
            body: part.merging(["target": Self.target(send, address)]) { own, _ in own })
    }

    /// The request that sends a message with its file.
    ///
    /// Source: WATI, API v3, "Send a file message to an active conversation".
    package func request(for send: OutboundMessage, carrying file: OutboundFile, boundary: String)
        throws(CannotSend) -> ProviderRequest
    {
        let target = Self.target(send, try Self.address(of: send.recipient))
        return file.posted(
            to: "\(base)/api/ext/v3/conversations/messages/file", headers: try bearer(),
            fields: [("target", target)] + (send.content.caption.map { [("caption", $0)] } ?? []),
            boundary: boundary)
    }

    private static func address(of recipient: ContactAddress) throws(CannotSend) -> String {
        guard let address = recipient.phone.map(PhoneNumber.digits) ?? recipient.bsuid else {
            throw CannotSend.noWhatsAppAddress
        }
        return address
    }

    private static func target(_ send: OutboundMessage, _ address: String) -> String {
        PhoneNumber.digits(send.account) + ":" + address
    }

    private static func template(_ send: OutboundMessage, _ address: String) throws(CannotSend)
        -> [String: Any]
    {
        guard let template = send.content.template else {
            throw CannotSend.noTemplateName
        }
        let parameters = template.parameters.enumerated().map { index, parameter in
            ["name": parameter.name ?? String(index + 1), "value": parameter.text]
        }
        return [
            "template_name": template.name, "broadcast_name": send.send.rawValue,
            "channel_number": PhoneNumber.digits(send.account), "target": address,
            "parameters": parameters,
        ]
    }

    private static func part(of content: MessageContent) throws(CannotSend)
        -> (path: String, body: [String: Any])
    {
        switch content.type {
        case .text, .choice, .order, .unsupported: break
        case .image, .video, .audio, .document, .sticker:
            guard let url = content.url else {
                throw CannotSend.noLink(on: "WATI")
            }
            var body: [String: Any] = ["file_url": url]
            body["caption"] = content.caption
            return ("fileViaUrl", body)
        case .location, .contacts, .reaction, .template:
            throw CannotSend.noForm(content.type, on: "WATI")
        }
        let options = content.menu?.options ?? []
        switch ChoiceMenu.form(of: content, within: WhatsAppLimits.menu) {
        case .buttons:
            let buttons = options.map { ["text": $0.title] }
            return (
                "interactive",
                [
                    "type": "buttons",
                    "button_message": ["body": content.text ?? "", "buttons": buttons]
                        as [String: Any],
                ]
            )
        case .list:
            let rows = options.map { option -> [String: Any] in
                var row: [String: Any] = ["title": option.title]
                row["description"] = option.description
                return row
            }
            let list: [String: Any] = [
                "body": content.text ?? "", "button_text": content.menu?.label ?? "選擇 Choose",
                "sections": [["title": "", "rows": rows] as [String: Any]],
            ]
            return ("interactive", ["type": "list", "list_message": list])
        case .numbered:
            return ("text", ["text": ChoiceMenu.listed(content).words ?? ""])
        }
    }

    /// What WATI's answer to a send means: taken, and not yet sent.
    package func reading(of response: ProviderResponse, to send: SendID) -> ProviderReading {
        let json = response.json
        guard response.isSuccess else {
            return response.failure(
                response.fault(json?.text("message") ?? json?.text("error")))
        }
        if json?.flag("ok") == false || json?.flag("result") == false {
            return .refused(response.fault(json?.text("info") ?? json?.text("message")))
        }
        let message = json?.object("message")
        let id =
            message?.words("localMessageId") ?? json?.words("localMessageId")
            ?? json?.words("local_message_id") ?? message?.words("id") ?? json?.words("id")
        guard let id else { return .unclear(response.fault("an answer without a message id")) }
        return .accepted(providerID: id)
    }

    /// Asks for one contact, which only the right token may.
    package func identityRequest(account: String) -> ProviderRequest? {
        guard let headers = try? bearer() else { return nil }
        return .get("\(base)/api/ext/v3/contacts?page_size=1", headers: headers)
    }

    /// The download of a file by the path that the webhook gives.
    package func mediaFetch(for content: MessageContent) -> MediaFetch? {
        guard let path = content.mediaID, let headers = try? bearer() else { return nil }
        return MediaFetch(
            request: .get(
                "\(base)/api/v1/getMedia?fileName=\(FormBody.encoded(path))", headers: headers),
            maxBytes: WhatsAppLimits.inboundBytes)
    }

    private func bearer() throws(CannotSend) -> [String: String] {
        ["authorization": "Bearer \(try settings.credential("access_token"))"]
    }
}
