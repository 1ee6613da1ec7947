package import BatonCore

/// What people may ask about gates, labels and what waits for a verdict.
package enum GateRequest: Sendable, Codable, Hashable {
    /// Judge a decision's answer.
    case label(DecisionID, LabelVerdict, reason: ReasonCode?, note: String?)
    /// What was drawn by lot and not judged, oldest first; of one inbox or of all.
    case review(InboxID?, limit: Int)
    /// Each inbox's gate, meter, labels and results over some days.
    case report(days: Int)
    /// The versions of an inbox's gate.
    case versions(InboxID)
    /// Make a new version from the inbox's own labels; it is not in force until it is activated.
    case fit(InboxID)
    /// Put a version in force: a new one, or an older one again.
    case activate(InboxID, version: String)
    /// Put the version in force that was so before.
    case rollback(InboxID)
    /// What another version would do with past labelled decisions; `nil` is the one in force.
    case compare(InboxID, before: String?, after: String)
    /// Set the share of messages that is drawn for people to judge.
    case reviewRate(InboxID, Double)
    /// The kill switch: the bot of an inbox, or of all, falls silent.
    case stop(InboxID?)
    /// Let it go on.
    case resume(InboxID?)
    /// Open a gate again that tightened itself.
    case reopen(InboxID)
    /// Decide past messages again.
    case replay(ReplayQuery)
}

/// What the worker answers about gates.
package enum GateReply: Sendable, Codable, Hashable {
    case labelled(DecisionLabel)
    case review([ReviewItem], waiting: Int)
    case report([GateReport])
    case versions([GateVersion])
    case fitted(GateVersion, comparison: BilingualText)
    case replayed(ReplayReport)
    case compared(BilingualText)
}

/// A version of an inbox's gate in a list.
package struct GateVersion: Sendable, Codable, Hashable {
    /// Its name.
    package var version: String
    /// When it was made.
    package var madeAt: Timestamp
    /// Who had it made.
    package var by: PersonID?
    /// Whether it is in force.
    package var isActive: Bool
    /// What it promises.
    package var terms: BilingualText
    /// Labels that fitted its weights.
    package var fitLabels: Int
    /// Other labels, that its bound counts.
    package var boundLabels: Int

    /// Makes a version.
    package init(
        version: String, madeAt: Timestamp, by: PersonID?, isActive: Bool, terms: BilingualText,
        fitLabels: Int, boundLabels: Int
    ) {
        self.version = version
        self.madeAt = madeAt
        self.by = by
        self.isActive = isActive
        self.terms = terms
        self.fitLabels = fitLabels
        self.boundLabels = boundLabels
    }
}

extension GateRequest {
    /// The permission it needs.
    package var needed: Permission {
        switch self {
        case .label: .label
        case .review, .report, .versions, .replay, .compare: .read
        case .fit, .activate, .rollback, .reviewRate, .stop, .resume, .reopen: .operate
        }
    }
}
