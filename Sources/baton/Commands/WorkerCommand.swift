import ArgumentParser
import BatonConfiguration
import BatonCore
import BatonDesk
import BatonStore
import BatonWorker
import Logging

/// Runs the worker in the foreground.
struct WorkerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: "Run the worker until it is stopped.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let configuration = try global.load()
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        let logger = Logger(label: "baton.worker")
        let store = try SQLiteStore.open(
            folder: configuration.dataFolder, ids: IdentifierSource(clock: SystemWallClock()))
        let worker = try Worker(
            configuration: configuration, store: store,
            surroundings: Worker.Surroundings(started: { port in
                logger.notice("listening", metadata: ["port": "\(port)"])
            }),
            logger: logger)
        try await worker.run()
    }
}

/// Ends a running worker in good order.
struct StopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "Stop the worker in good order.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let configuration = try global.load()
        let client = try await DeskClient.connect(dataFolder: configuration.dataFolder)
        _ = try await client.send(.stop)
        await client.close()
        Output.line("The worker is stopping.")
    }
}
