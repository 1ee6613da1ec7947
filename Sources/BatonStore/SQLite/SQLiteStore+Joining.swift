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
            try ContactJoining(
                from: from, to: to, why: .signedIn, rows: ConversationRows(db: db), now: now,
                salt: salt
            ).join(&context)
            return true
        }
    }

    /// The contact's other conversations, the newest first.
    package func otherConversations(
        than id: ConversationID, of contact: ContactID, limit: Int
    ) async throws(StoreError) -> [Conversation] {
        try await read { db in
            try ConversationRows(db: db).others(than: id, of: contact, limit: limit)
        }
    }
}
