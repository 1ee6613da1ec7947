/// Two texts, line by line.
package enum LineDiff {
    /// One line of the comparison.
    package struct Line: Sendable, Codable, Hashable {
        /// What became of the line.
        package enum Change: String, Sendable, Codable {
            case kept, added, removed
        }

        /// What became of it.
        package var change: Change
        /// Its text.
        package var text: String

        /// Makes a line.
        package init(_ change: Change, _ text: String) {
            self.change = change
            self.text = text
        }

        /// The line for people: `+` added, `-` removed.
        package var description: String {
            switch change {
            case .kept: "  " + text
            case .added: "+ " + text
            case .removed: "- " + text
            }
        }
    }

    /// The lines of both, in order; what was removed stands before what was added.
    package static func lines(from before: [String], to after: [String]) -> [Line] {
        var removed: [Int: String] = [:]
        var added: [Int: String] = [:]
        for change in after.difference(from: before) {
            switch change {
            case .remove(let offset, let text, _): removed[offset] = text
            case .insert(let offset, let text, _): added[offset] = text
            }
        }
        var lines: [Line] = []
        var (old, new) = (0, 0)
        while old < before.count || new < after.count {
            if let text = removed[old] {
                lines.append(Line(.removed, text))
                old += 1
            } else if let text = added[new] {
                lines.append(Line(.added, text))
                new += 1
            } else {
                lines.append(Line(.kept, after[new]))
                old += 1
                new += 1
            }
        }
        return lines
    }
}
