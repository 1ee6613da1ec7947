import BatonCore
import Crypto
import Foundation
import GRDB

/// The ids of what was erased, as keyed hashes: what a provider delivers again is known by them, and
/// nothing says any more whose it was.
///
/// WhatsApp's message ids hold the customer's phone number, so the ids themselves must go too.
struct ErasedIDs {
    /// By the primary key.
    static let held = NamedStatement(
        "SELECT EXISTS (SELECT 1 FROM erased_id WHERE digest IN (?, ?, ?, ?))",
        index: "sqlite_autoindex_erased_id_1")

    private static let factName = "erased_key"
    private let key: SymmetricKey
    private let db: Database

    private init(key: Data, _ db: Database) {
        self.key = SymmetricKey(data: key)
        self.db = db
    }

    /// The ids, with the key made where nothing was erased before.
    static func opened(salt: @Sendable () -> [UInt8], _ db: Database) throws -> ErasedIDs {
        if let known = try known(db) { return known }
        let key = Data(salt() + salt())
        try db.execute(
            sql: "INSERT INTO store_fact (name, value) VALUES (?, ?)",
            arguments: [factName, key.base64EncodedString()])
        return ErasedIDs(key: key, db)
    }

    /// The ids; `nil` where nothing was ever erased.
    static func known(_ db: Database) throws -> ErasedIDs? {
        try String.fetchOne(
            try db.cachedStatement(sql: "SELECT value FROM store_fact WHERE name = ?"),
            arguments: [factName]
        ).flatMap { Data(base64Encoded: $0) }.map { ErasedIDs(key: $0, db) }
    }

    /// Whether an event, or the message that it is or is about, was erased.
    /// - Parameter providerKey: what the inbox knows the event by.
    func hold(_ event: InboundEvent, of connection: String, providerKey: String) throws -> Bool {
        let messages = [event.id, event.target, event.status?.reference].map {
            digest(message: $0 ?? "", of: connection)
        }
        let own = digest(
            event: providerKey, of: connection, account: event.account ?? "",
            kind: event.kind.rawValue, state: event.status?.state.rawValue ?? "")
        return try Bool.fetchOne(
            try db.cachedStatement(sql: Self.held.sql),
            arguments: StatementArguments(messages + [own])) ?? false
    }

    /// Remembers a message's id.
    func remember(message id: String, of connection: String) throws {
        try insert(digest(message: id, of: connection))
    }

    /// Remembers what the inbox knew an event by.
    func remember(
        event providerKey: String, of connection: String, account: String, kind: String,
        state: String
    ) throws {
        try insert(
            digest(
                event: providerKey, of: connection, account: account, kind: kind, state: state))
    }

    private func insert(_ digest: Data) throws {
        try db.cachedStatement(
            sql: "INSERT INTO erased_id (digest) VALUES (?) ON CONFLICT (digest) DO NOTHING"
        ).execute(arguments: [digest])
    }

    private func digest(message id: String, of connection: String) -> Data {
        hash(["message", connection, id])
    }

    private func digest(
        event providerKey: String, of connection: String, account: String, kind: String,
        state: String
    ) -> Data {
        hash(["event", connection, account, providerKey, kind, state])
    }

    /// Half of an HMAC: 128 bits tell a thousand million ids apart.
    private func hash(_ parts: [String]) -> Data {
        let text = Data(parts.joined(separator: "\u{1F}").utf8)
        return Data(HMAC<SHA256>.authenticationCode(for: text, using: key)).prefix(16)
    }
}
