import BatonCore
import BatonDesk
import Logging
import ServiceLifecycle

/// Erases what is older than the policy keeps it: at the start, and then each day.
struct RetentionService: Service {
    let retention: RetentionRun
    let logger: Logger

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                tell(try await retention.erase(by: .system, isThorough: false))
                try? await retention.sleeper.sleep(for: Limits.retentionPause)
            }
        }
    }

    /// How much went, and never what.
    private func tell(_ report: RetentionReport) {
        if report.conversations + report.files + report.looseEvents > 0 {
            logger.notice(
                "erased what is older than the policy keeps it",
                metadata: [
                    "conversations": "\(report.conversations)", "files": "\(report.files)",
                    "events": "\(report.looseEvents)",
                ])
        }
        if report.isScrubbed == false {
            logger.warning(
                """
                fragments of what was erased may lie between the store's rows: it is too large, or too \
                much read, to be written anew while customers wait; run \
                'baton records retention --thorough' at a quiet hour
                """)
        }
    }
}
