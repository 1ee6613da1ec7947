package import BatonCore

extension EffectivePolicy {
    /// What a channel can do under this policy: its own capabilities where no rule says otherwise.
    package func capabilities(_ channel: ChannelCapabilities) -> ChannelCapabilities {
        var able = channel
        able.serviceWindowMilliseconds = window(of: channel)
        if let text = count("limits.text") { able.maxTextLength = text }
        if let caption = count("limits.caption") { able.maxCaptionLength = caption }
        if var menu = channel.menu {
            if let buttons = count("limits.buttons") { menu.buttons = buttons }
            if let title = count("limits.button_title") { menu.buttonTitle = title }
            if let rows = count("limits.list_rows") { menu.rows = rows }
            if let title = count("limits.row_title") { menu.rowTitle = title }
            if let body = count("limits.menu_body") { (menu.body, menu.listBody) = (body, body) }
            able.menu = menu.buttons == 0 && menu.rows == 0 ? nil : menu
        }
        able.rates = rates(channel.rates)
        return able
    }

    /// What a provider's error asks for.
    package func action(for error: ProviderError, by channel: ErrorTable) -> ErrorAction {
        if case .action(let action)? = held["errors.\(error.code)"]?.value { return action }
        if channel.names(error) { return channel.action(for: error) }
        if case .action(let action)? = held["errors.other"]?.value { return action }
        return channel.otherwise
    }

    /// When a refused send is tried again.
    package var retry: RetryPolicy.Schedule {
        var schedule = RetryPolicy.Schedule.standard
        if let attempts = count("retry.busy_attempts") { schedule.busyAttempts = attempts }
        if let attempts = count("retry.unnamed_attempts") { schedule.unnamedAttempts = attempts }
        if case .duration(let wait?)? = held["retry.first_wait"]?.value {
            schedule.firstMilliseconds = max(1, wait)
        }
        if let base = count("retry.pair_base") { schedule.pairBase = Int64(base) }
        if case .duration(let told?)? = held["retry.longest_told"]?.value {
            schedule.longestToldSeconds = Int(told / 1000)
        }
        return schedule
    }

    /// How many customers the business may write to first over all numbers of a connection; `nil` for
    /// as many as it likes.
    package var reach: ReachLimit? {
        guard let contacts = count("rates.portfolio.contacts") else { return nil }
        switch held["rates.portfolio.every"]?.value {
        case .duration(let every):
            return every.map { ReachLimit(contacts: contacts, milliseconds: $0) }
        default: return ReachLimit(contacts: contacts, milliseconds: ReachLimit.dayMilliseconds)
        }
    }

    private func rates(_ own: [RateBucket]) -> [RateBucket] {
        var rates = own
        for scope in RateBucket.Scope.allCases {
            guard case .rate(let bucket)? = held["rates.\(scope.rawValue)"]?.value else { continue }
            rates.removeAll { $0.scope == scope }
            rates.append(bucket)
        }
        return rates
    }
}

extension PolicyTemplate {
    /// The template filled in.
    /// - Parameters:
    ///   - text: what was to be said.
    ///   - name: whom to.
    package func content(saying text: String, to name: String?, in language: Language)
        -> MessageContent
    {
        let filled = params.map { param in
            // A place takes one line, and at most 1,024 characters.
            // Source: Meta, "Message templates": no new lines, tabs, or more than four spaces.
            String(
                param.replacing("{text}", with: text).replacing("{name}", with: name ?? "")
                    .split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(1024))
        }
        var rendered = self.text
        for (index, value) in filled.enumerated() {
            rendered = rendered?.replacing("{{\(index + 1)}}", with: value)
        }
        var content = MessageContent(type: .template)
        content.template = MessageContent.Template(
            name: self.name, language: approved(in: language),
            parameters: filled.map { .init(text: $0) },
            rendered: rendered ?? ([self.name] + filled).joined(separator: " · "))
        return content
    }

    /// The language among those it was approved in that is nearest to the customer's.
    private func approved(in language: Language) -> String {
        let wanted: [String] =
            switch language {
            case .english: ["en"]
            case .traditionalChinese, .cantonese, .romanisedCantonese, .mixed:
                ["zh_HK", "zh_TW", "zh-Hant", "zh"]
            case .simplifiedChinese: ["zh_CN", "zh-Hans", "zh"]
            }
        let found = wanted.lazy.compactMap { head in languages.first { $0.hasPrefix(head) } }.first
        return found ?? languages.first ?? "en"
    }
}
