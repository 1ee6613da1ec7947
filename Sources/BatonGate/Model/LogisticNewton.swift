/// A row of numbers most of which may be 0: only the others are kept.
struct LogisticRow {
    private(set) var columns: [Int]
    private(set) var values: [Double]

    /// A row that starts with `values`.
    init(_ values: [Double]) {
        columns = Array(values.indices)
        self.values = values
    }

    /// Puts a number at a later place.
    mutating func add(_ value: Double, at column: Int) {
        columns.append(column)
        values.append(value)
    }

    /// The sum of the numbers by their weights.
    func product(with weights: [Double]) -> Double {
        var sum = 0.0
        for (column, value) in zip(columns, values) { sum += weights[column] * value }
        return sum
    }
}

/// Minimises the logistic loss plus half of each column's penalty times its weight squared, by
/// Newton's method.
struct LogisticNewton {
    /// By column; an intercept without a penalty comes after them.
    let penalties: [Double]

    /// The weights, the intercept last.
    func weights(_ rows: [LogisticRow], _ truth: [Double]) -> [Double] {
        let width = penalties.count + 1
        let rows = rows.map { row in
            var row = row
            row.add(1, at: width - 1)
            return row
        }
        var weights = [Double](repeating: 0, count: width)
        for _ in 0..<30 {
            var gradient = [Double](repeating: 0, count: width)
            var curvature = [Double](repeating: 0, count: width * width)
            for (row, truth) in zip(rows, truth) {
                let chance = Confidence.logistic(row.product(with: weights))
                add(row, chance - truth, max(chance * (1 - chance), 1e-9), &gradient, &curvature)
            }
            for (column, penalty) in penalties.enumerated() {
                gradient[column] += penalty * weights[column]
                curvature[column * width + column] += penalty
            }
            curvature[width * width - 1] += 1e-9
            let step = Self.solve(curvature, gradient)
            var largest = 0.0
            for column in 0..<width {
                weights[column] -= step[column]
                largest = max(largest, abs(step[column]))
            }
            if largest < 1e-10 { break }
        }
        return weights
    }

    /// Adds a row's part to the gradient and to the lower half of the curvature.
    private func add(
        _ row: LogisticRow, _ error: Double, _ slope: Double, _ gradient: inout [Double],
        _ curvature: inout [Double]
    ) {
        let width = gradient.count
        curvature.withUnsafeMutableBufferPointer { curvature in
            for (place, column) in row.columns.enumerated() {
                gradient[column] += error * row.values[place]
                let scaled = slope * row.values[place]
                for other in 0...place {
                    curvature[column * width + row.columns[other]] += scaled * row.values[other]
                }
            }
        }
    }

    /// Solves a symmetric positive system, given by its lower half, by Cholesky's method.
    private static func solve(_ matrix: [Double], _ right: [Double]) -> [Double] {
        let width = right.count
        var lower = matrix
        var result = right
        lower.withUnsafeMutableBufferPointer { lower in
            for row in 0..<width {
                for column in 0...row {
                    var sum = lower[row * width + column]
                    for index in 0..<column {
                        sum -= lower[row * width + index] * lower[column * width + index]
                    }
                    lower[row * width + column] =
                        row == column
                        ? max(sum, 1e-12).squareRoot() : sum / lower[column * width + column]
                }
            }
            for row in 0..<width {
                for index in 0..<row {
                    result[row] -= lower[row * width + index] * result[index]
                }
                result[row] /= lower[row * width + row]
            }
            for row in (0..<width).reversed() {
                for index in (row + 1)..<max(width, row + 1) {
                    result[row] -= lower[index * width + row] * result[index]
                }
                result[row] /= lower[row * width + row]
            }
        }
        return result
    }
}
