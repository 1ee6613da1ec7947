package import BatonCore

/// Verdicts on decisions, what waits for one, and what the inboxes' gates are.
package protocol LabelStore: Sendable {
    /// Keeps a person's verdict on a decision, in place of an older one of the same source.
    ///
    /// Where the decision was drawn for review, the label's source is the draw's; otherwise it is
    /// `chosen`, whatever the caller says.
    /// - Returns: the label as it is kept, and the inbox it counts for.
    /// - Throws: ``StoreError`` `notFound` where there is no such decision.
    func keep(_ label: DecisionLabel, now: Timestamp) async throws(StoreError)
        -> (label: DecisionLabel, inbox: InboxID)
    /// What was drawn and not judged, oldest first; of one inbox or of all.
    func reviewList(of inbox: InboxID?, limit: Int) async throws(StoreError) -> [ReviewItem]
    /// How many wait there.
    func reviewCount(of inbox: InboxID?) async throws(StoreError) -> Int
    /// Labels of an inbox since a time with their decisions, oldest first.
    func labels(of inbox: InboxID, since: Timestamp, limit: Int) async throws(StoreError)
        -> [PastDecision]
    /// Decisions of an inbox since a time, oldest first, with a person's label where there is one.
    func pastDecisions(of inbox: InboxID, since: Timestamp, limit: Int)
        async throws(StoreError) -> [PastDecision]
    /// The inbox's gate as it stands; `nil` where nothing was ever changed.
    func gate(of inbox: InboxID) async throws(StoreError) -> GateRecord?
    /// Changes the inbox's gate, if its revision is still `record.revision`; the kept revision is
    /// one higher.
    /// - Parameters:
    ///   - word: what happened, for the event log.
    ///   - silences: also withdraw what the bot has not begun to send, and hand its conversations
    ///     to people, in the same transaction.
    /// - Returns: whether it was still that revision.
    func change(
        _ record: GateRecord, word: String, by: Actor, silences: Bool, now: Timestamp
    ) async throws(StoreError) -> Bool
    /// Keeps a version of an inbox's gate; it is not in force until a change says so.
    func keepGate(_ gate: GateVersionRow, of inbox: InboxID) async throws(StoreError)
    /// An inbox's versions, oldest first.
    func gateVersions(of inbox: InboxID) async throws(StoreError) -> [GateVersionRow]
    /// One version.
    func gateVersion(_ version: String, of inbox: InboxID) async throws(StoreError)
        -> GateVersionRow?
}

/// What an inbox's gate is now.
package struct GateRecord: Sendable, Hashable {
    /// The inbox.
    package var inbox: InboxID
    /// How often it was changed; 0 before the first change.
    package var revision: Int64
    /// The version in force.
    package var version: String?
    /// Whether the bot may answer alone, as JSON.
    package var state: String
    /// Since when the error budget counts.
    package var openedAt: Timestamp
    /// The meter as it stood at the last label, as JSON.
    package var budget: String?
    /// The version that was in force before.
    package var previous: String?
    /// The share of messages that is drawn for people to judge; `nil` for the configuration's.
    package var reviewRate: Double?

    /// Makes a record.
    package init(
        inbox: InboxID, revision: Int64, version: String?, state: String, openedAt: Timestamp,
        budget: String? = nil, previous: String? = nil, reviewRate: Double? = nil
    ) {
        self.previous = previous
        self.reviewRate = reviewRate
        self.inbox = inbox
        self.revision = revision
        self.version = version
        self.state = state
        self.openedAt = openedAt
        self.budget = budget
    }
}

/// A version of an inbox's gate as it is kept.
package struct GateVersionRow: Sendable, Hashable {
    /// Its name.
    package var version: String
    /// When it was made.
    package var madeAt: Timestamp
    /// Who had it made.
    package var by: PersonID?
    /// The gate's file: JSON.
    package var body: String

    /// Makes a row.
    package init(version: String, madeAt: Timestamp, by: PersonID?, body: String) {
        self.version = version
        self.madeAt = madeAt
        self.by = by
        self.body = body
    }
}

/// That a decision is drawn for people to judge.
package struct ReviewDraw: Sendable, Hashable {
    /// What its label will count as.
    package var source: LabelSource
    /// The share of messages that are drawn, 0…1.
    package var rate: Double

    /// Makes a draw.
    package init(source: LabelSource = .randomSample, rate: Double) {
        self.source = source
        self.rate = rate
    }
}
