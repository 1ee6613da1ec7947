import BatonCore

/// Reads one update of Telegram; only private chats with people are conversations.
///
/// Source: Telegram, Bot API, "Update" and "Message".
struct TelegramUpdate {
    /// The kinds that are asked for; the others are neither sent nor read.
    static let kinds = [
        "message", "edited_message", "callback_query", "message_reaction", "my_chat_member",
    ]

    /// The bot's id.
    let account: String
    let raw: JSONObject

    var id: Int64? { raw.integer("update_id") }

    /// What happened; `nil` for groups, for kinds that are unknown, and where nothing is to be done.
    var event: InboundEvent? {
        if let message = raw.object("message") { return event(.message, message) }
        if let message = raw.object("edited_message") { return event(.edit, message) }
        if let query = raw.object("callback_query") { return choice(query) }
        if let reaction = raw.object("message_reaction") { return event(reaction: reaction) }
        return nil
    }

    private func event(_ kind: InboundEvent.Kind, _ message: JSONObject) -> InboundEvent? {
        guard let chat = privateChat(message), let number = message.integer("message_id") else {
            return nil
        }
        var event = base(kind, from: message.object("from"))
        event.id = "\(chat):\(number)"
        event.at = message.integer(kind == .edit ? "edit_date" : "date")
        event.content = TelegramContent.content(of: message)
        if kind == .edit { event.target = event.id }
        if let reply = message.object("reply_to_message")?.integer("message_id") {
            event.replyTo = "\(chat):\(reply)"
        }
        if message.object("forward_origin") != nil { event.forwarded = true }
        // A shared contact proves a number only where it is the sender's own.
        if let card = message.object("contact"), let owner = card.integer("user_id"),
            owner == message.object("from")?.integer("id")
        {
            event.contact?.phone = PhoneNumber.e164(written: card.text("phone_number"))
        }
        return event
    }

    private func choice(_ query: JSONObject) -> InboundEvent? {
        guard let id = query.words("id") else { return nil }
        let message = query.object("message")
        if let message, privateChat(message) == nil { return nil }
        var event = base(.message, from: query.object("from"))
        event.id = id
        event.at = nil
        let buttons = (message?.object("reply_markup")?.raw["inline_keyboard"] as? [Any] ?? [])
            .flatMap { ($0 as? [Any] ?? []).compactMap { $0 as? [String: Any] } }
            .map { JSONObject($0) }
        var content = MessageContent(type: .choice)
        content.choice = MessageContent.Choice(
            source: "button", id: query.words("data"),
            title: buttons.first { $0.text("callback_data") == query.text("data") }?.text("text"))
        event.content = content
        if let message, let chat = privateChat(message), let number = message.integer("message_id")
        {
            event.replyTo = "\(chat):\(number)"
        }
        return event
    }

    private func event(reaction: JSONObject) -> InboundEvent? {
        guard let chat = privateChat(reaction), let number = reaction.integer("message_id") else {
            return nil
        }
        let marks = reaction.objects("new_reaction")
        let emoji = marks.compactMap { $0.words("emoji") }.first
        // One drawn by hand or paid for has no emoji, and is not a reaction that was removed.
        guard emoji != nil || marks.isEmpty else { return nil }
        var event = base(.reaction, from: reaction.object("user"))
        event.id = "\(chat):\(number)"
        event.target = event.id
        event.at = reaction.integer("date")
        var content = MessageContent(type: .reaction)
        content.emoji = emoji
        event.content = content
        return event
    }

    private func base(_ kind: InboundEvent.Kind, from user: JSONObject?) -> InboundEvent {
        var event = InboundEvent(
            kind: kind, provider: TelegramAdapter.profile.name, account: account)
        event.contact = ContactAddress(
            username: user?.words("username"), name: TelegramContent.name(user),
            providerID: user?.text("id"))
        return event
    }

    private func privateChat(_ message: JSONObject) -> Int64? {
        guard let chat = message.object("chat"), chat.text("type") == "private" else { return nil }
        return chat.integer("id")
    }
}
