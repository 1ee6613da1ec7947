import Glibc

/// One text's way through the network, from the ids of its pieces to its vector.
///
/// Weights and embeddings are the package's own numbers, exactly; the inputs of each layer are
/// rounded to about 13 bits, which moves the vector by a cosine of less than 0.00001.
struct ForwardPass {
    let network: Network
    let model: UnsafeRawPointer
    let buffers: Buffers

    /// The vector of a text, of length 1.
    func vector(of ids: [Int32]) -> [Float] {
        embed(ids)
        project(ids)
        for index in network.branches.indices { convolve(branch: index, tokens: ids.count) }
        sumFeatures(tokens: ids.count)
        return finish(tokens: ids.count)
    }

    /// Looks the pieces up: whole numbers for the projection, floats among the features.
    private func embed(_ ids: [Int32]) {
        let width = network.width
        let table = (model + network.embedding.offset).assumingMemoryBound(to: UInt8.self)
        let scales = network.scales.floats(in: model)
        let lows = network.lows.floats(in: model)
        for (token, id) in ids.enumerated() {
            let row = table + Int(id) * width
            let group = group(of: id)
            let numbers = UnsafeMutableRawPointer(buffers.embedded + token * width / 8)
                .assumingMemoryBound(to: Int16.self)
            let floats = UnsafeMutableRawPointer(features(of: token))
                .assumingMemoryBound(to: Float.self)
            let (scale, low) = (scales[group], lows[group])
            for index in 0..<width {
                numbers[index] = Int16(row[index])
                floats[index] = Float(row[index]) * scale + low
            }
        }
    }

    /// The layer before the branches, and its normalisation over all three at once.
    private func project(_ ids: [Int32]) {
        let matrix = network.projection
        let length = matrix.outputs / 8
        matrix.multiply(
            rows: ids.count, of: buffers.embedded, inputStride: matrix.inputs / 8, scale: 1,
            model: model,
            into: UnsafeMutableRawPointer(buffers.projected).assumingMemoryBound(to: Float.self))
        let scales = network.scales.floats(in: model)
        let lows = network.lows.floats(in: model)
        let sums = network.projectionSums.vectors(in: model)
        let bias = network.projectionBias.vectors(in: model)
        let gain = network.projectionGain.vectors(in: model)
        let shift = network.projectionShift.vectors(in: model)
        for (token, id) in ids.enumerated() {
            let row = buffers.projected + token * length
            let group = group(of: id)
            let (scale, low) = (scales[group], lows[group])
            for index in 0..<length {
                row[index] = row[index] * scale + (sums[index] * low + bias[index])
            }
            let (mean, factor) = spread(of: row, length)
            for index in 0..<length {
                row[index] = (row[index] - mean) * factor * gain[index] + shift[index]
            }
        }
    }

    /// A branch: two layers over windows of neighbours, each added to what it was made from.
    private func convolve(branch index: Int, tokens: Int) {
        let branch = network.branches[index]
        let length = network.branchWidth / 8
        let stride = network.projection.outputs / 8
        let before = buffers.projected + index * length
        let body = buffers.window + branch.left * length
        (buffers.window).update(repeating: Vector16(), count: branch.left * length)
        (body + tokens * length).update(
            repeating: Vector16(), count: (branch.span - 1 - branch.left) * length)
        let output = UnsafeMutableRawPointer(buffers.layer).assumingMemoryBound(to: Float.self)

        var scale = Quantization.quantize(
            before, rows: tokens, stride: stride, length: length, limit: branch.first.inputLimit,
            into: body)
        branch.first.multiply(
            rows: tokens, of: buffers.window, inputStride: length, scale: scale, model: model,
            into: output)
        add(
            before, stride: stride, bias: branch.firstBias.vectors(in: model), tokens: tokens,
            into: buffers.hidden, outputStride: length)

        scale = Quantization.quantize(
            buffers.hidden, rows: tokens, stride: length, length: length,
            limit: branch.second.inputLimit, into: body)
        branch.second.multiply(
            rows: tokens, of: buffers.window, inputStride: length, scale: scale, model: model,
            into: output)
        add(
            buffers.hidden, stride: length, bias: branch.secondBias.vectors(in: model),
            tokens: tokens, into: features(of: 0) + network.width / 8 + index * length,
            outputStride: network.featureWidth / 8)
    }

    /// `max(layer + bias, 0) + residual`, row by row.
    private func add(
        _ residual: UnsafePointer<Vector8>, stride: Int, bias: UnsafePointer<Vector8>, tokens: Int,
        into output: UnsafeMutablePointer<Vector8>, outputStride: Int
    ) {
        let length = network.branchWidth / 8
        for token in 0..<tokens {
            for index in 0..<length {
                let value = buffers.layer[token * length + index] + bias[index]
                output[token * outputStride + index] =
                    value.replacing(with: 0, where: value .< 0) + residual[token * stride + index]
            }
        }
    }

    /// Normalises each token's features and adds the tokens up.
    private func sumFeatures(tokens: Int) {
        let length = network.featureWidth / 8
        let sum = buffers.sum
        sum.update(repeating: .zero, count: length)
        for token in 0..<tokens {
            let row = features(of: token)
            let (mean, factor) = spread(of: row, length)
            for index in 0..<length { sum[index] += (row[index] - mean) * factor }
        }
        let gain = network.featureGain.vectors(in: model)
        let shift = network.featureShift.vectors(in: model)
        for index in 0..<length {
            sum[index] = sum[index] * gain[index] + shift[index] * Float(tokens)
        }
    }

    /// The layers over the sum, and the vector's length.
    private func finish(tokens: Int) -> [Float] {
        let (mean, first, second) = buffers.dense
        let (skip1, skip3) = network.skips
        apply(network.pooling, to: buffers.sum, into: mean)
        let bias = network.poolingBias.vectors(in: model)
        let factor = 1 / Float(tokens).squareRoot()
        for index in 0..<network.pooling.outputs / 8 {
            mean[index] = (mean[index] + bias[index] * Float(tokens)) * factor
        }
        apply(network.dense[0], to: mean, into: first, isRectified: true)
        apply(network.dense[1], to: first, into: second)
        apply(skip1, to: mean, into: first)
        let hidden = network.dense[1].outputs / 8
        for index in 0..<hidden {
            let value = first[index] + second[index]
            second[index] = value.replacing(with: 0, where: value .< 0)
        }
        // From here on the first layers' results are no longer needed: their places serve again.
        apply(network.dense[2], to: second, into: mean, isRectified: true)
        apply(network.dense[3], to: mean, into: first)
        apply(skip3, to: second, into: mean)
        return (0..<network.dimensions / 8).reduce(into: VectorOfLengthOne(network)) {
            $0.append(first[$1] + mean[$1])
        }.numbers
    }

    /// One dense layer.
    private func apply(
        _ matrix: IntegerMatrix, to input: UnsafePointer<Vector8>,
        into output: UnsafeMutablePointer<Vector8>, isRectified: Bool = false
    ) {
        let length = matrix.inputs / 8
        let scale = Quantization.quantize(
            input, rows: 1, stride: length, length: length, limit: matrix.inputLimit,
            into: buffers.quantized)
        matrix.multiply(
            rows: 1, of: buffers.quantized, inputStride: length, scale: scale, model: model,
            into: UnsafeMutableRawPointer(output).assumingMemoryBound(to: Float.self))
        guard isRectified else { return }
        for index in 0..<matrix.outputs / 8 {
            output[index] = output[index].replacing(with: 0, where: output[index] .< 0)
        }
    }

    /// The mean of a row, and one over its standard deviation.
    private func spread(
        of row: UnsafePointer<Vector8>, _ length: Int
    ) -> (mean: Float, factor: Float) {
        var sum = Vector8.zero
        for index in 0..<length { sum += row[index] }
        let mean = sum.sum() / Float(8 * length)
        var squares = Vector8.zero
        for index in 0..<length {
            let difference = row[index] - mean
            squares += difference * difference
        }
        return (mean, 1 / (squares.sum() / Float(8 * length) + network.epsilon).squareRoot())
    }

    private func features(of token: Int) -> UnsafeMutablePointer<Vector8> {
        buffers.features + token * (network.featureWidth / 8)
    }

    private func group(of id: Int32) -> Int { Int(id) % (network.scales.size / 4) }
}

/// Gathers a vector's numbers, through the hyperbolic tangent, and brings it to length 1.
private struct VectorOfLengthOne {
    private var values: [Float] = []
    private var squares: Float = 0
    private let epsilon: Float

    init(_ network: Network) {
        epsilon = network.epsilon
        values.reserveCapacity(network.dimensions)
    }

    mutating func append(_ vector: Vector8) {
        for index in 0..<8 {
            let value = tanhf(vector[index])
            squares += value * value
            values.append(value)
        }
    }

    var numbers: [Float] {
        let factor = 1 / max(squares, epsilon).squareRoot()
        return values.map { $0 * factor }
    }
}
