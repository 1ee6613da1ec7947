package import BatonCore

/// Looks for rules that say two things at once, or that cannot be kept together.
package enum PolicyCheck {
    /// Every fault, in no order, each once.
    package static func faults(in book: PolicyBook, providers: [String]) -> [ConfigurationFinding] {
        let found =
            repeatedNames(book.rows) + overlaps(book.rows)
            + contradictions(in: book, providers: providers)
        var seen: Set<ConfigurationFinding> = []
        return found.filter { seen.insert($0).inserted }
    }

    /// What a business's own rows no longer say, since a newer shipped one says otherwise.
    package static func overruled(in book: PolicyBook, at now: Timestamp) -> [ConfigurationFinding]
    {
        let holding = book.rows.filter { $0.holds(at: now) }
        return holding.filter { !$0.isShipped }.flatMap { own in
            own.settings.sorted { $0.key < $1.key }.compactMap { key, setting in
                let newer = holding.first {
                    $0.isShipped && $0.from > own.from && $0.applies.overlaps(own.applies)
                        && $0.settings[key].map { $0.value != setting.value } ?? false
                }
                return newer.map {
                    ConfigurationFinding(
                        file: own.file, line: setting.line,
                        message: "'\(key)' is overruled by the newer rule '\($0.id)' "
                            + "(\($0.file):\($0.line)); give yours a later 'effective_from' if "
                            + "it is still to hold")
                }
            }
        }
    }

    private static func repeatedNames(_ rows: [PolicyRow]) -> [ConfigurationFinding] {
        Dictionary(grouping: rows, by: \.id).values.flatMap { same in
            let inOrder = same.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
            guard let first = inOrder.first else { return [ConfigurationFinding]() }
            return inOrder.dropFirst().map {
                ConfigurationFinding(
                    file: $0.file, line: $0.line,
                    message: "the id '\($0.id)' is taken by \(first.file):\(first.line); an id "
                        + "names one row")
            }
        }
    }

    /// Two rows of one date and one rank that say different things of one key for one case.
    private static func overlaps(_ rows: [PolicyRow]) -> [ConfigurationFinding] {
        var faults: [ConfigurationFinding] = []
        for (index, first) in rows.enumerated() {
            for second in rows[(index + 1)...] {
                guard first.from == second.from, first.isShipped == second.isShipped,
                    first.applies.rank == second.applies.rank
                else { continue }
                guard first.applies.overlaps(second.applies) else { continue }
                for (key, mine) in first.settings.sorted(by: { $0.key < $1.key }) {
                    guard let theirs = second.settings[key], theirs.value != mine.value else {
                        continue
                    }
                    let pair = [(first, mine), (second, theirs)].sorted {
                        ($0.0.file, $0.1.line) < ($1.0.file, $1.1.line)
                    }
                    faults.append(
                        ConfigurationFinding(
                            file: pair[1].0.file, line: pair[1].1.line,
                            message: "'\(key)' is said otherwise by \(pair[0].0.file):"
                                + "\(pair[0].1.line) (\(pair[0].0.id)) for the same date and "
                                + "the same cases; change a date, or narrow one by 'applies'"))
                }
            }
        }
        return faults
    }

    /// What cannot be kept together, looked at wherever and whenever a row changes something.
    private static func contradictions(in book: PolicyBook, providers: [String])
        -> [ConfigurationFinding]
    {
        var faults: [ConfigurationFinding] = []
        for row in book.rows {
            let ends = [row.from] + (row.until.map { [$0] } ?? [])
            for provider in row.applies.providers.isEmpty ? providers : row.applies.providers {
                for at in ends {
                    var asked = PolicyCase(
                        provider: provider, inbox: nil,
                        country: row.applies.countries.first ?? PolicyCountry(), at: at)
                    if let number = row.applies.numbers.first {
                        let parts = number.split(separator: "/", maxSplits: 1)
                        asked.inbox = InboxID(
                            connection: parts.count == 2 ? String(parts[0]) : "",
                            account: String(parts.last ?? ""))
                    }
                    faults += contradictions(in: book.policy(for: asked))
                }
            }
        }
        return faults
    }

    private static func contradictions(in policy: EffectivePolicy) -> [ConfigurationFinding] {
        var faults: [ConfigurationFinding] = []
        func fault(_ key: String, _ message: String) {
            guard let held = policy.held[key] else { return }
            faults.append(
                ConfigurationFinding(
                    file: held.row.file, line: held.line, message: "'\(key)' \(message)"))
        }
        func has(_ key: String) -> Bool { policy.held.keys.contains { $0.hasPrefix(key + ".") } }

        if policy.disclosure != .never, !has("disclosure.text") {
            fault("disclosure.ai", "asks for a text and 'disclosure.text' has none; add it")
        }
        if policy.assistant == .deny, policy.strikes > 0, !has("scope.reply") {
            fault("scope.strikes", "declines with 'scope.reply', which is missing; add it")
        }
        if policy.offersPersonAfter != nil, !has("person.offer") {
            fault(
                "person.always_offer_after_turns",
                "offers by 'person.offer', which is missing; add it")
        }
        if case .duration(nil)? = policy.held["window.service"]?.value,
            let outside = policy.word("window.outside"), outside != "allow"
        {
            fault(
                "window.outside",
                "is \(outside) where 'window.service' is none: nothing is ever outside; say allow")
        }
        let stops = Set(policy.stopWords.map { $0.lowercased() })
        for word in policy.startWords where stops.contains(word.lowercased()) {
            fault("consent.start_words", "has '\(word)', which is a stop word too")
        }
        for word in policy.personWords where stops.contains(word.lowercased()) {
            fault("person.words", "has '\(word)', which is a stop word too")
        }
        if let budget = policy.budget {
            let rates = PolicySchema.categories.compactMap { policy.rate(of: $0) }
            if rates.isEmpty {
                fault("budget.monthly", "counts nothing: no 'prices' row gives a rate")
            }
            if let other = rates.first(where: { $0.currency != budget.currency }) {
                fault(
                    "budget.monthly",
                    "is in \(budget.currency) and a price in \(other.currency); use one currency")
            }
        }
        if let opens = policy.words("window.opens_on"), !opens.contains("user_message") {
            fault("window.opens_on", "leaves out user_message, which always opens it; add it")
        }
        if policy.word("scope.primary_function") == "assistant", policy.assistant == .deny {
            fault(
                "scope.primary_function",
                "is assistant where 'scope.general_assistant' is deny; say business")
        }
        if policy.offersPersonAfter != nil, !policy.allows(.handover) {
            fault(
                "scope.purposes",
                "leaves out 'handover', and 'person.always_offer_after_turns' always offers a "
                    + "person; add it, or set that to 0")
        }
        if policy.held["budget.on_budget"] != nil, policy.budget == nil {
            fault("budget.on_budget", "has no 'budget.monthly' to go by; add it")
        }
        if policy.onBudget == .templateOnly, policy.templates.isEmpty {
            fault("budget.on_budget", "is template_only and there is no template; add one")
        }
        for purpose in PolicyPurpose.templated.map(\.rawValue) {
            if let message = policy.fallbackFault(for: purpose) {
                fault("fallback_templates.\(purpose)", message)
            }
        }
        for (key, kept) in [
            (EffectivePolicy.retentionKey, policy.retention),
            (EffectivePolicy.mediaRetentionKey, policy.mediaRetention),
        ] {
            if let kept, kept < EffectivePolicy.leastRetentionMilliseconds {
                fault(
                    key,
                    "is under a day, in which conversations still go on and providers deliver "
                        + "again; say at least 24h, or none")
            }
        }
        // What no code would do must not stand there as done.
        if policy.flag("data_use.train_on_business_data") == true {
            fault(
                "data_use.train_on_business_data",
                "cannot be true: Baton trains no model of others on this record, and the "
                    + "platforms' terms forbid it; say false, or leave it out")
        }
        let enabled = policy.held["ai_enabled"]
        if case .flag(false)? = enabled?.value, let mode = policy.held["mode"],
            mode.row.id == enabled?.row.id, policy.word("mode") != InboxMode.humanOnly.rawValue
        {
            fault("mode", "lets the bot act in the row that says 'ai_enabled: false'")
        }
        return faults
    }
}
