import BatonCore
import GRDB

extension Erasure {
    /// By inbox_conversation.
    static let events = NamedStatement(
        """
        SELECT sequence, webhook, connection, account, provider_id, kind, state, event FROM inbox
        WHERE conversation = ? AND conversation IS NOT NULL AND erased_at IS NULL
        ORDER BY sequence LIMIT ?
        """, index: "inbox_conversation")

    /// Erases the events that touched a conversation, with the requests that brought them.
    mutating func takeEvents(of id: ConversationID) throws {
        guard room > 0 else { return }
        let rows = try Row.fetchAll(
            try db.cachedStatement(sql: Self.events.sql), arguments: [id.rawValue, room])
        use(rows.count)
        for row in rows { try eraseEvent(row) }
    }

    /// Erases an event that touched no conversation, and its contact where nothing of theirs is left.
    mutating func eraseLoose(_ event: LooseEvent) throws {
        guard
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT sequence, webhook, connection, account, provider_id, kind, state, event
                    FROM inbox
                    WHERE sequence = ? AND conversation IS NULL AND erased_at IS NULL
                        AND applied_at IS NOT NULL
                    """, arguments: [event.sequence])
        else { return }
        let read: InboundEvent = try StoredJSON.decode(row["event"])
        try eraseEvent(row)
        guard let address = event.address,
            let contact = try ContactBook.find(address, channel: read.provider, db)
        else { return }
        try takeContact(contact, before: event.receivedAt)
    }

    /// The row keeps its place and what kind of event it was.
    private func eraseEvent(_ row: Row) throws {
        let sequence: Int64 = row["sequence"]
        let event: InboundEvent = try StoredJSON.decode(row["event"])
        try erased.remember(
            event: row["provider_id"], of: row["connection"], account: row["account"],
            kind: row["kind"], state: row["state"])
        let husk = InboundEvent(
            kind: event.kind, provider: event.provider, account: event.account)
        try db.execute(
            sql: "UPDATE inbox SET event = ?, provider_id = ?, erased_at = ? WHERE sequence = ?",
            arguments: [
                try StoredJSON.encode(husk), "erased:\(sequence)", now.milliseconds, sequence,
            ])
        try db.execute(
            sql: "DELETE FROM held_event WHERE connection = ? AND target = ? AND inbox = ?",
            arguments: [
                row["connection"] as String,
                event.target ?? event.status?.reference ?? event.id ?? "", sequence,
            ])
        try eraseRequest(row["webhook"])
    }

    /// A request's bytes; what else it brought stands in the inbox as events.
    func eraseRequest(_ sequence: Int64) throws {
        try db.execute(
            sql: "UPDATE webhook SET body = x'' WHERE sequence = ?", arguments: [sequence])
    }
}
