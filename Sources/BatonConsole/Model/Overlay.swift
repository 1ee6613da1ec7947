package import BatonCore
package import BatonDesk
package import BatonUI

/// What lies over the screen and takes the keys.
package enum Overlay: Sendable, Hashable {
    case palette(TextEditor, selection: Int)
    case search(SearchModel)
    case entrySearch(EntrySearch)
    case prompt(Prompt, TextEditor)
    case confirm(Question)
    /// Which file goes with the reply.
    case attach(AttachPrompt)
    case people(selection: Int)
    /// Which inbox to list; 0 is all of them.
    case inboxes(selection: Int)
    /// Which reason to list.
    case reasons(selection: Int)
    /// Which entry to open in the editor; the last line is a new one.
    case entries(selection: Int)
    case explain(scroll: Int)
    /// What the bot would now say.
    case answer(Decision, liveAfterMicroseconds: Int64?)
    /// What another saved while the entry was edited, beside what the person wrote.
    case mergeEntry(theirs: EntryRevision, scroll: Int)
    /// An edited entry that cannot be taken, and why.
    case refusedEntry(why: String, canForce: Bool)
    /// Whether a decision was right.
    case verdict(DecisionID)
    /// Why it was not, in the person's words.
    case verdictNote(DecisionID, LabelVerdict, TextEditor)
    /// Which version of an inbox's gate is to be in force.
    case versions(InboxID, [GateVersion], selection: Int, compared: ComparedVersion?)
    /// How many of an inbox's messages, in percent, are drawn for people to judge.
    case reviewRate(InboxID, TextEditor)

    /// A text that is asked for.
    package enum Prompt: String, Sendable, Hashable, CaseIterable {
        case note
        case returnNote
        /// How the customer agreed to marketing messages, or took it back.
        case consent
    }

    /// A step that wants a yes.
    package enum Question: Sendable, Hashable {
        case resolve
        case take(from: PersonID)
        case retireEntry(EntryRevision)
        case revertEntry(EntryID, in: String, to: Int64)
        case stopBot(InboxID)
        case rollBackGate(InboxID)
        case template(ReplyTerms.Template)
        case askPhone
    }
}

/// What a version of a gate would have done on judged messages, beside the one in force.
package struct ComparedVersion: Sendable, Hashable {
    /// The version.
    package var version: String
    /// The difference.
    package var words: BilingualText
}

/// A search for messages, and what it has found so far.
package struct SearchModel: Sendable, Hashable {
    /// What is looked for.
    package var editor = TextEditor()
    /// What was found, newest first.
    package var hits: [MessageHit] = []
    /// The hit that is selected.
    package var selection = 0
    /// Whether older hits may follow.
    package var hasMore = false
    /// The words that ``hits`` answer; `nil` before the first answer.
    package var answered: String?
    /// Whether a request is under way.
    package var isAsking = false
    /// The inbox that the list is of; `nil` where it is of all.
    package var inbox: InboxID?
    /// Whether it looks in every inbox all the same.
    package var isEverywhere = false

    /// Makes a search for nothing yet, within the inbox that the list is of.
    package init(within inbox: InboxID? = nil) { self.inbox = inbox }

    /// The inbox it looks in; `nil` for all.
    var scope: InboxID? { isEverywhere ? nil : inbox }
}
