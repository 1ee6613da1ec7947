package import BatonCore
package import BatonDesk
package import BatonUI

/// All that the console knows and shows; a window of rows, never the table.
package struct Model: Sendable, Hashable {
    /// How the worker is reached.
    package enum Link: Sendable, Hashable {
        case connecting
        case connected(Person)
        /// Since a moment, and why.
        case lost(BilingualText, since: Timestamp)
    }

    /// Which screen is in front.
    package enum Screen: Sendable, Hashable {
        case queue
        case conversation(ConversationID)
        case dashboard
        case knowledge
        case review
        case gate
        case help(Command.Context)
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
    /// The theme that was asked for last, so that a broken one does not bar the way to the next.
    package var offeredTheme: String?
    /// The themes that can be chosen.
    package var themes = ShippedThemes.names
    /// Which keys run what.
    package var keymap = Keymap.shipped
    /// The keys of a chord that has begun.
    package var chord: Keymap.Chord = []
    /// Whether newly waiting conversations ring.
    package var rings = true
    /// The look for who has waited too long in inboxes that are not listed.
    package var lateElsewhere = LateElsewhere()
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
    /// Whether the selected customer's words stand below the list.
    package var showsPreview = true
    /// The conversation that is open.
    package var conversation: ConversationModel?
    /// A message to go to in the conversation that opens, once it has been read.
    package var seek: MessageID?
    /// The conversation to write in as soon as it has opened: it was just taken over.
    package var writesIn: ConversationID?
    /// Keys pressed between asking for a conversation and having it, which become its reply; `nil`
    /// while none is being taken over.
    package var typedAhead: [Key]?
    /// A proposed answer that is sent as soon as its conversation is taken over.
    package var approval: Approval?
    /// What was typed and is not yet known to be kept by the worker, and what is.
    package var drafts = DraftBox()
    /// The file that goes with the next reply of a conversation, until it is sent.
    package var attachments: [ConversationID: FileAttachment] = [:]
    /// What the worker was last told of where this person is.
    package var presenceSaid = LatestWins<PresenceWord>()
    /// The numbers.
    package var dashboard: Dashboard?
    /// The line of the dashboard that is selected.
    package var dashboardSelection = 0
    /// The knowledge that is kept.
    package var knowledge = KnowledgeModel()
    /// What waits for a verdict.
    package var review = ReviewModel()
    /// How the inboxes' gates stand; `nil` before the first answer.
    package var gates: [GateReport]?
    /// The inbox whose gate is selected.
    package var gateSelection = 0
    /// The first line of its figures that is shown.
    package var gateScroll = 0
    /// The first line of help that is shown.
    package var helpScroll = 0
    /// Until when the customers of conversations are shown typing.
    package var customersTyping: [ConversationID: Timestamp] = [:]
    /// Who is where.
    package var presence: [Presence] = []
    /// What is asked for again because it changed; one request of a kind is under way at a time.
    package var refreshing = RefreshBoard()
    /// An entry that is being changed: its text survives a refusal and a lost worker.
    package var entryText: EntryText?
    /// The message that a saved entry was written for: what the bot would now say to it is shown.
    package var fixing: FixedMessage?
    /// How many replies this console has begun: part of their ids.
    package var repliesBegun = 0
    /// What happened last.
    package var notice: Notice?
    /// Whether the console is to end.
    package var isDone = false

    /// Makes the model of a console that has just started.
    package init(size: Size, language: InterfaceLanguage, theme: String, now: Timestamp) {
        self.size = size
        self.language = language
        self.theme = theme
        self.now = now
    }

    /// Who this is, once the worker has said so.
    package var person: Person? {
        if case .connected(let person) = link { person } else { nil }
    }

    /// Who this is, also while the worker is away.
    package private(set) var me: Person?

    /// The worker is there, and says who this is.
    mutating func connect(as person: Person) {
        link = .connected(person)
        me = person
    }

    /// Where commands are looked for.
    package var context: Command.Context {
        switch screen {
        case .queue: .queue
        case .conversation: .conversation
        case .dashboard: .dashboard
        case .knowledge: knowledge.open == nil ? .knowledge : .entry
        case .review: .review
        case .gate: .gate
        case .help: .help
        }
    }

    /// The knowledge base whose entries would have answered the conversation that is open.
    var knowledgeToFix: String? {
        guard let open = conversation else { return nil }
        if let knowledge = open.decision?.knowledge { return knowledge }
        let inbox = open.view.conversation.inbox
        return status?.inboxes.first { $0.id == inbox }?.knowledge
            ?? status?.inboxes.lazy.compactMap(\.knowledge).first
    }

    /// Who else is in a conversation.
    func others(in id: ConversationID) -> [Presence] {
        presence.filter { $0.conversation == id && $0.person != me?.id }
    }

    /// How much longer the customer of a conversation is shown typing, in milliseconds.
    func typingLeft(of id: ConversationID) -> Int64? {
        customersTyping[id].map { $0.milliseconds(since: now) }.flatMap { $0 > 0 ? $0 : nil }
    }

    /// Says something at the bottom.
    mutating func say(_ words: BilingualText, isError: Bool = false) {
        notice = Notice(text: words.text(in: language), isError: isError)
    }
}

/// A proposed answer that one key sends.
package struct Approval: Sendable, Hashable {
    /// Where.
    package var conversation: ConversationID
    /// The decision that proposed it.
    package var decision: DecisionID
    /// The words, as they were shown.
    package var text: String
    /// The reply's id.
    package var send: SendID
}

/// An entry in the editor.
package struct EntryText: Sendable, Hashable {
    /// The entry as it was, or as it would be.
    package var revision: EntryRevision
    /// What the person wrote.
    package var text: String
}

/// The message that an entry is being mended for.
package struct FixedMessage: Sendable, Hashable {
    /// What the customer wrote.
    package var text: String
    /// The knowledge base.
    package var knowledge: String
    /// What saving it took, in microseconds, once it is saved.
    package var liveAfterMicroseconds: Int64?
}
