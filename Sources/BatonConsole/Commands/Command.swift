package import BatonCore
package import BatonUI

/// Everything a person can do in the console: one table gives dispatch, hints, help, palette and
/// the names that a file of keys may use.
package enum Command: String, CaseIterable, Sendable {
    case moveDown = "move-down"
    case moveUp = "move-up"
    case pageDown = "page-down"
    case pageUp = "page-up"
    case first
    case last
    case open
    case takeOver = "take-over"
    case reply
    case approve = "approve-draft"
    case editDraft = "edit-draft"
    case insertFirst = "use-answer-1"
    case insertSecond = "use-answer-2"
    case insertThird = "use-answer-3"
    case note
    case returnToBot = "return-to-bot"
    case resolve
    case assign
    case explain
    case fix = "fix-it-here"
    case openFile = "open-file"
    case attach = "attach-file"
    case template = "send-template"
    case askPhone = "ask-for-number"
    case consent = "record-marketing-consent"
    case other = "other-conversation"
    case next = "next-conversation"
    case filterWaiting = "filter-waiting"
    case filterMine = "filter-mine"
    case filterFlagged = "filter-flagged"
    case filterAll = "filter-all"
    case filterReason = "filter-reason"
    case filterFailures = "filter-failures"
    case filterInbox = "filter-inbox"
    case preview
    case search
    case dashboard
    case knowledge
    case showEntries = "show-entries"
    case showMissing = "show-missing"
    case showToMend = "show-to-mend"
    case showGolden = "show-golden-questions"
    case nextBase = "next-base"
    case editEntry = "edit-entry"
    case newEntry = "new-entry"
    case publishEntry = "publish-entry"
    case retireEntry = "retire-entry"
    case revertEntry = "revert-entry"
    case showChanges = "show-changes"
    case askGolden = "ask-golden-questions"
    case judge
    case review
    case judgeRight = "judge-right"
    case judgeWrong = "judge-wrong"
    case judgeHandover = "judge-should-have-handed-over"
    case gate
    case stopBot = "stop-bot"
    case resumeBot = "resume-bot"
    case reopenGate = "open-gate-again"
    case fitGate = "make-gate-version"
    case activateGate = "choose-gate-version"
    case rollBackGate = "roll-gate-back"
    case reviewRate = "set-review-rate"
    case palette
    case help
    case language
    case theme
    case reload
    case bell
    case suspend
    case back
    case quit

    /// Where a command means something.
    package enum Context: String, CaseIterable, Sendable {
        case queue, conversation, dashboard, knowledge, entry, review, gate, help
    }

    /// What the table says of a command.
    package struct Description: Sendable {
        /// Its title.
        package var title: BilingualText
        /// What it does, in a sentence.
        package var sentence: BilingualText
        /// Where it means something.
        package var contexts: Set<Context>
        /// The keys it has unless a file of keys says otherwise.
        package var keys: [Key]
        /// Whether the hint bar shows it, and in which place.
        package var hint: Int?
    }

    /// The commands that the hint bar may show in a context, in order.
    package static func hints(in context: Context) -> [Command] {
        allCases.filter { $0.description.contexts.contains(context) && $0.description.hint != nil }
            .sorted { ($0.description.hint ?? 0) < ($1.description.hint ?? 0) }
    }
}
