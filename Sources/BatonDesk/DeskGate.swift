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
}

/// An inbox's gate as people see it.
package struct GateReport: Sendable, Codable, Hashable {
    /// How many of something went well, of how many.
    package struct Line: Sendable, Codable, Hashable {
        /// What it is about: a language, a day, or a reason.
        package var name: BilingualText
        /// Messages.
        package var messages = 0
        /// Of these, answered alone.
        package var answered = 0
        /// Of the answered, judged by people.
        package var judged = 0
        /// Of the judged, not right.
        package var wrong = 0

        /// Makes a line of nothing.
        package init(name: BilingualText) { self.name = name }
    }

    /// The inbox.
    package var inbox: InboxID
    /// Its name.
    package var name: String
    /// How the bot may act.
    package var mode: InboxMode
    /// The version in force.
    package var version: String
    /// What it promises; "no guarantee" for thresholds.
    package var terms: BilingualText
    /// Whether the bot may answer alone now.
    package var state: String
    /// That in words.
    package var stateTitle: BilingualText
    /// Labels of people in the window.
    package var labels: Int
    /// Of these, drawn at random.
    package var randomLabels: Int
    /// At least how many more random labels would open it; `nil` where labels are not what lacks.
    package var labelsNeeded: Int?
    /// How many decisions wait for a verdict.
    package var waiting: Int
    /// The meter in words; `nil` without a promise or a version.
    package var meter: BilingualText?
    /// The part of the error budget that is used: 1 where all of it is; `nil` before a judgement.
    package var spent: Double?
    /// That traffic has changed; `nil` where it has not.
    package var drift: BilingualText?
    /// All messages of the days together.
    package var total: Line
    /// By language.
    package var languages: [Line]
    /// By first reason.
    package var reasons: [Line]
    /// By day, oldest first.
    package var days: [Line]

    /// Makes a report without results yet.
    package init(
        inbox: InboxID, name: String, mode: InboxMode, version: String, terms: BilingualText,
        state: String, stateTitle: BilingualText, labels: Int, randomLabels: Int,
        labelsNeeded: Int?, waiting: Int, meter: BilingualText? = nil, spent: Double? = nil,
        drift: BilingualText? = nil, total: Line = Line(name: BilingualText("all", "全部")),
        languages: [Line] = [], reasons: [Line] = [], days: [Line] = []
    ) {
        self.inbox = inbox
        self.name = name
        self.mode = mode
        self.version = version
        self.terms = terms
        self.state = state
        self.stateTitle = stateTitle
        self.labels = labels
        self.randomLabels = randomLabels
        self.labelsNeeded = labelsNeeded
        self.waiting = waiting
        self.meter = meter
        self.spent = spent
        self.drift = drift
        self.total = total
        self.languages = languages
        self.reasons = reasons
        self.days = days
    }
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

/// Which past decisions to make again, and against what.
package struct ReplayQuery: Sendable, Codable, Hashable {
    /// One inbox, or all.
    package var inbox: InboxID?
    /// Decisions since then.
    package var since: Timestamp
    /// Another version of the gate, or the thresholds by their version's name.
    package var version: String?
    /// An entry as it would be.
    package var entry: Entry?
    /// At most so many decisions of an inbox.
    package var limit: Int

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

extension GateRequest {
    /// The permission it needs.
    package var needed: Permission {
        switch self {
        case .label: .label
        case .review, .report, .versions, .replay: .read
        case .fit, .activate, .stop, .resume, .reopen: .operate
        }
    }
}
