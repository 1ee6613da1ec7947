import ArgumentParser
import BatonConfiguration
import BatonCore
import BatonDesk
import BatonEncoder
import BatonStore
import BatonWorker
import Glibc
import Logging
import NIOCore

/// Runs the worker in the foreground.
struct WorkerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: "Run the worker until it is stopped.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let configuration = try global.loadForWorker()
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        let logger = Logger(label: "baton.worker")
        let store = try SQLiteStore.open(
            folder: configuration.dataFolder, ids: IdentifierSource(clock: SystemWallClock()))
        let worker = try Worker(
            configuration: configuration, store: store,
            surroundings: Worker.Surroundings(
                encoder: Self.encoder(logger),
                started: { port in
                    logger.notice("listening", metadata: ["port": "\(port)"])
                }),
            logger: logger)
        do {
            try await worker.run()
        } catch let error as IOError {
            if let failure = cannotListen(error, configuration) { throw failure }
            throw error
        }
    }

    /// The installed model; one that cannot be used is told, and done without.
    private static func encoder(_ logger: Logger) -> (any TextEncoder)? {
        do {
            return try UniversalSentenceEncoder.installed()
        } catch {
            logger.warning("entries are found by words alone", metadata: ["why": "\(error)"])
            return nil
        }
    }

    /// What a bound port or one below 1024 means; `nil` for other failures.
    private func cannotListen(_ error: IOError, _ configuration: Configuration) -> Failure? {
        let address = "\(configuration.http.host):\(configuration.http.port)"
        switch error.errnoCode {
        case EADDRINUSE:
            return Failure(
                .configuration,
                "cannot listen on \(address): another program does; stop it, or change "
                    + "'http: listen' in \(configuration.file)")
        case EACCES:
            return Failure(
                .notPermitted,
                "cannot listen on \(address): this user may not; take a port from 1024, behind "
                    + "the proxy")
        case EADDRNOTAVAIL:
            return Failure(
                .configuration,
                "cannot listen on \(address): it is no address of this machine; change "
                    + "'http: listen' in \(configuration.file)")
        default: return nil
        }
    }
}

/// Ends a running worker in good order.
struct StopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "Stop the worker in good order.")

    @OptionGroup var global: GlobalOptions

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() async throws {
        let configuration = try global.load()
        let client = try await DeskClient.connect(dataFolder: configuration.dataFolder)
        _ = try await client.send(.stop)
        await client.close()
        if json { return try Output.json(["worker": "stopping"]) }
        Output.line("The worker is stopping.")
    }
}
