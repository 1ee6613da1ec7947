import Foundation

/// Logistic regression with a ridge, by Newton's steps.
package struct LogisticFit: Sendable {
    /// One labelled point.
    package struct Point: Sendable {
        /// What is known.
        package var values: [Double]
        /// What it was.
        package var isTrue: Bool
        /// How much it counts.
        package var weight: Double

        /// Makes a point.
        package init(values: [Double], isTrue: Bool, weight: Double = 1) {
            self.values = values
            self.isTrue = isTrue
            self.weight = weight
        }
    }

    /// The cost of large weights, on values over their deviation.
    package var ridge: Double
    /// Newton's steps.
    package var steps = 25

    /// Makes a fit.
    package init(ridge: Double) { self.ridge = ridge }

    /// Fits weights and intercept; all 0 where there are no points.
    package func fit(_ points: [Point]) -> (weights: [Double], intercept: Double) {
        guard let width = points.first?.values.count else { return ([], 0) }
        let total = points.reduce(0) { $0 + $1.weight }
        let means = (0..<width).map { column in
            points.reduce(0) { $0 + $1.weight * $1.values[column] } / total
        }
        let deviations = (0..<width).map { column in
            let variance = points.reduce(0) {
                let value = $1.values[column] - means[column]
                return $0 + $1.weight * value * value
            }
            return (variance / total).squareRoot()
        }
        let rows = points.map { point in
            (0..<width).map {
                deviations[$0] > 1e-9 ? (point.values[$0] - means[$0]) / deviations[$0] : 0
            } + [1]
        }
        var beta = [Double](repeating: 0, count: width + 1)
        for _ in 0..<steps {
            var slope = beta.map { -ridge * $0 }
            slope[width] = 0
            var bend = [[Double]](
                repeating: [Double](repeating: 0, count: width + 1), count: width + 1)
            for column in 0...width { bend[column][column] = column < width ? ridge : 1e-6 }
            for (row, point) in zip(rows, points) {
                let sum = zip(row, beta).reduce(0) { $0 + $1.0 * $1.1 }
                let chance = 1 / (1 + exp(-max(-30, min(30, sum))))
                let error = ((point.isTrue ? 1 : 0) - chance) * point.weight
                let curve = chance * (1 - chance) * point.weight
                for first in 0...width where row[first] != 0 {
                    slope[first] += error * row[first]
                    let factor = curve * row[first]
                    bend[first].withUnsafeMutableBufferPointer { bend in
                        row.withUnsafeBufferPointer { row in
                            for second in 0...width { bend[second] += factor * row[second] }
                        }
                    }
                }
            }
            let step = Self.solve(bend, slope)
            for column in 0...width { beta[column] += step[column] }
        }
        let weights = (0..<width).map { deviations[$0] > 1e-9 ? beta[$0] / deviations[$0] : 0 }
        let shift = zip(weights, means).reduce(0) { $0 + $1.0 * $1.1 }
        return (weights, beta[width] - shift)
    }

    /// Solves a·x = b by elimination with pivots; 0 for what cannot be told.
    private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
        var a = matrix
        var b = right
        let count = b.count
        for column in 0..<count {
            let pivot =
                (column..<count).max { abs(a[$0][column]) < abs(a[$1][column]) } ?? column
            guard abs(a[pivot][column]) > 1e-12 else { continue }
            a.swapAt(pivot, column)
            b.swapAt(pivot, column)
            for row in 0..<count where row != column {
                let factor = a[row][column] / a[column][column]
                guard factor != 0 else { continue }
                for index in column..<count { a[row][index] -= factor * a[column][index] }
                b[row] -= factor * b[column]
            }
        }
        return (0..<count).map { abs(a[$0][$0]) > 1e-12 ? b[$0] / a[$0][$0] : 0 }
    }
}
