import Foundation

/// Adam (Kingma and Ba, arXiv 1412.6980): steps down a slope, each number at its own pace.
struct Adam {
    private var means: [Float]
    private var squares: [Float]
    private var steps = 0

    init(count: Int) {
        means = [Float](repeating: 0, count: count)
        squares = means
    }

    /// Moves `values` against `slopes`.
    mutating func step(_ values: inout [Float], _ slopes: [Float], rate: Float) {
        steps += 1
        let first = 1 - Float(pow(0.9, Double(steps)))
        let second = 1 - Float(pow(0.99, Double(steps)))
        for index in values.indices {
            let slope = slopes[index]
            means[index] = 0.9 * means[index] + 0.1 * slope
            squares[index] = 0.99 * squares[index] + 0.01 * slope * slope
            values[index] -=
                rate * (means[index] / first) / ((squares[index] / second).squareRoot() + 1e-8)
        }
    }
}

/// The softmax loss over one message's candidates.
enum Softmax {
    /// The probability of each candidate.
    static func probabilities(_ scores: [Float]) -> [Float] {
        let most = scores.max() ?? 0
        let powers = scores.map { Float(exp(Double($0 - most))) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }

    /// Probability less target, the right ones sharing the target alike.
    static func errors(_ scores: [Float], _ isRight: [Bool]) -> [Float] {
        let share = 1 / Float(max(1, isRight.count { $0 }))
        return zip(probabilities(scores), isRight).map { $1 ? $0 - share : $0 }
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// About normal: the sum of twelve uniform numbers less six.
    mutating func nextNormal() -> Float {
        var sum: Float = -6
        for _ in 0..<12 { sum += Float(next() >> 40) / Float(1 << 24) }
        return sum
    }
}
