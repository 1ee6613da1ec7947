package import BatonCore

/// The files that customers sent: which are still to be fetched, and where the fetched ones lie.
package protocol MediaStore: Sendable {
    /// Files whose turn has come, earliest first.
    func mediaDue(at now: Timestamp, limit: Int) async throws(StoreError) -> [MediaItem]
    /// When the next file is due.
    func nextMediaDue() async throws(StoreError) -> Timestamp?
    /// Records what came of a fetch.
    func finishMedia(_ message: MessageID, with result: MediaResult, now: Timestamp)
        async throws(StoreError)
    /// What is known of a message's file; `nil` where it has none.
    func media(of message: MessageID) async throws(StoreError) -> MediaRecord?
    /// Forgets uploads of visitors that came before a time and that no message names.
    func forgetUploads(before: Timestamp) async throws(StoreError)
    /// The hashes of all files that a message or a visitor's upload names.
    func namedFiles() async throws(StoreError) -> Set<String>
}

/// A file to fetch.
package struct MediaItem: Sendable, Hashable {
    /// The message that carries it.
    package var message: MessageID
    /// The connection's key.
    package var connection: String
    /// What the message holds.
    package var content: MessageContent
    /// How often it was tried before.
    package var attempts: Int

    /// Makes an item.
    package init(
        message: MessageID, connection: String, content: MessageContent, attempts: Int
    ) {
        self.message = message
        self.connection = connection
        self.content = content
        self.attempts = attempts
    }
}

/// What came of a fetch.
package enum MediaResult: Sendable, Hashable {
    /// It lies in the data folder by its SHA-256 in hexadecimal; the type is that of its bytes.
    case fetched(hash: String, mime: String, bytes: Int)
    /// It will not be fetched.
    case refused(why: String)
    /// Not this time.
    case retry(at: Timestamp, why: String)
}

/// What is known of a message's file.
package struct MediaRecord: Sendable, Hashable {
    /// How far it is.
    package enum State: String, Sendable, Hashable {
        case pending, fetched, refused
    }

    /// How far it is.
    package var state: State
    /// SHA-256 in hexadecimal, once fetched.
    package var hash: String?
    /// The type by its first bytes.
    package var mime: String?
    /// Its size.
    package var bytes: Int?
    /// Why it is refused, or why the last attempt failed.
    package var why: String?

    /// Makes a record.
    package init(
        state: State, hash: String? = nil, mime: String? = nil, bytes: Int? = nil,
        why: String? = nil
    ) {
        self.state = state
        self.hash = hash
        self.mime = mime
        self.bytes = bytes
        self.why = why
    }
}
