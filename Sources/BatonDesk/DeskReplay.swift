package import BatonCore

/// Which past decisions to make again, and against what.
package struct ReplayQuery: Sendable, Codable, Hashable {
    /// One inbox, or all.
    package var inbox: InboxID?
    /// Decisions since then.
    package var since: Timestamp
    /// Another version of the gate, or the thresholds by their version's name.
    package var version: String?
    /// Another gate's file, as text.
    package var gate: String?
    /// The knowledge as it was then, instead of what each decision saw.
    package var at: Moment?
    /// An entry as it would be.
    package var entry: Entry?
    /// At most so many decisions of an inbox.
    package var limit: Int

    /// A state of the knowledge.
    package enum Moment: Sendable, Codable, Hashable {
        /// As a revision left it.
        case revision(Int64)
        /// As it was at a time.
        case time(Timestamp)
    }

    /// Makes a query.
    package init(
        inbox: InboxID? = nil, since: Timestamp, version: String? = nil, entry: Entry? = nil,
        limit: Int = 10_000
    ) {
        self.inbox = inbox
        self.since = since
        self.version = version
        self.entry = entry
        self.limit = limit
    }
}

/// What deciding again came to.
package struct ReplayReport: Sendable, Codable, Hashable {
    /// A decision that came out otherwise.
    package struct Change: Sendable, Codable, Hashable {
        /// The decision.
        package var decision: DecisionID
        /// What it did.
        package var before: Outcome
        /// What it would do.
        package var after: Outcome
        /// What a person said of the answer then.
        package var verdict: LabelVerdict?

        /// Makes a change.
        package init(
            decision: DecisionID, before: Outcome, after: Outcome, verdict: LabelVerdict?
        ) {
            self.decision = decision
            self.before = before
            self.after = after
            self.verdict = verdict
        }
    }

    /// Decisions made again.
    package var decisions = 0
    /// Decisions that cannot be made again: their gate or what bore on them was not kept.
    package var skipped = 0
    /// What changed, oldest first.
    package var changes: [Change] = []
    /// Answers that would newly be given, and are wrong by their labels.
    package var becomeWrong = 0
    /// Answers that would no longer be given, and were wrong by their labels.
    package var becomeSilent = 0
    /// Right answers that would be other answers, or none.
    package var rightLost = 0
    /// Answered alone before.
    package var answeredBefore = 0
    /// Answered alone after.
    package var answeredAfter = 0

    /// Makes an empty report.
    package init() {}

    /// The gain in coverage, −1…1.
    package var coverageGain: Double {
        decisions > 0 ? Double(answeredAfter - answeredBefore) / Double(decisions) : 0
    }

    /// The report in words.
    package var words: BilingualText {
        let points = (coverageGain * 1000).rounded() / 10
        let gain = "\(points < 0 ? "−" : "+")\(abs(points))"
        return BilingualText(
            "\(changes.count) of \(decisions) decisions change; \(becomeWrong) become wrong by their "
                + "labels, \(becomeSilent) wrong answers are no longer given, \(rightLost) right "
                + "ones are lost; coverage \(gain) points"
                + (skipped > 0 ? "; \(skipped) could not be made again" : ""),
            "\(decisions) 個決定中 \(changes.count) 個改變；按標籤 \(becomeWrong) 個變錯，\(becomeSilent) "
                + "個錯答不再發出，失去 \(rightLost) 個正確答案；覆蓋率 \(gain) 個百分點"
                + (skipped > 0 ? "；\(skipped) 個未能重算" : ""))
    }
}
