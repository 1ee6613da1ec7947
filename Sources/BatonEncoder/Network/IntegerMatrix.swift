/// A layer's weights as whole numbers of at most 127 times a step: the grid that the package's
/// quantised weights lie on exactly, so that nothing is lost by it.
///
/// The rows lie in the mapped file as the columns of the package's matrices: one row an output, its
/// weights side by side. Products of 16-bit numbers are summed in pairs, in 32 bits, which is twice
/// as fast as floats on every processor: see `Vector16.pairedProducts`.
struct IntegerMatrix: Sendable {
    /// The largest weight, apart from the sign.
    static let weightLimit: Int32 = 127

    /// How many numbers come out; a multiple of four.
    let outputs: Int
    /// How many go in; a multiple of eight.
    let inputs: Int
    private let weightsOffset: Int
    private let stepsOffset: Int

    /// Finds the matrix `name` in a model's file.
    /// - Throws: ``EncoderError`` where it is not there or of an odd shape.
    init(_ name: String, in file: ModelFile) throws(EncoderError) {
        let weights = try file.section(name, .signed16)
        let steps = try file.section(name + ".steps", .float32)
        guard weights.rows > 0, weights.columns > 0, weights.rows % 4 == 0,
            weights.columns % 8 == 0, steps.rows * steps.columns == weights.rows
        else {
            throw ModelFile.damaged(file.path, "its table '\(name)' has an odd shape")
        }
        outputs = weights.rows
        inputs = weights.columns
        weightsOffset = weights.offset
        stepsOffset = steps.offset
    }

    /// The largest input, apart from the sign, whose sum of products cannot pass 32 bits.
    var inputLimit: Float {
        Float(min(Int32(Int16.max), Int32.max / (Self.weightLimit * Int32(clamping: inputs))))
    }

    /// The step of each output's weights.
    func steps(in model: UnsafeRawPointer) -> UnsafePointer<Float> {
        (model + stepsOffset).assumingMemoryBound(to: Float.self)
    }

    /// The weights, eight at a time.
    func weights(in model: UnsafeRawPointer) -> UnsafePointer<Vector16> {
        (model + weightsOffset).assumingMemoryBound(to: Vector16.self)
    }

    /// Writes `scale` × `inputs` × weights for each row of inputs.
    /// - Parameters:
    ///   - rows: how many rows of inputs.
    ///   - input: the first row; the next begins `inputStride` vectors of eight later.
    ///   - output: room for `rows` rows of ``outputs`` floats.
    func multiply(
        rows: Int, of input: UnsafePointer<Vector16>, inputStride: Int, scale: Float,
        model: UnsafeRawPointer, into output: UnsafeMutablePointer<Float>
    ) {
        let length = inputs / 8
        let weights = weights(in: model)
        let steps = UnsafeRawPointer(steps(in: model)).assumingMemoryBound(to: Vector4.self)
        for column in 0..<outputs / 4 {
            let block = weights + 4 * column * length
            let step = steps[column] * scale
            var row = 0
            while row + 2 <= rows {
                let (first, second) = Self.products(
                    input + row * inputStride, input + (row + 1) * inputStride, block, length)
                Self.store(Vector4(first) * step, at: output + row * outputs + 4 * column)
                Self.store(Vector4(second) * step, at: output + (row + 1) * outputs + 4 * column)
                row += 2
            }
            if row < rows {
                let sums = Self.products(input + row * inputStride, block, length)
                Self.store(Vector4(sums) * step, at: output + row * outputs + 4 * column)
            }
        }
    }

    /// Two rows of inputs times four rows of weights: as many sums as registers hold.
    @inline(__always)
    private static func products(
        _ a: UnsafePointer<Vector16>, _ b: UnsafePointer<Vector16>, _ w: UnsafePointer<Vector16>,
        _ length: Int
    ) -> (SIMD4<Int32>, SIMD4<Int32>) {
        let w1 = w + length
        let w2 = w1 + length
        let w3 = w2 + length
        var (a0, a1, a2, a3) = (SIMD4<Int32>(), SIMD4<Int32>(), SIMD4<Int32>(), SIMD4<Int32>())
        var (b0, b1, b2, b3) = (SIMD4<Int32>(), SIMD4<Int32>(), SIMD4<Int32>(), SIMD4<Int32>())
        var i = 0
        while i < length {
            let (x, y) = (a[i], b[i])
            let (p, q, r, s) = (w[i], w1[i], w2[i], w3[i])
            a0 &+= x.pairedProducts(p)
            a1 &+= x.pairedProducts(q)
            a2 &+= x.pairedProducts(r)
            a3 &+= x.pairedProducts(s)
            b0 &+= y.pairedProducts(p)
            b1 &+= y.pairedProducts(q)
            b2 &+= y.pairedProducts(r)
            b3 &+= y.pairedProducts(s)
            i &+= 1
        }
        return (
            SIMD4(a0.wrappedSum(), a1.wrappedSum(), a2.wrappedSum(), a3.wrappedSum()),
            SIMD4(b0.wrappedSum(), b1.wrappedSum(), b2.wrappedSum(), b3.wrappedSum())
        )
    }

    /// One row of inputs times four rows of weights.
    @inline(__always)
    private static func products(
        _ a: UnsafePointer<Vector16>, _ w: UnsafePointer<Vector16>, _ length: Int
    ) -> SIMD4<Int32> {
        let w1 = w + length
        let w2 = w1 + length
        let w3 = w2 + length
        var (a0, a1, a2, a3) = (SIMD4<Int32>(), SIMD4<Int32>(), SIMD4<Int32>(), SIMD4<Int32>())
        var i = 0
        while i < length {
            let x = a[i]
            a0 &+= x.pairedProducts(w[i])
            a1 &+= x.pairedProducts(w1[i])
            a2 &+= x.pairedProducts(w2[i])
            a3 &+= x.pairedProducts(w3[i])
            i &+= 1
        }
        return SIMD4(a0.wrappedSum(), a1.wrappedSum(), a2.wrappedSum(), a3.wrappedSum())
    }

    @inline(__always)
    private static func store(_ value: Vector4, at place: UnsafeMutablePointer<Float>) {
        UnsafeMutableRawPointer(place).assumingMemoryBound(to: Vector4.self).pointee = value
    }
}

/// Four floats.
typealias Vector4 = SIMD4<Float>
/// Eight floats.
typealias Vector8 = SIMD8<Float>
/// Eight whole numbers of 16 bits.
typealias Vector16 = SIMD8<Int16>

extension Vector16 {
    /// The products with `other`, each pair of neighbours added up.
    ///
    /// Written so that the compiler sees the one instruction that does it (`pmaddwd` on x86-64,
    /// which every such processor has): 44 products a nanosecond, where a scalar loop made 11.
    @inline(__always)
    func pairedProducts(_ other: Vector16) -> SIMD4<Int32> {
        let products =
            SIMD8<Int32>(truncatingIfNeeded: self) &* SIMD8<Int32>(truncatingIfNeeded: other)
        return products.evenHalf &+ products.oddHalf
    }
}
