import BatonCore

/// What a `KnowledgeIndex` guards: the entries, their units, and the postings.
struct KnowledgeContents {
    /// An entry with its place in the index.
    struct Slot {
        var revision: EntryRevision
        /// Its units' numbers, in order.
        var units: [Int32]
        /// Its codes, for telling one that contradicts the message's.
        var codes: Set<String>
    }

    private(set) var revision: Int64 = 0
    var weights: SearchWeights
    let glossary: Glossary

    private var index = InvertedIndex()
    private var slots: [Slot?] = []
    private var slotOf: [EntryID: Int32] = [:]
    /// The revision at which an entry went, so that an older save cannot bring it back.
    private var removed: [EntryID: Int64] = [:]
    private var scores = Scores()
    private var ranking = Ranking()

    init(glossary: Glossary, weights: SearchWeights) {
        self.glossary = glossary
        self.weights = weights
    }

    var count: Int { slotOf.count }

    var entries: [EntryRevision] { slots.compactMap { $0?.revision } }

    func entry(_ id: EntryID) -> EntryRevision? {
        slotOf[id].flatMap { slots[Int($0)]?.revision }
    }

    mutating func apply(_ change: EntryRevision) {
        let id = change.entry.id
        let held = entry(id)?.revision ?? removed[id] ?? .min
        guard change.revision > held else { return }
        revision = max(revision, change.revision)
        remove(id)
        if change.isInForce {
            removed[id] = nil
            add(change)
        } else {
            removed[id] = change.revision
        }
    }

    /// Builds the postings anew once more of them is dead than alive.
    mutating func buildAnewIfWorn() {
        guard index.isWorn else { return }
        let held = slots.compactMap { $0?.revision }
        index = InvertedIndex()
        slots = []
        slotOf = [:]
        scores = Scores()
        ranking = Ranking()
        for change in held { add(change) }
    }

    private func units(of entry: Entry) -> [(text: String, kind: InvertedIndex.UnitKind)] {
        let answers = entry.answers.sorted { $0.key < $1.key }.map(\.value)
        if entry.questions.isEmpty { return answers.map { ($0, .passage) } }
        return entry.questions.map { ($0.text, .question) } + answers.map { ($0, .answer) }
    }

    private mutating func add(_ change: EntryRevision) {
        let slot = Int32(slots.count)
        var numbers: [Int32] = []
        var codes: Set<String> = []
        for unit in units(of: change.entry) {
            let analysis = Analysis(unit.text, glossary: glossary)
            guard let number = index.add(analysis, kind: unit.kind, slot: slot) else { break }
            numbers.append(number)
            for term in analysis.terms where term.kind == .code { codes.insert(term.text) }
        }
        slots.append(Slot(revision: change, units: numbers, codes: codes))
        slotOf[change.entry.id] = slot
    }

    private mutating func remove(_ id: EntryID) {
        guard let slot = slotOf.removeValue(forKey: id), let held = slots[Int(slot)] else { return }
        let texts = units(of: held.revision.entry)
        for (unit, text) in zip(held.units, texts) {
            index.remove(unit, Analysis(text.text, glossary: glossary))
        }
        slots[Int(slot)] = nil
    }
}

extension KnowledgeContents {
    mutating func search(
        _ text: String, language: Language, day: String, limit: Int,
        only filter: ((EntryID) -> Bool)?
    ) -> [Candidate] {
        guard limit > 0, !slotOf.isEmpty else { return [] }
        let analysis = Analysis(text, glossary: glossary)
        let query = index.query(analysis, weights: weights)
        guard query.most > 0 else { return [] }
        index.accumulate(query.terms, weights: weights, into: &scores)
        defer {
            scores.clear()
            ranking.clear()
        }
        ranking.collect(scores, index: index, slots: slots.count, answerWeight: weights.answer)
        let codes = query.terms.filter { $0.kind == .code }.map(\.text)
        // A few more than asked for, since codes may turn the order.
        let pool = ranking.best(codes.isEmpty ? limit : limit * 4) { slot in
            guard let filter, let held = slots[Int(slot)] else { return true }
            return filter(held.revision.entry.id)
        }
        let most = query.most * (1 + weights.answer)
        var candidates: [(candidate: Candidate, slot: Int32)] = []
        for place in pool {
            guard let held = slots[Int(place.slot)] else { continue }
            var features = self.features(of: place, query: query.terms, most: query.most)
            let agreement = Self.agreement(of: codes, with: held.codes)
            features["codes"] = agreement
            features["language"] = Self.speaks(held.revision.entry, language) ? 1 : 0
            let normalised = Double(min(1, place.score / most))
            features["bm25"] = normalised
            features["bm25_raw"] = Double(place.score)
            let factor = agreement < 0 ? Double(weights.contradiction) : 1
            let answer = held.revision.entry.answer(for: language)
            candidates.append(
                (
                    Candidate(
                        entry: held.revision.entry.id, revision: held.revision.revision,
                        score: normalised * factor, engines: features,
                        question: held.revision.entry.title, answer: answer?.text ?? "",
                        answerLanguage: answer?.language ?? held.revision.entry.language,
                        isValid: held.revision.entry.isValid(on: day)), place.slot
                ))
        }
        candidates.sort {
            $0.candidate.score == $1.candidate.score
                ? $0.candidate.entry < $1.candidate.entry
                : $0.candidate.score > $1.candidate.score
        }
        return candidates.prefix(limit).map(\.candidate)
    }

    /// The parts of a candidate's score, each as a share of what the query could give.
    private func features(
        of place: Ranking.Place, query: [InvertedIndex.QueryTerm], most: Float
    ) -> [String: Double] {
        var sums: [String: Float] = ["question": 0, "answer": 0, "lexical": 0, "concept": 0]
        var matched: Float = 0
        var possible: (surface: Float, concept: Float) = (0, 0)
        var numbers = (asked: 0, found: 0)
        for term in query {
            let question = index.share(of: term, in: place.question, weights: weights)
            let answer = index.share(of: term, in: place.answer, weights: weights)
            sums["question", default: 0] += question
            sums["answer", default: 0] += answer
            let best = max(question, answer)
            if term.kind == .concept {
                possible.concept += term.gain
                sums["concept", default: 0] += best
            } else {
                possible.surface += term.gain
                sums["lexical", default: 0] += best
                if best > 0 { matched += term.gain }
            }
            if term.kind == .number {
                numbers.asked += 1
                if best > 0 { numbers.found += 1 }
            }
        }
        func share(_ part: Float, of whole: Float) -> Double {
            whole > 0 ? Double(min(1, part / whole)) : 0
        }
        return [
            "question": share(sums["question", default: 0], of: most),
            "answer": share(sums["answer", default: 0], of: most),
            "lexical": share(sums["lexical", default: 0], of: possible.surface),
            "concept": share(sums["concept", default: 0], of: possible.concept),
            "coverage": share(matched, of: possible.surface),
            "numbers": numbers.asked > 0 ? Double(numbers.found) / Double(numbers.asked) : 0,
        ]
    }

    /// 1 where the entry has one of the message's codes, −1 where it has only others of the same
    /// shape, 0 where codes say nothing.
    static func agreement(of asked: [String], with held: Set<String>) -> Double {
        guard !asked.isEmpty, !held.isEmpty else { return 0 }
        if asked.contains(where: held.contains) { return 1 }
        let shapes = Set(held.map(shape))
        return asked.contains { shapes.contains(shape($0)) } ? -1 : 0
    }

    /// A code with its digits masked: `ab12` is `ab00`, the shape of `ab34`.
    private static func shape(_ code: String) -> String {
        String(decoding: code.utf8.map { (0x30...0x39).contains($0) ? 0x30 : $0 }, as: UTF8.self)
    }

    /// Whether the entry has a question or answer in a script that the customer writes.
    private static func speaks(_ entry: Entry, _ language: Language) -> Bool {
        let tags = entry.questions.map(\.language) + entry.answers.keys
        let isEnglish = language == .english
        return language == .mixed || tags.contains { ($0 == "en") == isEnglish }
    }
}
