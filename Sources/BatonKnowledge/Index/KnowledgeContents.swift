import BatonCore
import BatonText

/// What a `KnowledgeIndex` guards: the entries, their units, and the postings.
struct KnowledgeContents {
    /// An entry with its place in the index.
    struct Slot {
        var revision: EntryRevision
        /// Its units' numbers, in order.
        var units: [Int32]
        /// Whether its words are in the vocabulary.
        var isHeard: Bool
    }

    private(set) var revision: Int64 = 0
    var weights: SearchWeights
    let glossary: Glossary

    private(set) var index = InvertedIndex()
    private(set) var slots: [Slot?] = []
    private(set) var slotOf: [EntryID: Int32] = [:]
    /// The revision at which an entry went, so that an older save cannot bring it back.
    private var removed: [EntryID: Int64] = [:]
    var scores = Scores()
    var ranking = Ranking()
    /// The entries' words, for reading romanised messages.
    private(set) var vocabulary = SoundVocabulary()
    /// Profiles of entries that were looked at.
    private var profiles: [Int32: EntryProfile] = [:]
    /// The entries' vectors, by what makes them.
    private(set) var meanings: [VectorSource: MeaningTable] = [:]
    /// The trained heads, by whose vectors they look at beside words.
    var heads: [Set<VectorSource>: PhrasingHead] = [:]

    /// The most profiles that are kept at once.
    static let profileLimit = 20_000
    /// Entries past which a vocabulary says nothing new.
    static let vocabularyLimit = 20_000

    init(glossary: Glossary, weights: SearchWeights) {
        self.glossary = glossary
        self.weights = weights
    }

    /// Compares meanings by a source's vectors from now on; every entry's are still to be made.
    mutating func use(_ space: VectorSpace, of source: VectorSource) {
        var table = MeaningTable(space: space)
        for slot in slotOf.values { table.add(slot) }
        meanings[source] = table
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
        let old = slots
        let tables = meanings
        index = InvertedIndex()
        slots = []
        slotOf = [:]
        scores = Scores()
        ranking = Ranking()
        profiles = [:]
        vocabulary = SoundVocabulary()
        meanings = meanings.mapValues { MeaningTable(space: $0.space) }
        for (slot, held) in old.enumerated() {
            guard let held else { continue }
            add(held.revision)
            for (source, table) in tables where table.vectors.holds(Int32(slot)) {
                keepVectors(of: held.revision.entry, from: table, at: Int32(slot), source)
            }
        }
    }

    /// Takes the vectors of the entry that was added last out of an older table.
    private mutating func keepVectors(
        of entry: Entry, from table: MeaningTable, at slot: Int32, _ source: VectorSource
    ) {
        let texts = EntryProfile.texts(of: entry)
        let made = texts.indices.compactMap { table.vectors.vector(slot, $0) }
        guard made.count == texts.count else { return }
        put(made, of: texts, for: Int32(slots.count - 1), from: source)
    }

    private func units(of entry: Entry) -> [(text: String, kind: InvertedIndex.UnitKind)] {
        let answers = entry.answers.sorted { $0.key < $1.key }.map(\.value)
        if entry.questions.isEmpty { return answers.map { ($0, .passage) } }
        return entry.questions.map { ($0.text, .question) } + answers.map { ($0, .answer) }
    }

    private mutating func add(_ change: EntryRevision) {
        let slot = Int32(slots.count)
        var numbers: [Int32] = []
        let isHeard = slotOf.count < Self.vocabularyLimit
        for unit in units(of: change.entry) {
            if isHeard { vocabulary.add(unit.text) }
            let analysis = Analysis(unit.text, glossary: glossary)
            guard let number = index.add(analysis, kind: unit.kind, slot: slot) else { break }
            numbers.append(number)
        }
        slots.append(Slot(revision: change, units: numbers, isHeard: isHeard))
        slotOf[change.entry.id] = slot
        for source in meanings.keys { meanings[source]?.add(slot) }
    }

    private mutating func remove(_ id: EntryID) {
        guard let slot = slotOf.removeValue(forKey: id), let held = slots[Int(slot)] else { return }
        let texts = units(of: held.revision.entry)
        for (unit, text) in zip(held.units, texts) {
            index.remove(unit, Analysis(text.text, glossary: glossary))
        }
        if held.isHeard { for text in texts { vocabulary.remove(text.text) } }
        slots[Int(slot)] = nil
        profiles[slot] = nil
        for source in meanings.keys { meanings[source]?.remove(slot) }
    }

    /// What ranking looks at in an entry, made once.
    mutating func profile(_ slot: Int32) -> EntryProfile? {
        if let known = profiles[slot] { return known }
        guard let held = slots[Int(slot)] else { return nil }
        let profile = EntryProfile(held.revision.entry)
        if profiles.count >= Self.profileLimit { profiles = [:] }
        profiles[slot] = profile
        return profile
    }

    /// Whether nearly every entry has a source's vectors, so that meaning can be compared by them.
    func compares(_ source: VectorSource) -> Bool {
        meanings[source]?.isUsable(for: count) ?? false
    }

    /// The sources by which meaning can be compared, with what their vectors are.
    var comparable: [VectorSource: VectorSpace] {
        meanings.filter { compares($0.key) }.mapValues(\.space)
    }

    /// How many entries lack the vectors of a source that is in use.
    var withoutVectors: Int {
        meanings.values.reduce(into: Set()) { $0.formUnion($1.missing) }.count
    }

    /// The texts of up to `most` entries that a source's vectors lack, oldest first.
    func pendingTexts(_ most: Int, from source: VectorSource) -> [(
        slot: Int32, texts: [EntryProfile.Text]
    )] {
        (meanings[source]?.missing ?? []).sorted().prefix(most).compactMap { slot in
            slots[Int(slot)].map { (slot, EntryProfile.texts(of: $0.revision.entry)) }
        }
    }

    /// Takes a source's vectors of an entry's texts, unless the entry changed meanwhile.
    mutating func put(
        _ made: [[Float]], of texts: [EntryProfile.Text], for slot: Int32,
        from source: VectorSource
    ) {
        guard meanings[source]?.missing.contains(slot) == true, let held = slots[Int(slot)],
            EntryProfile.texts(of: held.revision.entry) == texts
        else { return }
        meanings[source]?.put(made, of: texts, for: slot)
    }
}
