import BatonCore
import GRDB

/// What becomes of a message and its conversation when a send has ended.
struct SendEnding {
    let row: Row
    let rows: ConversationRows
    let now: Timestamp
    let ids: IdentifierSource
    let salt: @Sendable () -> [UInt8]

    func apply(_ result: SendResult, _ context: inout WriteContext) throws {
        let sequence: Int64 = row["sequence"]
        let message: String = row["message"]
        let delivery = DeliveryState(rawValue: row["delivery"] ?? "") ?? .sending
        let isConfirmed = [.sent, .delivered, .read, .played].contains(delivery)
        switch result {
        case .accepted(let providerID):
            try ReachRows.settle(row["id"], isReached: true, rows.db)
            try accepted(providerID, delivery: delivery.advanced(by: .sent), &context)
        case .retry, .failed, .unknown, .postponed, .waiting, .uploaded, .tooLong, .blocked,
            .replaced:
            let isUnknown = if case .unknown = result { true } else { false }
            try ReachRows.settle(row["id"], isReached: isConfirmed || isUnknown, rows.db)
            // A status that named our send id came first: it was sent, whatever the answer said.
            guard !isConfirmed else {
                try rows.db.execute(
                    sql: "UPDATE outbox SET state = 'sent' WHERE sequence = ?",
                    arguments: [sequence])
                return try log(context, .sent, "sent")
            }
            try notAccepted(result, sequence: sequence, message: message, context)
        }
    }

    private func accepted(
        _ providerID: String, delivery: DeliveryState, _ context: inout WriteContext
    ) throws {
        let message: String = row["message"]
        // An echo of this very send may have come first and have taken the id.
        let holder = try rows.message(connection: row["connection"], providerID: providerID)
        if let holder, holder.author == .echo {
            try rows.db.execute(
                sql: "UPDATE message SET provider_id = NULL WHERE id = ?",
                arguments: [holder.id.rawValue])
        }
        let isFree = holder == nil || holder?.author == .echo || holder?.id.rawValue == message
        try rows.db.execute(
            sql: "UPDATE outbox SET state = 'sent', error = NULL WHERE sequence = ?",
            arguments: [row["sequence"] as Int64])
        try rows.db.execute(
            sql: """
                UPDATE message SET delivery = ?, provider_id = coalesce(?, provider_id),
                    failure = CASE WHEN ? = 'failed' THEN failure END
                WHERE id = ?
                """,
            arguments: [delivery.rawValue, isFree ? providerID : nil, delivery.rawValue, message])
        try EntryPoint.answered(ConversationID(row["conversation"]), at: now, rows.db)
        try log(context, .sent, "sent")
        try application.releaseHeld(target: providerID, &context)
    }

    private func notAccepted(
        _ result: SendResult, sequence: Int64, message: String, _ context: WriteContext
    ) throws {
        switch result {
        case .accepted: break
        case .retry(let at, let error):
            try OutboxRows.set(
                .pending, sequence: sequence, message: message, error: error, rows.db)
            try rows.db.execute(
                sql: "UPDATE outbox SET not_before = ? WHERE sequence = ?",
                arguments: [at.milliseconds, sequence])
        case .failed(let error, let reason):
            try OutboxRows.set(.failed, sequence: sequence, message: message, error: error, rows.db)
            try log(context, .delivery, "failed")
            try handOver(reason, context)
        case .unknown:
            try OutboxRows.set(.unknown, sequence: sequence, message: message, rows.db)
            try log(context, .delivery, "unknown")
            try handOver(.deliveryUnknown, context)
        case .postponed(let until):
            try postpone(until, why: nil, sequence: sequence, message: message)
        case .waiting(let until, let why):
            try postpone(until, why: why, sequence: sequence, message: message)
        case .uploaded(let mediaID):
            try OutboxRows.set(.pending, sequence: sequence, message: message, rows.db)
            try OutboxRows.uploaded(mediaID, sequence: sequence, rows.db)
        case .tooLong(let parts, _):
            try OutboxRows.replace(
                sequence: sequence, by: parts, connection: row["connection"], now: now, ids: ids,
                rows)
            try log(context, .delivery, "split")
        case .replaced(let content):
            try OutboxRows.replace(
                sequence: sequence, by: [content], connection: row["connection"], now: now,
                ids: ids, rows)
            try log(context, .delivery, "replaced")
        case .blocked(let error):
            try OutboxRows.set(.failed, sequence: sequence, message: message, error: error, rows.db)
            try OutboxRows.failPending(
                of: ConversationID(row["conversation"]), error: error, rows.db)
            try log(context, .delivery, "failed")
            try handOver(.deliveryFailed, context)
        }
    }

    private func postpone(
        _ until: Timestamp, why: ProviderError?, sequence: Int64, message: String
    ) throws {
        try OutboxRows.set(
            .pending, sequence: sequence, message: message, error: why, rows.db)
        try rows.db.execute(
            sql: "UPDATE outbox SET not_before = ?, attempts = attempts - 1 WHERE sequence = ?",
            arguments: [until.milliseconds, sequence])
    }

    /// A conversation whose answer did not reach the customer needs a person, and shows it.
    private func handOver(_ reason: ReasonCode, _ context: WriteContext) throws {
        let id = ConversationID(row["conversation"])
        try rows.db.execute(
            sql: "UPDATE conversation SET has_delivery_failure = 1 WHERE id = ?",
            arguments: [id.rawValue])
        let conversation = try rows.required(id)
        guard conversation.state == .open, conversation.owner == .bot,
            (row["author"] as String) != "agent"
        else { return }
        try rows.change(owner: .queue, of: id, reason: reason, now: now)
        try EventLog.append(
            context, salt: salt(), conversation: id, at: now, actor: .system, kind: .queued,
            payload: ["reason": reason.rawValue])
    }

    private func log(_ context: WriteContext, _ kind: EventLogRow.Kind, _ state: String) throws {
        try EventLog.append(
            context, salt: salt(), conversation: ConversationID(row["conversation"]), at: now,
            actor: .system, kind: kind, payload: ["message": row["message"], "state": state])
    }

    private var application: EventApplication {
        EventApplication(
            rows: rows, inbox: 0, connection: row["connection"],
            routing: Routing(
                channel: row["channel"], mode: .auto, debounceMilliseconds: 0,
                debounceCapMilliseconds: 0),
            now: now, receivedAt: now, ids: ids, salt: salt)
    }
}
