/// The result of work that may take so long and no longer; `nil` where it did not end in time, and
/// was cancelled.
/// - Parameter sleeper: measures `limit`.
func within<Success: Sendable, Failure: Error>(
    _ limit: Duration, by sleeper: any Clock<Duration>,
    _ work: @escaping @Sendable () async -> Result<Success, Failure>
) async -> Result<Success, Failure>? {
    await withTaskGroup(of: Result<Success, Failure>?.self) { group in
        group.addTask { await work() }
        group.addTask {
            try? await sleeper.sleep(for: limit)
            return nil
        }
        let first = await group.next() ?? nil
        group.cancelAll()
        return first
    }
}
