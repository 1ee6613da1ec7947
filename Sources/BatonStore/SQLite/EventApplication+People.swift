import BatonCore
import GRDB

extension EventApplication {
    /// By message_thread.
    static let lastSent = NamedStatement(
        """
        SELECT content FROM message
        WHERE conversation = ? AND direction = 'outbound'
            AND coalesce(delivery, '') NOT IN ('failed', 'cancelled')
        ORDER BY at DESC, sequence DESC LIMIT 1
        """, index: "message_thread")

    /// What a customer's message holds: an answer to the menu that we sent last is the choice.
    func content(of event: InboundEvent, in conversation: ConversationID) throws -> MessageContent {
        let content = event.content ?? MessageContent(type: .unsupported)
        guard content.type == .text, let words = content.text else { return content }
        let last = try String.fetchOne(
            try db.cachedStatement(sql: Self.lastSent.sql), arguments: [conversation.rawValue])
        guard let last, let sent = try? StoredJSON.decode(last) as MessageContent,
            let options = sent.menu?.options, !options.isEmpty
        else { return content }
        return choosing(words, options) ?? content
    }

    /// A customer shared their own number: a contact who has it is the same person.
    ///
    /// One who is known by another id of the same kind is somebody else: numbers are given away, ids
    /// are not.
    func shared(_ sender: ContactAddress, _ context: inout WriteContext) throws {
        guard let phone = sender.phone else { return }
        let own = ContactAddress(bsuid: sender.bsuid, providerID: sender.providerID)
        guard let from = try ContactBook.find(own, channel: routing.channel, db),
            let to = try ContactBook.find(
                ContactAddress(phone: phone), channel: routing.channel, db), from != to
        else { return }
        func kinds(_ contact: ContactID) throws -> [ContactIdentity] {
            try ContactBook.identities(of: contact, db).filter {
                $0.kind == .bsuid || ($0.kind == .providerID && $0.channel == routing.channel)
            }
        }
        let (mine, theirs) = (try kinds(from), try kinds(to))
        guard !mine.contains(where: { one in theirs.contains { $0.kind == one.kind } }) else {
            return
        }
        try ContactJoining(
            from: from, to: to, why: .phoneShared, rows: rows, now: now, salt: salt
        ).join(&context)
    }

    /// A customer called: where the policy says so, their service window begins anew.
    func called(_ event: InboundEvent, _ context: WriteContext) throws -> AppliedEvent {
        let address = event.contact ?? ContactAddress()
        let contact = try ContactBook.find(address, channel: routing.channel, db)
        let open = try contact.flatMap {
            try rows.openConversation(contact: $0, inbox: inbox(of: event.account))
        }
        if let open, routing.callsOpenWindow {
            try db.execute(
                sql: """
                    UPDATE conversation SET
                        last_customer_at = max(coalesce(last_customer_at, 0), ?) WHERE id = ?
                    """,
                arguments: [min(time(of: event), receivedAt).milliseconds, open.rawValue])
        }
        try log(context, open, .customer, .account, ["field": "calls", "event": "user_call"])
        return AppliedEvent(conversation: open, message: nil, wasApplied: false)
    }

    /// A colleague took the contact with the provider's own tool: the bot falls silent.
    func assigned(_ event: InboundEvent, _ context: WriteContext) throws -> AppliedEvent {
        let address = event.contact ?? ContactAddress()
        let contact = try ContactBook.find(address, channel: routing.channel, db)
        let open = try String.fetchAll(
            db,
            sql: """
                SELECT id FROM conversation
                WHERE contact = ? AND connection = ? AND state = 'open'
                """,
            arguments: [contact?.rawValue, routing.successor?.inbox.connection ?? connection]
        ).map(ConversationID.init)
        for id in open where try rows.required(id).owner == .bot {
            try rows.change(owner: .queue, of: id, reason: .answeredOutside, now: now)
        }
        try log(
            context, open.first, .provider, .account,
            ["field": event.accountEvent?.field ?? "", "event": "assigned"])
        return AppliedEvent(conversation: open.first, message: nil, wasApplied: false)
    }
}
