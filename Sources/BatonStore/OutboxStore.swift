package import BatonCore

/// Handing decided messages to providers, at most once each.
package protocol OutboxStore: Sendable {
    /// Claims due rows: `pending` → `sending`, in each conversation only the oldest unfinished row.
    ///
    /// In the same transaction a bot row of a stale epoch or turn, and a system row of a stale epoch,
    /// are cancelled instead. A stale turn sets `decide_at` again, and its question counts as
    /// undecided again; where the newer turn was decided meanwhile, `turn` rises so that one new
    /// decision covers both.
    /// - Parameters:
    ///   - halted: connections whose rows stay where they are.
    ///   - deadline: when a claimed send must be over.
    func claimOutbox(
        now: Timestamp, deadline: Timestamp, limit: Int, halted: Set<String>
    ) async throws(StoreError) -> [OutboxItem]
    /// Records what came of a claimed send.
    ///
    /// `unknown` and `failed` mark the message and conversation; for bot and system rows they also
    /// hand the conversation to the queue, with the reason. A status that named the send id first
    /// wins over them; an acceptance that comes after `unknown` is still taken.
    /// - Parameter charge: what an accepted send is counted as, in the same transaction.
    func finish(
        _ send: SendID, with result: SendResult, charge: MessageCharge?, now: Timestamp
    ) async throws(StoreError)
    /// At start: rows left `sending` by a process that died become `unknown`, as ``finish`` does.
    /// - Parameter recorded: connections whose sends are delivered by ``finish`` itself: what it did
    ///   not record was certainly not sent, and becomes `pending` again.
    /// - Parameter uploading: connections that take a file before the message that names it: where
    ///   no upload is recorded the send had not begun, and the row becomes `pending` again too.
    /// - Returns: how many became `unknown`.
    func recoverInterruptedSends(
        recorded: Set<String>, uploading: Set<String>, now: Timestamp
    ) async throws(StoreError) -> Int
    /// When the next pending row is due, leaving out halted connections.
    func nextSendDue(halted: Set<String>) async throws(StoreError) -> Timestamp?
    /// Ids of sends of a conversation that are on their way to the provider.
    func sendsInFlight(_ conversation: ConversationID) async throws(StoreError) -> [SendID]
    /// Rows by state.
    func outboxCounts() async throws(StoreError) -> [DeliveryState: Int]
    /// Hands everything of an inbox on to another that takes its place; once it is done, nothing is
    /// left to do and the same again changes nothing.
    ///
    /// Conversations with their windows, owners and drafts, the gate with its labels, and what was
    /// spent are the new inbox's; what was not sent yet goes out by it. Sent messages stay findable
    /// by their old connection.
    /// - Parameters:
    ///   - channel: the new inbox's.
    ///   - refit: makes of a waiting message what the new channel takes.
    func move(
        _ old: InboxID, to new: InboxID, channel: String, refit: @escaping MessageRefit,
        now: Timestamp
    ) async throws(StoreError) -> InboxMove
    /// Hands over every open conversation with a pending bot or system row on a stopped connection
    /// and fails those rows with the reason; agents' rows stay pending.
    func handOverHalted(connection: String, error: ProviderError, now: Timestamp)
        async throws(StoreError)
}

/// A claimed send.
package struct OutboxItem: Sendable {
    /// The send id.
    package var id: SendID
    /// The conversation.
    package var conversation: ConversationID
    /// The message.
    package var message: MessageID
    /// The inbox to send from.
    package var inbox: InboxID
    /// Whom to.
    package var recipient: ContactAddress
    /// What.
    package var content: MessageContent
    /// The provider id of the message to quote.
    package var replyTo: String?
    /// bot, agent or system.
    package var author: MessageAuthor
    /// How often it was tried before.
    package var attempts: Int
    /// The provider id of the customer's last message, to mark read.
    package var lastInboundProviderID: String?
    /// When the customer last wrote; the service window counts from it.
    package var lastCustomerAt: Timestamp?
    /// The language the customer wrote last.
    package var language: Language?
    /// The contact's name.
    package var contactName: String?
    /// The contact.
    package var contact = ContactID("")
    /// When the customer last came by an advertisement or a page's button.
    package var entryPointAt: Timestamp?
    /// When we first answered after that.
    package var entryReplyAt: Timestamp?
    /// What it is for, as the policy names purposes; empty where nothing is to be asked.
    package var purposes: [PolicyPurpose] = []
    /// The file that the message carries, where it lies in the data folder.
    package var file: KeptFile?

    /// Makes an item.
    package init(
        id: SendID, conversation: ConversationID, message: MessageID, inbox: InboxID,
        recipient: ContactAddress, content: MessageContent, replyTo: String?,
        author: MessageAuthor, attempts: Int, lastInboundProviderID: String?
    ) {
        self.id = id
        self.conversation = conversation
        self.message = message
        self.inbox = inbox
        self.recipient = recipient
        self.content = content
        self.replyTo = replyTo
        self.author = author
        self.attempts = attempts
        self.lastInboundProviderID = lastInboundProviderID
    }
}

/// What came of a send.
package enum SendResult: Sendable {
    /// The provider took it and gave it this id.
    case accepted(providerID: String)
    /// Certainly not sent; try again then.
    case retry(at: Timestamp, error: ProviderError)
    /// Certainly not sent, and trying again is of no use.
    case failed(ProviderError, reason: ReasonCode)
    /// No answer came: it may have been sent.
    case unknown
    /// Not tried: its turn comes then, by the provider's rates.
    case postponed(until: Timestamp)
    /// Not tried: its turn comes then, and people see why it waits.
    case waiting(until: Timestamp, ProviderError)
    /// Not sent yet: its file lies with the provider under this id, and the message comes next.
    case uploaded(String)
    /// Certainly not sent, being too long: send these in its place, in order.
    case tooLong([MessageContent], ProviderError)
    /// Certainly not sent: the policy asks for this in its place, such as a template.
    case replaced(by: MessageContent)
    /// Certainly not sent, and nothing else will reach this customer.
    case blocked(ProviderError)
}
