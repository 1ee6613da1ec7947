package import BatonCore

/// An inbox's gate as people see it.
package struct GateReport: Sendable, Codable, Hashable {
    /// How many of something went well, of how many.
    package struct Line: Sendable, Codable, Hashable {
        /// What it is about: a language, a day, a reason, a tag, or an entry.
        package var name: BilingualText
        /// Messages.
        package var messages = 0
        /// Of these, answered alone.
        package var answered = 0
        /// Of the answered, judged by people.
        package var judged = 0
        /// Of the judged, not right.
        package var wrong = 0
        /// Conversations that customers rated.
        package var rated = 0
        /// Their stars together, 1 to 5 each.
        package var stars = 0

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
    /// By tag of the first candidate's entry, as it is tagged now.
    package var tags: [Line] = []
    /// By the first candidate's entry.
    package var entries: [Line] = []
    /// How the conversations of these days went.
    package var resolution = ResolutionCount()
    /// Labels that fit weights and choose what is tried.
    package var fitLabels = 0
    /// Other labels, one a conversation and drawn at random, that the bound counts.
    package var boundLabels = 0
    /// The version that was in force before, which rolling back puts in force again.
    package var previous: String?
    /// The share of messages that is drawn for people to judge, 0…1.
    package var reviewRate = 0.0
    /// What puts the promise in doubt, each with what to do.
    package var warnings: [BilingualText] = []

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
