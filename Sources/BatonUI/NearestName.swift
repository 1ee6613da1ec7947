import BatonText

/// What a person may have meant by a name that does not exist.
package enum NearestName {
    /// ` (did you mean 'name'?)`, or nothing where no name is near.
    package static func suggestion(for word: String, in names: [String]) -> String {
        nearest(to: word, in: names).map { " (did you mean '\($0)'?)" } ?? ""
    }

    /// The name at an edit distance of at most 3, and of less than half its length, nearest first.
    package static func nearest(to word: String, in names: [String]) -> String? {
        // Longer words are no slips of the finger, and the table below grows with them.
        guard word.count <= maxLength else { return nil }
        return names.map { ($0, EditDistance.between(word, $0)) }
            .filter { $0.1 <= 3 && $0.1 * 2 <= max(2, $0.0.count) }
            .min { $0.1 < $1.1 }?.0
    }

    private static let maxLength = 64
}
