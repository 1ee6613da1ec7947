/// What a SentencePiece model file holds that the encoder needs: the pieces with their scores, and
/// the map of characters to their normal forms.
///
/// Source: sentencepiece_model.proto; in the encoder's older layout the normaliser stands in
/// field 3 of the model, where later ones have field 2 for the trainer.
struct SentencePieceModel {
    /// The pieces in UTF-8; a piece's place is its id.
    private(set) var pieces: [[UInt8]] = []
    /// The natural logarithm of each piece's likelihood.
    private(set) var scores: [Float] = []
    /// The precompiled map: a double array and the texts it points into.
    private(set) var characterMap: [UInt8] = []

    /// Reads a model's bytes.
    /// - Throws: ``EncoderError`` where they are no such model or are cut short.
    init(_ bytes: [UInt8]) throws(EncoderError) {
        var isFirstNormaliser = true
        var reader = ByteReader(bytes[...])
        while let field = try Self.field(&reader) {
            switch field.number {
            case 1:
                try addPiece(field.value)
            case 3 where isFirstNormaliser:
                isFirstNormaliser = false
                var inner = ByteReader(field.value)
                while let field = try Self.field(&inner) {
                    if field.number == 2, characterMap.isEmpty { characterMap = Array(field.value) }
                }
            default: continue
            }
        }
        guard !pieces.isEmpty else {
            throw EncoderError(.foreign, "the bytes are no SentencePiece model: no pieces")
        }
    }

    private mutating func addPiece(_ bytes: ArraySlice<UInt8>) throws(EncoderError) {
        var piece: [UInt8]?
        var score: Float = 0
        var reader = ByteReader(bytes)
        while let field = try Self.field(&reader) {
            if field.number == 1, piece == nil { piece = Array(field.value) }
            if field.number == 2, field.value.count == 4 {
                var value = ByteReader(field.value)
                score = Float(bitPattern: try value.number())
            }
        }
        guard let piece else { return }
        pieces.append(piece)
        scores.append(score)
    }

    /// The next field of a message: its number, and its bytes where it has a length or is of four
    /// bytes; nothing at the end.
    private static func field(
        _ reader: inout ByteReader
    ) throws(EncoderError) -> (number: UInt64, value: ArraySlice<UInt8>)? {
        guard !reader.isAtEnd else { return nil }
        let tag = try reader.varint()
        let value: ArraySlice<UInt8>
        switch tag & 7 {
        case 0:
            _ = try reader.varint()
            value = []
        case 1: value = try reader.take(8)
        case 2: value = try reader.take(Int(clamping: reader.varint()))
        case 5: value = try reader.take(4)
        default: throw EncoderError(.damaged, "a protobuf field has no known type: tag \(tag)")
        }
        return (tag >> 3, value)
    }
}
