/// What a head makes of a text's vectors, one a source: each turned by what the phrasings taught of
/// its source, then all side by side, of length 1 together.
struct HeadVectors: Sendable {
    /// By source; `nil` where its vectors are taken as they are.
    private let whitenings: [VectorWhitening?]

    init(_ whitenings: [VectorWhitening?]) { self.whitenings = whitenings }

    /// How many sources there are.
    var count: Int { whitenings.count }

    /// One vector out of a text's; `nil` where it has none.
    func joined(_ vectors: [[Float]]) -> [Float]? {
        guard !vectors.isEmpty, vectors.count == count else { return nil }
        let share = 1 / Float(count).squareRoot()
        return zip(whitenings, vectors).flatMap { whitening, vector in
            (whitening?.apply(vector) ?? vector).map { $0 * share }
        }
    }
}
