package import BatonCore
import Foundation
import GRDB
import Glibc

extension SQLiteStore {
    /// Writes a whole, verified copy to a new file while others read and write.
    package func backup(to path: String, now: Timestamp) async throws(StoreError)
        -> StoreVerification
    {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw StoreError(.refused, "\(path) exists; name a file that does not")
        }
        let unfinished = path + ".unfinished"
        try? FileManager.default.removeItem(atPath: unfinished)
        do {
            let copy = try DatabaseQueue(
                path: unfinished, configuration: StoreCheck.configuration())
            chmod(unfinished, 0o600)
            try pool.backup(to: copy)
            // A copy of a WAL database says that it has a WAL; a single file travels better.
            try await copy.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA journal_mode = DELETE")
            }
            let verification = try await copy.read(StoreCheck.verify)
            try copy.close()
            guard verification.isSound else {
                try? FileManager.default.removeItem(atPath: unfinished)
                throw StoreError(
                    .damaged,
                    "the copy does not verify: \(verification.findings.joined(separator: "; "))")
            }
            try FileManager.default.moveItem(atPath: unfinished, toPath: path)
            try await write { context in
                try context.db.execute(
                    sql: "INSERT OR REPLACE INTO store_fact (name, value) VALUES (?, ?)",
                    arguments: ["last_backup", "\(now.milliseconds)"])
            }
            return verification
        } catch let error as StoreError {
            throw error
        } catch {
            try? FileManager.default.removeItem(atPath: unfinished)
            throw StoreError(.storage, "cannot write \(path): \(Self.describe(error))")
        }
    }

    /// Checks the file's integrity and the event log's hash chain.
    package func verify() async throws(StoreError) -> StoreVerification {
        try await read(StoreCheck.verify)
    }

    /// When a copy was last written.
    package func lastBackup() async throws(StoreError) -> Timestamp? {
        try await read { db in
            try String.fetchOne(
                db, sql: "SELECT value FROM store_fact WHERE name = 'last_backup'"
            ).flatMap { Int64($0) }.map { Timestamp(milliseconds: $0) }
        }
    }

    /// What is under it.
    package func facts() async throws(StoreError) -> [String: String] {
        let level = try await synchronousLevel()
        return try await read { db in
            let version = try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? ""
            return [
                "sqlite": version,
                "schema": "\(try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0)",
                "journal_mode": try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? "",
                "synchronous": level == 2 ? "FULL" : "\(level)",
            ]
        }
    }
}

/// Whether a record is whole.
enum StoreCheck {
    /// How a copy is opened: newer SQLites check the search index too, and need its tokeniser.
    static func configuration() -> GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.prepareDatabase { $0.add(tokenizer: MessageTokenizer.self) }
        return configuration
    }

    static func verify(_ db: Database) throws -> StoreVerification {
        var findings = try String.fetchAll(db, sql: "PRAGMA integrity_check(10)")
            .filter { $0 != "ok" }
        findings += try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").prefix(10).map {
            "a row of \($0["table"] as String) points to nothing"
        }
        var previous = Data()
        var expected: Int64 = 1
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT sequence, conversation, at, actor, kind, payload, salt, digest, chain
                FROM event_log ORDER BY sequence
                """)
        while let row = try rows.next(), findings.count < 10 {
            let sequence: Int64 = row["sequence"]
            if sequence != expected {
                findings.append("the event log lacks row \(expected)")
            }
            let digest: Data = row["digest"]
            if !isIntact(salt: row["salt"], payload: row["payload"], digest: digest) {
                findings.append("row \(sequence) of the event log was changed")
            }
            let chain = EventLog.chain(
                previous: previous, sequence: sequence, conversation: row["conversation"],
                at: row["at"], actor: row["actor"], kind: row["kind"], digest: digest)
            if chain != row["chain"] as Data {
                findings.append("the event log's chain breaks at row \(sequence)")
            }
            previous = row["chain"]
            expected = sequence + 1
        }
        // A log that was cut short has an unbroken chain; only the count tells.
        let written = try Counter.all(db, name: "event_log")[""] ?? 0
        if findings.isEmpty, written != Int(expected - 1) {
            findings.append(
                "the event log ends at row \(expected - 1), and \(written) were written")
        }
        let hex = previous.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        return StoreVerification(
            isSound: findings.isEmpty, eventsChecked: Int(expected - 1), headHash: hex,
            messages: try Int.fetchOne(db, sql: "SELECT count(*) FROM message") ?? 0,
            findings: findings)
    }

    /// Whether a payload is the one that was written, or was erased together with its salt.
    private static func isIntact(salt: Data?, payload: String?, digest: Data) -> Bool {
        switch (salt, payload) {
        case (nil, nil): true
        case (let salt?, let payload?): EventLog.digest(salt: salt, payload: payload) == digest
        default: false
        }
    }
}

/// Brings a copy back.
package enum StoreRestore {
    /// Puts a verified copy into a data folder that has no store.
    /// - Throws: ``StoreError`` where the folder has a store, or the copy does not verify.
    package static func restore(from file: String, into folder: String) throws(StoreError)
        -> StoreVerification
    {
        let target = folder + "/" + SQLiteStore.fileName
        guard !FileManager.default.fileExists(atPath: target) else {
            throw StoreError(
                .refused, "\(folder) has a store already; restore into an empty data folder")
        }
        guard FileManager.default.isReadableFile(atPath: file) else {
            throw StoreError(.notFound, "cannot read \(file)")
        }
        do {
            var readOnly = StoreCheck.configuration()
            readOnly.readonly = true
            let copy = try DatabaseQueue(path: file, configuration: readOnly)
            let verification = try copy.read(StoreCheck.verify)
            try copy.close()
            guard verification.isSound else {
                throw StoreError(
                    .damaged,
                    "\(file) is damaged: \(verification.findings.joined(separator: "; "))")
            }
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            let unfinished = target + ".unfinished"
            try? FileManager.default.removeItem(atPath: unfinished)
            try FileManager.default.copyItem(atPath: file, toPath: unfinished)
            chmod(unfinished, 0o600)
            try FileManager.default.moveItem(atPath: unfinished, toPath: target)
            return verification
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(
                .damaged, "\(file) is not a copy of a store: \(SQLiteStore.describe(error))")
        }
    }
}
