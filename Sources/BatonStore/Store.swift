package import BatonCore

/// The business's record: the one contract that every engine keeps, and that the worker builds on.
///
/// Each method is one transaction. What it returns is committed; what it throws (``StoreError``) is
/// not, except where a failed commit leaves that unknown: then the store refuses all further writes
/// and the process must restart and reconcile.
package protocol Store: IngestStore, ConversationStore, OutboxStore, QueueStore, KnowledgeStore,
    DocumentStore, LabelStore, RatingStore, MediaStore, MaintenanceStore, VectorStore,
    VisitorStore, PolicyStore, ComposingStore, StatusStore, RetentionStore,
    ReachStore
{
    /// Ids of what changed, posted after each commit to every subscriber.
    func changes() -> AsyncStream<StoreChange>
}

/// What one commit changed; subscribers read the store again, they never patch from it.
package struct StoreChange: Sendable, Hashable {
    /// Conversations whose row or messages changed.
    package var conversations: Set<ConversationID>
    /// Whether inbox rows wait to be applied.
    package var hasInbox: Bool
    /// Whether outbox rows may be due.
    package var hasOutbox: Bool
    /// Knowledge bases with a new revision.
    package var knowledge: Set<String>

    /// Makes a change.
    package init(
        conversations: Set<ConversationID> = [], hasInbox: Bool = false, hasOutbox: Bool = false,
        knowledge: Set<String> = []
    ) {
        self.conversations = conversations
        self.hasInbox = hasInbox
        self.hasOutbox = hasOutbox
        self.knowledge = knowledge
    }
}

/// Taking in what providers send.
package protocol IngestStore: Sendable {
    /// Keeps a request and its events, each once; group commit. An event seen before is not new.
    /// - Parameter cursor: where the provider that was asked goes on; moved in the same transaction.
    ///   An answer that brought nothing new leaves only this.
    /// - Returns: the inbox sequence of each event that was new, in order.
    func ingest(_ webhook: ReceivedWebhook, events: [InboundEvent], moving cursor: PullCursor?)
        async throws(StoreError) -> [Int64]
    /// How far a provider was asked for an account's events; `nil` where it never was.
    func pullCursor(connection: String, account: String) async throws(StoreError) -> PullCursor?
    /// When the last event of a connection came; `nil` where none did.
    func lastEvent(connection: String) async throws(StoreError) -> Timestamp?
    /// Keeps the raw bytes of a correctly signed request that could not be read.
    func keepUnreadable(_ webhook: ReceivedWebhook) async throws(StoreError)
    /// Inbox rows not yet applied, in commit order.
    func unappliedInbox(limit: Int) async throws(StoreError) -> [InboxRow]
    /// Carries one inbox row's effects into contacts, conversations, messages, outbox: once only.
    ///
    /// A customer message opens or continues the conversation, raises `turn`, cancels pending bot
    /// rows of older turns, sets `decide_at` by the routing's debounce; an echo moves the owner from
    /// bot to queue-silent (`Owner.queue` with reason `answered_outside`), raising `epoch`; a status
    /// moves delivery forward only; edits, deletes, reactions and statuses that come before their
    /// message are held for it. An unknown inbox opens a conversation owned by the queue.
    /// - Parameter choosing: what an answer to a menu of ours chooses; `nil` where it chooses nothing.
    func apply(
        inbox sequence: Int64, routing: Routing, choosing: @escaping MenuReading, now: Timestamp
    ) async throws(StoreError) -> AppliedEvent
    /// The canonical events after the first `skip`, in commit order.
    func inboundEvents(skipping skip: Int, limit: Int) async throws(StoreError) -> [InboundEvent]
}

/// Reads a customer's words as the choice of an option that they were given.
package typealias MenuReading =
    @Sendable (_ words: String, _ options: [MessageContent.Option]) -> MessageContent?

extension IngestStore {
    /// Keeps a request and its events, each once.
    /// - Returns: the inbox sequence of each event that was new, in order.
    package func ingest(_ webhook: ReceivedWebhook, events: [InboundEvent])
        async throws(StoreError) -> [Int64]
    {
        try await ingest(webhook, events: events, moving: nil)
    }

    /// Carries one inbox row's effects, every text as it was written.
    package func apply(inbox sequence: Int64, routing: Routing, now: Timestamp)
        async throws(StoreError) -> AppliedEvent
    {
        try await apply(inbox: sequence, routing: routing, choosing: { _, _ in nil }, now: now)
    }
}

/// How far a provider was asked for an account's events.
package struct PullCursor: Sendable, Hashable {
    /// The connection's key.
    package var connection: String
    /// The account.
    package var account: String
    /// The provider's word for the place; `nil` where it keeps none.
    package var cursor: String?
    /// All that happened before this is known.
    package var since: Timestamp

    /// Makes a cursor.
    package init(connection: String, account: String, cursor: String?, since: Timestamp) {
        self.connection = connection
        self.account = account
        self.cursor = cursor
        self.since = since
    }
}

/// A request as it came in, after its signature was found right.
package struct ReceivedWebhook: Sendable {
    /// The connection's key.
    package var connection: String
    /// The body byte for byte.
    package var body: [UInt8]
    /// When.
    package var receivedAt: Timestamp

    /// Makes a request.
    package init(connection: String, body: [UInt8], receivedAt: Timestamp) {
        self.connection = connection
        self.body = body
        self.receivedAt = receivedAt
    }
}

/// An event that waits in the inbox.
package struct InboxRow: Sendable {
    /// Place in commit order.
    package var sequence: Int64
    /// The connection's key.
    package var connection: String
    /// The event.
    package var event: InboundEvent
    /// When it came.
    package var receivedAt: Timestamp

    /// Makes a row.
    package init(
        sequence: Int64, connection: String, event: InboundEvent, receivedAt: Timestamp
    ) {
        self.sequence = sequence
        self.connection = connection
        self.event = event
        self.receivedAt = receivedAt
    }
}

/// What the configuration says about the inbox an event came to.
package struct Routing: Sendable, Hashable {
    /// The channel's name.
    package var channel: String
    /// The inbox's mode; `nil` for an account that no inbox names: stored, shown, people only.
    package var mode: InboxMode?
    /// How long to wait for more of a burst, after each message.
    package var debounceMilliseconds: Int64
    /// The longest that a burst may hold an answer back.
    package var debounceCapMilliseconds: Int64
    /// Whole messages that stop the bot for their sender, in plain form (``PlainWords``).
    package var stopWords: Set<String> = []
    /// Whole messages that let it go on.
    package var startWords: Set<String> = []
    /// Whether a customer's call opens the service window as a message does.
    package var callsOpenWindow = false
    /// What a failed delivery that the event reports asks for; `nil` for every other event.
    package var failure: Failure?
    /// The inbox that took this one's place, with its channel; `nil` where none did.
    package var successor: Successor?

    /// What a delivery that failed asks for, as the provider's code says.
    package struct Failure: Sendable, Hashable {
        /// Why a person has to see it.
        package var reason: ReasonCode
        /// Whether the customer stopped marketing messages.
        package var stopsMarketing: Bool

        /// Makes it.
        package init(reason: ReasonCode, stopsMarketing: Bool) {
            self.reason = reason
            self.stopsMarketing = stopsMarketing
        }
    }

    /// An inbox that goes on where another ended.
    package struct Successor: Sendable, Hashable {
        /// Its id.
        package var inbox: InboxID
        /// Its channel's name.
        package var channel: String

        /// Makes it.
        package init(inbox: InboxID, channel: String) {
            self.inbox = inbox
            self.channel = channel
        }
    }

    /// Makes a routing.
    package init(
        channel: String, mode: InboxMode?, debounceMilliseconds: Int64,
        debounceCapMilliseconds: Int64
    ) {
        self.channel = channel
        self.mode = mode
        self.debounceMilliseconds = debounceMilliseconds
        self.debounceCapMilliseconds = debounceCapMilliseconds
    }
}

/// What applying an inbox row did.
package struct AppliedEvent: Sendable, Hashable {
    /// The conversation it touched.
    package var conversation: ConversationID?
    /// The message it made or changed.
    package var message: MessageID?
    /// Whether an earlier call had applied it already.
    package var wasApplied: Bool

    /// Makes a result.
    package init(conversation: ConversationID?, message: MessageID?, wasApplied: Bool) {
        self.conversation = conversation
        self.message = message
        self.wasApplied = wasApplied
    }
}
