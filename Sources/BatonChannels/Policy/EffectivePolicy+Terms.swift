package import BatonCore

extension EffectivePolicy {
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
