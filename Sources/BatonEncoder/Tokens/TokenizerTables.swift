/// Where in a model's file the tokenizer's tables lie.
struct TokenizerTables: Sendable {
    private let labels: ModelSection
    private let children: ModelSection
    private let ids: ModelSection
    private let scores: ModelSection
    private let units: ModelSection
    private let texts: ModelSection
    private let unknownScore: Double

    /// How many pieces there are.
    var pieces: Int { scores.rows * scores.columns }

    /// Finds the tables, and checks that no text can lead out of them.
    /// - Parameter rows: how many rows the embedding has; no piece's id is above.
    /// - Throws: ``EncoderError`` where one is missing or leads outside.
    init(_ file: ModelFile, rows: Int) throws(EncoderError) {
        labels = try file.section("pieces.labels", .unsigned8)
        children = try file.section("pieces.children", .unsigned32)
        ids = try file.section("pieces.ids", .unsigned32)
        scores = try file.section("pieces.scores", .float32)
        units = try file.section("normal.units", .unsigned32)
        texts = try file.section("normal.texts", .unsigned8)
        let least = file.withBytes { [scores] in scores.buffer(Float.self, in: $0).min() }
        unknownScore = Double(least ?? 0) - 10
        let isSound = file.withBytes { [labels, children, ids, scores] model in
            PieceTrie(
                labels: labels.buffer(UInt8.self, in: model),
                children: children.buffer(UInt32.self, in: model),
                ids: ids.buffer(UInt32.self, in: model)
            ).isSound(pieces: scores.rows * scores.columns)
        }
        guard isSound, pieces > 2, pieces <= rows else {
            throw ModelFile.damaged(file.path, "its pieces do not fit together")
        }
    }

    /// The tokenizer, for as long as the file is held.
    func tokenizer(in model: UnsafeRawPointer) -> UnigramTokenizer {
        UnigramTokenizer(
            normalizer: TextNormalizer(
                units: units.buffer(UInt32.self, in: model),
                texts: texts.buffer(UInt8.self, in: model)),
            trie: PieceTrie(
                labels: labels.buffer(UInt8.self, in: model),
                children: children.buffer(UInt32.self, in: model),
                ids: ids.buffer(UInt32.self, in: model)),
            scores: scores.buffer(Float.self, in: model), unknownScore: unknownScore)
    }
}

extension ModelSection {
    /// All its numbers.
    func buffer<Number>(
        _ type: Number.Type, in model: UnsafeRawPointer
    ) -> UnsafeBufferPointer<Number> {
        UnsafeBufferPointer(
            start: (model + offset).assumingMemoryBound(to: Number.self), count: rows * columns)
    }
}
