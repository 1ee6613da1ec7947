package import BatonCore

/// What the channel policy needs to be remembered.
package protocol PolicyStore: Sendable {
    /// What a number sent in a month, by category and currency.
    func charges(of inbox: InboxID, month: String) async throws(StoreError) -> [MonthlyCharge]
    /// Whether a contact stopped the bot, or another category of messages.
    func hasStopped(_ contact: ContactID, category: String) async throws(StoreError) -> Bool
    /// Whether a contact agreed to a category of messages, and has not taken it back.
    func hasGranted(_ contact: ContactID, category: String) async throws(StoreError) -> Bool
    /// What a contact last said of a category of messages, and who recorded it; `nil` where they
    /// never said.
    func consent(of contact: ContactID, category: String) async throws(StoreError)
        -> ConsentRecord?
    /// Records what a contact said of a category of messages; the log keeps who recorded it and how
    /// it was said.
    /// - Parameter how: how the contact said it, such as "ticked the box at the till".
    func recordConsent(
        _ contact: ContactID, category: String, isGranted: Bool, how: String, by: Actor,
        now: Timestamp
    ) async throws(StoreError)
    /// The last policy that came into force; `nil` where none was kept.
    func lastPolicy() async throws(StoreError) -> PolicyVersion?
    /// Keeps a policy that comes into force, and says so in the event log.
    /// - Parameter word: `loaded` at the start, `reloaded` while running.
    func keep(_ policy: PolicyVersion, word: String, by: Actor) async throws(StoreError)
}

/// What contacts agree to or stop.
package enum ConsentCategory {
    /// Whether the bot may write.
    package static let automatic = "automatic"
    /// Marketing messages, by Meta's word for them.
    package static let marketing = "marketing_messages"
}

/// A set of policy files in force.
package struct PolicyVersion: Sendable, Hashable {
    /// What the files' texts come to.
    package var digest: String
    /// Since when.
    package var at: Timestamp
    /// The business's own files, as JSON.
    package var body: String

    /// Makes a version.
    package init(digest: String, at: Timestamp, body: String) {
        self.digest = digest
        self.at = at
        self.body = body
    }
}

/// What a message that goes out is counted as.
package struct MessageCharge: Sendable, Hashable {
    /// The inbox that sends.
    package var inbox: InboxID
    /// The month by the business's clock, `yyyy-mm`.
    package var month: String
    /// Such as `service`.
    package var category: String
    /// What one costs, in millionths of the currency's unit; 0 where nobody said.
    package var micros: Int64
    /// ISO 4217; empty where nobody said.
    package var currency: String
    /// How many of the month's messages of this category are free.
    package var freePerMonth: Int

    /// Makes a charge.
    package init(
        inbox: InboxID, month: String, category: String, micros: Int64, currency: String,
        freePerMonth: Int
    ) {
        self.inbox = inbox
        self.month = month
        self.category = category
        self.micros = micros
        self.currency = currency
        self.freePerMonth = freePerMonth
    }
}

/// What a number sent of one category in a month.
package struct MonthlyCharge: Sendable, Hashable {
    /// Such as `service`.
    package var category: String
    /// ISO 4217; empty where no price was known.
    package var currency: String
    /// How many messages.
    package var messages: Int
    /// What they cost, in millionths of the currency's unit.
    package var micros: Int64

    /// Makes it.
    package init(category: String, currency: String, messages: Int, micros: Int64) {
        self.category = category
        self.currency = currency
        self.messages = messages
        self.micros = micros
    }
}

extension OutboxStore {
    /// Records what came of a claimed send that nobody is charged for.
    package func finish(_ send: SendID, with result: SendResult, now: Timestamp)
        async throws(StoreError)
    {
        try await finish(send, with: result, charge: nil, now: now)
    }
}
