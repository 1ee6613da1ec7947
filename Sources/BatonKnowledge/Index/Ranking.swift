/// From scores of units to scores of entries: the best phrasing plus a share of the best answer.
struct Ranking {
    /// An entry that matched.
    struct Place {
        var slot: Int32
        var score: Float
        /// Its best phrasing's unit, −1 where none matched.
        var question: Int32
        /// Its best answer's or passage's unit, −1 where none matched.
        var answer: Int32
    }

    private var placeOf: [Int32] = []
    private var places: [Place] = []
    private var bests: [(question: Float, answer: Float)] = []

    /// Gathers the touched units by entry.
    mutating func collect(
        _ scores: Scores, index: InvertedIndex, slots: Int, answerWeight: Float
    ) {
        if placeOf.count < slots {
            placeOf.append(contentsOf: repeatElement(-1, count: slots - placeOf.count))
        }
        for unit in scores.touched {
            let slot = index.slots[Int(unit)]
            guard slot >= 0 else { continue }
            var place = placeOf[Int(slot)]
            if place < 0 {
                place = Int32(places.count)
                placeOf[Int(slot)] = place
                places.append(Place(slot: slot, score: 0, question: -1, answer: -1))
                bests.append((0, 0))
            }
            let score = scores.values[Int(unit)]
            switch index.kinds[Int(unit)] {
            case .question:
                if score > bests[Int(place)].question {
                    bests[Int(place)].question = score
                    places[Int(place)].question = unit
                }
            case .answer:
                if score * answerWeight > bests[Int(place)].answer {
                    bests[Int(place)].answer = score * answerWeight
                    places[Int(place)].answer = unit
                }
            case .passage:
                if score * (1 + answerWeight) > bests[Int(place)].answer {
                    bests[Int(place)].answer = score * (1 + answerWeight)
                    places[Int(place)].answer = unit
                }
            }
        }
        for place in places.indices {
            places[place].score = bests[place].question + bests[place].answer
        }
    }

    /// The best `limit` entries that `isWanted` lets through, best first; a tie goes to the entry
    /// that came first.
    func best(_ limit: Int, where isWanted: (Int32) -> Bool) -> [Place] {
        var kept: [Place] = []
        kept.reserveCapacity(limit + 1)
        for place in places {
            if kept.count == limit, let last = kept.last, !Self.precedes(place, last) { continue }
            guard isWanted(place.slot) else { continue }
            var at = kept.count
            while at > 0, Self.precedes(place, kept[at - 1]) { at -= 1 }
            kept.insert(place, at: at)
            if kept.count > limit { kept.removeLast() }
        }
        return kept
    }

    /// Adds to the places `best` chose what terms that were left give them, and orders them anew.
    mutating func add(
        _ left: [InvertedIndex.QueryTerm], to chosen: [Place], index: InvertedIndex,
        weights: SearchWeights
    ) -> [Place] {
        var chosen = chosen
        for at in chosen.indices {
            var score = chosen[at].score
            for term in left {
                score += index.share(of: term, in: chosen[at].question, weights: weights)
                let factor =
                    chosen[at].answer >= 0
                        && index.kinds[Int(chosen[at].answer)] == .passage
                    ? 1 + weights.answer : weights.answer
                score += factor * index.share(of: term, in: chosen[at].answer, weights: weights)
            }
            chosen[at].score = score
            places[Int(placeOf[Int(chosen[at].slot)])].score = score
        }
        return chosen.sorted(by: Self.precedes)
    }

    /// Where an entry stands, where it matched at all.
    func place(of slot: Int32) -> Place? {
        guard Int(slot) < placeOf.count, placeOf[Int(slot)] >= 0 else { return nil }
        return places[Int(placeOf[Int(slot)])]
    }

    mutating func clear() {
        for place in places { placeOf[Int(place.slot)] = -1 }
        places.removeAll(keepingCapacity: true)
        bests.removeAll(keepingCapacity: true)
    }

    private static func precedes(_ left: Place, _ right: Place) -> Bool {
        left.score == right.score ? left.slot < right.slot : left.score > right.score
    }
}
