/// The columns that models see: each feature, and for scores also how they stand among the
/// message's candidates.
package struct RankColumns: Sendable {
    /// What is made of a feature.
    package enum Form: String, Sendable, CaseIterable {
        /// The number itself.
        case raw
        /// Less the candidates' mean, over their deviation.
        case standard
        /// Less the best candidate's.
        case gap
    }

    /// One column.
    package struct Column: Sendable, Hashable {
        /// What it is made of.
        package var feature: RankFeature
        /// How.
        package var form: Form

        /// Its name in files: `bm25.gap`.
        package var name: String { "\(feature.name).\(form.rawValue)" }
    }

    /// All of them, in the order of a row.
    package static let all: [Column] = RankFeature.allCases.flatMap { feature in
        feature.isScore
            ? Form.allCases.map { Column(feature: feature, form: $0) }
            : [Column(feature: feature, form: .raw)]
    }

    /// The columns' numbers by name.
    package static let numbers = Dictionary(
        all.enumerated().map { ($0.element.name, $0.offset) }
    ) { first, _ in first }

    /// A table's rows as columns, one row after another, each of `all.count` numbers.
    package static func rows(of table: RankTable) -> [Float] {
        let width = all.count
        let count = table.entries.count
        var rows = [Float](repeating: 0, count: width * count)
        guard count > 0 else { return rows }
        var column = 0
        for feature in RankFeature.allCases {
            if !feature.isScore {
                for row in 0..<count { rows[row * width + column] = table[row, feature] }
                column += 1
                continue
            }
            var sum: Float = 0
            var squares: Float = 0
            var best = -Float.infinity
            for row in 0..<count {
                let value = table[row, feature]
                sum += value
                squares += value * value
                best = max(best, value)
            }
            let mean = sum / Float(count)
            let deviation = max(0, squares / Float(count) - mean * mean).squareRoot()
            for row in 0..<count {
                let value = table[row, feature]
                let at = row * width + column
                rows[at] = value
                rows[at + 1] = deviation > 1e-4 ? (value - mean) / deviation : 0
                rows[at + 2] = value - best
            }
            column += 3
        }
        return rows
    }
}
