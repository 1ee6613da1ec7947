package import BatonCore
import GRDB

extension SQLiteStore {
    /// What a guest wrote becomes the signed-in customer's.
    package func join(guest: String, into user: String, now: Timestamp) async throws(StoreError)
        -> Bool
    {
        try await write { [salt] context in
            let db = context.db
            // From here on no token leads to the guest: who signs out is somebody else.
            try db.execute(sql: "DELETE FROM visitor_session WHERE visitor = ?", arguments: [guest])
            let channel = VisitorSession.channel
            func contact(_ visitor: String) throws -> ContactID? {
                try ContactBook.find(ContactAddress(providerID: visitor), channel: channel, db)
            }
            guard let from = try contact(guest) else { return false }
            guard let to = try contact(user) else {
                try db.execute(
                    sql: """
                        INSERT INTO contact_identity (contact, kind, channel, value, since)
                        VALUES (?, 'provider_id', ?, ?, ?)
                        """, arguments: [from.rawValue, channel, user, now.milliseconds])
                return true
            }
            guard from != to else { return false }
            let joining = VisitorJoining(
                from: from, to: to, rows: ConversationRows(db: db), now: now, salt: salt)
            return try joining.join(&context)
        }
    }
}

/// Moves all that is a guest's to the customer that they turned out to be.
struct VisitorJoining {
    let from: ContactID
    let to: ContactID
    let rows: ConversationRows
    let now: Timestamp
    let salt: @Sendable () -> [UInt8]

    /// - Returns: `false` where both have a conversation with people: those stay apart.
    func join(_ context: inout WriteContext) throws -> Bool {
        let conversations = try Row.fetchAll(
            rows.db,
            sql: """
                SELECT id, connection, account, state FROM conversation
                WHERE contact = ? ORDER BY opened_at
                """, arguments: [from.rawValue])
        for row in conversations where row["state"] == "open" {
            let inbox = InboxID(connection: row["connection"], account: row["account"])
            guard let other = try rows.openConversation(contact: to, inbox: inbox) else { continue }
            // The one that the visitor has just written in goes on, where it can.
            if try rows.required(other).owner == .bot {
                try close(other, &context)
            } else if try rows.required(ConversationID(row["id"])).owner == .bot {
                try close(ConversationID(row["id"]), &context)
            } else {
                return false
            }
        }
        try move()
        for row in conversations {
            let id = ConversationID(row["id"])
            try EventLog.append(
                context, salt: salt(), conversation: id, at: now, actor: .customer,
                kind: .identity,
                payload: ["type": "signed_in", "from": from.rawValue, "to": to.rawValue])
            context.change.conversations.insert(id)
        }
        return true
    }

    private func close(_ id: ConversationID, _ context: inout WriteContext) throws {
        try rows.change(owner: .bot, of: id, reason: nil, now: now)
        try rows.cancelPending(of: id, authors: ["bot", "system"])
        try rows.db.execute(
            sql: """
                UPDATE conversation SET state = 'resolved', waiting_since = NULL, decide_at = NULL,
                    undecided_since = NULL, has_delivery_failure = 0
                WHERE id = ?
                """, arguments: [id.rawValue])
        try EventLog.append(
            context, salt: salt(), conversation: id, at: now, actor: .system, kind: .resolved,
            payload: ["why": "the visitor goes on in another conversation"])
        context.change.conversations.insert(id)
    }

    /// What the guest saw comes after what the customer saw; the guest's address is theirs, and old.
    private func move() throws {
        let db = rows.db
        let last =
            try Int64.fetchOne(
                db, sql: "SELECT max(number) FROM visitor_event WHERE contact = ?",
                arguments: [to.rawValue]) ?? 0
        let move: StatementArguments = [to.rawValue, from.rawValue]
        try db.execute(
            sql: "UPDATE visitor_event SET contact = ?, number = number + ? WHERE contact = ?",
            arguments: [to.rawValue, last, from.rawValue])
        try db.execute(
            sql: "UPDATE conversation SET contact = ? WHERE contact = ?", arguments: move)
        try db.execute(
            sql: "UPDATE contact_identity SET contact = ?, since = 0 WHERE contact = ?",
            arguments: move)
        try db.execute(sql: "UPDATE rating SET contact = ? WHERE contact = ?", arguments: move)
        try db.execute(
            sql: "UPDATE OR IGNORE contact_consent SET contact = ? WHERE contact = ?",
            arguments: move)
        try db.execute(
            sql: "DELETE FROM contact_consent WHERE contact = ?", arguments: [from.rawValue])
        try db.execute(sql: "DELETE FROM contact WHERE id = ?", arguments: [from.rawValue])
    }
}
