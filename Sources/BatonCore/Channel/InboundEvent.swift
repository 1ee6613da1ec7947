/// What a provider told us, in the one form that all channels share.
///
/// Its JSON form is that of `baton events --json`: snake-case keys, absent where unknown, `at` in Unix
/// seconds by the provider's clock.
package struct InboundEvent: Sendable, Codable, Hashable {
    /// What sort of event it is.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case message, reaction, edit, delete, echo, status, identity, consent, account, error
    }

    /// What sort of event it is.
    package var kind: Kind
    /// The channel's name, such as `whatsapp_cloud`.
    package var provider: String
    /// The business side's address, such as WhatsApp's phone number id.
    package var account: String?
    /// The WhatsApp business account, for events of a whole account.
    package var waba: String?
    /// The provider's id of the message the event is of.
    package var id: String?
    /// Unix seconds by the provider's clock.
    package var at: Int64?
    /// The customer who caused the event.
    package var contact: ContactAddress?
    /// Whom our message, or an echo, went to.
    package var recipient: ContactAddress?
    /// What the message holds.
    package var content: MessageContent?
    /// The id of the message that this one answers.
    package var replyTo: String?
    /// The language of the page that it was written on, such as `zh-HK`.
    package var locale: String?
    /// Whether the customer forwarded it.
    package var forwarded: Bool?
    /// The advertisement or product that led here.
    package var referral: Referral?
    /// The id of the message that a reaction, edit or delete is about.
    package var target: String?
    /// The new delivery state of a message of ours.
    package var status: DeliveryStatus?
    /// How the customer's identity changed.
    package var identity: IdentityChange?
    /// What the customer agreed to or stopped.
    package var consent: Consent?
    /// What happened to the account.
    package var accountEvent: AccountEvent?
    /// A fault the provider reports.
    package var error: ProviderError?
    /// On an echo: `send`, `edit` or `delete`.
    package var action: String?

    enum CodingKeys: String, CodingKey {
        case kind, provider, account, waba, id, at, contact, recipient, content, forwarded, referral
        case target, status, identity, consent, error, action, locale
        case replyTo = "reply_to"
        case accountEvent = "account_event"
    }

    /// Makes an event with only what every event has; set the rest on it.
    package init(kind: Kind, provider: String, account: String? = nil) {
        self.kind = kind
        self.provider = provider
        self.account = account
    }
}

/// The addresses of one person as a webhook gives them; any may be absent.
package struct ContactAddress: Sendable, Codable, Hashable {
    /// E.164 with a leading plus.
    package var phone: String?
    /// WhatsApp's business-scoped user id, such as `HK.150…`.
    package var bsuid: String?
    /// The parent business's user id.
    package var parentBsuid: String?
    /// The public user name, with its `@` where the provider gives one.
    package var username: String?
    /// The profile's display name: never proof of who it is.
    package var name: String?
    /// The provider's own contact id.
    package var providerID: String?

    enum CodingKeys: String, CodingKey {
        case phone, bsuid, username, name
        case parentBsuid = "parent_bsuid"
        case providerID = "provider_id"
    }

    /// Makes a set of addresses.
    package init(
        phone: String? = nil, bsuid: String? = nil, parentBsuid: String? = nil,
        username: String? = nil, name: String? = nil, providerID: String? = nil
    ) {
        self.phone = phone
        self.bsuid = bsuid
        self.parentBsuid = parentBsuid
        self.username = username
        self.name = name
        self.providerID = providerID
    }
}

/// An advertisement or post that led the customer to write.
package struct Referral: Sendable, Codable, Hashable {
    /// `ad` or `post`.
    package var sourceType: String?
    /// The provider's id of it.
    package var sourceID: String?
    /// Its address.
    package var sourceURL: String?
    /// Its headline.
    package var headline: String?
    /// The click id of a click-to-WhatsApp advertisement.
    package var ctwaClid: String?

    enum CodingKeys: String, CodingKey {
        case headline
        case sourceType = "source_type"
        case sourceID = "source_id"
        case sourceURL = "source_url"
        case ctwaClid = "ctwa_clid"
    }

    /// Makes an empty referral.
    package init() {}
}

/// How a customer's identity changed.
package struct IdentityChange: Sendable, Codable, Hashable {
    /// The provider's word, such as `user_changed_number`.
    package var type: String
    /// The new phone, E.164 with plus.
    package var newPhone: String?
    /// The new user id.
    package var newBsuid: String?
    /// The user id before.
    package var previousBsuid: String?

    enum CodingKeys: String, CodingKey {
        case type
        case newPhone = "new_phone"
        case newBsuid = "new_bsuid"
        case previousBsuid = "previous_bsuid"
    }

    /// Makes a change of the given type.
    package init(type: String) { self.type = type }
}

/// What a customer agreed to or stopped, such as marketing messages.
package struct Consent: Sendable, Codable, Hashable {
    /// What about, such as `marketing_messages`.
    package var category: String
    /// `stop` or `resume`.
    package var value: String

    /// Makes a consent.
    package init(category: String, value: String) {
        self.category = category
        self.value = value
    }
}

/// Something that happened to the business's account.
package struct AccountEvent: Sendable, Codable, Hashable {
    /// The webhook field.
    package var field: String
    /// The event's name.
    package var event: String?
    /// More, in the provider's words.
    package var detail: String?

    /// Makes an account event.
    package init(field: String, event: String? = nil, detail: String? = nil) {
        self.field = field
        self.event = event
        self.detail = detail
    }
}

/// A fault as the provider words it.
package struct ProviderError: Sendable, Codable, Hashable, Error {
    /// The provider's code.
    package var code: Int
    /// Its title.
    package var title: String?
    /// Its details.
    package var details: String?
    /// Seconds after which the provider says to come back.
    package var retryAfterSeconds: Int?
    /// The title for people who read Chinese; only where the fault is our own word, not a provider's.
    package var chinese: String?
    /// What it means and what to do, where the code is known; only on its way to a screen, never kept.
    package var advice: BilingualText?

    enum CodingKeys: String, CodingKey {
        case code, title, details, chinese, advice
        case retryAfterSeconds = "retry_after_seconds"
    }

    /// Makes a fault.
    package init(
        code: Int, title: String? = nil, details: String? = nil, retryAfterSeconds: Int? = nil,
        chinese: String? = nil
    ) {
        self.code = code
        self.title = title
        self.details = details
        self.retryAfterSeconds = retryAfterSeconds
        self.chinese = chinese
    }

    /// A fault of our own, in both languages; no provider has a code for it.
    package init(_ words: BilingualText, details: String? = nil) {
        self.init(code: 0, title: words.english, details: details, chinese: words.chinese)
    }

    /// The title for a person, in their language where it is known in that.
    package func title(in language: InterfaceLanguage) -> String? {
        language == .traditionalChinese ? chinese ?? title : title
    }
}
