/// An id that cannot be mistaken for another kind's: a time-ordered string (UUIDv7) or a name.
package protocol Identifier: RawRepresentable, Hashable, Sendable, Codable, Comparable,
    CustomStringConvertible
where RawValue == String {
    /// Makes an id from its stored form.
    init(rawValue: String)
}

extension Identifier {
    /// Makes an id from its stored form.
    package init(_ rawValue: String) { self.init(rawValue: rawValue) }

    /// The stored form.
    package var description: String { rawValue }

    /// Orders as the stored forms do, so by time where ids are UUIDv7.
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// Reads the id from a JSON string.
    package init(from decoder: any Decoder) throws {
        self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the id as a JSON string.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

/// The id of a contact.
package struct ContactID: Identifier {
    /// The stored form.
    package let rawValue: String
    /// Makes an id from its stored form.
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// The id of a conversation.
package struct ConversationID: Identifier {
    /// The stored form.
    package let rawValue: String
    /// Makes an id from its stored form.
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// The id of a message.
package struct MessageID: Identifier {
    /// The stored form.
    package let rawValue: String
    /// Makes an id from its stored form.
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// The id of a decision of the gate.
package struct DecisionID: Identifier {
    /// The stored form.
    package let rawValue: String
    /// Makes an id from its stored form.
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// The id of one send: of an outbox row, given to the provider where it takes one.
package struct SendID: Identifier {
    /// The stored form.
    package let rawValue: String
    /// Makes an id from its stored form.
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A person's id: the Unix user they connect as.
package struct PersonID: Identifier {
    /// The stored form.
    package let rawValue: String
    /// Makes an id from its stored form.
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// The id of an entry within its knowledge base, as the business wrote it.
package struct EntryID: Identifier {
    /// The stored form.
    package let rawValue: String
    /// Makes an id from its stored form.
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A configured account on a connection: a number, a bot, a widget.
package struct InboxID: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    /// The connection's key in the configuration.
    package var connection: String
    /// The provider's name of the account, such as WhatsApp's phone number id.
    package var account: String

    /// Makes the id of `account` on `connection`.
    package init(connection: String, account: String) {
        self.connection = connection
        self.account = account
    }

    /// `connection/account`.
    package var description: String { "\(connection)/\(account)" }

    /// Orders by connection, then account.
    package static func < (left: InboxID, right: InboxID) -> Bool {
        (left.connection, left.account) < (right.connection, right.account)
    }
}
