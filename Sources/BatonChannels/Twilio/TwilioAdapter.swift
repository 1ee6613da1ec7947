package import BatonCore
import Foundation

/// WhatsApp through Twilio's Programmable Messaging.
///
/// Source: Twilio, "Messages resource", "Messaging webhooks" and "Webhooks security".
package struct TwilioAdapter: ChannelAdapter, PullingChannel, LinkingChannel {
    /// What the channel is called and needs.
    package static let profile = ChannelProfile(
        name: "twilio", title: "WhatsApp (Twilio)",
        needs: [
            .secret("auth_token", .verify, "the account's auth token, from Twilio's console"),
            .setting("account_sid", .send, "the account's SID: AC and 32 digits"),
        ], signsAddress: true)

    private static let defaultBase = "https://api.twilio.com"
    private static let typingBase = "https://messaging.twilio.com"

    /// What the channel can do.
    ///
    /// Source: Twilio, "WhatsApp" limits: 1,600 characters, 16 MB a file, ten texts a second.
    package let capabilities = ChannelCapabilities(
        maxTextLength: 1600, maxCaptionLength: 1024,
        mediaBytes: [
            .image: 5_000_000, .audio: 16_000_000, .video: 16_000_000, .document: 16_000_000,
        ], mediaTypes: WhatsAppLimits.mediaTypes,
        features: [.typing, .readMarks, .deliveryReports, .readReports, .templates],
        serviceWindowMilliseconds: Conversation.serviceWindowMilliseconds,
        rates: [
            RateBucket(scope: .account, sends: 10, milliseconds: 1000, burst: 10),
            RateBucket(scope: .contact, sends: 1, milliseconds: 6000, burst: 45),
        ])
    /// What Twilio's error codes ask for.
    package let errors = TwilioErrorCodes.table
    /// Twilio calls us; its list only closes gaps.
    package let pullsContinuously = false

    /// Twilio would send what a 200 says to the customer; this says that there is nothing.
    package let storedStatus = 204

    private let signature: TwilioSignature
    private let settings: ChannelSettings
    private let publicURL: String
    private let base: String

    /// Makes the adapter.
    package init(_ settings: ChannelSettings) throws(ChannelConfigurationError) {
        signature = TwilioSignature(keys: SigningKeys(try settings.required("auth_token")))
        guard let publicURL = settings.publicURL else {
            throw ChannelConfigurationError(
                "connection \(settings.connection): http.public_url is missing; Twilio signs the "
                    + "public address of its webhook: set it to what stands in Twilio's console")
        }
        self.publicURL = publicURL
        self.settings = settings
        base = settings.apiBase ?? Self.defaultBase
    }

    /// Whether Twilio signed the public address and what came to it.
    package func verify(_ request: WebhookRequest, at now: Timestamp) -> WebhookVerdict {
        let query = request.rawQuery.isEmpty ? "" : "?" + request.rawQuery
        return .onPost(
            request, isProved: signature.proves(request, at: publicURL + request.path + query),
            failing: 403)
    }

    /// The event of a request, and one more for each further file of its message.
    package func events(of request: WebhookRequest) throws(UnreadableWebhook) -> [InboundEvent] {
        try TwilioWebhook(request).events
    }

    /// The request that sends a message.
    package func request(for send: OutboundMessage) throws(CannotSend) -> ProviderRequest {
        guard let address = send.recipient.phone ?? send.recipient.bsuid else {
            throw CannotSend.noWhatsAppAddress
        }
        let sender = send.account.hasPrefix("whatsapp:") ? send.account : "whatsapp:" + send.account
        let fields = [
            ("From", sender), ("To", "whatsapp:" + address),
            ("StatusCallback", "\(publicURL)/webhooks/\(settings.connection)/status"),
        ]
        return .form(
            base + (try messagesPath()), headers: try basic(),
            fields: fields + (try Self.part(of: send.content)))
    }

    private static func part(of content: MessageContent) throws(CannotSend) -> [(String, String)] {
        switch content.type {
        case .text, .choice, .order, .unsupported:
            return [("Body", ChoiceMenu.listed(content).words ?? "")]
        case .image, .video, .audio, .document, .sticker:
            guard let url = content.url else {
                throw CannotSend.noLink(on: "Twilio")
            }
            return [("MediaUrl", url)] + (content.caption.map { [("Body", $0)] } ?? [])
        case .location:
            guard let lat = content.lat, let lng = content.lng else {
                throw CannotSend.noCoordinates
            }
            let label = content.name.map { "|" + $0 } ?? ""
            return [
                ("Body", content.address ?? content.name ?? "\(lat),\(lng)"),
                ("PersistentAction", "geo:\(lat),\(lng)\(label)"),
            ]
        case .template:
            guard let template = content.template else {
                throw CannotSend.noTemplateName
            }
            var variables: [String: String] = [:]
            for (index, parameter) in template.parameters.enumerated() {
                variables[parameter.name ?? String(index + 1)] = parameter.text
            }
            let json = try? JSONSerialization.data(
                withJSONObject: variables, options: [.sortedKeys, .withoutEscapingSlashes])
            return [("ContentSid", template.name)]
                + (variables.isEmpty
                    ? [] : [("ContentVariables", String(decoding: json ?? Data(), as: UTF8.self))])
        case .contacts, .reaction:
            throw CannotSend.noForm(content.type, on: "Twilio")
        }
    }

    /// What Twilio's answer to a send means.
    package func reading(of response: ProviderResponse, to send: SendID) -> ProviderReading {
        let json = response.json
        if response.isSuccess {
            guard let id = json?.words("sid") else {
                return .unclear(response.fault("an answer without a message id"))
            }
            return .accepted(providerID: id)
        }
        // A server that failed may have taken the message, whatever code it names.
        return response.failure(
            json?.code("code").map { response.fault(json?.text("message"), code: $0) })
    }

    /// Shows typing, which also marks the message read.
    package func typingRequest(account: String, inboundProviderID: String) -> ProviderRequest? {
        guard let headers = try? basic() else { return nil }
        return .form(
            "\(settings.apiBase ?? Self.typingBase)/v2/Indicators/Typing.json", headers: headers,
            fields: [("messageId", inboundProviderID), ("channel", "whatsapp")])
    }

    /// Asks for the Twilio account.
    package func identityRequest(account: String) -> ProviderRequest? {
        guard let headers = try? basic(), let sid = settings.options["account_sid"] else {
            return nil
        }
        return .get("\(base)/2010-04-01/Accounts/\(sid).json", headers: headers)
    }

    /// The download, or the list of files of a message that was read from the history.
    package func mediaFetch(for content: MessageContent) -> MediaFetch? {
        content.url.flatMap { fetch($0) }
    }

    /// The download of the first file of a list.
    package func mediaFetch(after response: ProviderResponse, for content: MessageContent)
        -> MediaFetch?
    {
        guard response.isSuccess,
            let uri = response.json?.objects("media_list").first?.words("uri"),
            uri.hasSuffix(".json")
        else { return nil }
        return fetch(base + uri.dropLast(".json".count))
    }

    private func fetch(_ url: String) -> MediaFetch? {
        guard let headers = try? basic() else { return nil }
        return TrustedHosts(names: ["api.twilio.com"], base: base)
            .request(url, credentials: headers)
            .map {
                MediaFetch(
                    request: $0, isLookup: url.hasSuffix("/Media.json"), maxBytes: 16_000_000)
            }
    }

    /// A page of the messages since a day.
    package func pullRequest(account: String, cursor: String?, since: Timestamp)
        -> ProviderRequest?
    {
        guard let headers = try? basic(), let path = try? messagesPath(),
            let url = TwilioHistory(base: base, path: path)
                .address(account: account, cursor: cursor, since: since)
        else { return nil }
        return .get(url, headers: headers)
    }

    /// The events of a page.
    package func pullReading(of response: ProviderResponse, cursor: String?) -> PullReading {
        TwilioHistory(base: base, path: "").reading(of: response, cursor: cursor)
    }

    private func messagesPath() throws(CannotSend) -> String {
        guard let sid = settings.options["account_sid"], WhatsAppMedia.isID(sid) else {
            throw settings.lacks("account_sid")
        }
        return "/2010-04-01/Accounts/\(sid)/Messages.json"
    }

    private func basic() throws(CannotSend) -> [String: String] {
        guard let sid = settings.options["account_sid"] else { throw settings.lacks("account_sid") }
        let pair = "\(sid):\(try settings.credential("auth_token"))"
        return [
            "authorization": "Basic " + Data(pair.utf8).base64EncodedString(),
            "accept": "application/json",
        ]
    }
}
