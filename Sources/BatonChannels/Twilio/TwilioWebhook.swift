import BatonCore
import Foundation

/// Reads Twilio's webhooks: messages and status callbacks, as forms, or as JSON of the same names.
///
/// Source: Twilio, "Messaging webhook request" and "Track outbound message status".
struct TwilioWebhook {
    private let fields: [String: String]

    init(_ request: WebhookRequest) throws(UnreadableWebhook) {
        let type = (request.headers["content-type"] ?? "").lowercased()
        if type.hasPrefix("application/json") {
            let json = try JSONObject(webhook: request.body)
            fields = Dictionary(
                uniqueKeysWithValues: json.raw.keys.compactMap { key in
                    json.text(key).map { (key, $0) }
                })
        } else {
            fields = Dictionary(
                FormBody.pairs(request.body).map { ($0.name, $0.value) }
            ) { first, _ in first }
        }
        guard text("MessageSid") ?? text("SmsSid") != nil else {
            throw UnreadableWebhook("the request names no MessageSid")
        }
    }

    /// Every file of a message is an event of its own: the first has the message's id.
    var events: [InboundEvent] {
        let first = event
        guard first.kind == .message, first.content?.url != nil, let id else { return [first] }
        let others = (1..<Self.mostFiles).prefix { text("MediaUrl\($0)") != nil }
        return [first]
            + others.map { index in
                var further = first
                further.id = "\(id)/\(index)"
                further.content = media(index)
                further.content?.caption = nil
                return further
            }
    }

    /// The most files that a message of Twilio's has.
    private static let mostFiles = 10

    private var event: InboundEvent {
        if let word = text("MessageStatus") ?? text("SmsStatus"), word != "received",
            word != "receiving"
        {
            return Self.status(
                word, id: id, account: text("From"), to: text("To"), code: text("ErrorCode"),
                details: text("ChannelStatusMessage"))
        }
        var event = InboundEvent(
            kind: .message, provider: TwilioAdapter.profile.name, account: text("To"))
        event.id = id
        event.contact = contact
        event.content = content
        event.replyTo = text("OriginalRepliedMessageSid")
        if text("Forwarded") == "true" || text("FrequentlyForwarded") == "true" {
            event.forwarded = true
        }
        event.referral = referral
        return event
    }

    /// A status by Twilio's word; accepted and queued are what sent means to us.
    static func status(
        _ word: String, id: String?, account: String?, to: String?, code: String?,
        details: String?
    ) -> InboundEvent {
        var event = InboundEvent(
            kind: .status, provider: TwilioAdapter.profile.name, account: account)
        event.id = id
        event.recipient = address(to)
        let state: DeliveryState
        switch word {
        case "accepted", "scheduled", "queued", "sending", "sent": state = .sent
        case "delivered": state = .delivered
        case "read": state = .read
        case "failed", "undelivered", "canceled": state = .failed
        default:
            event.kind = .error
            event.error = ProviderError(
                code: 0, title: "a status that is not known", details: word)
            return event
        }
        var status = DeliveryStatus(state: state)
        if state == .failed {
            status.error = ProviderError(
                code: code.flatMap { Int($0) } ?? 0, title: word, details: details)
        }
        event.status = status
        return event
    }

    /// A person by Twilio's address: `whatsapp:+852…`, or `whatsapp:HK.150…` without a phone.
    static func address(_ text: String?) -> ContactAddress? {
        guard let text else { return nil }
        let bare = text.hasPrefix("whatsapp:") ? text.dropFirst(9) : text[...]
        if bare.hasPrefix("+") { return ContactAddress(phone: PhoneNumber.e164(String(bare))) }
        return bare.contains(".") ? ContactAddress(bsuid: String(bare)) : nil
    }

    private var id: String? { text("MessageSid") ?? text("SmsSid") }

    /// A value that is not empty.
    private func text(_ name: String) -> String? {
        fields[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    private var contact: ContactAddress {
        var contact = Self.address(text("From")) ?? ContactAddress()
        contact.phone = contact.phone ?? PhoneNumber.e164(text("WaId"))
        contact.bsuid = text("ExternalUserId") ?? contact.bsuid
        contact.parentBsuid = text("ParentExternalUserId")
        contact.username = text("ProfileUsername")
        contact.name = text("ProfileName")
        return contact
    }

    private var content: MessageContent {
        if text("ListId") != nil || text("ListTitle") != nil {
            return choice(
                "list", id: text("ListId"), title: text("ListTitle"), text("ListDescription"))
        }
        if text("ButtonPayload") != nil || text("ButtonText") != nil {
            return choice("button", id: text("ButtonPayload"), title: text("ButtonText"))
        }
        if let lat = text("Latitude").flatMap({ Double($0) }),
            let lng = text("Longitude").flatMap({ Double($0) }), lat.isFinite, lng.isFinite
        {
            var content = MessageContent(type: .location)
            content.lat = lat
            content.lng = lng
            content.name = text("Label")
            content.address = text("Address")
            return content
        }
        if (text("NumMedia").flatMap { Int($0) } ?? 0) > 0 || text("MediaUrl0") != nil {
            return media(0)
        }
        if let body = fields["Body"], !body.isEmpty || text("MessageType") ?? "text" == "text" {
            return .text(body)
        }
        var content = MessageContent(type: .unsupported)
        content.detail = text("MessageType")
        return content
    }

    private func choice(_ source: String, id: String?, title: String?, _ more: String? = nil)
        -> MessageContent
    {
        var content = MessageContent(type: .choice)
        content.choice = MessageContent.Choice(
            source: source, id: id, title: title, description: more)
        return content
    }

    private func media(_ index: Int) -> MessageContent {
        let mime = text("MediaContentType\(index)") ?? ""
        let kind: MessageContent.Kind =
            switch (text("MessageType"), mime.split(separator: "/").first) {
            case ("contacts", _): .contacts
            case ("sticker", _): .sticker
            case (_, "image"): .image
            case (_, "audio"): .audio
            case (_, "video"): .video
            default: mime == "text/vcard" ? .contacts : .document
            }
        var content = MessageContent(type: kind)
        content.url = text("MediaUrl\(index)")
        content.mime = text("MediaContentType\(index)")
        content.caption = text("Body")
        return content
    }

    private var referral: Referral? {
        var referral = Referral()
        referral.sourceType = text("ReferralSourceType")
        referral.sourceID = text("ReferralSourceId")
        referral.sourceURL = text("ReferralSourceUrl")
        referral.headline = text("ReferralHeadline")
        referral.ctwaClid = text("ReferralCtwaClid")
        return referral == Referral() ? nil : referral
    }
}
