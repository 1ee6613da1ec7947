import BatonConfiguration
import BatonDesk
import BatonStore
import BatonWorker
import Logging
import Synchronization

/// The way to a worker, which may begin anew under other connections.
final class RigLine: Sendable {
    private struct State {
        var port = 0
        var desk: DeskClient?
    }

    let started: AsyncStream<Int>.Continuation
    private let ports: AsyncStream<Int>
    private let dataFolder: String
    private let state = Mutex(State())

    init(dataFolder: String) {
        self.dataFolder = dataFolder
        (ports, started) = AsyncStream.makeStream(of: Int.self)
    }

    var port: Int { state.withLock { $0.port } }
    var desk: DeskClient? { state.withLock { $0.desk } }

    /// Waits until the worker serves, and connects to its Desk.
    func connect() async throws {
        var found = ports.makeAsyncIterator()
        let port = await found.next() ?? 0
        let desk = try await WorkerRig.connect(dataFolder)
        state.withLock { $0 = State(port: port, desk: desk) }
    }

    /// Runs a worker over an open store for `body`, and ends it.
    static func serving<Value: Sendable>(
        _ configuration: Configuration, store: SQLiteStore, surroundings: Worker.Surroundings,
        _ body: @escaping @Sendable (RigLine) async throws -> Value
    ) async throws -> Value {
        let line = RigLine(dataFolder: configuration.dataFolder)
        var surroundings = surroundings
        surroundings.started = { line.started.yield($0) }
        let worker = try Worker(
            configuration: configuration, store: store, surroundings: surroundings,
            logger: Logger(label: "rig") { _ in SwiftLogNoOpLogHandler() })
        let running = Task { try await worker.run(stoppingOn: []) }
        let result: Result<Value, any Error>
        do {
            try await line.connect()
            result = .success(try await body(line))
        } catch {
            result = .failure(error)
        }
        await line.desk?.close()
        running.cancel()
        _ = try? await running.value
        return try result.get()
    }
}
