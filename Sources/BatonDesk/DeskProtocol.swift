package import BatonCore

/// The version of the Desk's language; client and server must have the same major number.
package enum DeskVersion {
    /// Raised when an old client could not understand the new server.
    package static let major = 1
    /// Raised when something was added.
    package static let minor = 3
}

/// What people may ask of the worker.
package enum DeskRequest: Sendable, Codable, Hashable {
    /// The first request on a connection. `person` names who a supervisor acts as; normally `nil`.
    case hello(major: Int, minor: Int)
    /// Who is there, which inboxes, what the worker is.
    case status
    /// A page of conversations.
    case queue(QueueQuery)
    /// A conversation with its latest messages, decision, draft and presence.
    case open(ConversationID, limit: Int)
    /// Older messages.
    case messages(ConversationID, before: MessageCursor, limit: Int)
    /// Messages that hold a text, in one inbox or in all.
    case search(String, before: Int64?, limit: Int, inbox: InboxID? = nil)
    /// The numbers of the dashboard.
    case dashboard
    /// Take over; `force` takes it from another agent.
    case claim(ConversationID, force: Bool)
    /// Reply to the customer.
    case reply(send: SendID, conversation: ConversationID, text: String, replyTo: String?)
    /// Leave a note for the team.
    case note(ConversationID, text: String)
    /// Give it back to the bot.
    case returnToBot(ConversationID, note: String?)
    /// Give it to a person.
    case assign(ConversationID, to: PersonID)
    /// Close it.
    case resolve(ConversationID)
    /// Keep what was typed.
    case saveDraft(ConversationID, text: String)
    /// Say what this person looks at, and whether they type.
    case presence(ConversationID?, isTyping: Bool)
    /// The decision of a message, or the latest of a conversation.
    case explain(message: MessageID?, conversation: ConversationID?)
    /// What the bot would do with a text, now.
    case ask(text: String, knowledge: String?)
    /// Something about knowledge.
    case knowledge(KnowledgeRequest)
    /// Something about gates and labels.
    case gate(GateRequest)
    /// Something about the channel policy.
    case policy(PolicyRequest)
    /// The canonical inbound events after the first `skip`.
    case events(skip: Int, limit: Int)
    /// Write a verified copy of the record on the worker's machine.
    case backup(path: String)
    /// Something about files.
    case files(FileRequest)
    /// Something about the record as a whole.
    case records(RecordsRequest)
    /// Check the record.
    case verify
    /// End the worker in good order.
    case stop
}

/// What the worker answers.
package enum DeskReply: Sendable, Codable, Hashable {
    case welcome(DeskWelcome)
    case status(DeskStatus)
    case queue(QueuePage)
    case opened(ConversationView)
    case messages([Message])
    case hits([MessageHit])
    case dashboard(Dashboard)
    case claimed(ClaimResult, botSendWasInFlight: Bool)
    case message(Message)
    case conversation(Conversation)
    case decision(Decision?)
    case knowledge(KnowledgeReply)
    case gate(GateReply)
    case policy(PolicyReply)
    case events([InboundEvent])
    case verification(StoreVerification)
    case files(FileReply)
    case records(RecordsReply)
    case done
    case refused(DeskRefusal)
}

/// What the worker tells without being asked.
package enum DeskEvent: Sendable, Codable, Hashable {
    /// These conversations changed; read them again.
    case changed([ConversationID])
    /// A conversation was newly flagged for people: in which inbox, and whether it goes before others;
    /// both `nil` from an older worker.
    case flagged(ConversationID, inbox: InboxID? = nil, isUrgent: Bool? = nil)
    /// Who views and types where.
    case presence([Presence])
    /// The customer of a conversation types; it is over where nothing more comes for ten seconds.
    case customerTyping(ConversationID)
    /// Knowledge bases with a new revision.
    case knowledge([String])
    /// The gate of these inboxes changed: tightened, stopped, opened, or another version.
    case gate([InboxID])
    /// The worker is about to stop.
    case stopping
}

/// What a client may do, said once after ``DeskRequest/hello(major:minor:)``.
package struct DeskWelcome: Sendable, Codable, Hashable {
    /// Who the client is, from the socket's peer credentials.
    package var person: Person
    /// Server's version.
    package var major: Int
    /// Server's version.
    package var minor: Int

    /// Makes a welcome.
    package init(person: Person, major: Int, minor: Int) {
        self.person = person
        self.major = major
        self.minor = minor
    }
}

/// What the worker is and how it is.
package struct DeskStatus: Sendable, Codable, Hashable {
    /// An inbox as the configuration has it.
    package struct Inbox: Sendable, Codable, Hashable {
        /// Its id.
        package var id: InboxID
        /// Its name.
        package var name: String
        /// Its channel.
        package var channel: String
        /// Its knowledge base.
        package var knowledge: String?
        /// How the bot may act.
        package var mode: InboxMode
        /// How long free text may be sent; `nil` from an older worker.
        package var window: ServiceWindow?

        /// Makes an inbox.
        package init(
            id: InboxID, name: String, channel: String, knowledge: String?, mode: InboxMode
        ) {
            self.id = id
            self.name = name
            self.channel = channel
            self.knowledge = knowledge
            self.mode = mode
        }
    }

    /// The worker's process id.
    package var processID: Int32
    /// When it started.
    package var startedAt: Timestamp
    /// The HTTP port it listens on, as bound.
    package var httpPort: Int
    /// The inboxes.
    package var inboxes: [Inbox]
    /// The people.
    package var people: [Person]
    /// Connections that cannot send now, with the reason.
    package var haltedConnections: [String: String]
    /// What providers said of connections that go on sending; `nil` from an older worker.
    package var notices: [String: String]?
    /// ``haltedConnections`` and ``notices`` in both languages; `nil` from an older worker.
    package var connectionWords: [String: BilingualText]?
    /// Outbox rows by state.
    package var outbox: [String: Int]
    /// The gate's terms in words, such as "no guarantee: by threshold …".
    package var gateTerms: String
    /// Whether people are at work now, by the configured hours.
    package var isOpen: Bool
    /// The data folder.
    package var dataFolder: String
    /// When a copy was last written.
    package var lastBackupAt: Timestamp?
    /// How entries are found by meaning; `nil` from an older worker.
    package var meaning: Meaning?

    /// How entries are found by meaning.
    package struct Meaning: Sendable, Codable, Hashable {
        /// What compares meanings now; `nil` where words alone count.
        package var model: String?
        /// The configured server's model; `nil` where there is none.
        package var server: String?
        /// Entries whose vectors are still to be made.
        package var waiting: Int
        /// Why the server does not answer; `nil` while it does.
        package var fault: String?

        /// Makes it.
        package init(model: String?, server: String? = nil, waiting: Int, fault: String? = nil) {
            self.model = model
            self.server = server
            self.waiting = waiting
            self.fault = fault
        }
    }

    /// What is to be said of a connection first: why it sends nothing, else what its provider said.
    package func words(of connection: String) -> BilingualText? {
        (haltedConnections[connection] ?? notices?[connection]).map {
            connectionWords?[connection] ?? BilingualText($0, $0)
        }
    }

    /// Makes a status.
    package init(
        processID: Int32, startedAt: Timestamp, httpPort: Int, inboxes: [Inbox],
        people: [Person], haltedConnections: [String: String], outbox: [String: Int],
        gateTerms: String, isOpen: Bool, dataFolder: String, lastBackupAt: Timestamp? = nil,
        meaning: Meaning? = nil
    ) {
        self.meaning = meaning
        self.lastBackupAt = lastBackupAt
        self.processID = processID
        self.startedAt = startedAt
        self.httpPort = httpPort
        self.inboxes = inboxes
        self.people = people
        self.haltedConnections = haltedConnections
        self.outbox = outbox
        self.gateTerms = gateTerms
        self.isOpen = isOpen
        self.dataFolder = dataFolder
    }
}

/// A conversation as a person opens it.
package struct ConversationView: Sendable, Codable, Hashable {
    /// The conversation.
    package var conversation: Conversation
    /// The contact.
    package var contact: Contact
    /// The latest messages, oldest first.
    package var messages: [Message]
    /// The latest decision: the handover card.
    package var decision: Decision?
    /// This person's draft.
    package var draft: String?
    /// Who else is there.
    package var presence: [Presence]
    /// What happened before a person is asked to take over; `nil` from an older worker, and where
    /// nobody is.
    package var summary: HandoverSummary?
    /// What the channel's policy says of a reply; `nil` from an older worker.
    package var terms: ReplyTerms?
    /// What the customer last said of marketing messages; `nil` where they never said.
    package var marketing: ConsentRecord?
    /// The customer's other conversations, the newest first; `nil` from an older worker.
    package var others: [Conversation]?

    /// Makes a view.
    package init(
        conversation: Conversation, contact: Contact, messages: [Message], decision: Decision?,
        draft: String?, presence: [Presence]
    ) {
        self.conversation = conversation
        self.contact = contact
        self.messages = messages
        self.decision = decision
        self.draft = draft
        self.presence = presence
    }
}

/// One person looking at, or typing in, a conversation.
package struct Presence: Sendable, Codable, Hashable {
    /// Who.
    package var person: PersonID
    /// Where; `nil` on the queue.
    package var conversation: ConversationID?
    /// Whether they type.
    package var isTyping: Bool

    /// Makes a presence.
    package init(person: PersonID, conversation: ConversationID?, isTyping: Bool) {
        self.person = person
        self.conversation = conversation
        self.isTyping = isTyping
    }
}

/// Why the worker did not do what was asked.
package struct DeskRefusal: Error, Sendable, Codable, Hashable, CustomStringConvertible {
    /// The sort of refusal.
    package enum Code: String, Sendable, Codable {
        /// The person's role, or their absence from the list of people, forbids it.
        case notPermitted = "not_permitted"
        /// There is no such thing.
        case notFound = "not_found"
        /// The state of things forbids it.
        case conflict
        /// The request makes no sense.
        case malformed
        /// Client and server speak different versions.
        case version
        /// The store failed.
        case storage
    }

    /// The sort of refusal.
    package var code: Code
    /// What happened, to what, why, and what to do.
    package var description: String
    /// The same for people who read Chinese, where they can meet it in their day's work.
    package var chinese: String?

    /// Makes a refusal.
    package init(_ code: Code, _ description: String, chinese: String? = nil) {
        self.code = code
        self.description = description
        self.chinese = chinese
    }
}
