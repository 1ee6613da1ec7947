import BatonCore
import Foundation

/// The method and fields that send a message.
///
/// Source: Telegram, Bot API, "Available methods".
enum TelegramBody {
    /// A button's data holds 64 bytes; more than a hundred buttons are refused.
    static let menu = ChannelCapabilities.MenuLimits(
        buttons: 100, buttonTitle: 64, body: 4096, idBytes: 64)

    static func call(for content: MessageContent) throws(CannotSend)
        -> (method: String, fields: [(String, String)])
    {
        switch content.type {
        case .text, .choice, .order, .unsupported:
            return text(content)
        case .image: return try file("sendPhoto", "photo", content)
        case .video: return try file("sendVideo", "video", content)
        case .audio:
            return content.voice == true
                ? try file("sendVoice", "voice", content)
                : try file("sendAudio", "audio", content)
        case .document: return try file("sendDocument", "document", content)
        case .sticker: return try file("sendSticker", "sticker", content)
        case .location:
            guard let lat = content.lat, let lng = content.lng else {
                throw CannotSend("the location has no coordinates")
            }
            let point = [("latitude", String(lat)), ("longitude", String(lng))]
            guard let name = content.name else { return ("sendLocation", point) }
            return ("sendVenue", point + [("title", name), ("address", content.address ?? name)])
        case .contacts:
            guard let card = content.contacts?.first, let phone = card.phones.first else {
                throw CannotSend("the contact card has no phone")
            }
            return (
                "sendContact", [("phone_number", phone), ("first_name", card.name ?? phone)]
            )
        case .reaction, .template:
            throw CannotSend("Telegram does not send \(content.type.rawValue)")
        }
    }

    private static func text(_ content: MessageContent) -> (String, [(String, String)]) {
        // Descriptions have no place on a button, so such a menu is listed and has buttons as well.
        let options = content.menu?.options ?? []
        let isShown =
            ChoiceMenu.form(of: content, within: menu) == .buttons
        guard isShown else {
            return ("sendMessage", [("text", ChoiceMenu.listed(content).words ?? "")])
        }
        let keyboard = options.map { [["text": $0.title, "callback_data": $0.id]] }
        let json = try? JSONSerialization.data(
            withJSONObject: ["inline_keyboard": keyboard],
            options: [.sortedKeys, .withoutEscapingSlashes])
        return (
            "sendMessage",
            [
                ("text", content.text ?? ""),
                ("reply_markup", String(decoding: json ?? Data(), as: UTF8.self)),
            ]
        )
    }

    private static func file(_ method: String, _ field: String, _ content: MessageContent)
        throws(CannotSend) -> (String, [(String, String)])
    {
        guard let file = content.mediaID ?? content.url else {
            throw CannotSend("the \(content.type.rawValue) has neither a file id nor a link")
        }
        return (method, [(field, file)] + (content.caption.map { [("caption", $0)] } ?? []))
    }
}
