import BatonCore

/// Reads Respond.io's webhooks.
///
/// Source: Respond.io, "Webhooks": new incoming message, new outgoing message, contact assignee updated.
struct RespondIOWebhook {
    private let raw: JSONObject
    private let type: String

    init(_ body: [UInt8]) throws(UnreadableWebhook) {
        raw = try JSONObject(webhook: body)
        guard let type = raw.words("event_type") ?? raw.words("event") else {
            throw UnreadableWebhook("the body names no event_type")
        }
        self.type = type
    }

    var events: [InboundEvent] {
        switch type {
        case "message.received": [message(.message)]
        case "message.sent": [sent]
        case "contact.assignee.updated": assigned
        // What people do to the conversation or the contact there needs nothing of us.
        default: []
        }
    }

    private var outer: JSONObject { raw.object("message") ?? JSONObject([:]) }

    private func message(_ kind: InboundEvent.Kind) -> InboundEvent {
        var event = InboundEvent(
            kind: kind, provider: RespondIOAdapter.profile.name,
            account: outer.words("channelId") ?? raw.object("channel")?.words("id"))
        event.id = outer.words("messageId")
        event.at = outer.integer("timestamp").map { $0 > 100_000_000_000 ? $0 / 1000 : $0 }
        event.contact = Self.contact(raw.object("contact"))
        event.content = Self.content(outer.object("message") ?? JSONObject([:]))
        event.replyTo = outer.words("replyToMessageId")
        return event
    }

    /// What went out: by our API it is only a status; by whatever else, it is an echo.
    private var sent: InboundEvent {
        var event = message(.echo)
        event.recipient = event.contact
        event.contact = nil
        guard outer.object("sender")?.text("source") == "api" else {
            event.action = "send"
            return event
        }
        event.kind = .status
        event.content = nil
        event.replyTo = nil
        event.status = DeliveryStatus(state: .sent)
        return event
    }

    /// A person there has taken the contact.
    private var assigned: [InboundEvent] {
        let contact = raw.object("contact")
        guard let assignee = contact?.object("assignee"), assignee.words("id") != nil else {
            return []
        }
        var event = InboundEvent(
            kind: .account, provider: RespondIOAdapter.profile.name,
            account: raw.object("channel")?.words("id"))
        event.contact = Self.contact(contact)
        event.accountEvent = AccountEvent(
            field: type, event: "assigned", detail: assignee.words("email"))
        return [event]
    }

    static func contact(_ raw: JSONObject?) -> ContactAddress {
        let name = [raw?.words("firstName"), raw?.words("lastName")].compactMap(\.self)
        return ContactAddress(
            phone: PhoneNumber.e164(raw?.text("phone")),
            name: name.isEmpty ? nil : name.joined(separator: " "),
            providerID: raw?.words("id"))
    }

    private static func content(_ raw: JSONObject) -> MessageContent {
        let type = raw.text("type") ?? ""
        switch type {
        case "text", "email", "story_reply", "quick_reply":
            guard let text = raw.text("text") ?? raw.text("title") else { break }
            return .text(text)
        case "attachment": return attachment(raw.object("attachment") ?? JSONObject([:]))
        case "location":
            var content = MessageContent(type: .location)
            content.lat = raw.number("latitude")
            content.lng = raw.number("longitude")
            content.address = raw.words("address")
            return content
        case "whatsapp_interactive":
            return WhatsAppContent.content(of: raw, type: "interactive")
        case "whatsapp_order": return WhatsAppContent.content(of: raw, type: "order")
        default: break
        }
        var content = MessageContent(type: .unsupported)
        content.detail = type
        return content
    }

    private static func attachment(_ raw: JSONObject) -> MessageContent {
        let kind: MessageContent.Kind =
            switch raw.text("type") {
            case "image": .image
            case "video": .video
            case "audio": .audio
            default: .document
            }
        var content = MessageContent(type: kind)
        content.url = raw.words("url")
        content.mime = raw.words("mimeType")
        content.filename = raw.words("fileName")
        content.sizeBytes = raw.code("size")
        content.caption = raw.words("description")
        return content
    }
}
