package import BatonCore
package import BatonDesk
package import BatonUI

/// All that the console knows and shows; a window of rows, never the table.
package struct Model: Sendable, Hashable {
    /// How the worker is reached.
    package enum Link: Sendable, Hashable {
        case connecting
        case connected(Person)
        case lost(String)
    }

    /// Which screen is in front.
    package enum Screen: Sendable, Hashable {
        case queue
        case conversation(ConversationID)
        case dashboard
        case help(Command.Context)
    }

    /// What lies over the screen and takes the keys.
    package enum Overlay: Sendable, Hashable {
        case palette(TextEditor, selection: Int)
        case search(TextEditor)
        case prompt(Prompt, TextEditor)
        case confirmResolve
        case people(selection: Int)
        case explain
        case answer(String)
    }

    /// A line that is asked for.
    package enum Prompt: Sendable, Hashable {
        case note
        case returnNote
    }

    /// A sentence at the bottom: what happened, or what went wrong.
    package struct Notice: Sendable, Hashable {
        /// The sentence.
        package var text: String
        /// Whether it is a fault.
        package var isError: Bool
    }

    /// The window's size.
    package var size: Size
    /// The language of the console.
    package var language: InterfaceLanguage
    /// The theme's name.
    package var theme: String
    /// The present moment, told by the loop.
    package var now: Timestamp
    /// Minutes ahead of UTC that times are shown in.
    package var utcOffsetMinutes = 480
    /// How the worker is reached.
    package var link: Link = .connecting
    /// What the worker is.
    package var status: DeskStatus?
    /// Which screen is in front.
    package var screen: Screen = .queue
    /// What lies over it.
    package var overlay: Overlay?
    /// The list.
    package var queue = QueueModel()
    /// The conversation that is open.
    package var conversation: ConversationModel?
    /// The conversation to write in as soon as it has opened: it was just taken over.
    package var writesIn: ConversationID?
    /// The numbers.
    package var dashboard: Dashboard?
    /// The line of the dashboard that is selected.
    package var dashboardSelection = 0
    /// The first line of help that is shown.
    package var helpScroll = 0
    /// Who is where.
    package var presence: [Presence] = []
    /// What was found.
    package var hits: [MessageHit] = []
    /// The sentence at the bottom.
    package var notice: Notice?
    /// Whether the program is to end.
    package var isDone = false

    /// Makes the model of a console that starts.
    package init(size: Size, language: InterfaceLanguage, theme: String, now: Timestamp) {
        self.size = size
        self.language = language
        self.theme = theme
        self.now = now
    }

    /// The person whose console it is.
    package var person: Person? {
        if case .connected(let person) = link { person } else { nil }
    }

    /// Where commands are looked for.
    package var context: Command.Context {
        switch screen {
        case .queue: .queue
        case .conversation: .conversation
        case .dashboard: .dashboard
        case .help: .help
        }
    }
}

/// The list of conversations: a window of rows, and a selection that arrivals never move.
package struct QueueModel: Sendable, Hashable {
    /// Which conversations.
    package var filter: QueueQuery.Filter = .flagged
    /// The rows of the window.
    package var rows: [Conversation] = []
    /// How many there are in all.
    package var total = 0
    /// Whether more come after the window.
    package var hasMore = false
    /// The selected conversation.
    package var selected: ConversationID?
    /// The place of the selection when it was last on the list.
    package var selectedIndex = 0
    /// Conversations that came in above what is shown.
    package var arrivals = 0
    /// Whether the first page has come.
    package var isLoaded = false

    /// Makes an empty list.
    package init() {}
}

/// One conversation as it is open.
package struct ConversationModel: Sendable, Hashable {
    /// What the worker told.
    package var view: ConversationView
    /// What is being written.
    package var draft: TextEditor
    /// Whether keys go to the draft.
    package var isWriting = false
    /// Lines that the thread is scrolled up from its end.
    package var scroll = 0
    /// The send id of the draft: the same for a repeat over a bad line.
    package var send: SendID?
    /// Whether the worker is still finishing what the bot had begun to send.
    package var isTakingOver = false

    /// Makes an open conversation.
    package init(view: ConversationView) {
        self.view = view
        self.draft = TextEditor(view.draft ?? "")
    }

    /// Whether this person holds it.
    package func isHeld(by person: Person?) -> Bool {
        person != nil && view.conversation.owner.agent == person?.id
    }
}
