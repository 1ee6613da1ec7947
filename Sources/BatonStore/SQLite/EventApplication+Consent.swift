import BatonCore
import BatonText
import GRDB

extension EventApplication {
    /// What a customer's message says of consent; `nil` where it is about something else.
    enum ConsentWord {
        case stop, start
    }

    /// Reads a whole message: a start word means something only to the one who had stopped.
    func consentWord(_ content: MessageContent, from contact: ContactID) throws -> ConsentWord? {
        guard content.type == .text || content.type == .choice, let words = content.words,
            words.utf8.count <= 256
        else { return nil }
        let said = PlainWords.form(of: words)
        guard !said.isEmpty else { return nil }
        if routing.stopWords.contains(said) { return .stop }
        guard routing.startWords.contains(said),
            try PolicyRows.hasStopped(contact, category: PolicyRows.automatic, db)
        else { return nil }
        return .start
    }

    /// Honours it: who stops the bot is shown to people and not written to by it any more; who starts
    /// it again gets it back.
    func honour(
        _ word: ConsentWord, in conversation: Conversation, turn: Int64, _ context: WriteContext
    ) throws {
        try PolicyRows.set(
            conversation.contact, category: PolicyRows.automatic, isStopped: word == .stop,
            by: .customer, now: now, db)
        try log(
            context, conversation.id, .customer, .consent,
            [
                "contact": conversation.contact.rawValue, "category": PolicyRows.automatic,
                "value": word == .stop ? "stop" : "resume",
            ])
        switch word {
        case .stop where conversation.owner == .bot:
            try rows.change(owner: .queue, of: conversation.id, reason: .optedOut, now: now)
        case .start where conversation.owner == .queue && conversation.reason == .optedOut:
            try rows.change(owner: .bot, of: conversation.id, reason: nil, now: now)
            try db.execute(
                sql: """
                    UPDATE conversation SET reason = NULL, priority = 1, undecided_since = NULL,
                        decided_turn = ? WHERE id = ?
                    """, arguments: [turn, conversation.id.rawValue])
        case .stop, .start: break
        }
    }

    /// What the provider tells of consent, such as that marketing was stopped.
    func recordConsent(_ event: InboundEvent, of contact: ContactID) throws {
        guard let consent = event.consent, ["stop", "resume"].contains(consent.value) else {
            return
        }
        try PolicyRows.set(
            contact, category: consent.category, isStopped: consent.value == "stop", by: .customer,
            now: now, db)
    }
}
