package import BatonCore
import Foundation
import GRDB
import Glibc

/// The store on SQLite: one file, one process, one writer that alone checkpoints.
package final class SQLiteStore: Store {
    /// What tests may change.
    package struct Options: Sendable {
        /// Whether a commit waits for the disk; only the test that shows why may say no.
        package var isDurable = true
        /// Random bytes for the event log's salts.
        package var salt: @Sendable () -> [UInt8] = {
            (0..<16).map { _ in UInt8.random(in: .min ... .max) }
        }

        /// Told every statement that runs.
        var trace: (@Sendable (String) -> Void)?

        /// The options of a release.
        package init() {}
    }

    let pool: DatabasePool
    let writer: GroupCommit
    let feed: ChangeFeed
    let ids: IdentifierSource
    let salt: @Sendable () -> [UInt8]
    private let lock: StoreLock

    /// The name of the file in the data folder.
    package static let fileName = "baton.sqlite"

    /// Opens the store of a data folder, making both where they are missing.
    /// - Parameters:
    ///   - folder: the data folder, absolute.
    ///   - ids: makes the ids of new rows.
    ///   - options: what tests may change.
    /// - Throws: ``StoreError``: `locked` where another process has it, `newerSchema`, `storage`
    ///   where the folder is on a network file system or durability cannot be had.
    package static func open(
        folder: String, ids: IdentifierSource, options: Options = Options()
    ) throws(StoreError) -> SQLiteStore {
        try makeFolder(folder)
        try refuseNetworkFileSystem(folder)
        let lock = try StoreLock(folder: folder)
        let path = folder + "/" + fileName
        do {
            try makePrivate(path)
            let pool = try DatabasePool(
                path: path, configuration: configuration(trace: options.trace))
            try makeDurable(pool, isDurable: options.isDurable)
            try Migration.run(on: pool)
            try SearchIndex.prepare(pool)
            return SQLiteStore(pool: pool, lock: lock, ids: ids, salt: options.salt)
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(.storage, "cannot open \(path): \(describe(error))")
        }
    }

    private init(
        pool: DatabasePool, lock: StoreLock, ids: IdentifierSource,
        salt: @escaping @Sendable () -> [UInt8]
    ) {
        let feed = ChangeFeed()
        self.pool = pool
        self.feed = feed
        self.writer = GroupCommit(pool: pool, feed: feed)
        self.ids = ids
        self.salt = salt
        self.lock = lock
    }

    /// Ids of what changed, posted after each commit to every subscriber.
    package func changes() -> AsyncStream<StoreChange> { feed.subscribe() }

    /// Closes it; every later call fails.
    package func close() async {
        writer.refuse(StoreError(.closed, "the store is closed", chinese: "紀錄已關閉；機械人正在停止"))
        feed.finish()
        try? pool.close()
        lock.release()
    }

    /// The writer's `synchronous`, read back: 2 is FULL.
    func synchronousLevel() async throws(StoreError) -> Int {
        try await write { try Int.fetchOne($0.db, sql: "PRAGMA synchronous") ?? -1 }
    }

    /// Reads in one snapshot.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value)
        async throws(StoreError) -> Value
    {
        do {
            return try await pool.read(body)
        } catch let error as StoreError {
            throw error
        } catch is CancellationError {
            throw StoreError(.closed, "the reading was given up: who asked is ending")
        } catch {
            throw StoreError(
                .storage, "cannot read the store: \(Self.describe(error))",
                chinese: "未能讀取紀錄：\(Self.describe(error))")
        }
    }

    /// Writes in one transaction, committed with others that wait for the disk at the same time.
    ///
    /// The body may run more than once and must have no effect outside the database.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (inout WriteContext) throws -> Value
    ) async throws(StoreError) -> Value {
        try await writer.commit(body)
    }

    /// An engine's error without the values of the statement, which may be customers' words.
    static func describe(_ error: any Error) -> String {
        guard let error = error as? DatabaseError else { return "\(type(of: error))" }
        return "SQLite error \(error.extendedResultCode.rawValue): \(error.message ?? "no message")"
    }

    private static func configuration(trace: (@Sendable (String) -> Void)?)
        -> GRDB.Configuration
    {
        var configuration = GRDB.Configuration()
        configuration.maximumReaderCount = 4
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA secure_delete = ON")
            db.add(tokenizer: MessageTokenizer.self)
            if let trace {
                db.trace(options: .statement) { event in
                    if case .statement(let statement) = event { trace(statement.sql) }
                }
            }
        }
        return configuration
    }

    /// GRDB lowers the writer to NORMAL while it opens the pool, so FULL is set after that and
    /// read back: under NORMAL a power loss takes acknowledged messages.
    private static func makeDurable(_ pool: DatabasePool, isDurable: Bool) throws {
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = \(isDurable ? "FULL" : "NORMAL")")
            let level = try Int.fetchOne(db, sql: "PRAGMA synchronous")
            guard level == (isDurable ? 2 : 1) else {
                throw StoreError(
                    .storage,
                    "SQLite does not keep synchronous=FULL; acknowledged messages could "
                        + "be lost, so the store is not opened")
            }
        }
    }

    /// Made before SQLite opens it, whose WAL and index take their permissions from it.
    private static func makePrivate(_ path: String) throws(StoreError) {
        let file = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw StoreError(.storage, "cannot open \(path) for writing: permission?")
        }
        fchmod(file, 0o600)
        Glibc.close(file)
    }

    private static func makeFolder(_ folder: String) throws(StoreError) {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) {
            guard isFolder.boolValue else {
                throw StoreError(.storage, "\(folder) is a file; the data folder cannot be there")
            }
            return
        }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw StoreError(.storage, "cannot make the data folder \(folder): permission?")
        }
    }

    /// File systems whose locks SQLite cannot trust, as the kernel names them.
    private static let networkFileSystems: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "coda", "ceph", "9p", "glusterfs",
        "fuse.glusterfs", "fuse.sshfs", "fuse.s3fs", "davfs", "fuse.rclone",
    ]

    /// The kind of network file system that a folder is on; `nil` for a local disk.
    package static func networkFileSystem(under folder: String) -> String? {
        guard let mounts = try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8),
            let kind = fileSystem(of: folder, mounts: mounts), networkFileSystems.contains(kind)
        else { return nil }
        return kind
    }

    /// The version of the SQLite that this program runs with.
    package static var engineVersion: String {
        let queue = try? DatabaseQueue()
        return (try? queue?.read { try String.fetchOne($0, sql: "SELECT sqlite_version()") })
            ?? "unknown"
    }

    private static func refuseNetworkFileSystem(_ folder: String) throws(StoreError) {
        guard let kind = networkFileSystem(under: folder) else { return }
        throw StoreError(
            .storage,
            "\(folder) is on \(kind); SQLite is not safe on a network file system: "
                + "set 'data:' to a folder on a local disk")
    }

    /// The kind of file system that a folder is on: that of the longest mount point above it.
    static func fileSystem(of folder: String, mounts: String) -> String? {
        mounts.split(separator: "\n").compactMap { line -> (point: String, kind: String)? in
            let fields = line.split(separator: " ")
            guard fields.count >= 3 else { return nil }
            let point = fields[1].replacing("\\040", with: " ")
            let isAbove = point == "/" || folder == point || folder.hasPrefix(point + "/")
            return isAbove ? (String(point), String(fields[2])) : nil
        }.max { $0.point.count < $1.point.count }?.kind
    }
}
