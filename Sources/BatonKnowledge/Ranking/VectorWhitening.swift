/// Turns an encoder's vectors so that what phrasings of one entry differ in counts less, and what
/// entries differ in counts more.
///
/// The vectors lose their mean, go through the inverse Cholesky factor of the scatter within
/// entries, and get length 1. The scatter is mostly replaced by an even one, the more so the fewer
/// phrasings there are (shrinkage: Ledoit and Wolf, 2004): a few phrasings say little of it.
struct VectorWhitening: Sendable {
    private let mean: [Float]
    /// The rows of the lower factor, one after another, each of `mean.count` numbers.
    private let factor: [Float]

    /// The share of the measured scatter that many phrasings have.
    private static let share: Float = 0.1
    /// Of how many phrasings beyond one an entry half of that share is taken.
    private static let half: Float = 200

    /// Learns from entries' phrasings, each a vector; `nil` where they do not differ.
    init?(groups: [[[Float]]]) {
        let groups = groups.filter { !$0.isEmpty }
        let all = groups.flatMap(\.self)
        guard let width = all.first?.count, all.allSatisfy({ $0.count == width }) else {
            return nil
        }
        let freedom = Float(all.count - groups.count)
        let rests = groups.flatMap { group in
            let middle = Self.mean(of: group, width)
            return group.map { zip($0, middle).map { $0 - $1 } }
        }
        let spread = rests.reduce(0) { $1.reduce($0) { $0 + $1 * $1 } }
        guard freedom > 0, spread > 1e-6 else { return nil }
        let share = Self.share * freedom / (freedom + Self.half)
        let even = (1 - share) * spread / freedom / Float(width)
        mean = Self.mean(of: all, width)
        factor = Self.factor(Self.scatter(rests, width, times: share / freedom), width, even)
    }

    /// A vector, turned.
    func apply(_ vector: [Float]) -> [Float] {
        let width = mean.count
        guard vector.count == width else { return vector }
        var result = [Float](repeating: 0, count: width)
        var length: Float = 0
        factor.withUnsafeBufferPointer { factor in
            result.withUnsafeMutableBufferPointer { result in
                for row in 0..<width {
                    let known = VectorTable.dot(
                        UnsafeBufferPointer(rebasing: result[..<row]),
                        UnsafeBufferPointer(rebasing: factor[(row * width)...]))
                    result[row] = (vector[row] - mean[row] - known) / factor[row * width + row]
                    length += result[row] * result[row]
                }
            }
        }
        guard length > 0 else { return result }
        let scale = 1 / length.squareRoot()
        return result.map { $0 * scale }
    }

    private static func mean(of vectors: [[Float]], _ width: Int) -> [Float] {
        var sum = [Float](repeating: 0, count: width)
        for vector in vectors { for column in 0..<width { sum[column] += vector[column] } }
        return sum.map { $0 / Float(vectors.count) }
    }

    /// The lower half of the sum of the vectors' squares.
    private static func scatter(
        _ vectors: [[Float]], _ width: Int, times scale: Float
    ) -> [Float] {
        var sums = [Float](repeating: 0, count: width * width)
        sums.withUnsafeMutableBufferPointer { sums in
            for vector in vectors {
                vector.withUnsafeBufferPointer { vector in
                    for row in 0..<width {
                        let value = vector[row] * scale
                        let at = row * width
                        for column in 0...row { sums[at + column] += value * vector[column] }
                    }
                }
            }
        }
        return sums
    }

    /// The Cholesky factor of a symmetric matrix, given by its lower half, with `even` added to
    /// its diagonal.
    private static func factor(_ matrix: [Float], _ width: Int, _ even: Float) -> [Float] {
        var lower = matrix
        lower.withUnsafeMutableBufferPointer { lower in
            for row in 0..<width {
                lower[row * width + row] += even
                let own = row * width
                for column in 0...row {
                    let other = column * width
                    let known = VectorTable.dot(
                        UnsafeBufferPointer(rebasing: lower[own..<(own + column)]),
                        UnsafeBufferPointer(rebasing: lower[other..<(other + column)]))
                    let rest = lower[own + column] - known
                    lower[own + column] =
                        column == row
                        ? max(rest, even * 1e-3).squareRoot() : rest / lower[other + column]
                }
            }
        }
        return lower
    }
}
