package import BatonCore

/// Reading for screens: pages by key, counts kept beside the log.
package protocol QueueStore: Sendable {
    /// A page of conversations.
    func queuePage(_ query: QueueQuery) async throws(StoreError) -> QueuePage
    /// One conversation.
    func conversation(_ id: ConversationID) async throws(StoreError) -> Conversation?
    /// One contact.
    func contact(_ id: ContactID) async throws(StoreError) -> Contact?
    /// Messages of a conversation in show order (`at`, `sequence`): the latest `limit` before `before`.
    func messages(
        in conversation: ConversationID, before: MessageCursor?, limit: Int
    ) async throws(StoreError) -> [Message]
    /// One message.
    func message(_ id: MessageID) async throws(StoreError) -> Message?
    /// Messages that hold `text` (Chinese substrings, English words, both), newest first.
    /// - Parameter inbox: only this inbox's; `nil` for every inbox's.
    func searchMessages(_ text: String, in inbox: InboxID?, before: Int64?, limit: Int)
        async throws(StoreError) -> [MessageHit]
    /// The latest message of each contact whose name or address holds `text`, latest first.
    /// - Parameters:
    ///   - text: part of a name, a user name, or at least three digits of a phone.
    ///   - inbox: only what was said in this inbox; `nil` for every inbox.
    func searchContacts(_ text: String, in inbox: InboxID?, limit: Int)
        async throws(StoreError) -> [MessageHit]
    /// The latest decision of a conversation, or of a message.
    func latestDecision(in conversation: ConversationID) async throws(StoreError) -> Decision?
    /// One decision.
    func decision(_ id: DecisionID) async throws(StoreError) -> Decision?
    /// The decision that is about, or that produced, a message.
    func decision(of message: MessageID) async throws(StoreError) -> Decision?
    /// The event log of a conversation, oldest first.
    func eventLog(of conversation: ConversationID, limit: Int) async throws(StoreError)
        -> [EventLogRow]
    /// The numbers of the dashboard.
    func dashboard(now: Timestamp) async throws(StoreError) -> Dashboard
    /// The people who may work with it.
    func people() async throws(StoreError) -> [Person]
    /// Makes the people table equal to the configuration's.
    func setPeople(_ people: [Person]) async throws(StoreError)
}
