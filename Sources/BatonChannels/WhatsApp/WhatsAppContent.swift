import BatonCore

/// Reads what a Cloud API message holds.
enum WhatsAppContent {
    /// The content of a message of the given type; a type that is not known is kept as unsupported.
    static func content(of raw: JSONObject, type: String) -> MessageContent {
        let part = raw.object(type) ?? JSONObject([:])
        switch type {
        case "text":
            guard let text = part.text("body") else { break }
            return .text(text)
        case "image", "video", "audio", "document", "sticker":
            return media(part, MessageContent.Kind(rawValue: type) ?? .unsupported)
        case "location": return location(part)
        case "contacts":
            var content = MessageContent(type: .contacts)
            content.contacts = raw.objects("contacts").map(card)
            return content
        case "interactive": return interactive(part)
        case "button":
            var content = MessageContent(type: .choice)
            content.choice = MessageContent.Choice(
                source: "quick_reply", id: part.text("payload"),
                title: part.text("text"))
            return content
        case "order": return order(part)
        default: break
        }
        return unsupported(raw, type: type)
    }

    private static func unsupported(_ raw: JSONObject, type: String) -> MessageContent {
        var content = MessageContent(type: .unsupported)
        let fault = raw.objects("errors").first.map(WhatsAppWebhook.error)
        content.errorCode = fault?.code
        let inner = raw.object("unsupported")?.text("type")
        content.detail = inner ?? (type == "unsupported" ? fault?.details : type)
        return content
    }

    private static func media(_ part: JSONObject, _ kind: MessageContent.Kind) -> MessageContent {
        var content = MessageContent(type: kind)
        content.mediaID = part.text("id")
        content.mime = part.text("mime_type")
        content.sha256 = part.text("sha256")
        content.url = part.text("url")
        content.caption = part.text("caption")
        content.filename = part.text("filename")
        content.voice = part.flag("voice")
        content.animated = part.flag("animated")
        return content
    }

    private static func location(_ part: JSONObject) -> MessageContent {
        var content = MessageContent(type: .location)
        content.lat = part.number("latitude")
        content.lng = part.number("longitude")
        content.name = part.text("name")
        content.address = part.text("address")
        content.url = part.text("url")
        return content
    }

    private static func card(_ raw: JSONObject) -> MessageContent.Card {
        MessageContent.Card(
            name: raw.object("name")?.text("formatted_name"),
            phones: raw.objects("phones").compactMap {
                $0.text("phone")
            })
    }

    private static func interactive(_ part: JSONObject) -> MessageContent {
        let type = part.text("type") ?? ""
        let reply = part.object(type) ?? JSONObject([:])
        func text(_ key: String) -> String? { reply.text(key) }
        var content = MessageContent(type: .choice)
        switch type {
        case "button_reply":
            content.choice = .init(source: "button", id: text("id"), title: text("title"))
        case "list_reply":
            content.choice = .init(
                source: "list", id: text("id"), title: text("title"),
                description: text("description"))
        case "nfm_reply":
            content.choice = .init(source: "flow", id: text("name"), data: text("response_json"))
        default:
            content = MessageContent(type: .unsupported)
            content.detail = "interactive \(type)"
        }
        return content
    }

    private static func order(_ part: JSONObject) -> MessageContent {
        var content = MessageContent(type: .order)
        content.catalogID = part.text("catalog_id")
        content.text = part.text("text")
        content.items = part.objects("product_items").map { item in
            MessageContent.Item(
                sku: item.text("product_retailer_id") ?? "",
                qty: item.number("quantity") ?? 0,
                price: item.number("item_price"),
                currency: item.text("currency"))
        }
        return content
    }
}
