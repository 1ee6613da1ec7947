import BatonCore
import GRDB

/// Reading and changing outbox rows inside a transaction.
enum OutboxRows {
    /// What the adapter is to send, as it is kept.
    struct Send: Codable {
        var content: MessageContent
        var replyTo: String?
        /// `nil` in rows of older programs and where the policy has nothing to ask.
        var purposes: [PolicyPurpose]?
    }

    static func insert(
        send: SendID, message: Message, conversation: Conversation, epoch: Int64,
        purposes: [PolicyPurpose] = [], now: Timestamp, _ db: Database
    ) throws {
        let author =
            switch message.author {
            case .bot: "bot"
            case .agent: "agent"
            case .system, .customer, .echo: "system"
            }
        try db.execute(
            sql: """
                INSERT INTO outbox
                    (id, conversation, message, connection, account, author, epoch, turn, send,
                     state, not_before, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?)
                """,
            arguments: [
                send.rawValue, conversation.id.rawValue, message.id.rawValue,
                conversation.inbox.connection, conversation.inbox.account, author, epoch,
                conversation.turn,
                try StoredJSON.encode(
                    Send(
                        content: message.content, replyTo: message.replyTo,
                        purposes: purposes.isEmpty ? nil : purposes)),
                now.milliseconds, now.milliseconds,
            ])
    }

    /// The message of a send id.
    static func message(of send: SendID, _ db: Database) throws -> Message? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT \(Message.columns) FROM outbox o JOIN message m ON m.id = o.message
                WHERE o.id = ?
                """, arguments: [send.rawValue]
        ).map(Message.init(row:))
    }

    /// A row's state, its message's with it.
    static func set(
        _ state: DeliveryState, sequence: Int64, message: String, error: ProviderError? = nil,
        _ db: Database
    ) throws {
        let failure = try error.map { try StoredJSON.encode($0) }
        try db.execute(
            sql: "UPDATE outbox SET state = ?, error = ? WHERE sequence = ?",
            arguments: [state.rawValue, failure, sequence])
        try db.execute(
            sql: "UPDATE message SET delivery = ?, failure = ? WHERE id = ?",
            arguments: [state.rawValue, failure, message])
    }

    /// The provider has a row's file; the attempt was none at the message.
    static func uploaded(_ mediaID: String, sequence: Int64, _ db: Database) throws {
        guard
            let text = try String.fetchOne(
                db, sql: "SELECT send FROM outbox WHERE sequence = ?", arguments: [sequence])
        else { return }
        var send: Send = try StoredJSON.decode(text)
        send.content.mediaID = mediaID
        try db.execute(
            sql: "UPDATE outbox SET send = ?, attempts = attempts - 1 WHERE sequence = ?",
            arguments: [try StoredJSON.encode(send), sequence])
    }
}
