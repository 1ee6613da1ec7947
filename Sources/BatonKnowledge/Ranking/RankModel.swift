import BatonCore
import Foundation

/// A candidate's score from its columns: a weighted sum and small trees, then a probability.
package struct RankModel: Sendable {
    /// A tree of depth two: two questions, four answers.
    package struct Tree: Sendable, Hashable {
        /// The columns asked: first, and then where the first answer is "at most" or "more".
        package var columns: SIMD4<Int32>
        /// The thresholds in the same order; a value above goes right.
        package var thresholds: SIMD4<Float>
        /// What the four leaves add.
        package var leaves: SIMD4<Float>

        /// Makes a tree.
        package init(columns: SIMD4<Int32>, thresholds: SIMD4<Float>, leaves: SIMD4<Float>) {
            self.columns = columns
            self.thresholds = thresholds
            self.leaves = leaves
        }

        /// What the tree adds for a row that starts at `start`.
        func value(_ rows: UnsafeBufferPointer<Float>, _ start: Int) -> Float {
            let first = rows[start + Int(columns[0])] > thresholds[0] ? 2 : 1
            let second = rows[start + Int(columns[first])] > thresholds[first] ? 1 : 0
            return leaves[(first - 1) * 2 + second]
        }
    }

    /// The weight of each column.
    package var weights: [Float]
    /// The trees.
    package var trees: [Tree]
    /// What each column says of whether the entry answers the message at all: with a constant, the
    /// sum is `Candidate.engines["likely"]`, which the gate looks at.
    package var likely: [Float] = []
    /// That constant.
    package var likelyConstant: Float = 0
    /// The score is 1 / (1 + e^−(slope · sum + intercept)).
    package var slope: Double = 1
    /// The other half of that.
    package var intercept: Double = 0

    /// Makes a model.
    package init(weights: [Float], trees: [Tree] = []) {
        self.weights = weights
        self.trees = trees
    }

    /// The sums of the rows of a table.
    package func sums(_ table: RankTable) -> [Float] {
        let width = RankColumns.all.count
        let rows = RankColumns.rows(of: table)
        let used = weights.indices.filter { weights[$0] != 0 }
        return rows.withUnsafeBufferPointer { rows in
            table.entries.indices.map { row in
                let start = row * width
                var sum: Float = 0
                for column in used { sum += weights[column] * rows[start + column] }
                for tree in trees { sum += tree.value(rows, start) }
                return sum
            }
        }
    }

    /// How likely each row answers its message at all, as odds over 10 within −1…1; a model that
    /// does not know says nothing.
    package func likelihoods(_ table: RankTable) -> [Float] {
        guard likely.count == RankColumns.all.count else { return table.entries.map { _ in 0 } }
        let rows = RankColumns.rows(of: table)
        return table.entries.indices.map { row in
            let start = row * likely.count
            let sum = likely.indices.reduce(likelyConstant) { $0 + likely[$1] * rows[start + $1] }
            return max(-1, min(1, sum / 10))
        }
    }

    /// The scores of a table's rows, 0…1.
    package func scores(_ table: RankTable) -> [Double] {
        sums(table).map { 1 / (1 + exp(-(slope * Double($0) + intercept))) }
    }

    /// Reads the text that `text(notes:)` writes; columns and trees it does not know are left out.
    package init(text: String) {
        let file = WeightFile(text: text)
        weights = RankColumns.all.map { Float(file[$0.name]) }
        slope = file.values["slope"] ?? 1
        intercept = file["intercept"]
        likely = RankColumns.all.map { Float(file["likely.\($0.name)"]) }
        likelyConstant = Float(file["likely"])
        trees = text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ")
            guard parts.count == 11, parts[0] == "tree" else { return nil }
            let columns = parts[1...3].compactMap { RankColumns.numbers[String($0)] }
            let numbers = parts[4...].compactMap { Float($0) }
            guard columns.count == 3, numbers.count == 7 else { return nil }
            return Tree(
                columns: SIMD4(Int32(columns[0]), Int32(columns[1]), Int32(columns[2]), 0),
                thresholds: SIMD4(numbers[0], numbers[1], numbers[2], 0),
                leaves: SIMD4(numbers[3], numbers[4], numbers[5], numbers[6]))
        }
    }

    /// The model as a text.
    package func text(notes: [String]) -> String {
        var file = WeightFile(notes: notes)
        for (column, weight) in zip(RankColumns.all, weights) where abs(weight) >= 0.000_05 {
            file.values[column.name] = Double(weight)
        }
        for (column, weight) in zip(RankColumns.all, likely) where abs(weight) >= 0.000_05 {
            file.values["likely.\(column.name)"] = Double(weight)
        }
        file.values["likely"] = Double(likelyConstant)
        file.values["slope"] = slope
        file.values["intercept"] = intercept
        let lines = trees.map { tree in
            let columns = (0..<3).map { RankColumns.all[Int(tree.columns[$0])].name }
            let numbers =
                (0..<3).map { tree.thresholds[$0] } + (0..<4).map { tree.leaves[$0] }
            return (["tree"] + columns + numbers.map { "\($0)" }).joined(separator: " ")
        }
        return file.text + lines.map { $0 + "\n" }.joined()
    }
}
