import BatonCore
import GRDB

extension EventApplication {
    /// An edit, a deletion or a reaction; held where its message has not come yet.
    func amendment(_ event: InboundEvent, _ context: inout WriteContext) throws -> AppliedEvent {
        guard let target = event.target else {
            return AppliedEvent(conversation: nil, message: nil, wasApplied: false)
        }
        guard let message = try rows.message(connection: connection, providerID: target) else {
            try hold(target: target)
            return AppliedEvent(conversation: nil, message: nil, wasApplied: false)
        }
        try amend(message, by: event, context)
        context.change.conversations.insert(message.conversation)
        return AppliedEvent(
            conversation: message.conversation, message: message.id, wasApplied: false)
    }

    /// A provider's report on a message of ours; held where the message has no such id yet.
    func status(_ event: InboundEvent, _ context: inout WriteContext) throws -> AppliedEvent {
        guard let target = event.id else {
            return AppliedEvent(conversation: nil, message: nil, wasApplied: false)
        }
        guard
            let message = try rows.message(connection: connection, providerID: target)
                ?? referenced(event.status?.reference)
                ?? sentMessage(event.status?.opaque, providerID: target)
        else {
            try hold(target: event.status?.reference ?? target)
            return AppliedEvent(conversation: nil, message: nil, wasApplied: false)
        }
        try report(event, on: message, context)
        context.change.conversations.insert(message.conversation)
        return AppliedEvent(
            conversation: message.conversation, message: message.id, wasApplied: false)
    }

    /// Our message by the id that accepting it gave, where statuses name another.
    private func referenced(_ reference: String?) throws -> Message? {
        try reference.flatMap { try rows.message(connection: connection, providerID: $0) }
    }

    /// Our message whose send id came back with a status before the send's own answer did.
    private func sentMessage(_ opaque: String?, providerID: String) throws -> Message? {
        guard let opaque, let found = try OutboxRows.message(of: SendID(opaque), db),
            found.providerID == nil, found.delivery == .sending || found.delivery == .unknown
        else { return nil }
        try db.execute(
            sql: "UPDATE message SET provider_id = ? WHERE id = ? AND connection = ?",
            arguments: [providerID, found.id.rawValue, connection])
        return try rows.message(connection: connection, providerID: providerID)
    }

    /// Applies what came before the message that it is about, in the order it came.
    func releaseHeld(target: String, _ context: inout WriteContext) throws {
        let held = try Row.fetchAll(
            db,
            sql: """
                SELECT i.event, i.sequence FROM held_event h JOIN inbox i ON i.sequence = h.inbox
                WHERE h.connection = ? AND h.target = ? ORDER BY h.inbox
                """, arguments: [connection, target])
        guard !held.isEmpty else { return }
        try db.execute(
            sql: "DELETE FROM held_event WHERE connection = ? AND target = ?",
            arguments: [connection, target])
        for row in held {
            let event: InboundEvent = try StoredJSON.decode(row["event"])
            guard let message = try rows.message(connection: connection, providerID: target) else {
                return
            }
            try db.execute(
                sql: "UPDATE inbox SET conversation = ? WHERE sequence = ?",
                arguments: [message.conversation.rawValue, row["sequence"] as Int64])
            if event.kind == .status {
                try report(event, on: message, context)
            } else {
                try amend(message, by: event, context)
            }
        }
    }

    private func hold(target: String) throws {
        try db.execute(
            sql: """
                INSERT INTO held_event (connection, target, inbox) VALUES (?, ?, ?)
                ON CONFLICT (connection, target, inbox) DO NOTHING
                """, arguments: [connection, target, inbox])
    }

    private func amend(_ message: Message, by event: InboundEvent, _ context: WriteContext) throws {
        switch event.kind {
        case .reaction:
            try db.execute(
                sql: "UPDATE message SET reaction = ? WHERE id = ?",
                arguments: [event.content?.emoji, message.id.rawValue])
            try log(
                context, message.conversation, .customer, .reacted,
                ["message": message.id.rawValue])
        case .delete:
            try remove(message, event, context)
        case .edit:
            try edit(message, event, context)
        case .echo:
            if event.action == "delete" {
                try remove(message, event, context)
            } else {
                try edit(message, event, context)
            }
        case .message, .status, .identity, .consent, .account, .error:
            break
        }
    }

    /// What the customer took back is gone from thread, queue and search; its place stays.
    private func remove(_ message: Message, _ event: InboundEvent, _ context: WriteContext) throws {
        guard !message.isDeleted else { return }
        try rows.replaceContent(
            of: message, with: MessageContent(type: message.content.type), mark: "is_deleted",
            now: now)
        try log(
            context, message.conversation, event.kind == .echo ? .system : .customer, .deleted,
            ["message": message.id.rawValue])
    }

    private func edit(_ message: Message, _ event: InboundEvent, _ context: WriteContext) throws {
        guard let content = event.content, !message.isDeleted else { return }
        try rows.replaceContent(of: message, with: content, mark: "is_edited", now: now)
        try log(
            context, message.conversation, event.kind == .echo ? .system : .customer, .edited,
            ["message": message.id.rawValue])
    }

    private func report(_ event: InboundEvent, on message: Message, _ context: WriteContext) throws
    {
        guard let status = event.status, let before = message.delivery else { return }
        let after = before.advanced(by: status.state)
        guard after != before else { return }
        try db.execute(
            sql: "UPDATE message SET delivery = ?, failure = ? WHERE id = ?",
            arguments: [
                after.rawValue,
                after == .failed ? try status.error.map { try StoredJSON.encode($0) } : nil,
                message.id.rawValue,
            ])
        if before == .unknown {
            try db.execute(
                sql: "UPDATE outbox SET state = ? WHERE message = ? AND state = 'unknown'",
                arguments: [after == .failed ? "failed" : "sent", message.id.rawValue])
        }
        if after == .failed { try failed(message, status.error, context) }
        try log(
            context, message.conversation, .provider, .delivery,
            ["message": message.id.rawValue, "state": after.rawValue])
    }

    private func failed(
        _ message: Message, _ error: ProviderError?, _ context: WriteContext
    ) throws {
        let conversation = try rows.required(message.conversation)
        if routing.failure?.stopsMarketing == true {
            try PolicyRows.record(
                conversation.contact, category: ConsentCategory.marketing, isStopped: true,
                by: .provider, how: "the provider's error \(error?.code ?? 0)", now: now, context,
                salt: salt())
        }
        try db.execute(
            sql: "UPDATE conversation SET has_delivery_failure = 1 WHERE id = ?",
            arguments: [message.conversation.rawValue])
        guard conversation.state == .open, conversation.owner == .bot,
            message.author == .bot || message.author == .system
        else { return }
        let reason = routing.failure?.reason ?? .deliveryFailed
        try rows.change(owner: .queue, of: message.conversation, reason: reason, now: now)
        try log(
            context, message.conversation, .system, .queued, ["reason": reason.rawValue])
    }
}
