package import BatonCore

/// One dated rule of a policy file.
package struct PolicyRow: Sendable, Hashable {
    /// Whom a rule is for; an empty list is everybody.
    package struct Scope: Sendable, Hashable {
        /// Channels by name.
        package var providers: [String]
        /// Customers' countries.
        package var countries: [PolicyCountry]
        /// The business's own numbers: accounts, or whole inboxes as `connection/account`.
        package var numbers: [String]

        /// Makes a scope.
        package init(
            providers: [String] = [], countries: [PolicyCountry] = [], numbers: [String] = []
        ) {
            self.providers = providers
            self.countries = countries
            self.numbers = numbers
        }
    }

    /// What a row says of one key, and on which line.
    package struct Setting: Sendable, Hashable {
        /// What.
        package var value: PolicyValue
        /// The line, from 1.
        package var line: Int

        /// Makes a setting.
        package init(value: PolicyValue, line: Int) {
            self.value = value
            self.line = line
        }
    }

    /// Its name, unlike every other row's.
    package var id: String
    /// From when on it holds.
    package var from: Timestamp
    /// When it ceases to hold; `nil` for never.
    package var until: Timestamp?
    /// Whom it is for.
    package var applies: Scope
    /// Where the rule was said: an address, or words.
    package var source: String
    /// What people should know.
    package var note: String?
    /// The file it stands in.
    package var file: String
    /// The line it begins on.
    package var line: Int
    /// Whether it came with Baton.
    package var isShipped: Bool
    /// What it says, by dotted key such as `window.service`.
    package var settings: [String: Setting]

    /// Makes a row.
    package init(
        id: String, from: Timestamp, until: Timestamp? = nil, applies: Scope = Scope(),
        source: String, note: String? = nil, file: String, line: Int, isShipped: Bool,
        settings: [String: Setting]
    ) {
        self.id = id
        self.from = from
        self.until = until
        self.applies = applies
        self.source = source
        self.note = note
        self.file = file
        self.line = line
        self.isShipped = isShipped
        self.settings = settings
    }

    /// Whether it holds at a time.
    package func holds(at moment: Timestamp) -> Bool {
        from <= moment && (until.map { moment < $0 } ?? true)
    }

    /// Whether it holds for a case.
    package func holds(for asked: PolicyCase) -> Bool {
        holds(at: asked.at) && applies.holds(for: asked)
    }

    /// The one that wins a key comes first: the newest; of one date the more particular; of these the
    /// business's own before a shipped one.
    static func isBefore(_ left: PolicyRow, _ right: PolicyRow) -> Bool {
        if left.from != right.from { return left.from > right.from }
        if left.applies.rank != right.applies.rank { return left.applies.rank > right.applies.rank }
        if left.isShipped != right.isShipped { return !left.isShipped }
        return (left.file, left.line) < (right.file, right.line)
    }
}

extension PolicyRow.Scope {
    /// How particular it is: a number weighs more than a country, a country more than a provider.
    package var rank: Int {
        (numbers.isEmpty ? 0 : 4) + (countries.isEmpty ? 0 : 2) + (providers.isEmpty ? 0 : 1)
    }

    /// Whether it covers a case.
    func holds(for asked: PolicyCase) -> Bool {
        guard providers.isEmpty || providers.contains(asked.provider) else { return false }
        if !numbers.isEmpty {
            guard let inbox = asked.inbox,
                numbers.contains(inbox.account) || numbers.contains(inbox.description)
            else { return false }
        }
        return countries.isEmpty || countries.contains { $0.holds(for: asked.country) }
    }

    /// Whether one case may fall under both.
    func overlaps(_ other: PolicyRow.Scope) -> Bool {
        func meet(_ mine: [String], _ theirs: [String]) -> Bool {
            mine.isEmpty || theirs.isEmpty || !Set(mine).isDisjoint(with: theirs)
        }
        guard meet(providers, other.providers), meet(numbers, other.numbers) else { return false }
        return countries.isEmpty || other.countries.isEmpty
            || countries.contains { mine in other.countries.contains { mine.overlaps($0) } }
    }
}
