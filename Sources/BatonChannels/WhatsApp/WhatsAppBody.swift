import BatonCore
import Foundation

/// The body that sends a message by the Cloud API, or by a provider that speaks it.
///
/// Source: Meta, WhatsApp Business Platform, Cloud API, "Messages".
enum WhatsAppBody {
    typealias Object = [String: Any]

    /// The body of a send.
    /// - Throws: ``CannotSend`` where the contact has no WhatsApp address, or the content no form.
    static func body(of send: OutboundMessage) throws(CannotSend) -> Object {
        var body = try part(of: send.content)
        body["messaging_product"] = "whatsapp"
        body["recipient_type"] = "individual"
        body["biz_opaque_callback_data"] = send.send.rawValue
        if let phone = send.recipient.phone {
            body["to"] = PhoneNumber.digits(phone)
        } else if let user = send.recipient.bsuid {
            body["recipient"] = user
        } else {
            throw CannotSend.noWhatsAppAddress
        }
        if let replyTo = send.replyTo { body["context"] = ["message_id": replyTo] }
        return body
    }

    /// What marks a message read and shows typing, until the reply or 25 seconds.
    static func typing(_ inboundProviderID: String) -> Object {
        [
            "messaging_product": "whatsapp", "status": "read", "message_id": inboundProviderID,
            "typing_indicator": ["type": "text"],
        ]
    }

    private static func part(of content: MessageContent) throws(CannotSend) -> Object {
        switch content.type {
        case .text, .choice, .unsupported, .order:
            return text(content)
        case .image, .video, .audio, .document, .sticker:
            return ["type": content.type.rawValue, content.type.rawValue: try media(content)]
        case .location:
            return ["type": "location", "location": try location(content)]
        case .contacts:
            return ["type": "contacts", "contacts": (content.contacts ?? []).map(card)]
        case .reaction:
            throw CannotSend(
                "a reaction is sent to a message, and this one names none", "表情回應沒有指明訊息")
        case .template:
            guard let template = content.template else {
                throw CannotSend.noTemplateName
            }
            return ["type": "template", "template": self.template(template)]
        }
    }

    private static func text(_ content: MessageContent) -> Object {
        if content.asksPhone == true {
            // The button's own words are WhatsApp's, in the customer's language.
            return interactive(
                "request_contact_info", content, action: ["name": "request_contact_info"])
        }
        let menu = content.menu
        switch ChoiceMenu.form(of: content, within: WhatsAppLimits.menu) {
        case .buttons:
            let buttons = (menu?.options ?? []).map { option -> Object in
                ["type": "reply", "reply": ["id": option.id, "title": option.title]]
            }
            return interactive("button", content, action: ["buttons": buttons])
        case .list:
            let rows = (menu?.options ?? []).map { option -> Object in
                var row: Object = ["id": option.id, "title": option.title]
                row["description"] = option.description.map {
                    TextSplitter.split($0, limit: WhatsAppLimits.rowDescription).first ?? ""
                }
                return row
            }
            return interactive(
                "list", content,
                action: [
                    "button": menu?.label.map { String($0.prefix(20)) } ?? "選擇 Choose",
                    "sections": [["rows": rows] as Object],
                ])
        case .numbered:
            let listed = ChoiceMenu.listed(content)
            return [
                "type": "text",
                "text": ["body": listed.words ?? "", "preview_url": false] as Object,
            ]
        }
    }

    private static func interactive(_ type: String, _ content: MessageContent, action: Object)
        -> Object
    {
        [
            "type": "interactive",
            "interactive": [
                "type": type, "body": ["text": content.text ?? ""], "action": action,
            ] as Object,
        ]
    }

    private static func media(_ content: MessageContent) throws(CannotSend) -> Object {
        var media: Object = [:]
        if let id = content.mediaID {
            media["id"] = id
        } else if let url = content.url {
            media["link"] = url
        } else {
            throw CannotSend.noFile(content.type)
        }
        if content.type != .audio, content.type != .sticker { media["caption"] = content.caption }
        if content.type == .document { media["filename"] = content.filename }
        return media
    }

    private static func location(_ content: MessageContent) throws(CannotSend) -> Object {
        guard let lat = content.lat, let lng = content.lng else {
            throw CannotSend.noCoordinates
        }
        var location: Object = ["latitude": lat, "longitude": lng]
        location["name"] = content.name
        location["address"] = content.address
        return location
    }

    private static func card(_ card: MessageContent.Card) -> Object {
        let name = card.name ?? card.phones.first ?? ""
        return [
            "name": ["formatted_name": name, "first_name": name],
            "phones": card.phones.map { ["phone": $0] },
        ]
    }

    private static func template(_ template: MessageContent.Template) -> Object {
        var components: [Object] = []
        if let image = template.headerImage {
            components.append([
                "type": "header",
                "parameters": [["type": "image", "image": ["link": image]] as Object],
            ])
        }
        if !template.parameters.isEmpty {
            let parameters = template.parameters.map { parameter -> Object in
                var object: Object = ["type": "text", "text": parameter.text]
                object["parameter_name"] = parameter.name
                return object
            }
            components.append(["type": "body", "parameters": parameters])
        }
        for (index, payload) in template.payloads.enumerated() {
            components.append([
                "type": "button", "sub_type": "quick_reply", "index": String(index),
                "parameters": [["type": "payload", "payload": payload]],
            ])
        }
        var object: Object = ["name": template.name, "language": ["code": template.language]]
        if !components.isEmpty { object["components"] = components }
        return object
    }
}
