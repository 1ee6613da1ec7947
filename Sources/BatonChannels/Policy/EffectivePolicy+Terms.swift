package import BatonCore

extension EffectivePolicy {
    /// What of a customer's opens the service window.
    package enum Opening: String, Sendable, CaseIterable {
        case userMessage = "user_message"
        case userCall = "user_call"
    }

    /// What a number is there for, as its business declares it.
    package enum PrimaryFunction: String, Sendable, CaseIterable {
        case business, assistant
    }

    /// Whether a customer's call opens the service window as a message does.
    package var callsOpenWindow: Bool {
        words("window.opens_on")?.contains(Opening.userCall.rawValue) ?? false
    }

    /// Words by which the platform says that it tries the bot out: it must be shown the way to a
    /// person.
    package var testWords: [String] { words("person.test_words") ?? [] }

    /// The rate of a category, its own or that of the category it is billed as; `nil` where nobody has
    /// said it.
    package func rate(of category: String) -> Money? {
        guard let price = price(of: category) else { return nil }
        return price.rate ?? price.rateOf.flatMap { self.price(of: $0)?.rate }
    }

    /// When a customer came by an advertisement or a page's button, and when we first answered.
    package struct Entry: Sendable, Hashable {
        /// When the customer came; `nil` where they did not so.
        package var at: Timestamp?
        /// When we first answered after that; `nil` where we have not.
        package var answeredAt: Timestamp?

        /// Makes it.
        package init(at: Timestamp?, answeredAt: Timestamp?) {
            self.at = at
            self.answeredAt = answeredAt
        }
    }

    /// Until when messages of every kind are free, since the customer came by an advertisement or a
    /// page's button; `nil` where they are not.
    ///
    /// The window opens with our answer, which is free itself, where that comes while the service
    /// window is open. It makes nothing sendable: free text still needs the service window.
    /// Source: Meta, "Pricing", free entry point windows.
    package func freeUntil(_ entry: Entry, of channel: ChannelCapabilities?, at now: Timestamp)
        -> Timestamp?
    {
        guard let came = entry.at, case .duration(let length?)? = held["window.entry_point"]?.value
        else { return nil }
        let until: Timestamp
        let answerBy = came.adding(milliseconds: window(of: channel) ?? length)
        if let answered = entry.answeredAt {
            guard answered <= answerBy else { return nil }
            until = answered.adding(milliseconds: length)
        } else {
            until = answerBy
        }
        return now < until ? until : nil
    }

    /// Whether marketing messages go only to those who agreed to them.
    package var marketingNeedsOptIn: Bool { flag("consent.marketing_requires_opt_in") ?? false }

    /// Whether customers' words may go to a model's server that is not on this machine: only one that
    /// handles them for the business alone, as its processor.
    package var outsideModelsMayRead: Bool { flag("data_use.llm_vendor_is_processor") ?? false }

    /// Words that never go to such a server, besides personal data.
    package var redacted: [String] { words("data_use.redact") ?? [] }

    func flag(_ key: String) -> Bool? {
        if case .flag(let flag)? = held[key]?.value { flag } else { nil }
    }
}
