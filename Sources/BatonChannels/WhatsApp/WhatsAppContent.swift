import BatonCore
import Foundation

/// Reads what a Cloud API message holds.
enum WhatsAppContent {
    private typealias Object = WhatsAppWebhook.Object

    /// The content of a message of the given type; a type that is not known is kept as unsupported.
    static func content(of raw: WhatsAppWebhook.Object, type: String) -> MessageContent {
        let part = raw[type] as? Object ?? [:]
        switch type {
        case "text":
            guard let text = WhatsAppWebhook.text(part["body"]) else { break }
            return .text(text)
        case "image", "video", "audio", "document", "sticker":
            return media(part, MessageContent.Kind(rawValue: type) ?? .unsupported)
        case "location": return location(part)
        case "contacts":
            var content = MessageContent(type: .contacts)
            content.contacts = WhatsAppWebhook.objects(raw["contacts"]).map(card)
            return content
        case "interactive": return interactive(part)
        case "button":
            var content = MessageContent(type: .choice)
            content.choice = MessageContent.Choice(
                source: "quick_reply", id: WhatsAppWebhook.text(part["payload"]),
                title: WhatsAppWebhook.text(part["text"]))
            return content
        case "order": return order(part)
        default: break
        }
        return unsupported(raw, type: type)
    }

    private static func unsupported(_ raw: Object, type: String) -> MessageContent {
        var content = MessageContent(type: .unsupported)
        let fault = WhatsAppWebhook.objects(raw["errors"]).first.map(WhatsAppWebhook.error)
        content.errorCode = fault?.code
        let inner = (raw["unsupported"] as? Object).flatMap { WhatsAppWebhook.text($0["type"]) }
        content.detail = inner ?? (type == "unsupported" ? fault?.details : type)
        return content
    }

    private static func media(_ part: Object, _ kind: MessageContent.Kind) -> MessageContent {
        var content = MessageContent(type: kind)
        content.mediaID = WhatsAppWebhook.text(part["id"])
        content.mime = WhatsAppWebhook.text(part["mime_type"])
        content.sha256 = WhatsAppWebhook.text(part["sha256"])
        content.url = WhatsAppWebhook.text(part["url"])
        content.caption = WhatsAppWebhook.text(part["caption"])
        content.filename = WhatsAppWebhook.text(part["filename"])
        content.voice = WhatsAppWebhook.flag(part["voice"])
        content.animated = WhatsAppWebhook.flag(part["animated"])
        return content
    }

    private static func location(_ part: Object) -> MessageContent {
        var content = MessageContent(type: .location)
        content.lat = (part["latitude"] as? NSNumber)?.doubleValue
        content.lng = (part["longitude"] as? NSNumber)?.doubleValue
        content.name = WhatsAppWebhook.text(part["name"])
        content.address = WhatsAppWebhook.text(part["address"])
        content.url = WhatsAppWebhook.text(part["url"])
        return content
    }

    private static func card(_ raw: Object) -> MessageContent.Card {
        MessageContent.Card(
            name: (raw["name"] as? Object).flatMap {
                WhatsAppWebhook.text($0["formatted_name"])
            },
            phones: WhatsAppWebhook.objects(raw["phones"]).compactMap {
                WhatsAppWebhook.text($0["phone"])
            })
    }

    private static func interactive(_ part: Object) -> MessageContent {
        let type = WhatsAppWebhook.text(part["type"]) ?? ""
        let reply = part[type] as? Object ?? [:]
        func text(_ key: String) -> String? { WhatsAppWebhook.text(reply[key]) }
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

    private static func order(_ part: Object) -> MessageContent {
        var content = MessageContent(type: .order)
        content.catalogID = WhatsAppWebhook.text(part["catalog_id"])
        content.text = WhatsAppWebhook.text(part["text"])
        content.items = WhatsAppWebhook.objects(part["product_items"]).map { item in
            MessageContent.Item(
                sku: WhatsAppWebhook.text(item["product_retailer_id"]) ?? "",
                qty: (item["quantity"] as? NSNumber)?.doubleValue ?? 0,
                price: (item["item_price"] as? NSNumber)?.doubleValue,
                currency: WhatsAppWebhook.text(item["currency"]))
        }
        return content
    }
}
