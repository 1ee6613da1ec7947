import BatonCore
import GRDB

/// Moves all that is one contact's to another: they turned out to be one person.
struct ContactJoining {
    /// How it turned out.
    enum Reason: String {
        /// A guest of the website signed in.
        case signedIn = "signed_in"
        /// They shared their own number, which another contact has.
        case phoneShared = "phone_shared"
    }

    /// Who has just written.
    let from: ContactID
    /// Who they turned out to be.
    let to: ContactID
    let why: Reason
    let rows: ConversationRows
    let now: Timestamp
    let salt: @Sendable () -> [UInt8]

    /// Joins them.
    ///
    /// Of two open conversations in one inbox the bot's is closed; two that people have both go on,
    /// one beside the other, and the customer is seen by both.
    func join(_ context: inout WriteContext) throws {
        let conversations = try Row.fetchAll(
            rows.db,
            sql: """
                SELECT id, connection, account, state FROM conversation
                WHERE contact = ? ORDER BY opened_at
                """, arguments: [from.rawValue])
        for row in conversations where row["state"] == "open" {
            let inbox = InboxID(connection: row["connection"], account: row["account"])
            guard let other = try rows.openConversation(contact: to, inbox: inbox) else { continue }
            try settle(ConversationID(row["id"]), beside: other, &context)
        }
        try move()
        for row in conversations {
            let id = ConversationID(row["id"])
            try EventLog.append(
                context, salt: salt(), conversation: id, at: now, actor: .customer,
                kind: .identity,
                payload: ["type": why.rawValue, "from": from.rawValue, "to": to.rawValue])
            context.change.conversations.insert(id)
        }
    }

    /// Has one of two open conversations take what comes next: the one just written in, unless the
    /// other alone is held by an agent.
    private func settle(
        _ own: ConversationID, beside other: ConversationID, _ context: inout WriteContext
    ) throws {
        let (mine, theirs) = (try rows.required(own), try rows.required(other))
        if theirs.owner == .bot { return try close(other, &context) }
        if mine.owner == .bot { return try close(own, &context) }
        let isMineAside = mine.owner.agent == nil && theirs.owner.agent != nil
        try rows.db.execute(
            sql: "UPDATE conversation SET beside = 1 WHERE id = ?",
            arguments: [(isMineAside ? own : other).rawValue])
        context.change.conversations.insert(other)
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
            payload: ["why": "the customer goes on in another conversation"])
        context.change.conversations.insert(id)
    }

    /// What a guest saw comes after what the customer saw; a guest's address is theirs, and old.
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
        let since = why == .signedIn ? "0" : "since"
        try db.execute(
            sql: "UPDATE contact_identity SET contact = ?, since = \(since) WHERE contact = ?",
            arguments: move)
        try db.execute(sql: "UPDATE rating SET contact = ? WHERE contact = ?", arguments: move)
        // Of what they said of a category the last word counts, whoever of the two said it.
        try db.execute(
            sql: """
                INSERT INTO contact_consent (contact, category, state, at, actor, how)
                SELECT ?, category, state, at, actor, how FROM contact_consent WHERE contact = ?
                ON CONFLICT (contact, category) DO UPDATE SET state = excluded.state,
                    at = excluded.at, actor = excluded.actor, how = excluded.how
                WHERE excluded.at > contact_consent.at
                """, arguments: move)
        try db.execute(
            sql: "DELETE FROM contact_consent WHERE contact = ?", arguments: [from.rawValue])
        try db.execute(sql: "DELETE FROM contact WHERE id = ?", arguments: [from.rawValue])
    }
}
