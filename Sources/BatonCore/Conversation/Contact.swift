/// A person who writes to the business; known by a set of addresses, any of which may change.
package struct Contact: Sendable, Codable, Hashable {
    /// The contact's own id, which no provider knows.
    package var id: ContactID
    /// The name to show; customers choose it, so it proves nothing.
    package var name: String?
    /// The addresses known now, newest of a kind first.
    package var identities: [ContactIdentity]
    /// When we first heard of them.
    package var createdAt: Timestamp
    /// When the provider last told us that their identity changed; what was verified before is void.
    package var identityChangedAt: Timestamp?

    /// Makes a contact.
    package init(
        id: ContactID, name: String?, identities: [ContactIdentity], createdAt: Timestamp,
        identityChangedAt: Timestamp? = nil
    ) {
        self.id = id
        self.name = name
        self.identities = identities
        self.createdAt = createdAt
        self.identityChangedAt = identityChangedAt
    }

    /// The newest address of `kind`.
    package func address(_ kind: ContactIdentity.Kind) -> String? {
        identities.first { $0.kind == kind }?.value
    }
}

/// One address of a contact on a channel.
package struct ContactIdentity: Sendable, Codable, Hashable {
    /// The sort of address.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// E.164 with plus.
        case phone
        /// WhatsApp's business-scoped user id.
        case bsuid
        /// The parent business's user id.
        case parentBsuid = "parent_bsuid"
        /// A public user name.
        case username
        /// The provider's own contact id.
        case providerID = "provider_id"
    }

    /// The sort of address.
    package var kind: Kind
    /// The channel it is known on, such as `whatsapp_cloud`; a phone belongs to all.
    package var channel: String
    /// The address itself.
    package var value: String

    /// Makes an address.
    package init(kind: Kind, channel: String, value: String) {
        self.kind = kind
        self.channel = channel
        self.value = value
    }
}
