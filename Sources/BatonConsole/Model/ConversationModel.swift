package import BatonCore
package import BatonDesk
package import BatonUI

/// One conversation as it is open.
package struct ConversationModel: Sendable, Hashable {
    /// A place in the thread: a line of a message.
    package struct Place: Sendable, Hashable {
        /// The message.
        package var message: MessageID
        /// The line of it, from 0.
        package var line: Int
    }

    /// The reply that is under way: a repeat of the same words keeps its id.
    package struct PendingReply: Sendable, Hashable {
        /// The reply's id.
        package var id: SendID
        /// Its words.
        package var text: String
    }

    /// What the worker told; its messages are all that were read so far, without a gap.
    package var view: ConversationView
    /// Whether older messages may be read.
    package var hasOlder: Bool
    /// Whether older messages were asked for.
    package var isReadingOlder = false
    /// The first line shown; `nil` while the reader follows the end.
    package var top: Place?
    /// The message that is selected.
    package var selected: MessageID?
    /// The last message when the reader was at the end: what came after it is new.
    package var seen: MessageID?
    /// The decisions of messages that were selected; `.some(nil)` where there is none.
    package var decisions: [MessageID: Decision?] = [:]
    /// The message that the reply quotes.
    package var quotes: MessageID?
    /// What is being written.
    package var draft: TextEditor
    /// Whether keys go to the draft.
    package var isWriting = false
    /// The reply under way.
    package var pending: PendingReply?
    /// Whether the worker is still finishing what the bot had begun to send.
    package var isTakingOver = false
    /// The decision whose proposed answer was sent already.
    package var approved: DecisionID?
    /// Notes that were begun and left, or whose saving is not confirmed.
    package var keptPrompts: [Overlay.Prompt: String] = [:]

    /// Messages that are read when a conversation opens.
    package static let openMessages = 100
    /// Older messages that are read at a time.
    package static let pageMessages = 200

    /// Makes an open conversation.
    package init(view: ConversationView, draft: String? = nil) {
        self.view = view
        self.draft = TextEditor(draft ?? view.draft ?? "")
        hasOlder = view.messages.count >= Self.openMessages
        seen = view.messages.last?.id
    }

    /// Whether this person holds it.
    package func isHeld(by person: Person?) -> Bool {
        person != nil && view.conversation.owner.agent == person?.id
    }

    /// The decision that is shown: the selected message's, else the latest.
    package var decision: Decision? {
        guard let selected else { return view.decision }
        if let known = decisions[selected] { return known }
        return view.decision.flatMap { $0.messages.contains(selected) ? $0 : nil }
    }

    /// The message that is selected.
    package var selectedMessage: Message? {
        selected.flatMap { id in view.messages.first { $0.id == id } }
    }

    /// The message whose file is meant: the selected one, else the latest that carries one.
    package var fileMessage: Message? {
        func hasFile(_ message: Message) -> Bool {
            (message.author == .customer || message.content.sizeBytes != nil)
                && [.image, .video, .audio, .document, .sticker].contains(message.content.type)
        }
        if let selectedMessage { return hasFile(selectedMessage) ? selectedMessage : nil }
        return view.messages.last(where: hasFile)
    }

    /// How many messages came in after the last that the reader saw at the end.
    package var newBelow: Int {
        guard top != nil, let seen,
            let index = view.messages.lastIndex(where: { $0.id == seen })
        else { return 0 }
        return view.messages.count - 1 - index
    }

    /// The latest messages read again: what was read before them stays.
    mutating func refresh(_ newer: ConversationView) {
        let old = view.messages
        view = newer
        if let first = newer.messages.first {
            if let place = old.firstIndex(where: { $0.id == first.id }) {
                view.messages = old[..<place] + newer.messages
            } else if let last = old.last, isBefore(last, first) {
                // More came than one page holds: begin again from the end.
                hasOlder = true
                top = nil
            } else {
                hasOlder = newer.messages.count >= Self.openMessages
            }
        }
        if top == nil { seen = view.messages.last?.id }
        if let selected, !view.messages.contains(where: { $0.id == selected }) {
            self.selected = nil
        }
    }

    /// Takes older messages in.
    mutating func take(older: [Message], asked: Int) {
        isReadingOlder = false
        let known = Set(view.messages.map(\.id))
        view.messages = older.filter { !known.contains($0.id) } + view.messages
        hasOlder = older.count >= asked
    }

    /// The place before the first message that was read.
    var start: MessageCursor? {
        view.messages.first.map { MessageCursor(at: $0.at, sequence: $0.sequence) }
    }

    private func isBefore(_ left: Message, _ right: Message) -> Bool {
        (left.at, left.sequence) < (right.at, right.sequence)
    }
}
