package import BatonCore
import GRDB

extension SQLiteStore {
    /// By the primary key of outbox: a stretch of its end.
    static let openStatuses = NamedStatement(
        """
        SELECT m.provider_id, m.delivery, o.created_at, c.contact, c.channel
        FROM outbox o
        JOIN message m ON m.id = o.message
        JOIN conversation c ON c.id = o.conversation
        WHERE o.sequence > (SELECT max(sequence) - 5000 FROM outbox)
            AND o.connection = ? AND o.state = 'sent' AND o.created_at >= ?
            AND m.delivery IN ('sent', 'delivered') AND m.provider_id IS NOT NULL
        ORDER BY o.sequence DESC LIMIT ?
        """, index: "INTEGER PRIMARY KEY")

    /// What a provider took since a time, and is neither read nor failed, newest first.
    package func openStatuses(connection: String, since: Timestamp, limit: Int)
        async throws(StoreError) -> [OpenStatus]
    {
        try await read { db in
            try Row.fetchAll(
                try db.cachedStatement(sql: Self.openStatuses.sql),
                arguments: [connection, since.milliseconds, limit]
            ).map { row in
                OpenStatus(
                    providerID: row["provider_id"],
                    recipient: try ContactBook.address(
                        of: ContactID(row["contact"]), channel: row["channel"], db),
                    delivery: DeliveryState(rawValue: row["delivery"]) ?? .sent,
                    at: Timestamp(milliseconds: row["created_at"]))
            }
        }
    }
}

extension ContactBook {
    /// How a contact is reached on a channel.
    static func address(of contact: ContactID, channel: String, _ db: Database) throws
        -> ContactAddress
    {
        let identities = try identities(of: contact, db)
        func value(_ kind: ContactIdentity.Kind) -> String? {
            identities.first {
                $0.kind == kind && ($0.channel.isEmpty || $0.channel == channel)
            }?.value
        }
        return ContactAddress(
            phone: value(.phone), bsuid: value(.bsuid), providerID: value(.providerID))
    }
}
