import BatonDesk
import Foundation
import Glibc

/// The real worker, `baton` beside this program, on a data folder.
final class BenchWorker {
    let program: String
    let configuration: String
    private let worker: Process
    private let folder: String

    var process: pid_t { worker.processIdentifier }

    /// Starts it; its configuration is written beside the data folder.
    init(folder: String) throws {
        let folder = URL(fileURLWithPath: folder).path
        let program =
            URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appendingPathComponent("baton").path
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw PseudoTerminal.Failed(
                description: "\(program) is missing; build it: swift build -c release --product "
                    + "baton")
        }
        let configuration = folder + "/bench.yaml"
        let text = """
            data: \(folder)
            http: {listen: "127.0.0.1:0"}
            connections:
              whatsapp_cloud:
                channel: whatsapp_cloud
                app_secret: bench-secret
                inboxes: {"1": {name: Bench, knowledge: shop, mode: auto}}
            """
        try Data(text.utf8).write(to: URL(fileURLWithPath: configuration))
        let worker = Process()
        worker.executableURL = URL(fileURLWithPath: program)
        worker.arguments = ["worker", "--config", configuration]
        worker.standardInput = FileHandle.nullDevice
        worker.standardOutput = FileHandle.nullDevice
        worker.standardError = FileHandle.nullDevice
        try worker.run()
        self.folder = folder
        self.program = program
        self.configuration = configuration
        self.worker = worker
    }

    /// Waits for the Desk to open.
    func connect() async throws -> DeskClient {
        let end = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < end {
            if let desk = try? await DeskClient.connect(dataFolder: folder) { return desk }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw PseudoTerminal.Failed(description: "the worker did not open the Desk in 30 s")
    }

    func end() {
        worker.terminate()
        worker.waitUntilExit()
    }
}
