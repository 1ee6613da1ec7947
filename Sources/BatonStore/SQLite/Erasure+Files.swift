import BatonCore
import GRDB

extension Erasure {
    /// By the primary key of media.
    static let fileOf = NamedStatement(
        """
        SELECT d.hash, m.id, m.content, m.provider_id, m.connection, c.id AS conversation, c.contact
        FROM media d JOIN message m ON m.id = d.message JOIN conversation c ON c.id = m.conversation
        WHERE d.message = ? AND m.received_at < ? AND (c.state = 'resolved' OR c.owner = 'bot')
            AND NOT EXISTS (
                SELECT 1 FROM outbox o
                WHERE o.message = d.message AND o.state IN ('pending', 'sending'))
        """, index: "sqlite_autoindex_media_1")
    /// By media_hash and visitor_file_hash.
    static let namesHash = NamedStatement(
        """
        SELECT EXISTS (SELECT 1 FROM media WHERE hash = ?)
            OR EXISTS (SELECT 1 FROM visitor_file WHERE hash = ?)
        """, index: "visitor_file_hash")

    /// Takes the file off a message that stays.
    /// - Returns: the message's conversation; `nil` where the file is not to be removed.
    mutating func removeFile(_ due: DueFile) throws -> ConversationID? {
        guard
            let row = try Row.fetchOne(
                try db.cachedStatement(sql: Self.fileOf.sql),
                arguments: [due.message.rawValue, due.before.milliseconds])
        else { return nil }
        try forgetFile(of: due.message, ContactID(row["contact"]))
        let content: MessageContent = try StoredJSON.decode(row["content"])
        try db.execute(
            sql: "UPDATE message SET content = ?, file_removed_at = ? WHERE id = ?",
            arguments: [
                try StoredJSON.encode(content.withoutFetch), now.milliseconds,
                due.message.rawValue,
            ])
        try stripSend(of: due.message)
        let conversation = ConversationID(row["conversation"])
        if let providerID = row["provider_id"] as String? {
            try stripEvents(about: providerID, of: row["connection"], in: conversation)
        }
        return conversation
    }

    /// Forgets which file a message carries; one that nothing names any more is released.
    mutating func forgetFile(of message: MessageID, _ contact: ContactID) throws {
        guard
            let row = try Row.fetchOne(
                try db.cachedStatement(sql: "SELECT hash FROM media WHERE message = ?"),
                arguments: [message.rawValue])
        else { return }
        batch.files += 1
        try db.execute(
            sql: "DELETE FROM media WHERE message = ?", arguments: [message.rawValue])
        guard let hash = row["hash"] as String? else { return }
        try db.execute(
            sql: """
                DELETE FROM visitor_file WHERE hash = ? AND visitor IN (
                    SELECT value FROM contact_identity
                    WHERE contact = ? AND kind = 'provider_id' AND channel = ?)
                """, arguments: [hash, contact.rawValue, VisitorSession.channel])
        try release(hash)
    }

    /// Lets a file in the data folder go, unless something names it.
    mutating func release(_ hash: String) throws {
        let isNamed = try Bool.fetchOne(
            try db.cachedStatement(sql: Self.namesHash.sql), arguments: [hash, hash])
        if isNamed != true { batch.released.insert(hash) }
    }

    private func stripSend(of message: MessageID) throws {
        let rows = try Row.fetchAll(
            db, sql: "SELECT sequence, send FROM outbox WHERE message = ?",
            arguments: [message.rawValue])
        for row in rows {
            var send: OutboxRows.Send = try StoredJSON.decode(row["send"])
            send.content = send.content.withoutFetch
            try db.execute(
                sql: "UPDATE outbox SET send = ? WHERE sequence = ?",
                arguments: [try StoredJSON.encode(send), row["sequence"] as Int64])
        }
    }

    /// The events that brought or changed a message, without what its file is fetched by.
    private func stripEvents(
        about providerID: String, of connection: String, in conversation: ConversationID
    ) throws {
        let rows = try Row.fetchAll(
            try db.cachedStatement(sql: Self.events.sql),
            arguments: [conversation.rawValue, Int.max])
        for row in rows where row["connection"] == connection {
            var event: InboundEvent = try StoredJSON.decode(row["event"])
            guard event.id == providerID || event.target == providerID,
                let content = event.content, content != content.withoutFetch
            else { continue }
            event.content = content.withoutFetch
            try db.execute(
                sql: "UPDATE inbox SET event = ? WHERE sequence = ?",
                arguments: [try StoredJSON.encode(event), row["sequence"] as Int64])
            try eraseRequest(row["webhook"])
        }
    }
}

extension MessageContent {
    /// The content without what its file can be fetched by, or is known by.
    fileprivate var withoutFetch: MessageContent {
        var bare = self
        bare.mediaID = nil
        bare.url = nil
        bare.sha256 = nil
        return bare
    }
}
