import BatonCore
import BatonText

extension KnowledgeContents {
    /// The candidates of every engine, with the features of each.
    mutating func table(
        for query: SearchQuery, where isWanted: (Int32) -> Bool
    ) -> (table: RankTable, slots: [Int32]) {
        var query = query
        query.head = opinion(query)
        let lexical = index.query(
            Analysis(query.text, glossary: glossary), weights: weights)
        defer { clear() }
        var chosen = places(lexical, query.pool, where: isWanted).map(\.slot)
        addNearest(to: &chosen, query, where: isWanted)
        var table = RankTable()
        table.values = [Float](repeating: 0, count: chosen.count * RankFeature.count)
        let profiles = chosen.map { profile($0) }
        let comparison = GramComparison(GramSet(query.text), among: profiles.compactMap(\.self))
        let message = MessageTraits(query.text, query.language)
        table.isHeaded = query.head != nil
        for (row, slot) in chosen.enumerated() {
            guard let profile = profiles[row], let held = slots[Int(slot)] else { continue }
            table.entries.append(held.revision.entry.id)
            addLexical(ranking.place(of: slot), lexical, row, &table)
            table.add(comparison, profile, row)
            table.add(message, profile, row)
            addCosines(query, slot, row, &table)
            if let verdict = query.head?.verdict(on: held.revision) {
                table[row, .head] = verdict.chance
                table[row, .headNear] = verdict.near
                table[row, .headCentre] = verdict.centre
            } else {
                table.isHeaded = false
            }
        }
        return (table, chosen)
    }

    /// The best entries by words; `clear` follows once they were used.
    mutating func places(
        _ lexical: (terms: [InvertedIndex.QueryTerm], most: Float), _ limit: Int,
        where isWanted: (Int32) -> Bool
    ) -> [Ranking.Place] {
        guard lexical.most > 0 else { return [] }
        let left = index.accumulate(lexical.terms, weights: weights, into: &scores)
        ranking.collect(scores, index: index, slots: slots.count, answerWeight: weights.answer)
        guard !left.isEmpty else { return ranking.best(limit, where: isWanted) }
        let some = ranking.best(max(64, limit * 2), where: isWanted)
        let ordered = ranking.add(left, to: some, index: index, weights: weights)
        return Array(ordered.prefix(limit))
    }

    /// Forgets the scores of the last search.
    mutating func clear() {
        scores.clear()
        ranking.clear()
    }

    /// Adds the entries that the head and the vectors find, where they are not there yet.
    private func addNearest(
        to chosen: inout [Int32], _ query: SearchQuery, where isWanted: (Int32) -> Bool
    ) {
        var known = Set(chosen)
        if let head = query.head {
            for (id, _) in head.best(8) {
                guard let slot = slotOf[id], isWanted(slot), known.insert(slot).inserted else {
                    continue
                }
                chosen.append(slot)
            }
        }
        for source in VectorSource.allCases {
            let own = source == .encoder ? query.adapted : nil
            guard let vector = own ?? query.vectors[source], let table = meanings[source] else {
                continue
            }
            chosen += table.vectors.nearest(vector, query.pool, where: isWanted)
                .filter { known.insert($0).inserted }
        }
    }

    private func addLexical(
        _ place: Ranking.Place?, _ query: (terms: [InvertedIndex.QueryTerm], most: Float),
        _ row: Int, _ table: inout RankTable
    ) {
        guard let place, query.most > 0 else { return }
        var surface = (question: Float(0), answer: Float(0), best: Float(0), possible: Float(0))
        var concept = surface
        var matched: Float = 0
        var rare = (best: Float(0), possible: Float(0))
        for term in query.terms {
            let question = index.share(of: term, in: place.question, weights: weights)
            let answer = index.share(of: term, in: place.answer, weights: weights)
            let best = max(question, answer)
            if term.kind == .concept {
                concept.question += question
                concept.answer += answer
                concept.best += best
                concept.possible += term.gain
            } else {
                surface.question += question
                surface.answer += answer
                surface.best += best
                surface.possible += term.gain
                if best > 0 { matched += term.gain }
                rare.best += best * term.rarity
                rare.possible += term.gain * term.rarity
            }
        }
        func put(_ feature: RankFeature, _ part: Float, _ whole: Float) {
            table[row, feature] = whole > 0 ? min(1, part / whole) : 0
        }
        put(.bm25, place.score, query.most * (1 + weights.answer))
        put(.question, surface.question + concept.question, query.most)
        put(.answer, surface.answer + concept.answer, query.most)
        put(.lexical, surface.best, surface.possible)
        put(.lexicalQuestion, surface.question, surface.possible)
        put(.lexicalAnswer, surface.answer, surface.possible)
        put(.concept, concept.best, concept.possible)
        put(.conceptQuestion, concept.question, concept.possible)
        put(.conceptAnswer, concept.answer, concept.possible)
        put(.coverage, matched, surface.possible)
        put(.rare, rare.best, rare.possible)
    }

    private func addCosines(
        _ query: SearchQuery, _ slot: Int32, _ row: Int, _ table: inout RankTable
    ) {
        func put(_ vector: [Float]?, _ source: VectorSource, from first: RankFeature) {
            guard let vector, let known = meanings[source] else { return }
            let cosines = known.vectors.cosines(vector, slot)
            for part in 0..<4 {
                table.values[row * RankFeature.count + first.rawValue + part] = cosines[part]
            }
        }
        guard let leading = query.leading else { return }
        put(query.vectors[leading], leading, from: .cosineQuestion)
        put(query.adapted, .encoder, from: .adaptedQuestion)
        if leading != .server { put(query.vectors.server, .server, from: .servedQuestion) }
    }
}

/// What ranking knows of a message apart from any entry.
struct MessageTraits {
    let figures: Figures
    let sounds: [UInt32]
    let hasHan: Bool
    let language: Language
    let length: Float

    init(_ text: String, _ language: Language) {
        figures = Figures(of: [text])
        sounds = Sounds.pairs(of: [text])
        hasHan = Script.hasHan(text)
        self.language = language
        length = Float(text.unicodeScalars.count)
    }
}

extension RankTable {
    /// Fills in what characters tell.
    fileprivate mutating func add(_ comparison: GramComparison, _ profile: EntryProfile, _ row: Int)
    {
        let (cosines, cover) = comparison.compare(profile)
        var best = [Float](repeating: 0, count: EntryProfile.Part.allCases.count)
        for (text, cosine) in zip(profile.texts, cosines) {
            let part = Int(text.part.rawValue)
            best[part] = max(best[part], cosine)
        }
        self[row, .gramsQuestion] = best[0]
        self[row, .gramsAnswer] = best[1]
        self[row, .gramsSentence] = max(best[1], best[3])
        self[row, .gramsCover] = cover
    }

    /// Fills in what figures, scripts and lengths tell.
    fileprivate mutating func add(_ message: MessageTraits, _ profile: EntryProfile, _ row: Int) {
        let agreement = message.figures.agreement(with: profile.figures)
        self[row, .figuresFound] = agreement.found
        self[row, .figuresContradicted] = agreement.contradicted
        self[row, .codes] = agreement.codes
        self[row, .soundQuestion] = Sounds.share(of: message.sounds, in: profile.questionSounds)
        self[row, .soundAnswer] = Sounds.share(of: message.sounds, in: profile.answerSounds)
        let hasHan = message.hasHan || message.language == .romanisedCantonese
        func flag(_ value: Bool) -> Float { value ? 1 : 0 }
        self[row, .speaksQuestion] = flag(
            hasHan ? profile.hasHanQuestion : profile.hasLatinQuestion)
        self[row, .speaksAnswer] = flag(hasHan ? profile.hasHanAnswer : profile.hasLatinAnswer)
        self[row, .isEnglish] = flag(message.language == .english)
        self[row, .isRomanised] = flag(message.language == .romanisedCantonese)
        self[row, .isMixed] = flag(message.language == .mixed)
        self[row, .messageLength] = min(1, message.length / 60)
        self[row, .questionLength] = min(1, profile.questionLength / 60)
        self[row, .answerLength] = min(1, profile.answerLength / 300)
        self[row, .phrasings] = min(1, Float(profile.phrasings) / 10)
        self[row, .isPassage] = flag(profile.phrasings == 0)
    }
}

extension KnowledgeContents {
    /// The candidates among the entries that `filter` lets through.
    mutating func table(
        for query: SearchQuery, only filter: ((EntryID) -> Bool)?
    ) -> (table: RankTable, slots: [Int32]) {
        guard count > 0 else { return (RankTable(), []) }
        let slots = slots
        return table(for: query) { slot in
            guard let filter, let held = slots[Int(slot)] else { return true }
            return filter(held.revision.entry.id)
        }
    }

    /// The best `limit` rows as candidates, best first; a tie goes to the lower id.
    func candidates(
        _ table: RankTable, _ slots: [Int32], _ model: RankModel, language: Language, day: String,
        limit: Int
    ) -> [Candidate] {
        let scores = settled(model.scores(table), table)
        let likely = model.likelihoods(table)
        let order = scores.indices.sorted {
            scores[$0] == scores[$1]
                ? table.entries[$0] < table.entries[$1] : scores[$0] > scores[$1]
        }
        return order.prefix(limit).compactMap { row in
            guard let held = self.slots[Int(slots[row])] else { return nil }
            let entry = held.revision.entry
            let answer = entry.answer(for: language)
            var engines: [String: Double] = [:]
            for feature in RankFeature.allCases where table[row, feature] != 0 {
                // Four digits are enough to show and to decide by, and keep records small.
                engines[feature.name] = Double((table[row, feature] * 10_000).rounded()) / 10_000
            }
            engines["likely"] = Double((likely[row] * 10_000).rounded()) / 10_000
            return Candidate(
                entry: entry.id, revision: held.revision.revision, score: scores[row],
                engines: engines, question: entry.title, answer: answer?.text ?? "",
                answerLanguage: answer?.language ?? entry.language,
                isValid: entry.isValid(on: day))
        }
    }

    /// Scores after what needs no learning: an entry that is asked for in its own words comes
    /// first, and one that names another code than the message's comes after those that do not.
    private func settled(_ scores: [Double], _ table: RankTable) -> [Double] {
        scores.enumerated().map { row, score in
            if table[row, .codes] < 0 { return score * Double(weights.contradiction) }
            let isSame = table[row, .gramsQuestion] > Self.sameGrams
            return isSame ? Self.sameFloor + (1 - Self.sameFloor) * score : score
        }
    }

    /// Likeness of character grams from which two texts are the same, but for rounding.
    private static let sameGrams: Float = 0.9999
    /// The least score of an entry that is asked for in its own words.
    private static let sameFloor = 0.9
}
