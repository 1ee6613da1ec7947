package import BatonCore

/// What people may ask about the record as a whole.
package enum RecordsRequest: Sendable, Codable, Hashable {
    /// How long it is kept, and what is due to be erased.
    case retention
    /// Erase what is due now, instead of within the day.
    /// - Parameter isThorough: also write a large store anew, for which everybody waits.
    case erase(isThorough: Bool)

    /// The permission that it needs.
    package var needed: Permission {
        switch self {
        case .retention: .export
        case .erase: .operate
        }
    }
}

/// What the worker answers about it.
package enum RecordsReply: Sendable, Codable, Hashable {
    /// What is due, or what was erased.
    case retention(RetentionReport)
}

/// How long the record is kept, inbox by inbox, and what is due or was erased.
package struct RetentionReport: Sendable, Codable, Hashable {
    /// How long something is kept, and who says so.
    package struct Term: Sendable, Codable, Hashable {
        /// As a policy file says it, such as `365d`; `none` for good.
        package var kept: String
        /// The row that says so, as `file:line (id)`; `nil` where none does.
        package var rule: String?

        /// Makes a term.
        package init(kept: String, rule: String?) {
            self.kept = kept
            self.rule = rule
        }
    }

    /// What holds for customers of a country.
    package struct Terms: Sendable, Codable, Hashable {
        /// The country as its rule names it; `nil` for all others.
        package var country: String?
        /// How long conversations are kept after their last event.
        package var conversations: Term
        /// How long files are kept.
        package var files: Term

        /// Makes terms.
        package init(country: String?, conversations: Term, files: Term) {
            self.country = country
            self.conversations = conversations
            self.files = files
        }
    }

    /// One inbox.
    package struct Inbox: Sendable, Codable, Hashable {
        /// Its id.
        package var id: InboxID
        /// What holds in it: first for customers of no country that a rule names.
        package var terms: [Terms]
        /// Conversations that are due, or were erased.
        package var conversations = 0
        /// Files that are due, or were removed, of messages that stay.
        package var files = 0
        /// Conversations as old that stay, since people have them or a message is unfinished.
        package var waiting = 0

        /// Makes an inbox.
        package init(id: InboxID, terms: [Terms]) {
            self.id = id
            self.terms = terms
        }
    }

    /// By inbox.
    package var inboxes: [Inbox] = []
    /// Events and requests of no conversation that are due, or were erased.
    package var looseEvents = 0
    /// Whether it tells what was erased, and not what is due.
    package var isDone: Bool
    /// Whether nothing that was erased is left in the store's file and log; `nil` where nothing was.
    package var isScrubbed: Bool?

    /// Makes a report of nothing.
    package init(isDone: Bool) { self.isDone = isDone }

    /// Conversations of all inboxes.
    package var conversations: Int { inboxes.map(\.conversations).reduce(0, +) }
    /// Files of all inboxes.
    package var files: Int { inboxes.map(\.files).reduce(0, +) }
}
