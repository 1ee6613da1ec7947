package import BatonCore
import GRDB

extension SQLiteStore {
    /// Carries one inbox row's effects into contacts, conversations and messages: once only.
    package func apply(
        inbox sequence: Int64, routing: Routing, choosing: @escaping MenuReading, now: Timestamp
    ) async throws(StoreError) -> AppliedEvent {
        try await write { [ids, salt] context in
            guard
                let row = try Row.fetchOne(
                    context.db,
                    sql: """
                        SELECT connection, event, received_at, applied_at FROM inbox
                        WHERE sequence = ?
                        """, arguments: [sequence])
            else { throw StoreError(.notFound, "there is no inbox row \(sequence)") }
            if (row["applied_at"] as Int64?) != nil {
                return AppliedEvent(conversation: nil, message: nil, wasApplied: true)
            }
            let application = EventApplication(
                rows: ConversationRows(db: context.db), inbox: sequence,
                connection: row["connection"], routing: routing, now: now,
                receivedAt: Timestamp(milliseconds: row["received_at"]), ids: ids, salt: salt,
                choosing: choosing)
            let event: InboundEvent = try StoredJSON.decode(row["event"])
            let applied = try application.apply(event, &context)
            try context.db.execute(
                sql: "UPDATE inbox SET applied_at = ?, conversation = ? WHERE sequence = ?",
                arguments: [now.milliseconds, applied.conversation?.rawValue, sequence])
            if let conversation = applied.conversation {
                context.change.conversations.insert(conversation)
            }
            return applied
        }
    }
}

/// One canonical event on its way into the tables, inside a transaction.
struct EventApplication {
    let rows: ConversationRows
    let inbox: Int64
    let connection: String
    let routing: Routing
    let now: Timestamp
    let receivedAt: Timestamp
    let ids: IdentifierSource
    let salt: @Sendable () -> [UInt8]
    var choosing: MenuReading = { _, _ in nil }

    var db: Database { rows.db }

    /// How far a provider's time may be from ours before ours counts.
    private static let clampMilliseconds: Int64 = 7 * 86_400_000

    func apply(_ event: InboundEvent, _ context: inout WriteContext) throws -> AppliedEvent {
        switch event.kind {
        case .message: try message(event, &context)
        case .echo: try echo(event, &context)
        case .edit, .delete, .reaction: try amendment(event, &context)
        case .status: try status(event, &context)
        case .identity: try identity(event, context)
        case .consent, .account, .error: try logged(event, context)
        }
    }

    /// The provider's time, kept near ours: clocks and late deliveries must not reorder a thread wildly.
    func time(of event: InboundEvent) -> Timestamp {
        guard let at = event.at else { return receivedAt }
        let low = receivedAt.adding(milliseconds: -Self.clampMilliseconds)
        let high = receivedAt.adding(milliseconds: Self.clampMilliseconds)
        return min(max(Timestamp(seconds: at), low), high)
    }

    func log(
        _ context: WriteContext, _ conversation: ConversationID?, _ actor: Actor,
        _ kind: EventLogRow.Kind, _ payload: [String: String] = [:]
    ) throws {
        try EventLog.append(
            context, salt: salt(), conversation: conversation, at: now, actor: actor, kind: kind,
            payload: payload)
    }

    /// The inbox that an event of an account belongs to: the one that took its place, where one did.
    func inbox(of account: String?) -> InboxID {
        routing.successor?.inbox ?? InboxID(connection: connection, account: account ?? "")
    }

    /// The open conversation with a contact, opened where there is none.
    func conversation(
        with contact: ContactID, account: String, _ context: WriteContext
    ) throws -> Conversation {
        let inbox = inbox(of: account)
        let channel = routing.successor?.channel ?? routing.channel
        if let id = try rows.openConversation(contact: contact, inbox: inbox) {
            let open = try rows.required(id)
            // The inbox may have moved to another provider while the conversation goes on.
            if open.channel != channel {
                try db.execute(
                    sql: "UPDATE conversation SET channel = ? WHERE id = ?",
                    arguments: [channel, id.rawValue])
            }
            return open
        }
        let hasStopped = try PolicyRows.hasStopped(contact, category: PolicyRows.automatic, db)
        let silent: ReasonCode? =
            switch routing.mode {
            case nil: .unknownInbox
            case .humanOnly: .humanOnly
            case .auto, .shadow, .draftOnly: hasStopped ? .optedOut : nil
            }
        var opened = Conversation(
            id: ids.next(), inbox: inbox, channel: channel, contact: contact,
            openedAt: now, owner: silent == nil ? .bot : .queue)
        opened.reason = silent
        if silent != nil { opened.waitingSince = now }
        try rows.insert(opened)
        try EntryPoint.carry(into: opened, db)
        try log(context, opened.id, .system, .opened)
        return opened
    }

    /// The contact of an address set; where an address moved to them, the log says so.
    private func contact(_ address: ContactAddress?, _ context: WriteContext) throws -> ContactID {
        let found = try ContactBook.contact(
            for: address ?? ContactAddress(), channel: routing.channel, now: now, ids: ids, db)
        for move in found.moved {
            try log(
                context, nil, .provider, .identity,
                [
                    "type": "address_moved", "address": move.kind.rawValue,
                    "from": move.from.rawValue, "to": found.contact.rawValue,
                ])
        }
        return found.contact
    }

    private func message(_ event: InboundEvent, _ context: inout WriteContext) throws
        -> AppliedEvent
    {
        if let id = event.id,
            let known = try rows.message(connection: connection, providerID: id)
        {
            return AppliedEvent(
                conversation: known.conversation, message: known.id, wasApplied: false)
        }
        if event.content?.type == .contacts, let sender = event.contact {
            try shared(sender, &context)
        }
        let contact = try contact(event.contact, context)
        let current = try conversation(with: contact, account: event.account ?? "", context)
        let turn = current.turn + 1
        var message = Message(
            id: ids.next(), sequence: 0, conversation: current.id, direction: .inbound,
            author: .customer, content: try content(of: event, in: current.id),
            at: time(of: event), receivedAt: receivedAt)
        message.providerID = event.id
        message.replyTo = event.replyTo
        _ = try rows.insert(message, connection: connection, turn: turn)
        if let referral = event.referral, referral.sourceType != "page" {
            try EntryPoint.set(min(message.at, receivedAt), of: current.id, db)
        }
        try MediaRows.expect(message, connection: connection, now: now, db)
        try db.execute(
            sql: """
                UPDATE conversation SET turn = ?, last_customer_at = max(
                        coalesce(last_customer_at, 0), ?),
                    waiting_since = CASE WHEN owner = 'bot' THEN waiting_since
                        ELSE coalesce(waiting_since, ?) END
                WHERE id = ?
                """,
            arguments: [
                // A provider's clock that is fast must not keep the service window open longer.
                turn, min(message.at, receivedAt).milliseconds, now.milliseconds,
                current.id.rawValue,
            ])
        // Until a decision reads what is written, the page says what its visitor reads.
        if let language = event.locale.flatMap(Language.init(tag:)) {
            try db.execute(
                sql: "UPDATE conversation SET language = ? WHERE id = ? AND language IS NULL",
                arguments: [language.rawValue, current.id.rawValue])
        }
        if let word = try consentWord(message.content, from: contact) {
            try honour(word, in: current, turn: turn, context)
        } else if current.owner == .bot {
            try rows.withdrawAnswers(of: current.id)
            try db.execute(
                sql: """
                    UPDATE conversation SET undecided_since = coalesce(undecided_since, ?),
                        decide_at = min(?, coalesce(undecided_since, ?) + ?) WHERE id = ?
                    """,
                arguments: [
                    now.milliseconds,
                    now.adding(milliseconds: routing.debounceMilliseconds).milliseconds,
                    now.milliseconds, routing.debounceCapMilliseconds, current.id.rawValue,
                ])
        }
        try log(
            context, current.id, .customer, .received,
            ["message": message.id.rawValue, "type": message.content.type.rawValue])
        if let id = event.id { try releaseHeld(target: id, &context) }
        return AppliedEvent(
            conversation: current.id, message: message.id, wasApplied: false)
    }

    /// A person of the business answered outside Baton: the bot falls silent.
    private func echo(_ event: InboundEvent, _ context: inout WriteContext) throws -> AppliedEvent {
        if event.action == "edit" || event.action == "delete" {
            return try amendment(event, &context)
        }
        if let id = event.id, try rows.message(connection: connection, providerID: id) != nil {
            return AppliedEvent(conversation: nil, message: nil, wasApplied: false)
        }
        if let reference = event.status?.reference,
            try rows.message(connection: connection, providerID: reference) != nil
        {
            return try status(event, &context)
        }
        let contact = try contact(event.recipient ?? event.contact, context)
        let current = try conversation(with: contact, account: event.account ?? "", context)
        var message = Message(
            id: ids.next(), sequence: 0, conversation: current.id, direction: .outbound,
            author: .echo, content: event.content ?? MessageContent(type: .unsupported),
            at: time(of: event), receivedAt: receivedAt)
        message.providerID = event.id
        message.delivery = .sent
        _ = try rows.insert(message, connection: connection)
        if current.owner == .bot {
            try rows.change(owner: .queue, of: current.id, reason: .answeredOutside, now: now)
        }
        try log(context, current.id, .system, .echoed, ["message": message.id.rawValue])
        if let id = event.id { try releaseHeld(target: id, &context) }
        return AppliedEvent(conversation: current.id, message: message.id, wasApplied: false)
    }

    private func identity(_ event: InboundEvent, _ context: WriteContext) throws -> AppliedEvent {
        guard let change = event.identity else { return try logged(event, context) }
        let contact = try ContactBook.apply(
            change, from: event.contact ?? ContactAddress(), channel: routing.channel, now: now,
            ids: ids, db)
        let id = try rows.openConversation(
            contact: contact, inbox: inbox(of: event.account))
        try log(context, id, .provider, .identity, ["type": change.type])
        return AppliedEvent(conversation: id, message: nil, wasApplied: false)
    }

    private func logged(_ event: InboundEvent, _ context: WriteContext) throws -> AppliedEvent {
        if event.accountEvent?.event == "assigned", event.contact != nil {
            return try assigned(event, context)
        }
        if event.accountEvent?.event == "user_call", event.contact != nil {
            return try called(event, context)
        }
        switch event.kind {
        case .consent:
            let contact = try contact(event.contact, context)
            try recordConsent(event, of: contact)
            try log(
                context, nil, .customer, .consent,
                [
                    "contact": contact.rawValue, "category": event.consent?.category ?? "",
                    "value": event.consent?.value ?? "",
                ])
        case .error:
            try log(context, nil, .provider, .fault, ["code": "\(event.error?.code ?? 0)"])
        default:
            try log(
                context, nil, .provider, .account,
                [
                    "field": event.accountEvent?.field ?? event.kind.rawValue,
                    "event": event.accountEvent?.event ?? "",
                ])
        }
        return AppliedEvent(conversation: nil, message: nil, wasApplied: false)
    }
}
