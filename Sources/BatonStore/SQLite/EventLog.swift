import BatonCore
import Crypto
import Foundation
import GRDB

/// The append-only log and its hash chain.
///
/// chain = SHA-256(previous chain ‖ head ‖ digest), digest = SHA-256(salt ‖ payload), where head is
/// the row's other fields as text. Erasing salt and payload leaves the chain verifiable.
enum EventLog {
    private static let insert = """
        INSERT INTO event_log
            (sequence, conversation, at, actor, kind, payload, salt, digest, chain)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    /// Uses the primary key.
    static let last = NamedStatement(
        "SELECT sequence, chain FROM event_log ORDER BY sequence DESC LIMIT 1", index: "PRIMARY KEY"
    )

    /// Adds a row in the transaction of what it tells of.
    static func append(
        _ context: WriteContext, salt: [UInt8], conversation: ConversationID?, at: Timestamp,
        actor: Actor, kind: EventLogRow.Kind, payload: [String: String] = [:]
    ) throws {
        let db = context.db
        let previous = try Row.fetchOne(try db.cachedStatement(sql: last.sql))
        let sequence = (previous?["sequence"] as Int64? ?? 0) + 1
        let previousChain = previous?["chain"] as Data? ?? Data()
        let text = try StoredJSON.encode(payload)
        let digest = digest(salt: Data(salt), payload: text)
        let actorText = try StoredJSON.encode(actor)
        let chain = Self.chain(
            previous: previousChain, sequence: sequence, conversation: conversation?.rawValue,
            at: at.milliseconds, actor: actorText, kind: kind.rawValue, digest: digest)
        try db.cachedStatement(sql: insert).execute(
            arguments: [
                sequence, conversation?.rawValue, at.milliseconds, actorText, kind.rawValue, text,
                Data(salt), digest, chain,
            ])
    }

    /// What the chain covers of a payload.
    static func digest(salt: Data, payload: String) -> Data {
        Data(SHA256.hash(data: salt + Data(payload.utf8)))
    }

    /// The chain's value for a row.
    static func chain(
        previous: Data, sequence: Int64, conversation: String?, at: Int64, actor: String,
        kind: String, digest: Data
    ) -> Data {
        let head = "\(sequence)\u{1F}\(conversation ?? "")\u{1F}\(at)\u{1F}\(actor)\u{1F}\(kind)"
        return Data(SHA256.hash(data: previous + Data(head.utf8) + digest))
    }
}

/// JSON as it is kept: keys sorted, so that equal values are equal text.
enum StoredJSON {
    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func decode<Value: Decodable>(_ text: String) throws -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch {
            throw StoreError(
                .damaged, "a stored \(Value.self) cannot be read; run 'baton doctor'",
                chinese: "有紀錄（\(Value.self)）未能讀取；請主管執行 baton doctor")
        }
    }
}

/// A statement with the index that it must use; a test asks SQLite whether it does.
struct NamedStatement: Sendable {
    let sql: String
    let index: String

    init(_ sql: String, index: String) {
        self.sql = sql
        self.index = index
    }
}
