import BatonCore
import BatonStore
import Logging
import ServiceLifecycle

/// Removes files that no message names a day after they came: uploads that were given up, and what a
/// worker that died left half written.
struct MediaSweeper: Service {
    let store: any MediaStore
    let folder: MediaFolder
    let clock: any WallClock
    let sleeper: any Clock<Duration>
    let logger: Logger

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let count = try await sweep()
                if count > 0 {
                    logger.info(
                        "removed files that no message names", metadata: ["count": "\(count)"])
                }
                try? await sleeper.sleep(for: Limits.sweepPause)
            }
        }
    }

    /// Sweeps once.
    /// - Returns: how many files were removed.
    func sweep() async throws(StoreError) -> Int {
        let before = clock.now().adding(milliseconds: -Limits.unnamedFileMilliseconds)
        // Listed first: what comes to be named meanwhile is written anew, and so no longer old.
        let old = folder.files(before: before)
        try await store.forgetUploads(before: before)
        guard !old.isEmpty else { return 0 }
        let named = try await store.namedFiles()
        return old.count { file in
            !named.contains(file.name) && folder.remove(file, ifStillBefore: before)
        }
    }
}

extension Limits {
    /// How long a file may lie there that no message names.
    static let unnamedFileMilliseconds: Int64 = 86_400_000
    /// How often such files are looked for.
    static let sweepPause = Duration.seconds(6 * 3600)
}
