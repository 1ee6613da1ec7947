package import BatonCore

/// Erasing by age: what the record holds that has grown old, and taking it out.
///
/// Who decides what is due asks the policy; the store looks once more, in the transaction that erases,
/// whether anything has happened meanwhile.
package protocol RetentionStore: Sendable {
    /// The inboxes that have conversations which are not erased, whether or not they are configured.
    func recordedInboxes() async throws(StoreError) -> [RecordedInbox]
    /// Conversations of an inbox that nothing has happened in since a time, the oldest first.
    /// - Parameter after: the last one of the page before; `nil` for the first page.
    func quietConversations(
        of inbox: InboxID, before: Timestamp, after: QuietConversation?, limit: Int
    ) async throws(StoreError) -> [QuietConversation]
    /// Erases conversations in one transaction of bounded work, the first ones first.
    ///
    /// What went: messages with their files and places in the search, events and raw requests, drafts,
    /// the words of decisions and labels, salt and payload of the log, what visitors saw, and the
    /// contact where nothing else of theirs is left. What stays has no words: decisions' numbers,
    /// verdicts, scores of ratings, counters, consent, and a keyed hash of every id.
    /// - Parameters:
    ///   - rows: the most rows that are taken out; what is left of a conversation goes next time.
    ///   - actor: who the log says had it done.
    func erase(_ due: [DueConversation], rows: Int, by actor: Actor, now: Timestamp)
        async throws(StoreError) -> ErasedBatch
    /// Files of messages that came before a time, the oldest first.
    /// - Parameter after: the last one of the page before; `nil` for the first page.
    func agedFiles(before: Timestamp, after: AgedFile?, limit: Int) async throws(StoreError)
        -> [AgedFile]
    /// Takes files off messages that stay, with every reference they could be fetched again by.
    func removeFiles(_ due: [DueFile], by actor: Actor, now: Timestamp) async throws(StoreError)
        -> ErasedBatch
    /// Applied events that touched no conversation and came before a time, the oldest first.
    /// - Parameter after: the last one of the page before; `nil` for the first page.
    func looseEvents(before: Timestamp, after: LooseEvent?, limit: Int) async throws(StoreError)
        -> [LooseEvent]
    /// Erases such events, in one transaction.
    func erase(_ events: [LooseEvent], now: Timestamp) async throws(StoreError)
    /// The connections, configured or not, that have requests which brought no event.
    func looseRequestConnections() async throws(StoreError) -> [String]
    /// Erases requests of a connection that brought no event and came before a time.
    /// - Returns: how many, at most `limit`.
    func eraseLooseRequests(of connection: String, before: Timestamp, limit: Int, now: Timestamp)
        async throws(StoreError) -> Int
    /// Whether bytes of what was erased may still lie in the file.
    func holdsErased() async throws(StoreError) -> Bool
    /// One step at the search index, after which writes of others get their turn.
    /// - Returns: whether it holds nothing erased any more.
    func mergeSearchIndex(isFirstStep: Bool) async throws(StoreError) -> Bool
    /// Frees the file of what SQLite leaves between a page's rows, and empties the write-ahead log.
    /// - Parameter bytes: the largest file that is written anew for it: others wait meanwhile.
    func scrub(upTo bytes: Int64) async throws(StoreError) -> Scrubbing
}

/// What came of scrubbing.
package enum Scrubbing: Sendable, Hashable {
    /// Nothing erased is left in file and log.
    case clean
    /// Somebody reads from the log; try again.
    case hindered
    /// The log is empty, and the file is too large to be written anew now.
    case tooLarge
}

/// An inbox that the record holds conversations of.
package struct RecordedInbox: Sendable, Hashable {
    /// Its id.
    package var id: InboxID
    /// Its channel's name.
    package var channel: String

    /// Makes an inbox.
    package init(id: InboxID, channel: String) {
        self.id = id
        self.channel = channel
    }
}

/// A conversation that nothing has happened in for a while.
package struct QuietConversation: Sendable, Hashable {
    /// What may still be to be done in it.
    package enum Work: String, Sendable, Hashable {
        /// Nothing: it is resolved, or the bot's and answered.
        case none
        /// It is open, and a person's or waits for one.
        case people
        /// A message is undecided or not sent yet.
        case unfinished
    }

    /// Its id.
    package var id: ConversationID
    /// Its inbox.
    package var inbox: RecordedInbox
    /// When anything last happened in it.
    package var lastEventAt: Timestamp
    /// What may still be to be done.
    package var work: Work
    /// Its contact's phone, for the country that a rule may be for.
    package var phone: String?
    /// Its contact's WhatsApp user id, for the same.
    package var userID: String?
    /// Its place in the list.
    package var place: Timestamp

    /// Makes one.
    package init(
        id: ConversationID, inbox: RecordedInbox, lastEventAt: Timestamp, work: Work,
        phone: String? = nil, userID: String? = nil
    ) {
        self.id = id
        self.inbox = inbox
        self.lastEventAt = lastEventAt
        self.work = work
        self.phone = phone
        self.userID = userID
        place = lastEventAt
    }
}

/// A conversation that is to be erased.
package struct DueConversation: Sendable, Hashable {
    /// Its id.
    package var id: ConversationID
    /// Only if nothing has happened in it since.
    package var before: Timestamp

    /// Makes one.
    package init(id: ConversationID, before: Timestamp) {
        self.id = id
        self.before = before
    }
}

/// A file whose message came a while ago.
package struct AgedFile: Sendable, Hashable {
    /// The message that carries it.
    package var message: MessageID
    /// When that came or was written.
    package var receivedAt: Timestamp
    /// Its conversation.
    package var conversation: QuietConversation
    /// Its place in the list.
    package var place: Timestamp

    /// Makes one.
    package init(
        message: MessageID, receivedAt: Timestamp, conversation: QuietConversation,
        place: Timestamp
    ) {
        self.message = message
        self.receivedAt = receivedAt
        self.conversation = conversation
        self.place = place
    }
}

/// A file that is to be removed.
package struct DueFile: Sendable, Hashable {
    /// The message that carries it.
    package var message: MessageID
    /// Only if that came before.
    package var before: Timestamp

    /// Makes one.
    package init(message: MessageID, before: Timestamp) {
        self.message = message
        self.before = before
    }
}

/// An event that touched no conversation.
package struct LooseEvent: Sendable, Hashable {
    /// Its place in commit order.
    package var sequence: Int64
    /// The inbox it came to; the account is empty for an event of a whole connection.
    package var inbox: InboxID
    /// Whom it is about.
    package var address: ContactAddress?
    /// When it came.
    package var receivedAt: Timestamp

    /// Makes one.
    package init(
        sequence: Int64, inbox: InboxID, address: ContactAddress?, receivedAt: Timestamp
    ) {
        self.sequence = sequence
        self.inbox = inbox
        self.address = address
        self.receivedAt = receivedAt
    }
}

/// What one transaction took out.
package struct ErasedBatch: Sendable, Hashable {
    /// Conversations of which nothing is left to take out.
    package var finished: [ConversationID] = []
    /// Conversations that are not to be erased any more: something has happened in them.
    package var kept: [ConversationID] = []
    /// Messages whose files went.
    package var files = 0
    /// Hashes of files in the data folder that nothing names any more.
    package var released: Set<String> = []

    /// Makes an empty batch.
    package init() {}
}
