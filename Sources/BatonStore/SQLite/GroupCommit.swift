import GRDB
import Synchronization

/// What a write's body works with: the database, and what it will say has changed.
struct WriteContext {
    let db: Database
    var change = StoreChange()
}

/// Commits writes that wait at the same time with one sync of the disk.
///
/// There is no timer: while one group is being synced, the next one gathers (measured: no window
/// beats the disk's own). Bodies run without savepoints; where one of a group throws, the group is
/// rolled back and each runs alone.
final class GroupCommit: Sendable {
    private struct Request: Sendable {
        /// Runs the body and keeps its result for `finish`.
        var run: @Sendable (inout WriteContext) throws -> Void
        /// Resumes whoever waits, with the result or with an error.
        var finish: @Sendable ((any Error)?) -> Void
    }

    private struct State {
        var waiting: [Request] = []
        var isDraining = false
        var refusal: StoreError?
    }

    private let state = Mutex(State())
    private let pool: DatabasePool
    private let feed: ChangeFeed

    /// The most that one transaction carries, so that its first waiter does not wait for long.
    private static let groupSize = 256

    init(pool: DatabasePool, feed: ChangeFeed) {
        self.pool = pool
        self.feed = feed
    }

    /// From now on every write fails with this.
    func refuse(_ error: StoreError) {
        state.withLock { if $0.refusal == nil { $0.refusal = error } }
    }

    func commit<Value: Sendable>(
        _ body: @escaping @Sendable (inout WriteContext) throws -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, any Error> = await withCheckedContinuation { continuation in
            let shared = SharedSlot<Value>()
            enqueue(
                Request(
                    run: { context in
                        let value = try body(&context)
                        shared.slot.withLock { $0 = value }
                    },
                    finish: { error in
                        let value = shared.slot.withLock { $0 }
                        if let error {
                            continuation.resume(returning: .failure(error))
                        } else if let value {
                            continuation.resume(returning: .success(value))
                        } else {
                            continuation.resume(
                                returning: .failure(StoreError(.storage, "no result")))
                        }
                    }))
        }
        do {
            return try result.get()
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(
                .storage, "cannot write: \(SQLiteStore.describe(error))",
                chinese: "未能儲存：\(SQLiteStore.describe(error))")
        }
    }

    private func enqueue(_ request: Request) {
        let (mustDrain, refusal) = state.withLock { state -> (Bool, StoreError?) in
            if let refusal = state.refusal { return (false, refusal) }
            state.waiting.append(request)
            defer { state.isDraining = true }
            return (!state.isDraining, nil)
        }
        if let refusal { return request.finish(refusal) }
        guard mustDrain else { return }
        pool.asyncWriteWithoutTransaction { db in self.drain(db) }
    }

    private func drain(_ db: Database) {
        while true {
            let (group, refusal) = state.withLock { state -> ([Request], StoreError?) in
                let group = Array(state.waiting.prefix(Self.groupSize))
                state.waiting.removeFirst(group.count)
                if group.isEmpty { state.isDraining = false }
                return (group, state.refusal)
            }
            if group.isEmpty { return }
            if let refusal {
                for request in group { request.finish(refusal) }
                continue
            }
            do {
                let change = try transaction(db, group)
                feed.post(change)
                for request in group { request.finish(nil) }
            } catch {
                guard !stopIfBroken(error, group), group.count > 1 else {
                    for request in group { request.finish(error) }
                    continue
                }
                for request in group { runAlone(db, request) }
            }
        }
    }

    private func runAlone(_ db: Database, _ request: Request) {
        if let refusal = state.withLock({ $0.refusal }) { return request.finish(refusal) }
        do {
            let change = try transaction(db, [request])
            feed.post(change)
            request.finish(nil)
        } catch {
            _ = stopIfBroken(error, [request])
            request.finish(error)
        }
    }

    private func transaction(_ db: Database, _ group: [Request]) throws -> StoreChange {
        var context = WriteContext(db: db)
        try db.inTransaction(.immediate) {
            for request in group { try request.run(&context) }
            return .commit
        }
        return context.change
    }

    /// After a failure of the disk nobody knows what was committed: no more writes until the
    /// process has restarted and reconciled by key.
    private func stopIfBroken(_ error: any Error, _ group: [Request]) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        switch error.resultCode {
        case .SQLITE_IOERR, .SQLITE_FULL, .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_READONLY:
            refuse(
                StoreError(
                    .storage,
                    "the store's disk failed (\(SQLiteStore.describe(error))); it takes no more "
                        + "writes until the worker has restarted",
                    chinese: "儲存磁碟出現故障（\(SQLiteStore.describe(error))）；"
                        + "重新啟動機械人前不會再儲存，請通知主管"))
            return true
        default:
            return false
        }
    }
}

/// A place for a body's result, shared between the writer and who waits.
private final class SharedSlot<Value: Sendable>: Sendable {
    let slot = Mutex<Value?>(nil)
}
