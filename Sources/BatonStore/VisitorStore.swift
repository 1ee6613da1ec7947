package import BatonCore

/// Visitors of the shop's website: who they are, and what they see.
package protocol VisitorStore: Sendable {
    /// Keeps a session, and forgets those that are over.
    func begin(_ session: VisitorSession, now: Timestamp) async throws(StoreError)
    /// Forgets sessions that are over.
    func forgetSessions(now: Timestamp) async throws(StoreError)
    /// The session of a token's digest, unless it is over.
    func visitorSession(token digest: String, now: Timestamp) async throws(StoreError)
        -> VisitorSession?
    /// What a guest wrote becomes the signed-in customer's, and the guest's tokens end.
    ///
    /// Where both have an open conversation on the site, one that is the bot's is closed, the
    /// customer's older one rather than the guest's; where people have both, both go on, and what the
    /// customer writes comes into one of them: the guest's, unless an agent has only the other.
    /// - Parameter guest: the guest's address on the channel; `user`: the customer's.
    /// - Returns: whether there was anything to join.
    func join(guest: String, into user: String, now: Timestamp) async throws(StoreError) -> Bool
    /// What a visitor sees after an event, oldest first.
    /// - Parameter number: of the last event that they have; 0 for none.
    func visitorEvents(of visitor: VisitorSession, after number: Int64, limit: Int)
        async throws(StoreError) -> VisitorPage
    /// The ids of our messages up to an event which have not come as far as `state`, newest first.
    func visitorSends(
        to visitor: VisitorSession, through number: Int64, before state: DeliveryState
    ) async throws(StoreError) -> [String]
    /// Keeps what is known of an uploaded file.
    func keep(_ file: VisitorFile) async throws(StoreError)
    /// A file that this visitor uploaded; `nil` for anybody else's.
    func visitorFile(_ id: String, of visitor: String) async throws(StoreError) -> VisitorFile?
    /// The file of a message in this visitor's conversations; `nil` for anybody else's.
    func visitorMedia(message id: String, of visitor: VisitorSession)
        async throws(StoreError) -> VisitorFile?
}

/// What a token stands for.
package struct VisitorSession: Sendable, Hashable {
    /// The channel whose conversations visitors have, by its name in the record.
    package static let channel = "webchat"

    /// Its id.
    package var id: String
    /// SHA-256 of the token, in hexadecimal.
    package var token: String
    /// The website: connection, and site key as the account.
    package var inbox: InboxID
    /// The contact's own address on the channel.
    package var visitor: String
    /// The name that the website gives them; proves nothing.
    package var name: String?
    /// The language of the page, such as `zh-HK`.
    package var locale: String?
    /// The page that it began on.
    package var page: String?
    /// When it ends.
    package var expiresAt: Timestamp

    /// Makes a session.
    package init(
        id: String, token: String, inbox: InboxID, visitor: String, expiresAt: Timestamp
    ) {
        self.id = id
        self.token = token
        self.inbox = inbox
        self.visitor = visitor
        self.expiresAt = expiresAt
    }
}

/// What a visitor sees after an event.
package struct VisitorPage: Sendable, Hashable {
    /// Oldest first.
    package var events: [VisitorEvent]
    /// The open conversation.
    package var conversation: ConversationID?
    /// Whose it is.
    package var owner: Owner?
    /// Whether the bot is about to decide on what the visitor wrote.
    package var isUndecided = false

    /// Makes a page.
    package init(events: [VisitorEvent]) { self.events = events }
}

/// A file that a visitor uploaded, or that a message of theirs or ours carries.
package struct VisitorFile: Sendable, Hashable {
    /// Its id.
    package var id: String
    /// Whose.
    package var visitor: String
    /// SHA-256 in hexadecimal, by which it lies in the data folder.
    package var hash: String
    /// The type by its first bytes.
    package var mime: String
    /// Its size.
    package var bytes: Int
    /// What its owner calls it.
    package var name: String?
    /// When it came.
    package var at: Timestamp

    /// Makes a file.
    package init(
        id: String, visitor: String, hash: String, mime: String, bytes: Int, name: String?,
        at: Timestamp
    ) {
        self.id = id
        self.visitor = visitor
        self.hash = hash
        self.mime = mime
        self.bytes = bytes
        self.name = name
        self.at = at
    }
}
