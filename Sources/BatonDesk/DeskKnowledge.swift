package import BatonCore

/// What people may ask about knowledge.
package enum KnowledgeRequest: Sendable, Codable, Hashable {
    /// The knowledge bases.
    case bases
    /// One entry as it was saved last.
    case entry(EntryID, in: String)
    /// Entries by id, each as it was saved last.
    case entries(in: String, after: EntryID?, limit: Int)
    /// Save entries, all or none. Golden questions are asked first; where the save would break
    /// one, nothing is saved unless it is forced.
    case save([EntryChange], isForced: Bool)
    /// An entry's revisions, newest first.
    case history(EntryID, in: String, limit: Int)
    /// Save an old revision again as the newest.
    case revert(EntryID, in: String, to: Int64, isForced: Bool)
    /// What a text finds, with each engine's score.
    case search(String, in: String, limit: Int)
    /// Ask every golden question.
    case test(in: String)
    /// Doubles, contradictions, missing languages, dates; of some entries, or of all.
    case review(in: String, of: [EntryID]?)
    /// What was asked in the last days and not answered, grouped.
    case gaps(in: String, days: Int)
    /// The sources of a base and the documents taken from them.
    case sources(in: String)
    /// Replace documents' passages, all or none.
    case changeDocuments(DocumentChange)
}

/// What the worker answers about knowledge.
package enum KnowledgeReply: Sendable, Codable, Hashable {
    case bases([KnowledgeBase])
    case entry(EntryRevision?)
    case entries([EntryRevision])
    case saved(KnowledgeSaved)
    /// Nothing was saved: these golden questions would break.
    case wouldBreak([GoldenResult])
    case history([EntryRevision])
    case candidates([Candidate])
    case golden([GoldenResult])
    case findings([EntryFinding])
    case gaps([KnowledgeGap])
    case sources([KnowledgeSource], documents: [SourceDocument])
}

/// A knowledge base and how many entries it has.
package struct KnowledgeBase: Sendable, Codable, Hashable {
    /// Its name.
    package var name: String
    /// How many entries it has, drafts and retired ones too.
    package var entries: Int

    /// Makes a base.
    package init(name: String, entries: Int) {
        self.name = name
        self.entries = entries
    }
}

/// What came of a save.
package struct KnowledgeSaved: Sendable, Codable, Hashable {
    /// What was saved.
    package var saves: [EntrySave]
    /// Microseconds from the request to the moment that the next message is answered with it.
    package var liveAfterMicroseconds: Int64
    /// Golden questions that do not hold now.
    package var failing: [GoldenResult]
    /// What the editor should know of the saved entries.
    package var findings: [EntryFinding]

    /// Makes a result.
    package init(
        saves: [EntrySave], liveAfterMicroseconds: Int64, failing: [GoldenResult] = [],
        findings: [EntryFinding] = []
    ) {
        self.saves = saves
        self.liveAfterMicroseconds = liveAfterMicroseconds
        self.failing = failing
        self.findings = findings
    }
}

extension KnowledgeRequest {
    /// The permission that it needs.
    package var needed: Permission {
        switch self {
        case .bases, .entry, .entries, .history, .search, .test, .review, .gaps, .sources: .read
        case .save, .revert, .changeDocuments: .editKnowledge
        }
    }
}
