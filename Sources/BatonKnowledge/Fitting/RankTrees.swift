/// Grows trees of depth two on the slope of the softmax loss, by histograms of each column.
struct RankTrees {
    /// How many trees.
    var count: Int
    /// How much of each tree is taken.
    var rate: Float
    /// What keeps leaves of few messages small.
    var ridge: Float = 0.002

    private static let bins = 32

    /// The trees, given the scores that they start from.
    func fit(_ rows: RankFit.Rows, _ start: [Float]) -> [RankModel.Tree] {
        var scores = start
        let edges = edges(rows)
        let binned = binned(rows, edges)
        let all = Array(0..<Int32(rows.isRight.count))
        var trees: [RankModel.Tree] = []
        for _ in 0..<count {
            let (slopes, bends) = slopes(rows, scores)
            guard let tree = grow(rows, edges, binned, slopes, bends, all) else { break }
            rows.values.withUnsafeBufferPointer { values in
                for row in scores.indices { scores[row] += tree.value(values, row * rows.width) }
            }
            trees.append(numbered(tree, rows.columns))
        }
        return trees
    }

    /// The tree with its columns numbered among all columns.
    private func numbered(_ tree: RankModel.Tree, _ columns: [Int]) -> RankModel.Tree {
        var tree = tree
        for place in 0..<3 { tree.columns[place] = Int32(columns[Int(tree.columns[place])]) }
        return tree
    }

    private func slopes(_ rows: RankFit.Rows, _ scores: [Float]) -> ([Float], [Float]) {
        var slopes = [Float](repeating: 0, count: scores.count)
        var bends = slopes
        for (range, weight) in zip(rows.ranges, rows.weights) {
            let some = Array(scores[range])
            let chances = Softmax.probabilities(some)
            let errors = Softmax.errors(some, Array(rows.isRight[range]))
            for (offset, row) in range.enumerated() {
                slopes[row] = errors[offset] * weight
                bends[row] = max(1e-4, chances[offset] * (1 - chances[offset])) * weight
            }
        }
        return (slopes, bends)
    }

    /// For each column the values that part its rows into bins of like size.
    private func edges(_ rows: RankFit.Rows) -> [[Float]] {
        let step = max(1, rows.isRight.count / 4096)
        return (0..<rows.width).map { column in
            let sample = stride(from: 0, to: rows.isRight.count, by: step)
                .map { rows.values[$0 * rows.width + column] }.sorted()
            var edges: [Float] = []
            for bin in 1..<Self.bins {
                let edge = sample[sample.count * bin / Self.bins]
                if edge != edges.last, edge < sample[sample.count - 1] { edges.append(edge) }
            }
            return edges
        }
    }

    /// The bin of every value, column by column.
    private func binned(_ rows: RankFit.Rows, _ edges: [[Float]]) -> [[UInt8]] {
        edges.indices.map { column in
            let edges = edges[column]
            return rows.isRight.indices.map { row in
                let value = rows.values[row * rows.width + column]
                var low = 0
                var high = edges.count
                while low < high {
                    let middle = (low + high) / 2
                    if value > edges[middle] { low = middle + 1 } else { high = middle }
                }
                return UInt8(low)
            }
        }
    }

    private struct Split {
        var column: Int
        var bin: Int
        var gain: Float
        var left: Float
        var right: Float
    }

    private func grow(
        _ rows: RankFit.Rows, _ edges: [[Float]], _ binned: [[UInt8]], _ slopes: [Float],
        _ bends: [Float], _ all: [Int32]
    ) -> RankModel.Tree? {
        guard let root = best(edges, binned, slopes, bends, all), root.gain > 0 else { return nil }
        let column = binned[root.column]
        let low = all.filter { column[Int($0)] <= root.bin }
        let high = all.filter { column[Int($0)] > root.bin }
        let first = best(edges, binned, slopes, bends, low)
        let second = best(edges, binned, slopes, bends, high)
        func threshold(_ split: Split?) -> Float {
            split.map { edges[$0.column][$0.bin] } ?? .greatestFiniteMagnitude
        }
        return RankModel.Tree(
            columns: SIMD4(
                Int32(root.column), Int32(first?.column ?? 0), Int32(second?.column ?? 0), 0),
            thresholds: SIMD4(threshold(root), threshold(first), threshold(second), 0),
            leaves: rate
                * SIMD4(
                    first?.left ?? root.left, first?.right ?? root.left,
                    second?.left ?? root.right, second?.right ?? root.right))
    }

    private func best(
        _ edges: [[Float]], _ binned: [[UInt8]], _ slopes: [Float], _ bends: [Float],
        _ rows: [Int32]
    ) -> Split? {
        guard rows.count >= 100 else { return nil }
        var best: Split?
        for column in edges.indices where !edges[column].isEmpty {
            var slopeSums = [Float](repeating: 0, count: Self.bins)
            var bendSums = slopeSums
            sum(binned[column], slopes, bends, rows, &slopeSums, &bendSums)
            let slope = slopeSums.reduce(0, +)
            let bend = bendSums.reduce(0, +)
            var left: (slope: Float, bend: Float) = (0, 0)
            for bin in edges[column].indices {
                left.slope += slopeSums[bin]
                left.bend += bendSums[bin]
                let right = (slope: slope - left.slope, bend: bend - left.bend)
                let gain =
                    left.slope * left.slope / (left.bend + ridge)
                    + right.slope * right.slope / (right.bend + ridge)
                    - slope * slope / (bend + ridge)
                if gain > (best?.gain ?? 1e-7) {
                    best = Split(
                        column: column, bin: bin, gain: gain,
                        left: -left.slope / (left.bend + ridge),
                        right: -right.slope / (right.bend + ridge))
                }
            }
        }
        return best
    }

    private func sum(
        _ bins: [UInt8], _ slopes: [Float], _ bends: [Float], _ rows: [Int32],
        _ slopeSums: inout [Float], _ bendSums: inout [Float]
    ) {
        bins.withUnsafeBufferPointer { bins in
            slopes.withUnsafeBufferPointer { slopes in
                bends.withUnsafeBufferPointer { bends in
                    for row in rows {
                        let bin = Int(bins[Int(row)])
                        slopeSums[bin] += slopes[Int(row)]
                        bendSums[bin] += bends[Int(row)]
                    }
                }
            }
        }
    }
}
