package import BatonCore
import GRDB

extension SQLiteStore {
    /// An agent's reply: message and outbox row, once a send id.
    package func reply(_ reply: AgentReply, now: Timestamp) async throws(StoreError) -> Message {
        try await write { [ids, salt] context in
            let rows = ConversationRows(db: context.db)
            if let earlier = try OutboxRows.message(of: reply.send, context.db) { return earlier }
            let current = try rows.required(reply.conversation)
            guard current.state == .open, current.owner == .agent(reply.person) else {
                throw StoreError(
                    .refused,
                    "you do not hold conversation \(reply.conversation); take it over, then reply",
                    chinese: "這個對話不在你手上；請先接手再回覆")
            }
            var message = Message(
                id: ids.next(), sequence: 0, conversation: current.id, direction: .outbound,
                author: .agent(reply.person), content: reply.content ?? .text(reply.text), at: now,
                receivedAt: now)
            message.delivery = .pending
            message.replyTo = reply.replyTo
            message.sequence = try rows.insert(message, connection: current.inbox.connection)
            if let file = reply.file {
                try MediaRows.keep(
                    file, of: message, connection: current.inbox.connection, now: now, context.db)
            }
            try OutboxRows.insert(
                send: reply.send, message: message, conversation: current, epoch: current.epoch,
                now: now, context.db)
            try context.db.execute(
                sql: """
                    UPDATE conversation SET waiting_since = NULL, has_delivery_failure = 0
                    WHERE id = ?
                    """, arguments: [current.id.rawValue])
            try context.db.execute(
                sql: "DELETE FROM draft WHERE conversation = ? AND person = ?",
                arguments: [current.id.rawValue, reply.person.rawValue])
            try EventLog.append(
                context, salt: salt(), conversation: current.id, at: now,
                actor: .person(reply.person), kind: .replied,
                payload: ["message": message.id.rawValue, "send": reply.send.rawValue])
            context.change.conversations.insert(current.id)
            context.change.hasOutbox = true
            return message
        }
    }

    /// The message of a reply that was taken already.
    package func reply(of send: SendID) async throws(StoreError) -> Message? {
        try await read { db in try OutboxRows.message(of: send, db) }
    }

    /// A note that only the team sees.
    package func note(
        _ conversation: ConversationID, by person: PersonID, text: String, now: Timestamp
    ) async throws(StoreError) -> Message {
        try await write { [ids, salt] context in
            let rows = ConversationRows(db: context.db)
            _ = try rows.required(conversation)
            var message = Self.noteMessage(
                text, in: conversation, by: person, now: now, ids: ids)
            message.sequence = try rows.insert(message, connection: "")
            try EventLog.append(
                context, salt: salt(), conversation: conversation, at: now,
                actor: .person(person), kind: .noted, payload: ["message": message.id.rawValue])
            context.change.conversations.insert(conversation)
            return message
        }
    }

    /// Keeps what a person has typed; empty text removes it.
    package func saveDraft(
        _ conversation: ConversationID, by person: PersonID, text: String, now: Timestamp
    ) async throws(StoreError) {
        try await write { context in
            _ = try ConversationRows(db: context.db).required(conversation)
            if text.isEmpty {
                try context.db.execute(
                    sql: "DELETE FROM draft WHERE conversation = ? AND person = ?",
                    arguments: [conversation.rawValue, person.rawValue])
            } else {
                try context.db.execute(
                    sql: """
                        INSERT INTO draft (conversation, person, text, updated_at)
                        VALUES (?, ?, ?, ?)
                        ON CONFLICT (conversation, person)
                        DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at
                        """,
                    arguments: [
                        conversation.rawValue, person.rawValue, text, now.milliseconds,
                    ])
            }
        }
    }

    /// A person's draft in a conversation.
    package func draft(_ conversation: ConversationID, by person: PersonID)
        async throws(StoreError) -> String?
    {
        try await read { db in
            try String.fetchOne(
                db, sql: "SELECT text FROM draft WHERE conversation = ? AND person = ?",
                arguments: [conversation.rawValue, person.rawValue])
        }
    }
}
