package import BatonCore

/// Every rule of the policy files: asked about a case, the newest matching row wins, key by key.
package struct PolicyBook: Sendable, Hashable {
    /// The rows; of those that hold, the first that says a key wins it.
    package let rows: [PolicyRow]
    /// Which texts it was read from, as a short hash: equal where they are.
    package let digest: String

    /// Makes a book of rows in any order.
    package init(rows: [PolicyRow], digest: String = "") {
        self.rows = rows.sorted(by: PolicyRow.isBefore)
        self.digest = digest
    }

    /// What holds for a case.
    /// - Parameter only: keys that are asked about; `nil` for all.
    package func policy(for asked: PolicyCase, only: Set<String>? = nil) -> EffectivePolicy {
        var held: [String: EffectivePolicy.Held] = [:]
        for row in rows where row.holds(for: asked) {
            for (key, setting) in row.settings
            where held[key] == nil && only?.contains(key) != false {
                held[key] = EffectivePolicy.Held(value: setting.value, row: row, line: setting.line)
            }
        }
        return EffectivePolicy(held: held)
    }

    /// What becomes different for a case between two moments, by key.
    package func changes(for asked: PolicyCase, to later: Timestamp) -> [PolicyChange] {
        var after = asked
        after.at = later
        let old = policy(for: asked).held
        let new = policy(for: after).held
        return Set(old.keys).union(new.keys).sorted().compactMap { key in
            guard old[key]?.value != new[key]?.value else { return nil }
            return PolicyChange(key: key, before: old[key], after: new[key])
        }
    }

    /// Rows that begin or end after `from` and not after `to`, oldest event first.
    package func rows(changing from: Timestamp, to: Timestamp) -> [PolicyRow] {
        func isIn(_ moment: Timestamp?) -> Bool { moment.map { $0 > from && $0 <= to } ?? false }
        return rows.reversed().filter { isIn($0.from) || isIn($0.until) }
    }
}

/// One key that another row holds later.
package struct PolicyChange: Sendable, Hashable {
    /// The dotted key.
    package var key: String
    /// What held; `nil` where nothing did.
    package var before: EffectivePolicy.Held?
    /// What will hold; `nil` where nothing will.
    package var after: EffectivePolicy.Held?
}
