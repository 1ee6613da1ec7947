package import BatonCore
package import BatonDesk
package import BatonUI

/// What the Knowledge screen knows: one base, a window of its entries, and what was found in it.
package struct KnowledgeModel: Sendable, Hashable {
    /// What is listed.
    package enum Tab: Sendable, Hashable, CaseIterable {
        case entries, missing, toMend, golden
    }

    /// The knowledge bases; `nil` before they are read.
    package var bases: [KnowledgeBase]?
    /// The base that is shown.
    package var base: String?
    /// The tab that is shown.
    package var tab: Tab = .entries
    /// The entries.
    package var list = EntryWindow()
    /// What customers asked and nothing answered; `nil` before it is read.
    package var gaps: [KnowledgeGap]?
    /// The gap that is selected, by its question.
    package var gap: PlacedSelection<String> = .init()
    /// What the editors should know; `nil` before it is read.
    package var findings: [EntryFinding]?
    /// The finding that is selected.
    package var finding: PlacedSelection<EntryFinding> = .init()
    /// The golden questions as they were answered last; `nil` before they are asked.
    package var golden: [GoldenResult]?
    /// The golden question that is selected.
    package var goldenQuestion: PlacedSelection<GoldenKey> = .init()
    /// Whether the golden questions are being asked.
    package var isAskingGolden = false
    /// The entry that is open.
    package var open: OpenEntry?
    /// A request that golden questions stopped, as it would be forced.
    package var forced: KnowledgeRequest?

    /// Whether an entry is read to be laid beside what the person wrote.
    package var isMerging = false

    /// Days that the gaps look back.
    package static let gapDays = 30
    /// Revisions of an entry that are read.
    package static let revisions = 50

    /// Makes one that knows nothing.
    package init() {}

    /// Forgets what belongs to a base, and shows another.
    mutating func show(base name: String) {
        let (known, shown) = (bases, tab)
        self = KnowledgeModel()
        bases = known
        tab = shown
        base = name
    }

    /// The findings of each entry that has some.
    var warnings: [EntryID: EntryFinding.Kind.Weight] {
        (findings ?? []).reduce(into: [:]) { weights, finding in
            weights[finding.entry] = max(weights[finding.entry] ?? .light, finding.kind.weight)
        }
    }

    /// The entry that a command is about.
    package var subject: EntryID? {
        if let open { return open.id }
        switch tab {
        case .entries: return list.selected
        case .missing: return nil
        case .toMend: return finding.selected?.entry
        case .golden: return goldenQuestion.selected?.entry
        }
    }

    /// The latest revision of the subject, where it is known.
    package var subjectRevision: EntryRevision? {
        if let open { return open.revisions?.first }
        return subject.flatMap { id in list.rows.first { $0.entry.id == id } }
    }

    /// The gap that is selected.
    package var selectedGap: KnowledgeGap? {
        guard tab == .missing, open == nil else { return nil }
        return gaps?.first { $0.question == gap.selected }
    }
}

/// Which golden question.
package struct GoldenKey: Sendable, Hashable {
    /// The entry.
    package var entry: EntryID
    /// The question.
    package var question: String
}

/// An entry as it is open, with its history.
package struct OpenEntry: Sendable, Hashable {
    /// The entry.
    package var id: EntryID
    /// Its revisions, newest first; `nil` before they are read.
    package var revisions: [EntryRevision]?
    /// The revision that is selected.
    package var revision: PlacedSelection<Int64> = .init()
    /// Whether its changes are shown instead of its text, where there is no room for both.
    package var showsChanges = false
    /// The first line of it that is shown.
    package var scroll = 0

    /// Makes an entry that is being read.
    package init(id: EntryID) { self.id = id }

    /// The selected revision, and the one before it.
    var shown: (revision: EntryRevision, before: EntryRevision?)? {
        guard let revisions, revisions.indices.contains(revision.index) else { return nil }
        let next = revision.index + 1
        return (
            revisions[revision.index], revisions.indices.contains(next) ? revisions[next] : nil
        )
    }
}

/// A selection in a list that is read again: it stays on its line's own value wherever that goes.
package struct PlacedSelection<Value: Sendable & Hashable>: Sendable, Hashable {
    /// What is selected.
    package private(set) var selected: Value?
    /// Its place when it was last in the list.
    package private(set) var index = 0

    /// Makes one of nothing.
    package init() {}

    /// The list was read again; what has gone gives way to what took its place.
    mutating func place(in values: [Value]) {
        if let selected, let found = values.firstIndex(of: selected) {
            index = found
        } else {
            index = min(index, max(0, values.count - 1))
            selected = values.indices.contains(index) ? values[index] : nil
        }
    }

    /// Selects another by steps.
    mutating func move(_ steps: Int, in values: [Value]) {
        guard !values.isEmpty else { return }
        index = min(max(0, index + steps), values.count - 1)
        selected = values[index]
    }
}

/// A search for entries, and what it has found so far.
package struct EntrySearch: Sendable, Hashable {
    /// What is looked for.
    package var editor = TextEditor()
    /// What was found, best first.
    package var hits: [Candidate] = []
    /// The hit that is selected.
    package var selection = 0
    /// The words that ``hits`` answer; `nil` before the first answer.
    package var answered: String?
    /// Whether a request is under way.
    package var isAsking = false

    /// Hits that are asked for.
    package static let limit = 20

    /// Makes a search for nothing yet.
    package init() {}
}

extension EntryFinding.Kind {
    /// How much a finding weighs: what may tell a customer wrong comes first.
    enum Weight: Int, Comparable {
        case light, middle, heavy

        static func < (left: Weight, right: Weight) -> Bool { left.rawValue < right.rawValue }
    }

    var weight: Weight {
        switch self {
        case .contradiction, .expired, .suspiciousText: .heavy
        case .expiresSoon, .nearDuplicate: .middle
        case .missingTranslation: .light
        }
    }
}
