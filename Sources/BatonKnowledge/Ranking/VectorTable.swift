/// The vectors of entries' texts, one row each in one block of memory.
struct VectorTable {
    /// How many numbers a vector holds.
    let dimensions: Int
    private var values: [Float] = []
    private var parts: [EntryProfile.Part] = []
    private var rowsOf: [Int32: Range<Int>] = [:]

    init(dimensions: Int) { self.dimensions = dimensions }

    /// Whether an entry's vectors are here.
    func holds(_ slot: Int32) -> Bool { rowsOf[slot] != nil }

    /// How many entries have vectors.
    var count: Int { rowsOf.count }

    /// Takes the vectors of an entry's texts.
    mutating func put(_ vectors: [[Float]], parts: [EntryProfile.Part], for slot: Int32) {
        let first = self.parts.count
        for (vector, part) in zip(vectors, parts) where vector.count == dimensions {
            values += vector
            self.parts.append(part)
        }
        rowsOf[slot] = first..<self.parts.count
    }

    /// Forgets an entry; its rows are left until the table is made anew.
    mutating func remove(_ slot: Int32) { rowsOf[slot] = nil }

    /// The best cosine with each part of an entry, by `EntryProfile.Part`; 0 where it has none.
    func cosines(_ query: [Float], _ slot: Int32) -> SIMD4<Float> {
        var best = SIMD4<Float>(repeating: -1)
        guard let rows = rowsOf[slot] else { return SIMD4(repeating: 0) }
        for row in rows {
            let part = Int(parts[row].rawValue)
            best[part] = max(best[part], dot(query, row))
        }
        // An answer of one sentence is its own best sentence; an entry without questions is all
        // answer.
        if best[3] == -1 { best[3] = best[1] }
        if best[2] == -1 { best[2] = best[1] }
        if best[0] == -1 { best[0] = best[1] }
        if best[1] == -1 { best[1] = best[0] }
        return best
    }

    /// The vector of an entry's text by the text's place.
    func vector(_ slot: Int32, _ place: Int) -> [Float]? {
        guard let rows = rowsOf[slot], place < rows.count else { return nil }
        let at = (rows.lowerBound + place) * dimensions
        return Array(values[at..<at + dimensions])
    }

    /// One vector for an entry's best texts: of each part the text nearest to the query, question
    /// and answer together counting most.
    func composite(_ query: [Float], _ slot: Int32) -> [Float]? {
        guard let rows = rowsOf[slot], !rows.isEmpty else { return nil }
        var best: [(score: Float, row: Int)?] = [nil, nil, nil, nil]
        for row in rows {
            let score = dot(query, row)
            let part = Int(parts[row].rawValue)
            if score > (best[part]?.score ?? -2) { best[part] = (score, row) }
        }
        let answer = best[1] ?? best[0]
        let order = [best[0] ?? answer, answer, best[2] ?? answer, best[3] ?? answer]
        var result = [Float](repeating: 0, count: dimensions)
        for (place, weight) in zip(order, Self.partWeights) {
            guard let place else { continue }
            for column in 0..<dimensions {
                result[column] += weight * values[place.row * dimensions + column]
            }
        }
        return result
    }

    /// What a question, an answer, both together and a sentence count in a composite.
    private static let partWeights: [Float] = [0.27, 0.19, 0.4, 0.14]

    /// The best `limit` entries by the best cosine of a phrasing or of question and answer.
    func nearest(_ query: [Float], _ limit: Int, where isWanted: (Int32) -> Bool) -> [Int32] {
        var kept: [(slot: Int32, score: Float)] = []
        for (slot, rows) in rowsOf {
            var score: Float = -1
            for row in rows where parts[row] != .sentence { score = max(score, dot(query, row)) }
            if kept.count == limit, let last = kept.last, score < last.score { continue }
            guard isWanted(slot) else { continue }
            var at = kept.count
            while at > 0,
                score > kept[at - 1].score
                    || (score == kept[at - 1].score && slot < kept[at - 1].slot)
            { at -= 1 }
            kept.insert((slot, score), at: at)
            if kept.count > limit { kept.removeLast() }
        }
        return kept.map(\.slot)
    }

    private func dot(_ query: [Float], _ row: Int) -> Float {
        values.withUnsafeBufferPointer { values in
            query.withUnsafeBufferPointer { query in
                Self.dot(query, UnsafeBufferPointer(rebasing: values[(row * dimensions)...]))
            }
        }
    }

    /// The dot product over the first's length.
    static func dot(_ left: UnsafeBufferPointer<Float>, _ right: UnsafeBufferPointer<Float>)
        -> Float
    {
        var sums = SIMD16<Float>(repeating: 0)
        let whole = left.count & ~15
        var index = 0
        guard let first = left.baseAddress, let second = right.baseAddress else { return 0 }
        while index < whole {
            let a = UnsafeRawPointer(first + index).loadUnaligned(as: SIMD16<Float>.self)
            let b = UnsafeRawPointer(second + index).loadUnaligned(as: SIMD16<Float>.self)
            sums += a * b
            index += 16
        }
        var sum = sums.sum()
        while index < left.count {
            sum += first[index] * second[index]
            index += 1
        }
        return sum
    }
}
