/// Rounds a layer's inputs to whole numbers of 16 bits.
enum Quantization {
    /// Rounds rows of floats to whole numbers of at most `limit`, apart from the sign.
    /// - Parameters:
    ///   - stride: from one row to the next, in vectors of eight.
    ///   - length: of a row, in vectors of eight; rows come out side by side.
    /// - Returns: what one step is worth: the floats are about the whole numbers times this.
    static func quantize(
        _ input: UnsafePointer<Vector8>, rows: Int, stride: Int, length: Int, limit: Float,
        into output: UnsafeMutablePointer<Vector16>
    ) -> Float {
        var largest = Vector8.zero
        for row in 0..<rows {
            let start = input + row * stride
            for index in 0..<length {
                let value = start[index]
                let size = value.replacing(with: -value, where: value .< 0)
                largest.replace(with: size, where: size .> largest)
            }
        }
        let bound = max(largest.max(), .leastNormalMagnitude)
        let factor = limit / bound
        for row in 0..<rows {
            let start = input + row * stride
            for index in 0..<length {
                // Adding 1.5 × 2^23 leaves the rounded number in the low bits of the float.
                let shifted = start[index] * factor + 12_582_912
                let bits = unsafeBitCast(shifted, to: SIMD8<UInt32>.self)
                output[row * length + index] = Vector16(truncatingIfNeeded: bits)
            }
        }
        return bound / limit
    }
}
