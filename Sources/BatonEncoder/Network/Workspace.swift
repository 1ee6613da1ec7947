/// The memory one text's way through the network needs; kept and used again.
struct Workspace: Sendable {
    private var storage: [Vector8] = []

    /// Calls `body` with buffers for a text of `tokens` tokens.
    mutating func withBuffers<Result>(
        for network: Network, tokens: Int, _ body: (Buffers) -> Result
    ) -> Result {
        let sizes = Self.sizes(of: network, tokens: tokens)
        let total = sizes.reduce(0, +)
        if storage.count < total { storage = [Vector8](repeating: .zero, count: total) }
        return storage.withUnsafeMutableBytes { raw in
            var places: [UnsafeMutableRawPointer] = []
            // An array of at least one element has an address.
            guard var place = raw.baseAddress else { preconditionFailure("no storage") }
            for size in sizes {
                places.append(place)
                place += size * MemoryLayout<Vector8>.stride
            }
            return body(Buffers(places))
        }
    }

    /// Sizes in vectors of eight floats, in the order of ``Buffers``.
    private static func sizes(of network: Network, tokens: Int) -> [Int] {
        let longest = max(network.featureWidth, 2 * network.dimensions)
        let pads = network.branches.map(\.span).max() ?? 0
        return [
            tokens * network.width / 8, tokens * network.projection.outputs / 8,
            (tokens + pads) * network.branchWidth / 8, tokens * network.branchWidth / 8,
            tokens * network.branchWidth / 8, tokens * network.featureWidth / 8, longest, longest,
            longest, longest, longest,
        ]
    }
}

/// Where each of a forward pass's intermediate results lies.
struct Buffers {
    /// The embeddings' whole numbers, a row a token.
    let embedded: UnsafeMutablePointer<Vector16>
    /// What the projection makes of them.
    let projected: UnsafeMutablePointer<Vector8>
    /// A branch's inputs in whole numbers, with rows of zeros before and after.
    let window: UnsafeMutablePointer<Vector16>
    /// What a branch's layer gives, before bias and residual.
    let layer: UnsafeMutablePointer<Vector8>
    /// What a branch's first layer gives.
    let hidden: UnsafeMutablePointer<Vector8>
    /// All that is known of each token at the end.
    let features: UnsafeMutablePointer<Vector8>
    /// Their sum.
    let sum: UnsafeMutablePointer<Vector8>
    /// A dense layer's input in whole numbers.
    let quantized: UnsafeMutablePointer<Vector16>
    /// The dense layers' results.
    let dense:
        (
            UnsafeMutablePointer<Vector8>, UnsafeMutablePointer<Vector8>,
            UnsafeMutablePointer<Vector8>
        )

    fileprivate init(_ places: [UnsafeMutableRawPointer]) {
        func floats(_ index: Int) -> UnsafeMutablePointer<Vector8> {
            places[index].assumingMemoryBound(to: Vector8.self)
        }
        func shorts(_ index: Int) -> UnsafeMutablePointer<Vector16> {
            places[index].assumingMemoryBound(to: Vector16.self)
        }
        embedded = shorts(0)
        projected = floats(1)
        window = shorts(2)
        layer = floats(3)
        hidden = floats(4)
        features = floats(5)
        sum = floats(6)
        quantized = shorts(7)
        dense = (floats(8), floats(9), floats(10))
    }
}
