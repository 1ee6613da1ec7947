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
        case .image, .video, .audio, .document, .sticker: return try file(content)
        case .location:
            guard let lat = content.lat, let lng = content.lng else {
                throw CannotSend.noCoordinates
            }
            let point = [("latitude", String(lat)), ("longitude", String(lng))]
            guard let name = content.name else { return ("sendLocation", point) }
            return ("sendVenue", point + [("title", name), ("address", content.address ?? name)])
        case .contacts:
            guard let card = content.contacts?.first, let phone = card.phones.first else {
                throw CannotSend("the contact card has no phone", "聯絡人卡片沒有電話")
            }
            return (
                "sendContact", [("phone_number", phone), ("first_name", card.name ?? phone)]
            )
        case .reaction, .template:
            throw CannotSend.noForm(content.type, on: "Telegram")
        }
    }

    private static func text(_ content: MessageContent) -> (String, [(String, String)]) {
        if content.asksPhone == true {
            return (
                "sendMessage",
                [("text", content.text ?? ""), ("reply_markup", json(contactKeyboard))]
            )
        }
        // Descriptions have no place on a button, so such a menu is listed and has buttons as well.
        let options = content.menu?.options ?? []
        let isShown =
            ChoiceMenu.form(of: content, within: menu) == .buttons
        guard isShown else {
            return ("sendMessage", [("text", ChoiceMenu.listed(content).words ?? "")])
        }
        let keyboard = options.map { [["text": $0.title, "callback_data": $0.id]] }
        return (
            "sendMessage",
            [
                ("text", content.text ?? ""),
                ("reply_markup", json(["inline_keyboard": keyboard])),
            ]
        )
    }

    /// A keyboard whose one key shares the customer's own number, and is gone once pressed.
    ///
    /// Source: Telegram, Bot API, "KeyboardButton": `request_contact`, in private chats only.
    private static var contactKeyboard: [String: Any] {
        [
            "keyboard": [[["text": "分享我的電話 Share my number", "request_contact": true]]],
            "one_time_keyboard": true, "resize_keyboard": true,
        ]
    }

    private static func json(_ object: [String: Any]) -> String {
        let data = try? JSONSerialization.data(
            withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data ?? Data(), as: UTF8.self)
    }

    /// The method that sends a file, and the field that it stands in; `nil` for what is no file.
    static func fileCall(for content: MessageContent) -> (method: String, field: String)? {
        switch content.type {
        case .image: ("sendPhoto", "photo")
        case .video: ("sendVideo", "video")
        case .audio: content.voice == true ? ("sendVoice", "voice") : ("sendAudio", "audio")
        case .document: ("sendDocument", "document")
        case .sticker: ("sendSticker", "sticker")
        case .text, .location, .contacts, .choice, .order, .reaction, .template, .unsupported: nil
        }
    }

    private static func file(_ content: MessageContent) throws(CannotSend)
        -> (String, [(String, String)])
    {
        guard let (method, field) = fileCall(for: content),
            let file = content.mediaID ?? content.url
        else {
            throw CannotSend.noFile(content.type)
        }
        return (method, [(field, file)] + (content.caption.map { [("caption", $0)] } ?? []))
    }
}
