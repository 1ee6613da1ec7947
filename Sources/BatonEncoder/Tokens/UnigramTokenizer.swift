/// Cuts a text into the pieces that are likeliest together, and gives their ids.
///
/// Source: Kudo, "Subword Regularization" (2018), section 3.1; ties and unknown characters as in
/// SentencePiece's `unigram_model.cc`.
struct UnigramTokenizer {
    /// The id of what no piece covers.
    static let unknown: Int32 = 0
    /// The id that begins every text.
    static let begin: Int32 = 1
    /// The id that ends every text.
    static let end: Int32 = 2

    let normalizer: TextNormalizer
    let trie: PieceTrie
    let scores: UnsafeBufferPointer<Float>
    /// What a character costs that no piece covers: ten below the least likely piece.
    let unknownScore: Double

    /// The ids of `text`'s pieces, between ``begin`` and ``end``.
    func ids(of text: String) -> [Int32] {
        var text = text
        return text.withUTF8 { ids(ofUTF8: $0) }
    }

    private func ids(ofUTF8 text: UnsafeBufferPointer<UInt8>) -> [Int32] {
        let normal = normalizer.normalized(text)
        guard !normal.isEmpty else { return [Self.begin, Self.unknown, Self.end] }
        return normal.withUnsafeBufferPointer { likeliest($0) }
    }

    /// The likeliest cut of a normal form: of all cuts of what comes before each place, the best is
    /// kept; on a tie, the one found first.
    private func likeliest(_ text: UnsafeBufferPointer<UInt8>) -> [Int32] {
        var best = [Double](repeating: -.infinity, count: text.count + 1)
        var cuts = [(start: Int32, id: Int32)](repeating: (0, 0), count: text.count + 1)
        best[0] = 0
        var start = 0
        while start < text.count {
            let next = start + TextNormalizer.length(ofCharacterFrom: text[start])
            let base = best[start]
            var isCovered = false
            func offer(_ end: Int, _ id: Int32, _ score: Double) {
                guard score > best[end] else { return }
                best[end] = score
                cuts[end] = (Int32(start), id)
            }
            trie.pieces(in: text, from: start) { end, id in
                offer(end, Int32(id), base + Double(scores[Int(id)]))
                if end == next { isCovered = true }
            }
            if !isCovered, next <= text.count { offer(next, Self.unknown, base + unknownScore) }
            start = next
        }
        var ids = [Self.end]
        var end = text.count
        while end > 0 {
            ids.append(cuts[end].id)
            end = Int(cuts[end].start)
        }
        ids.append(Self.begin)
        return ids.reversed()
    }
}
