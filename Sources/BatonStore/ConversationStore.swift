package import BatonCore

/// Deciding, and who owns a conversation.
package protocol ConversationStore: Sendable {
    /// Open bot-owned conversations whose `decide_at` has come, earliest first.
    func conversationsDue(at now: Timestamp, limit: Int) async throws(StoreError)
        -> [ConversationID]
    /// The earliest `decide_at` of all, for the scheduler to wait for.
    func nextDecisionDue() async throws(StoreError) -> Timestamp?
    /// All that a decision on the present turn needs; `nil` where there is nothing to decide.
    func turnContext(_ conversation: ConversationID) async throws(StoreError) -> TurnContext?
    /// Records a decision and its effects in one transaction, if epoch and turn still stand.
    /// - Returns: `false` where they moved on, or where this turn of this epoch was decided already:
    ///   nothing was written.
    func record(_ decision: Decision, effect: DecisionEffect, now: Timestamp)
        async throws(StoreError) -> Bool
    /// The conversation is claimed by `person`: queue or bot → agent, a new epoch, bot rows cancelled.
    /// - Parameter force: also take it from another agent (the caller checked the right).
    func claim(
        _ conversation: ConversationID, by person: PersonID, force: Bool, now: Timestamp
    ) async throws(StoreError) -> ClaimResult
    /// Gives it to another person, raising the epoch.
    func assign(
        _ conversation: ConversationID, to person: PersonID, by: PersonID, now: Timestamp
    ) async throws(StoreError) -> Conversation
    /// Gives it back to the bot with a note that the team and the bot's next decision see.
    func returnToBot(
        _ conversation: ConversationID, by: PersonID, note: String?, now: Timestamp
    ) async throws(StoreError) -> Conversation
    /// Closes it; the customer's next message opens a new one with the bot.
    func resolve(_ conversation: ConversationID, by: PersonID, now: Timestamp)
        async throws(StoreError) -> Conversation
    /// Hands an open conversation to the queue outside a decision, such as after a failed delivery;
    /// one that a person has stays theirs.
    func handOver(
        _ conversation: ConversationID, reason: ReasonCode, now: Timestamp
    ) async throws(StoreError) -> Conversation
    /// The contact's other conversations in any inbox, open or not, the newest first.
    func otherConversations(than id: ConversationID, of contact: ContactID, limit: Int)
        async throws(StoreError) -> [Conversation]
    /// An agent's reply: message and outbox row; once per `send` id (a repeat returns the first).
    /// The agent must hold the conversation.
    func reply(_ reply: AgentReply, now: Timestamp) async throws(StoreError) -> Message
    /// The message of a reply that was taken already; `nil` where none has this send id.
    func reply(of send: SendID) async throws(StoreError) -> Message?
    /// A note that only the team sees.
    func note(
        _ conversation: ConversationID, by: PersonID, text: String, now: Timestamp
    ) async throws(StoreError) -> Message
    /// Keeps what a person has typed; empty text removes it.
    func saveDraft(
        _ conversation: ConversationID, by: PersonID, text: String, now: Timestamp
    ) async throws(StoreError)
    /// A person's draft in a conversation.
    func draft(_ conversation: ConversationID, by: PersonID) async throws(StoreError) -> String?
}

/// What a decision on a turn needs to know.
package struct TurnContext: Sendable {
    /// The conversation as it stands.
    package var conversation: Conversation
    /// The contact.
    package var contact: Contact
    /// Customer messages since the last decision, oldest first.
    package var undecided: [Message]
    /// The latest other messages, oldest first, at most 20.
    package var history: [Message]
    /// The last decision in this conversation.
    package var lastDecision: Decision?
    /// Messages of the bot in this conversation that went out or wait to.
    package var botMessages = 0
    /// How often it was declined as not about the business.
    package var strikes = 0

    /// Makes a context.
    package init(
        conversation: Conversation, contact: Contact, undecided: [Message], history: [Message],
        lastDecision: Decision?
    ) {
        self.conversation = conversation
        self.contact = contact
        self.undecided = undecided
        self.history = history
        self.lastDecision = lastDecision
    }
}

/// What a decision does besides being kept.
package struct DecisionEffect: Sendable {
    /// Messages to send, in order: an answer (author bot) or a handover's notice (author system).
    package var sends: [PlannedSend]
    /// Hand over to the queue for this reason.
    package var handOver: ReasonCode?
    /// Put it on the list of what people judge.
    package var review: ReviewDraw?
    /// What the turn says of the decision before it.
    package var sign: DecisionLabel?
    /// What the customer says of a conversation that they were asked to rate.
    package var rating: GivenRating?
    /// The revision of the inbox's gate that it was decided on.
    ///
    /// Where the gate moved on meanwhile, nothing is recorded. `nil` asks for no such check.
    package var gateRevision: Int64?
    /// Whether it declines what is not about the business, and so counts as a strike.
    package var isStrike = false

    /// Makes an effect.
    package init(
        sends: [PlannedSend] = [], handOver: ReasonCode? = nil, review: ReviewDraw? = nil,
        sign: DecisionLabel? = nil, gateRevision: Int64? = nil
    ) {
        self.sends = sends
        self.handOver = handOver
        self.review = review
        self.sign = sign
        self.gateRevision = gateRevision
    }
}

/// A message that is to be sent.
package struct PlannedSend: Sendable {
    /// The send id.
    package var id: SendID
    /// The message's id.
    package var message: MessageID
    /// `bot` or `system`.
    package var author: MessageAuthor
    /// What to send.
    package var content: MessageContent
    /// The provider id of the message it answers, to quote it.
    package var replyTo: String?
    /// What it is for, asked of the policy again before it goes out; empty for the policy's own words.
    package var purposes: [PolicyPurpose] = []

    /// Makes a send.
    package init(
        id: SendID, message: MessageID, author: MessageAuthor, content: MessageContent,
        replyTo: String? = nil
    ) {
        self.id = id
        self.message = message
        self.author = author
        self.content = content
        self.replyTo = replyTo
    }
}
