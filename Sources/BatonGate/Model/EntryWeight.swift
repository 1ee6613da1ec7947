package import BatonCore

/// What labels say of an entry beyond all numbers: how much likelier its answers are right.
///
/// An intercept of its own, drawn towards 0 the more the fewer labels it has (a random intercept).
/// The numbers of a message say how well it suits an entry; where the knowledge base lacks an
/// entry's neighbour, they suit it just as well, and only its labels tell.
package struct EntryWeight: Sendable, Codable, Hashable {
    /// The first candidate.
    package var entry: EntryID
    /// The second candidate; `nil` for whatever comes second.
    package var before: EntryID?
    /// What is added to the log-odds.
    package var weight: Double
}

extension EntryWeight {
    /// Which intercepts a decision has: the first candidate's, and that of the first two.
    struct Key: Hashable, Comparable {
        var entry: EntryID
        var before: EntryID?

        static func < (left: Key, right: Key) -> Bool {
            if left.entry != right.entry { return left.entry < right.entry }
            guard let second = right.before else { return false }
            return left.before.map { $0 < second } ?? true
        }

        /// Those of the first two `candidates`.
        static func all(of candidates: [EntryID]) -> [Key] {
            guard let first = candidates.first else { return [] }
            let single = Key(entry: first, before: nil)
            return candidates.count > 1
                ? [single, Key(entry: first, before: candidates[1])] : [single]
        }
    }

    /// Which it is.
    var key: Key { Key(entry: entry, before: before) }

    /// How many log-odds an intercept is expected to be from 0: the prior's deviation.
    static let deviation = 1.0
    /// Labels below which an intercept is left at 0.
    static let leastLabels = 2
    /// The most intercepts that a model has: those of most labels.
    static let most = 1000

    /// The intercepts that `labels` can say something of, in their order.
    static func keys(in labels: [GradedDecision]) -> [Key] {
        var counts: [Key: Int] = [:]
        for key in labels.flatMap({ Key.all(of: $0.candidates) }) { counts[key, default: 0] += 1 }
        return counts.filter { $0.value >= leastLabels }
            .sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
            .prefix(most).map(\.key).sorted()
    }
}

extension [EntryWeight] {
    /// The weight of `key`, 0 where there is none; the weights are in the order of their keys.
    func weight(of key: EntryWeight.Key) -> Double {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low].key == key ? self[low].weight : 0
    }
}
