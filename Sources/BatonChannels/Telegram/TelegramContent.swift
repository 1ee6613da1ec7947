import BatonCore

/// Reads what a Telegram message holds.
enum TelegramContent {
    static func content(of message: JSONObject) -> MessageContent {
        if let text = message.text("text") { return .text(text) }
        if let content = media(message) { return content }
        if let content = place(message) { return content }
        if let card = message.object("contact") {
            var content = MessageContent(type: .contacts)
            content.contacts = [
                MessageContent.Card(
                    name: name(card), phones: [card.text("phone_number")].compactMap(\.self))
            ]
            return content
        }
        var content = MessageContent(type: .unsupported)
        let usual: Set = [
            "message_id", "from", "chat", "date", "edit_date", "reply_to_message", "quote",
            "forward_origin", "media_group_id",
        ]
        content.detail = message.raw.keys.filter { !usual.contains($0) }.sorted().first
        return content
    }

    /// First and last name.
    static func name(_ raw: JSONObject?) -> String? {
        let name = [raw?.words("first_name"), raw?.words("last_name")].compactMap(\.self)
        return name.isEmpty ? nil : name.joined(separator: " ")
    }

    private static func media(_ message: JSONObject) -> MessageContent? {
        let largest = message.objects("photo").max {
            ($0.number("width") ?? 0) * ($0.number("height") ?? 0)
                < ($1.number("width") ?? 0) * ($1.number("height") ?? 0)
        }
        if let largest { return file(.image, largest, message) }
        // An animation comes with a document of the same file for old clients.
        for (key, kind) in [
            ("voice", MessageContent.Kind.audio), ("audio", .audio), ("video", .video),
            ("video_note", .video), ("animation", .video), ("document", .document),
            ("sticker", .sticker),
        ] {
            guard let raw = message.object(key) else { continue }
            var content = file(kind, raw, message)
            if key == "voice" { content.voice = true }
            if key == "sticker" {
                content.animated = raw.flag("is_animated") == true || raw.flag("is_video") == true
            }
            return content
        }
        return nil
    }

    private static func file(
        _ kind: MessageContent.Kind, _ raw: JSONObject, _ message: JSONObject
    ) -> MessageContent {
        var content = MessageContent(type: kind)
        content.mediaID = raw.words("file_id")
        content.mime = raw.words("mime_type")
        content.filename = raw.words("file_name")
        content.sizeBytes = raw.code("file_size")
        content.caption = message.words("caption")
        return content
    }

    private static func place(_ message: JSONObject) -> MessageContent? {
        let venue = message.object("venue")
        guard let point = venue?.object("location") ?? message.object("location") else {
            return nil
        }
        var content = MessageContent(type: .location)
        content.lat = point.number("latitude")
        content.lng = point.number("longitude")
        content.name = venue?.words("title")
        content.address = venue?.words("address")
        return content
    }
}
