import BatonCore

/// Reads WATI's webhooks; each type also comes with `_bsuid` behind its name.
///
/// Source: WATI, "Webhooks": message received, session message sent, template message sent.
struct WatiWebhook {
    private let raw: JSONObject
    private let type: String

    init(_ body: [UInt8]) throws(UnreadableWebhook) {
        raw = try JSONObject(webhook: body)
        guard let type = raw.words("eventType") else {
            throw UnreadableWebhook("the body names no eventType")
        }
        self.type = type.hasSuffix("_bsuid") ? String(type.dropLast("_bsuid".count)) : type
    }

    var events: [InboundEvent] {
        switch type {
        case "message":
            [raw.flag("owner") == true ? echo : message]
        case "newContactMessageReceived":
            // Comes beside the same message's own event.
            []
        case "sessionMessageSent", "sessionMessageSent_v2", "templateMessageSent",
            "templateMessageSent_v2":
            // What a person wrote names its operator; what an API sent has its local id.
            [
                raw.words("operatorEmail") ?? raw.words("operatorName") != nil || local == nil
                    ? echo : status(.sent)
            ]
        case "sentMessageDELIVERED", "sentMessageDELIVERED_v2": [status(.delivered)]
        // Whoever replied to a message has read it.
        case "sentMessageREAD", "sentMessageREAD_v2", "sentMessageREPLIED",
            "sentMessageREPLIED_v2":
            [status(.read)]
        case "sessionMessageFailed", "templateMessageFailed": [status(.failed)]
        default: [account]
        }
    }

    private var local: String? { raw.words("localMessageId") }

    private func event(_ kind: InboundEvent.Kind) -> InboundEvent {
        var event = InboundEvent(
            kind: kind, provider: WatiAdapter.profile.name,
            account: raw.words("channelPhoneNumber"))
        event.id = raw.words("whatsappMessageId") ?? local
        event.at = raw.integer("timestamp")
        return event
    }

    private var person: ContactAddress {
        ContactAddress(
            phone: PhoneNumber.e164(raw.text("waId")), bsuid: raw.words("bsuid"),
            parentBsuid: raw.words("parentBsuid"), username: raw.words("username"),
            name: raw.words("senderName"))
    }

    private var message: InboundEvent {
        var event = event(.message)
        event.contact = person
        event.replyTo = raw.words("replyContextId")
        if raw.flag("forwarded") == true || raw.flag("frequentlyForwarded") == true {
            event.forwarded = true
        }
        if let source = raw.words("sourceId") ?? raw.words("sourceUrl") {
            var referral = Referral()
            referral.sourceID = raw.words("sourceId")
            referral.sourceURL = raw.words("sourceUrl") ?? source
            event.referral = referral
        }
        event.content = content
        if raw.text("type") == "reaction" {
            event.kind = .reaction
            event.target = event.replyTo
            event.replyTo = nil
        }
        return event
    }

    private var echo: InboundEvent {
        var event = event(.echo)
        event.recipient = person
        event.recipient?.name = nil
        event.content = content
        event.action = "send"
        // A send of ours may name an operator too: the id that its answer gave says whose it is.
        if let local {
            event.status = DeliveryStatus(state: .sent)
            event.status?.reference = local
        }
        return event
    }

    private func status(_ state: DeliveryState) -> InboundEvent {
        var event = event(.status)
        event.recipient = person
        var status = DeliveryStatus(state: state)
        status.reference = local
        if state == .failed {
            status.error = ProviderError(
                code: raw.code("failedCode") ?? 0, title: raw.words("statusString"),
                details: raw.words("failedDetail"))
        }
        event.status = status
        return event
    }

    private var account: InboundEvent {
        var event = event(.account)
        event.id = nil
        event.accountEvent = AccountEvent(
            field: type, event: raw.words("statusString") ?? raw.words("status"),
            detail: raw.words("templateName") ?? raw.words("name"))
        return event
    }

    private var content: MessageContent {
        let type = raw.text("type") ?? ""
        if let content = choice { return content }
        switch type {
        case "text", "template": return .text(raw.text("text") ?? "")
        case "image", "video", "audio", "voice", "document", "sticker":
            return media(MessageContent.Kind(rawValue: type) ?? .audio)
        case "reaction":
            var content = MessageContent(type: .reaction)
            content.emoji = raw.words("text") ?? raw.object("data")?.words("emoji")
            return content
        case "location": return location
        case "contacts":
            var content = MessageContent(type: .contacts)
            content.contacts = raw.objects("messageContact").map { card in
                MessageContent.Card(
                    name: card.object("name")?.text("formatted_name") ?? card.text("name"),
                    phones: card.objects("phones").compactMap { $0.text("phone") })
            }
            return content
        default:
            var content = MessageContent(type: .unsupported)
            content.detail = type
            return content
        }
    }

    private var choice: MessageContent? {
        var content = MessageContent(type: .choice)
        if let list = raw.object("listReply") {
            content.choice = .init(
                source: "list", id: list.words("id"), title: list.words("title"),
                description: list.words("description"))
        } else if let button = raw.object("interactiveButtonReply") {
            content.choice = .init(
                source: "button", id: button.words("id"), title: button.words("title"))
        } else if let button = raw.object("buttonReply") {
            content.choice = .init(
                source: "quick_reply", id: button.words("payload"), title: button.words("text"))
        } else {
            return nil
        }
        return content
    }

    private func media(_ kind: MessageContent.Kind) -> MessageContent {
        var content = MessageContent(type: kind)
        content.mediaID = raw.words("data")
        if kind == .document {
            content.filename = raw.words("text")
        } else {
            content.caption = raw.words("text")
        }
        if raw.text("type") == "voice" { content.voice = true }
        return content
    }

    private var location: MessageContent {
        let place = raw.object("data")
        var content = MessageContent(type: .location)
        content.lat = place?.number("latitude")
        content.lng = place?.number("longitude")
        content.name = place?.words("name")
        content.address = place?.words("address")
        if content.lat == nil { content.address = raw.words("text") }
        return content
    }
}
