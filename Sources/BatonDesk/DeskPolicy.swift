package import BatonCore

/// What people may ask about the channel policy.
package enum PolicyRequest: Sendable, Codable, Hashable {
    /// What is in force for customers of an inbox.
    case show(InboxID, country: String?, at: Timestamp?)
    /// Read the files again; in force for the next message.
    case reload
    /// Send the approved template for a purpose, in the agent's name.
    case template(send: SendID, conversation: ConversationID, purpose: String)
    /// Ask the customer for their own number by the channel's button, in the agent's name.
    case askPhone(send: SendID, conversation: ConversationID)
    /// Record that the customer of a conversation agreed to marketing messages, or takes it back, and
    /// how they said so.
    case optIn(ConversationID, isGranted: Bool, how: String)

    /// The permission that it needs.
    package var needed: Permission {
        switch self {
        case .show: .read
        case .reload: .operate
        case .template, .askPhone, .optIn: .reply
        }
    }
}

/// What the worker answers about it.
package enum PolicyReply: Sendable, Codable, Hashable {
    case shown(PolicyView)
    /// The files in force, and whether they differ from those before.
    case reloaded(digest: String, isOther: Bool)
}

/// What holds for customers of an inbox at a time, and which rows say so.
package struct PolicyView: Sendable, Codable, Hashable {
    /// One key.
    package struct Line: Sendable, Codable, Hashable {
        /// The dotted key, such as `window.service`.
        package var key: String
        /// What it is, as a file says it.
        package var value: String
        /// The id of the row that says so.
        package var row: String
        /// Its file.
        package var file: String
        /// The line of the value.
        package var line: Int
        /// Where the rule comes from.
        package var source: String
        /// From when on it holds.
        package var from: String
        /// Until when.
        package var until: String?
        /// Whether people read it and no code acts upon it.
        package var isStatedOnly: Bool

        /// Makes a line.
        package init(
            key: String, value: String, row: String, file: String, line: Int, source: String,
            from: String, until: String?, isStatedOnly: Bool
        ) {
            self.key = key
            self.value = value
            self.row = row
            self.file = file
            self.line = line
            self.source = source
            self.from = from
            self.until = until
            self.isStatedOnly = isStatedOnly
        }
    }

    /// What the files' texts come to.
    package var digest: String
    /// The time it is about.
    package var at: Timestamp
    /// The channel's name.
    package var provider: String
    /// The inbox; `nil` for the channel as a whole.
    package var inbox: InboxID?
    /// The customers' country, as it was asked for.
    package var country: String?
    /// By key.
    package var lines: [Line]

    /// Makes a view.
    package init(
        digest: String, at: Timestamp, provider: String, inbox: InboxID?, country: String?,
        lines: [Line]
    ) {
        self.digest = digest
        self.at = at
        self.provider = provider
        self.inbox = inbox
        self.country = country
        self.lines = lines
    }
}

/// What the policy says of a person's reply in one conversation.
package struct ReplyTerms: Sendable, Codable, Hashable {
    /// A template that may be sent, for a purpose.
    package struct Template: Sendable, Codable, Hashable {
        /// The purpose that it is asked for by.
        package var purpose: String
        /// Its name, languages and category.
        package var words: String
        /// What one costs, where a rule says so.
        package var cost: String?

        /// Makes it.
        package init(purpose: String, words: String, cost: String?) {
            self.purpose = purpose
            self.words = words
            self.cost = cost
        }
    }

    /// How long free text may be sent to this customer.
    package var window: ServiceWindow
    /// The rule that says so, as `file:line (id)`.
    package var rule: String?
    /// What a reply in free text costs, where a rule says so.
    package var cost: String?
    /// What may be sent once the window is closed.
    package var template: Template?
    /// Until when messages are free, since the customer came by an advertisement.
    package var freeUntil: Timestamp?
    /// The key that would say what a reply costs, where it is billed and no rule says how much.
    package var missingPrice: String?
    /// Whether the channel has a button that asks for the customer's number; `nil` from an older
    /// worker.
    package var canAskPhone: Bool?

    /// Makes terms.
    package init(
        window: ServiceWindow, rule: String? = nil, cost: String? = nil, template: Template? = nil
    ) {
        self.window = window
        self.rule = rule
        self.cost = cost
        self.template = template
    }
}
