/// A matrix of floats that lie on a grid of at most 127 steps to each side, as weights do that were
/// once quantised to 8 bits.
struct IntegerGrid: Equatable {
    /// The numbers, in steps; rows and columns exchanged.
    private(set) var numbers: [Int16] = []
    /// What one step is worth.
    let step: Float
    /// How many rows there are: the matrix's columns.
    let rows: Int

    /// Finds the grid of `matrix`, which has `columns` columns, one after the other row.
    /// - Throws: ``EncoderError`` `foreign` where there is none.
    init(_ matrix: [Float], columns: Int, name: String) throws(EncoderError) {
        let largest = matrix.reduce(0) { max($0, abs($1)) }
        step = try Self.step(of: matrix, largest: largest, name: name)
        rows = columns
        let inputs = matrix.count / max(columns, 1)
        numbers.reserveCapacity(matrix.count)
        for column in 0..<columns {
            for input in 0..<inputs {
                let steps = matrix[input * columns + column] / step
                let whole = steps.rounded()
                // Floats hold the product of step and number to within this much of a step.
                guard abs(steps - whole) < 0.01, abs(whole) <= Float(IntegerMatrix.weightLimit)
                else { throw Self.offGrid(name) }
                numbers.append(Int16(whole))
            }
        }
    }

    /// The grid's step: the smallest distance of two numbers, made exact by the largest of them.
    private static func step(
        of matrix: [Float], largest: Float, name: String
    ) throws(EncoderError) -> Float {
        guard largest > 0 else { return 1 }
        guard largest.isFinite else { throw offGrid(name) }
        // Neighbours closer than this are one number, rounded twice.
        let nothing = largest / 100_000
        var least = largest
        var previous: Float = 0
        for value in matrix.map(abs).sorted() {
            if value - previous > nothing { least = min(least, value - previous) }
            previous = value
        }
        let count = (largest / least).rounded()
        guard count <= Float(IntegerMatrix.weightLimit) else { throw offGrid(name) }
        return largest / count
    }

    private static func offGrid(_ name: String) -> EncoderError {
        EncoderError(.foreign, "the weights '\(name)' are not of 8 bits, as the encoder's are")
    }
}
