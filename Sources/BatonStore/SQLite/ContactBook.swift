import BatonCore
import GRDB

/// Finding and keeping contacts, whose addresses may be missing or change.
enum ContactBook {
    /// By the unique index of live addresses.
    static let byAddress = NamedStatement(
        """
        SELECT contact FROM contact_identity
        WHERE kind = ? AND channel = ? AND value = ? AND retired_at IS NULL
        """, index: "contact_identity_live")
    /// By contact_identity_contact.
    static let ofContact = NamedStatement(
        """
        SELECT kind, channel, value FROM contact_identity
        WHERE contact = ? AND retired_at IS NULL ORDER BY since DESC
        """, index: "contact_identity_contact")

    /// The contact of an address set, made where unknown; what is new is added to it.
    ///
    /// The user id finds a person first, then the phone: phones are given away, ids are not.
    static func contact(
        for address: ContactAddress, channel: String, now: Timestamp, ids: IdentifierSource,
        _ db: Database
    ) throws -> Found {
        let known = identities(of: address, channel: channel)
        var found: ContactID?
        for identity in known where identity.kind != .parentBsuid && found == nil {
            found = try find(identity, db)
        }
        let contact = try found ?? make(name: address.name, now: now, ids: ids, db)
        var moved: [Move] = []
        for identity in known {
            if let holder = try attach(identity, to: contact, now: now, db) {
                moved.append(Move(kind: identity.kind, from: holder))
            }
        }
        if let name = address.name, !name.isEmpty {
            try db.execute(
                sql: "UPDATE contact SET name = ? WHERE id = ? AND name IS NOT ?",
                arguments: [name, contact.rawValue, name])
        }
        return Found(contact: contact, moved: moved)
    }

    /// A contact, and the addresses that another contact had until now.
    struct Found {
        var contact: ContactID
        var moved: [Move]
    }

    /// An address that moved to another contact.
    struct Move {
        var kind: ContactIdentity.Kind
        var from: ContactID
    }

    /// The contact that has any of these addresses now.
    static func find(_ address: ContactAddress, channel: String, _ db: Database) throws
        -> ContactID?
    {
        for identity in identities(of: address, channel: channel) {
            if identity.kind != .parentBsuid, let found = try find(identity, db) { return found }
        }
        return nil
    }

    /// Carries out what the provider told of a changed identity; the history stays with the contact.
    static func apply(
        _ change: IdentityChange, from address: ContactAddress, channel: String, now: Timestamp,
        ids: IdentifierSource, _ db: Database
    ) throws -> ContactID {
        var before = ContactAddress(phone: address.phone, bsuid: change.previousBsuid)
        if before.phone == change.newPhone { before.phone = nil }
        if before.bsuid == nil, address.bsuid != change.newBsuid { before.bsuid = address.bsuid }
        let contact =
            try find(before, channel: channel, db)
            ?? find(address, channel: channel, db)
            ?? make(name: address.name, now: now, ids: ids, db)
        var retired: [ContactIdentity.Kind] = []
        if change.newPhone != nil { retired.append(.phone) }
        if change.newBsuid != nil || change.newPhone != nil { retired.append(.bsuid) }
        for kind in retired {
            try db.execute(
                sql: """
                    UPDATE contact_identity SET retired_at = ?
                    WHERE contact = ? AND kind = ? AND retired_at IS NULL
                    """,
                arguments: [now.milliseconds, contact.rawValue, kind.rawValue])
        }
        let new = ContactAddress(phone: change.newPhone, bsuid: change.newBsuid)
        for identity in identities(of: new, channel: channel) {
            _ = try attach(identity, to: contact, now: now, db)
        }
        try db.execute(
            sql: "UPDATE contact SET identity_changed_at = ? WHERE id = ?",
            arguments: [now.milliseconds, contact.rawValue])
        return contact
    }

    /// The live addresses of a contact, newest of a kind first.
    static func identities(of contact: ContactID, _ db: Database) throws -> [ContactIdentity] {
        try Row.fetchAll(
            try db.cachedStatement(sql: ofContact.sql), arguments: [contact.rawValue]
        ).compactMap { row in
            ContactIdentity.Kind(rawValue: row["kind"]).map {
                ContactIdentity(kind: $0, channel: row["channel"], value: row["value"])
            }
        }
    }

    private static func find(_ identity: ContactIdentity, _ db: Database) throws -> ContactID? {
        try String.fetchOne(
            try db.cachedStatement(sql: byAddress.sql),
            arguments: [identity.kind.rawValue, identity.channel, identity.value]
        ).map(ContactID.init)
    }

    private static func make(
        name: String?, now: Timestamp, ids: IdentifierSource, _ db: Database
    ) throws -> ContactID {
        let id: ContactID = ids.next()
        try db.execute(
            sql: "INSERT INTO contact (id, name, created_at) VALUES (?, ?, ?)",
            arguments: [id.rawValue, name, now.milliseconds])
        return id
    }

    /// An address belongs to one contact at a time: the one that it was last seen with.
    /// - Returns: the contact that it was taken from.
    private static func attach(
        _ identity: ContactIdentity, to contact: ContactID, now: Timestamp, _ db: Database
    ) throws -> ContactID? {
        // A parent business's id is shared by its users' accounts, so it moves to nobody.
        let holder = try find(identity, db)
        if holder == contact { return nil }
        if holder != nil {
            if identity.kind == .parentBsuid { return nil }
            try db.execute(
                sql: """
                    UPDATE contact_identity SET retired_at = ?
                    WHERE kind = ? AND channel = ? AND value = ? AND retired_at IS NULL
                    """,
                arguments: [
                    now.milliseconds, identity.kind.rawValue, identity.channel, identity.value,
                ])
        }
        try db.execute(
            sql: """
                INSERT INTO contact_identity (contact, kind, channel, value, since)
                VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [
                contact.rawValue, identity.kind.rawValue, identity.channel, identity.value,
                now.milliseconds,
            ])
        return holder
    }

    /// A phone is the same person on every channel, and a WhatsApp user id by every provider; other
    /// addresses belong to their channel.
    private static func identities(of address: ContactAddress, channel: String)
        -> [ContactIdentity]
    {
        let pairs: [(ContactIdentity.Kind, String, String?)] = [
            (.bsuid, "", address.bsuid), (.phone, "", address.phone),
            (.providerID, channel, address.providerID), (.username, channel, address.username),
            (.parentBsuid, "", address.parentBsuid),
        ]
        return pairs.compactMap { kind, channel, value in
            value.map { ContactIdentity(kind: kind, channel: channel, value: $0) }
        }
    }
}
