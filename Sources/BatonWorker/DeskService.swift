import BatonDesk
import ServiceLifecycle

/// The Desk's server as one of the worker's services.
struct DeskService: Service {
    let server: DeskServer

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { try await server.run() }
        } catch is CancellationError {
            // Being asked to stop is how this service ends.
        }
    }
}
