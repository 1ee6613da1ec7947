extension EffectivePolicy {
    /// The keys that say how long the record is kept.
    package static let retentionKeys: Set<String> = [
        retentionKey, mediaRetentionKey,
    ]
    /// How long a conversation is kept after its last event.
    package static let retentionKey = "data_use.retention"
    /// How long a message's file is kept.
    package static let mediaRetentionKey = "data_use.media_retention"
    /// The least that either may be: providers deliver again for days, and people answer tomorrow.
    package static let leastRetentionMilliseconds: Int64 = 86_400_000

    /// How long a conversation is kept after its last event, in milliseconds; `nil` for good, and where
    /// no rule says.
    package var retention: Int64? { kept(Self.retentionKey) }

    /// How long a message's file is kept after it came, in milliseconds; `nil` for as long as the
    /// message.
    package var mediaRetention: Int64? { kept(Self.mediaRetentionKey) }

    private func kept(_ key: String) -> Int64? {
        if case .duration(let length)? = held[key]?.value { length } else { nil }
    }
}

extension PolicyBook {
    /// The least time that any rule says of a key for an inbox, whichever country its customers are of.
    /// - Parameter asked: its country is not looked at.
    /// - Returns: milliseconds; `nil` where no rule gives a time.
    package func least(_ key: String, for asked: PolicyCase) -> Int64? {
        rows(saying: key, for: asked).compactMap { row -> Int64? in
            if case .duration(let length?)? = row.settings[key]?.value { length } else { nil }
        }.min()
    }

    /// The countries that rules of a key are for, in an inbox.
    package func countries(saying key: String, for asked: PolicyCase) -> [PolicyCountry] {
        var found: [PolicyCountry] = []
        for country in rows(saying: key, for: asked).flatMap(\.applies.countries)
        where !found.contains(country) {
            found.append(country)
        }
        return found
    }

    private func rows(saying key: String, for asked: PolicyCase) -> [PolicyRow] {
        rows.filter { row in
            var anywhere = row.applies
            anywhere.countries = []
            return row.settings[key] != nil && row.holds(at: asked.at)
                && anywhere.holds(for: asked)
        }
    }
}
