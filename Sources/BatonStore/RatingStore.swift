package import BatonCore

/// What customers say of resolved conversations, and how conversations went.
package protocol RatingStore: Sendable {
    /// Asks the customer of a resolved conversation to rate it, unless they were asked already.
    /// - Parameter sends: the question, in the same transaction.
    /// - Returns: whether it is asked now.
    /// - Throws: ``StoreError`` `refused` where the conversation is not resolved.
    func askRating(_ conversation: ConversationID, sends: [PlannedSend], now: Timestamp)
        async throws(StoreError) -> Bool
    /// The conversation that the same contact in the same inbox was asked to rate since a time, and
    /// has not rated; `nil` where there is none.
    func unrated(by conversation: ConversationID, since: Timestamp) async throws(StoreError)
        -> ConversationID?
    /// Ratings that an inbox's customers were asked for since a time, oldest first.
    func ratings(of inbox: InboxID, since: Timestamp, limit: Int) async throws(StoreError)
        -> [RatingRow]
    /// An inbox's conversations that opened since a time, oldest first.
    func conversations(of inbox: InboxID, since: Timestamp, limit: Int)
        async throws(StoreError) -> [Conversation]
}

/// A rating that a customer was asked for.
package struct RatingRow: Sendable, Hashable {
    /// The conversation it is about.
    package var conversation: ConversationID
    /// When it was asked for.
    package var askedAt: Timestamp
    /// 1 to 5; `nil` where the customer has not said.
    package var score: Int?

    /// Makes a row.
    package init(conversation: ConversationID, askedAt: Timestamp, score: Int? = nil) {
        self.conversation = conversation
        self.askedAt = askedAt
        self.score = score
    }
}

/// A rating that a customer gives.
package struct GivenRating: Sendable, Hashable {
    /// The conversation it is about.
    package var conversation: ConversationID
    /// 1 to 5.
    package var score: Int

    /// Makes one.
    package init(conversation: ConversationID, score: Int) {
        self.conversation = conversation
        self.score = score
    }
}
