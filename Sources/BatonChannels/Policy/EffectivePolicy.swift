package import BatonCore

/// What the policy says of one case: for each key the value, and the row that says so.
///
/// The values are read by what they mean, never by the provider's name; what no row says is as the
/// adapter has it.
package struct EffectivePolicy: Sendable, Hashable {
    /// A value with the row that says it.
    package struct Held: Sendable, Hashable {
        /// What.
        package var value: PolicyValue
        /// Who says so.
        package var row: PolicyRow
        /// On which line.
        package var line: Int

        /// Makes it.
        package init(value: PolicyValue, row: PolicyRow, line: Int) {
            self.value = value
            self.row = row
            self.line = line
        }

        /// `file:line (row id)`.
        package var place: String { "\(row.file):\(line) (\(row.id))" }
    }

    /// What may be said once the service window is closed.
    package enum Outside: String, Sendable, CaseIterable {
        case templateOnly = "template_only"
        case deny, allow
    }

    /// Whether a general assistant's work may be done.
    package enum Assistant: String, Sendable, CaseIterable {
        case deny, allow
        case allowPaid = "allow_paid"
    }

    /// When a customer is told that a machine writes.
    package enum Disclosure: String, Sendable, CaseIterable {
        case firstMessage = "first_message"
        case never, each
    }

    /// What the bot does once the month's money is spent.
    package enum OnBudget: String, Sendable, CaseIterable {
        case handover
        case templateOnly = "template_only"
    }

    /// Everything that holds, by dotted key.
    package var held: [String: Held]

    /// Makes a policy; without anything held it says nothing.
    package init(held: [String: Held] = [:]) { self.held = held }

    /// How the bot may act where an inbox is of this mode: the narrower of the two.
    package func mode(within inbox: InboxMode) -> InboxMode {
        let order: [InboxMode] = [.auto, .draftOnly, .shadow, .humanOnly]
        var modes = [inbox]
        if let mode = word("mode").flatMap(InboxMode.init(rawValue:)) { modes.append(mode) }
        if case .flag(false)? = held["ai_enabled"]?.value { modes.append(.humanOnly) }
        return modes.max {
            (order.firstIndex(of: $0) ?? 0) < (order.firstIndex(of: $1) ?? 0)
        } ?? inbox
    }

    /// What may be said outside the window; unless a rule says otherwise, templates.
    package var outside: Outside {
        word("window.outside").flatMap(Outside.init(rawValue:)) ?? .templateOnly
    }

    /// The service window: the rule's, else the channel's own; `nil` for ever.
    package func window(of channel: ChannelCapabilities?) -> Int64? {
        guard case .duration(let window)? = held["window.service"]?.value else {
            return channel?.serviceWindowMilliseconds
        }
        return window
    }

    /// The template for a purpose, or the one for any.
    package func template(for purpose: PolicyPurpose) -> PolicyTemplate? {
        for name in [purpose, .any] {
            if case .template(let found)? = held["templates.\(name.rawValue)"]?.value {
                return found
            }
        }
        return nil
    }

    /// The template of what a message is for, the first that has one of its own, else by `other`.
    package func template(for purposes: [PolicyPurpose], otherwise other: PolicyPurpose)
        -> PolicyTemplate?
    {
        let own = purposes.first { held["templates.\($0.rawValue)"] != nil }
        return template(for: own ?? other)
    }

    /// Every template there is, by purpose.
    package var templates: [(purpose: String, template: PolicyTemplate)] {
        PolicyPurpose.templated.compactMap { purpose in
            guard case .template(let found)? = held["templates.\(purpose.rawValue)"]?.value
            else { return nil }
            return (purpose.rawValue, found)
        }
    }

    /// Whether something may be done for customers; where no rule lists purposes, all may.
    package func allows(_ purpose: PolicyPurpose) -> Bool {
        words("scope.purposes").map { $0.contains(purpose.rawValue) } ?? true
    }

    /// Whether a general assistant's work may be done; `nil` where no rule says.
    package var assistant: Assistant? {
        word("scope.general_assistant").flatMap(Assistant.init(rawValue:))
    }

    /// How often what is off topic is declined before a person sees it.
    package var strikes: Int { count("scope.strikes") ?? 0 }

    /// Words of a general assistant's work, beside the shipped ones.
    package var assistantWords: [String] { words("scope.words") ?? [] }

    /// Words that ask for a person, beside the shipped ones.
    package var personWords: [String] { words("person.words") ?? [] }

    /// After how many of the bot's messages a person is always offered; `nil` for never.
    package var offersPersonAfter: Int? {
        count("person.always_offer_after_turns").flatMap { $0 > 0 ? $0 : nil }
    }

    /// When customers are told that a machine writes.
    package var disclosure: Disclosure {
        word("disclosure.ai").flatMap(Disclosure.init(rawValue:)) ?? .never
    }

    /// What stops the bot for a contact, as a whole message.
    package var stopWords: [String] { words("consent.stop_words") ?? [] }

    /// What lets it go on.
    package var startWords: [String] { words("consent.start_words") ?? [] }

    /// What a message of a category costs; `nil` where no rule says.
    package func price(of category: String) -> PolicyPrice? {
        if case .price(let price)? = held["prices.\(category)"]?.value { price } else { nil }
    }

    /// What a number may spend a month.
    package var budget: Money? {
        if case .money(let money)? = held["budget.monthly"]?.value { money } else { nil }
    }

    /// What the bot does once that is spent.
    package var onBudget: OnBudget {
        word("budget.on_budget").flatMap(OnBudget.init(rawValue:)) ?? .handover
    }

    /// The most messages that one answer may be.
    package var messagesPerTurn: Int? { count("limits.messages_per_turn") }

    /// The version of the provider's interface.
    package var apiVersion: String? { text("api.version") }

    /// A text in the customer's language, or the nearest one.
    package func text(_ key: String, in language: Language) -> String? {
        language.answerPreference.lazy.compactMap { text("\(key).\($0)") }.first
    }

    /// A text that has no languages.
    package func text(_ key: String) -> String? {
        if case .text(let text)? = held[key]?.value { text } else { nil }
    }

    func word(_ key: String) -> String? {
        if case .word(let word)? = held[key]?.value { word } else { nil }
    }

    func count(_ key: String) -> Int? {
        if case .count(let count)? = held[key]?.value { count } else { nil }
    }

    func words(_ key: String) -> [String]? {
        if case .words(let words)? = held[key]?.value { words } else { nil }
    }
}
