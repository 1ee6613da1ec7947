import BatonCore
import GRDB

extension Erasure {
    /// By conversation_contact, visitor_session_visitor and contact_identity_contact.
    static let isLeft = NamedStatement(
        """
        SELECT EXISTS (
                SELECT 1 FROM conversation WHERE contact = ? AND erased_at IS NULL)
            OR EXISTS (
                SELECT 1 FROM contact_identity i JOIN visitor_session s ON s.visitor = i.value
                WHERE i.contact = ? AND i.kind = 'provider_id' AND i.channel = ?
                    AND s.expires_at > ?)
        """, index: "conversation_contact")
    /// By the primary key of visitor_event.
    static let visitorEvents = NamedStatement(
        """
        DELETE FROM visitor_event WHERE contact = ? AND number IN (
            SELECT e.number FROM visitor_event e
            WHERE e.contact = ? AND e.number < (
                    SELECT max(l.number) FROM visitor_event l WHERE l.contact = e.contact)
                AND CASE WHEN e.message IS NULL THEN e.at < ?
                    ELSE NOT EXISTS (SELECT 1 FROM message m WHERE m.id = e.message) END
            LIMIT ?)
        """, index: "sqlite_autoindex_visitor_event_1")

    /// What a visitor saw of messages that are gone; the last number stays, since pages go on from it.
    mutating func takeVisitorEvents(of contact: ContactID, before: Timestamp) throws {
        try take(
            Self.visitorEvents, [contact.rawValue, contact.rawValue, before.milliseconds])
        try db.execute(
            sql: """
                UPDATE visitor_event SET kind = 'end', message = NULL, detail = NULL, agent = NULL
                WHERE contact = ? AND message IS NOT NULL
                    AND number = (SELECT max(number) FROM visitor_event WHERE contact = ?)
                    AND NOT EXISTS (SELECT 1 FROM message m WHERE m.id = visitor_event.message)
                """, arguments: [contact.rawValue, contact.rawValue])
    }

    /// A contact of whom nothing is left loses name and addresses.
    ///
    /// Who agreed to something or stopped it stays known by the addresses that they have now: what
    /// they said must be honoured when they write again.
    mutating func takeContact(_ contact: ContactID, before: Timestamp) throws {
        let isLeft = try Bool.fetchOne(
            try db.cachedStatement(sql: Self.isLeft.sql),
            arguments: [
                contact.rawValue, contact.rawValue, VisitorSession.channel, now.milliseconds,
            ])
        guard isLeft != true else { return }
        let visitors = try String.fetchAll(
            db,
            sql: """
                SELECT value FROM contact_identity
                WHERE contact = ? AND kind = 'provider_id' AND channel = ?
                """, arguments: [contact.rawValue, VisitorSession.channel])
        for visitor in visitors { try takeVisitor(visitor, before: before) }
        let saidSomething = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM contact_consent WHERE contact = ?)",
            arguments: [contact.rawValue])
        let which =
            saidSomething == true ? " AND (retired_at IS NOT NULL OR kind = 'username')" : ""
        try db.execute(
            sql: "DELETE FROM contact_identity WHERE contact = ?" + which,
            arguments: [contact.rawValue])
        try db.execute(
            sql: "UPDATE contact SET name = NULL, identity_changed_at = NULL WHERE id = ?",
            arguments: [contact.rawValue])
    }

    /// Sessions that are over, and uploads that no message took up.
    private mutating func takeVisitor(_ visitor: String, before: Timestamp) throws {
        try db.execute(
            sql: "DELETE FROM visitor_session WHERE visitor = ?", arguments: [visitor])
        let hashes = try String.fetchSet(
            db, sql: "SELECT hash FROM visitor_file WHERE visitor = ? AND created_at < ?",
            arguments: [visitor, before.milliseconds])
        try db.execute(
            sql: "DELETE FROM visitor_file WHERE visitor = ? AND created_at < ?",
            arguments: [visitor, before.milliseconds])
        for hash in hashes { try release(hash) }
    }
}
