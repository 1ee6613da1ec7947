import Foundation

/// Postings in flat arrays over units: each phrasing and each answer of an entry is a unit.
///
/// Edits happen in place: new units are appended, removed ones lose their length (so that they
/// score nothing) and leave every count at once; `isWorn` says when to build anew.
struct InvertedIndex {
    /// What a unit is.
    enum UnitKind: UInt8 {
        /// A phrasing.
        case question
        /// An answer.
        case answer
        /// A text of an entry that has no question: counts as both.
        case passage
    }

    /// A term of a query with its weight times rarity.
    struct QueryTerm {
        var term: Int32
        var kind: Analysis.Kind
        var rarity: Float
        var gain: Float
        /// The gain in questions and answers without Chinese.
        var latinGain: Float
        /// The gain in passages.
        var passageGain: Float
        var text: String
    }

    /// A posting: the unit in the upper 24 bits, the count in the lower 8.
    private(set) var postings: [[UInt32]] = []
    private var liveUnits: [Int32] = []
    private var terms: [String: Int32] = [:]

    /// The slot of the entry that a unit belongs to, −1 once removed.
    private(set) var slots: [Int32] = []
    private(set) var kinds: [UnitKind] = []
    private var lengths: [Float] = []
    private var isLatin: [Bool] = []
    private var totals: [(units: Int, length: Int)] = [(0, 0), (0, 0), (0, 0)]

    /// Units that count.
    var liveCount: Int { totals.reduce(0) { $0 + $1.units } }
    /// Whether more is dead than alive.
    var isWorn: Bool { slots.count > 4096 && slots.count > 2 * liveCount }
    /// The most units that a posting can name.
    static let unitLimit = 1 << 24

    /// Adds a unit.
    /// - Returns: its number, or `nil` where the index is full.
    mutating func add(_ analysis: Analysis, kind: UnitKind, slot: Int32) -> Int32? {
        guard slots.count < Self.unitLimit else { return nil }
        let unit = Int32(slots.count)
        slots.append(slot)
        kinds.append(kind)
        lengths.append(Float(analysis.length))
        isLatin.append(analysis.isLatin)
        totals[Int(kind.rawValue)].units += 1
        totals[Int(kind.rawValue)].length += analysis.length
        for term in analysis.terms {
            let id: Int32
            if let known = terms[term.text] {
                id = known
            } else {
                id = Int32(postings.count)
                terms[term.text] = id
                postings.append([])
                liveUnits.append(0)
            }
            postings[Int(id)].append(UInt32(unit) << 8 | UInt32(min(term.count, 255)))
            liveUnits[Int(id)] += 1
        }
        return unit
    }

    /// Removes a unit that was added with this analysis.
    mutating func remove(_ unit: Int32, _ analysis: Analysis) {
        let kind = Int(kinds[Int(unit)].rawValue)
        totals[kind].units -= 1
        totals[kind].length -= analysis.length
        slots[Int(unit)] = -1
        lengths[Int(unit)] = .infinity
        for term in analysis.terms {
            if let id = terms[term.text] { liveUnits[Int(id)] -= 1 }
        }
    }

    /// The query's terms, and the score of a text that holds them all endlessly often.
    func query(_ analysis: Analysis, weights: SearchWeights) -> (terms: [QueryTerm], most: Float) {
        let count = Float(max(liveCount, 1))
        let isLatin = analysis.isLatin
        var result: [QueryTerm] = []
        var most: Float = 0
        for term in analysis.terms {
            let id = terms[term.text] ?? -1
            let live = id >= 0 ? Float(liveUnits[Int(id)]) : 0
            // A concept that no text names says nothing about this knowledge base.
            if term.kind == .concept, live == 0 { continue }
            let rarity = Self.logarithm(1 + (count - live + 0.5) / (live + 0.5))
            let gain = weights.weight(of: term.kind) * rarity * (weights.k1 + 1)
            let factor = isLatin && term.kind == .concept ? weights.conceptInEnglish : 1
            let hasOnlyPassages = totals[0].units == 0
            most += gain * (hasOnlyPassages ? weights.passageFactor(term.kind) : factor)
            result.append(
                QueryTerm(
                    term: id, kind: term.kind, rarity: rarity, gain: gain,
                    latinGain: gain * factor,
                    passageGain: gain * weights.passageFactor(term.kind),
                    text: term.text))
        }
        return (result, most)
    }

    /// Postings that one search walks through before it leaves common terms to `share`.
    static let postingBudget = 10_000

    /// Adds each term's score to its units, the most telling terms first.
    /// - Returns: the terms that were left: too common to walk through, they only tell apart what
    ///   other terms found.
    func accumulate(
        _ query: [QueryTerm], weights: SearchWeights, into scores: inout Scores
    ) -> [QueryTerm] {
        scores.grow(to: slots.count)
        let norms = lengthNorms(weights)
        var budget = Self.postingBudget
        var left: [QueryTerm] = []
        for term in rarestFirst(query) {
            let list = postings[Int(term.term)]
            // The rarest is always walked through.
            guard list.count <= budget || budget == Self.postingBudget else {
                left.append(term)
                continue
            }
            budget -= list.count
            add(term, list, norms, &scores)
        }
        return left
    }

    /// The query's known terms, those of fewest units first; of equals the first in the message.
    private func rarestFirst(_ query: [QueryTerm]) -> [QueryTerm] {
        let known = query.filter { $0.term >= 0 }
        let order = known.indices.sorted { left, right in
            let first = liveUnits[Int(known[left].term)]
            let second = liveUnits[Int(known[right].term)]
            return first == second ? left < right : first < second
        }
        return order.map { known[$0] }
    }

    private func add(
        _ term: QueryTerm, _ list: [UInt32], _ norms: [(base: Float, slope: Float)],
        _ scores: inout Scores
    ) {
        lengths.withUnsafeBufferPointer { lengths in
            kinds.withUnsafeBufferPointer { kinds in
                for posting in list {
                    let unit = Int(posting >> 8)
                    let norm = norms[Int(kinds[unit].rawValue)]
                    let count = Float(posting & 0xFF)
                    let saturation = count / (count + norm.base + norm.slope * lengths[unit])
                    scores.add(gain(of: term, in: unit) * saturation, to: unit)
                }
            }
        }
    }

    /// What `term` gives to `unit`.
    func share(of term: QueryTerm, in unit: Int32, weights: SearchWeights) -> Float {
        guard term.term >= 0, unit >= 0 else { return 0 }
        let list = postings[Int(term.term)]
        var low = 0
        var high = list.count
        while low < high {
            let middle = (low + high) / 2
            if list[middle] >> 8 < UInt32(unit) { low = middle + 1 } else { high = middle }
        }
        guard low < list.count, list[low] >> 8 == UInt32(unit) else { return 0 }
        let norm = lengthNorms(weights)[Int(kinds[Int(unit)].rawValue)]
        let count = Float(list[low] & 0xFF)
        return gain(of: term, in: Int(unit)) * count
            / (count + norm.base + norm.slope * lengths[Int(unit)])
    }

    private func gain(of term: QueryTerm, in unit: Int) -> Float {
        // Only concepts count differently from text to text.
        guard term.kind == .concept else { return term.gain }
        if kinds[unit] == .passage { return term.passageGain }
        return isLatin[unit] ? term.latinGain : term.gain
    }

    private func lengthNorms(_ weights: SearchWeights) -> [(base: Float, slope: Float)] {
        totals.indices.map { kind in
            let b = kind == 0 ? weights.questionLength : weights.answerLength
            let total = totals[kind]
            let mean = total.units > 0 ? Float(total.length) / Float(total.units) : 1
            return (weights.k1 * (1 - b), weights.k1 * b / max(mean, 1))
        }
    }

    private static func logarithm(_ value: Float) -> Float { Float(log(Double(value))) }
}

/// Scores by unit, kept between searches so that nothing is allocated for one.
struct Scores {
    private(set) var values: [Float] = []
    private(set) var touched: [Int32] = []

    mutating func grow(to count: Int) {
        if values.count < count {
            values.append(contentsOf: repeatElement(0, count: count - values.count))
        }
    }

    mutating func add(_ value: Float, to unit: Int) {
        if values[unit] == 0 {
            // A removed unit scores nothing and stays out.
            guard value > 0 else { return }
            touched.append(Int32(unit))
        }
        values[unit] += value
    }

    mutating func clear() {
        for unit in touched { values[Int(unit)] = 0 }
        touched.removeAll(keepingCapacity: true)
    }
}
