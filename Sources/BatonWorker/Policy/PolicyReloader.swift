import BatonChannels
import BatonConfiguration
import BatonCore
import BatonStore
import Logging
import ServiceLifecycle
import UnixSignals

/// Reads the policy files again at a signal; what is wrong with them is logged, and the old ones stay.
struct PolicyReloader: Service {
    let reload: PolicyReload
    let clock: any WallClock
    let signals: [UnixSignal]
    let logger: Logger

    func run() async throws {
        let heard = await UnixSignalsSequence(trapping: signals)
        for await _ in heard.cancelOnGracefulShutdown() { try await readAgain() }
        try? await gracefulShutdown()
    }

    private func readAgain() async throws {
        do {
            let isOther = try await reload.run(by: .system, at: clock.now())
            logger.notice(
                isOther ? "the policy is read again and in force" : "the policy is unchanged",
                metadata: ["digest": "\(reload.keeper.current.digest)"])
            await reload.finish()
        } catch  where error is ConfigurationError || error is ChannelConfigurationError {
            logger.error(
                "the files are refused; the old ones stay in force", metadata: ["why": "\(error)"])
        }
    }
}
