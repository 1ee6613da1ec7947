package import BatonCore
import Foundation

/// Any program that speaks Standard Webhooks, both ways: the bus to a business's own tools.
///
/// In: `message.received`, `message.edited`, `message.deleted`, `message.echo` and `message.status`.
/// Out: `message.send`. Both are `{"type", "data"}`, signed alike.
///
/// Source: Standard Webhooks, "Specification".
package struct GenericWebhookAdapter: ChannelAdapter, LinkingChannel {
    /// What the channel is called and needs.
    package static let profile = ChannelProfile(
        name: "generic_webhook", title: "Signed webhook (Standard Webhooks)",
        needs: [
            .secret("webhook_secret", .verify, "a key shared with the other program: whsec_…"),
            .setting("api_base", .send, "the address that takes our webhooks"),
        ])

    /// The largest file; the other program fetches it from us.
    private static let fileBytes = 100_000_000

    /// What the channel can do; the other program shows menus as it likes.
    package let capabilities = ChannelCapabilities(
        maxTextLength: 4096,
        menu: .init(
            buttons: 100, buttonTitle: 100, rows: 100, rowTitle: 100, body: 4096, idBytes: 256),
        mediaBytes: [
            .image: Self.fileBytes, .audio: Self.fileBytes, .video: Self.fileBytes,
            .document: Self.fileBytes,
        ],
        features: [.deliveryReports, .readReports, .quotes, .editsIn, .deletesIn, .echoes],
        serviceWindowMilliseconds: nil,
        rates: [RateBucket(scope: .connection, sends: 50, milliseconds: 1000, burst: 50)])
    /// HTTP's statuses.
    package let errors = ErrorTable([
        .init(401, 403, 404, 410, action: .haltChannelAlert),
        .init(429, action: .retryAfter),
        .init(ranges: 400...499, action: .failBug),
    ])

    private let signature: StandardWebhookSignature
    private let settings: ChannelSettings

    /// Makes the adapter.
    package init(_ settings: ChannelSettings) throws(ChannelConfigurationError) {
        guard let signature = StandardWebhookSignature(try settings.required("webhook_secret"))
        else {
            throw ChannelConfigurationError(
                "connection \(settings.connection): webhook_secret is not 'whsec_' and base64; make "
                    + "one with: echo whsec_$(openssl rand -base64 32)")
        }
        self.signature = signature
        self.settings = settings
    }

    /// Whether id, time and body are signed, and the time is now.
    package func verify(_ request: WebhookRequest, at now: Timestamp) -> WebhookVerdict {
        .onPost(request, isProved: signature.proves(request, at: now))
    }

    /// The event of a request.
    package func events(of request: WebhookRequest) throws(UnreadableWebhook) -> [InboundEvent] {
        let root = try JSONObject(webhook: request.body)
        guard let type = root.words("type"), let data = root.object("data") else {
            throw UnreadableWebhook("the body has no 'type' and 'data'")
        }
        var event = InboundEvent(
            kind: .message, provider: name, account: data.words("account") ?? settings.connection)
        event.id = data.words("id") ?? request.headers["webhook-id"]
        event.at = data.integer("at")
        let person = Self.contact(data.object("contact"))
        event.contact = person
        event.content = Self.content(data)
        event.replyTo = data.words("reply_to")
        event.target = data.words("target")
        switch type {
        case "message.received": break
        case "message.edited": event.kind = .edit
        case "message.deleted":
            event.kind = .delete
            event.content = nil
        case "message.echo":
            event.kind = .echo
            event.action = "send"
            (event.contact, event.recipient) = (nil, person)
        case "message.status":
            guard let state = data.text("status").flatMap(DeliveryState.init(reported:)) else {
                throw UnreadableWebhook("'status' is none of sent, delivered, read, failed")
            }
            event.kind = .status
            (event.contact, event.recipient, event.content) = (nil, person, nil)
            event.status = DeliveryStatus(state: state)
        default:
            event.kind = .account
            (event.contact, event.content) = (nil, nil)
            event.accountEvent = AccountEvent(field: type)
        }
        return [event]
    }

    private static func contact(_ raw: JSONObject?) -> ContactAddress {
        ContactAddress(
            phone: PhoneNumber.e164(raw?.text("phone")), username: raw?.words("username"),
            name: raw?.words("name"), providerID: raw?.words("id"))
    }

    private static func content(_ data: JSONObject) -> MessageContent {
        if let choice = data.object("choice") {
            var content = MessageContent(type: .choice)
            content.choice = .init(
                source: "button", id: choice.words("id"), title: choice.words("title"))
            return content
        }
        return data.text("text").map { .text($0) } ?? MessageContent(type: .unsupported)
    }

    /// The request that sends a message, its id the same however often it is tried.
    package func request(for send: OutboundMessage) throws(CannotSend) -> ProviderRequest {
        guard let address = settings.apiBase else { throw settings.lacks("api_base") }
        let file = Self.file(send.content)
        guard let words = send.content.words ?? file.map({ _ in "" }) else {
            throw CannotSend(
                "the \(send.content.type.rawValue) has no words to send",
                "\(send.content.type.title.chinese)沒有可傳送的文字")
        }
        var contact: [String: Any] = [:]
        contact["id"] = send.recipient.providerID
        contact["phone"] = send.recipient.phone
        contact["name"] = send.recipient.name
        var data: [String: Any] = [
            "id": send.send.rawValue, "account": send.account, "contact": contact, "text": words,
        ]
        data["reply_to"] = send.replyTo
        data["file"] = file
        data["options"] = send.content.menu?.options.map { ["id": $0.id, "title": $0.title] }
        var request = try ProviderRequest.json(
            address, headers: [:], body: ["type": "message.send", "data": data])
        request.headers.merge(
            signature.headers(id: send.send.rawValue, at: send.at, body: request.body)
        ) { _, signed in signed }
        return request
    }

    private static func file(_ content: MessageContent) -> [String: Any]? {
        guard let url = content.url else { return nil }
        switch content.type {
        case .image, .video, .audio, .document, .sticker: break
        default: return nil
        }
        var file: [String: Any] = ["kind": content.type.rawValue, "url": url]
        file["mime"] = content.mime
        file["name"] = content.filename
        file["size"] = content.sizeBytes
        return file
    }

    /// What an answer means: any success takes the message, under its own id or ours.
    package func reading(of response: ProviderResponse, to send: SendID) -> ProviderReading {
        response.isSuccess
            ? .accepted(providerID: response.json?.words("id") ?? send.rawValue)
            : response.failure()
    }
}
