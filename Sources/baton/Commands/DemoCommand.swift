import ArgumentParser
import BatonConfiguration
import BatonCore
import BatonSimulator
import BatonTerminal
import Foundation

/// A sample shop with simulated customers, on this machine alone.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Show Baton on a sample shop; nothing leaves this machine.")

    @Flag(
        name: .long, help: "Run simulated conversations without a screen and count what went wrong."
    )
    var check = false

    @Flag(name: .long, help: "Print what --check found as JSON.")
    var json = false

    @Option(name: .long, help: "How many conversations --check runs.")
    var conversations = 200

    @Option(name: .long, help: "The seed of the simulation.")
    var seed: UInt64 = 1

    @Option(name: .long, help: "dark, light, high-contrast or mono.")
    var theme: String?

    @Option(name: .long, help: "en or zh-Hant.")
    var language: String?

    func validate() throws {
        guard conversations > 0 else { throw ValidationError("--conversations is above 0") }
        guard check || !json else { throw ValidationError("--json goes with --check") }
    }

    func run() throws {
        let folder = NSTemporaryDirectory() + "baton-demo-\(getpid())"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let stage = DemoStage(folder: folder, seed: seed)
        if check {
            let report = try blocking {
                try await DemoCheck(stage: stage, conversations: conversations).run()
            }
            if json {
                try Output.json(report.figures)
            } else {
                for line in report.lines { Output.line(line) }
            }
            if !report.isGood { throw ExitCode(Failure.Code.foundWanting.rawValue) }
            return
        }
        try NcursesTerminal.requireTerminal()
        let task = Task { @concurrent in try await stage.run(isFast: false) }
        let end = Date().addingTimeInterval(10)
        while !stage.isReady, Date() < end { usleep(10_000) }
        guard stage.isReady else {
            throw Failure(.noWorker, "the demo did not start in 10 seconds")
        }
        let shop = BilingualText(
            "the shop's page with its chat: \(stage.shop)", "商店網頁及其對話：\(stage.shop)")
        try ConsoleSession(
            dataFolder: folder, theme: theme, language: language, greeting: shop
        ).run()
        task.cancel()
    }

    /// Waits on this thread for a task that runs elsewhere.
    private func blocking<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value)
        throws
        -> Value
    {
        let box = ResultBox<Value>()
        Task { @concurrent in
            do {
                box.set(.success(try await body()))
            } catch {
                box.set(.failure(error))
            }
        }
        while true {
            if let result = box.result { return try result.get() }
            usleep(10_000)
        }
    }
}
