import BatonDesk
import Foundation
import Glibc

/// The real program, run in a folder of its own.
struct ProgramRun {
    /// What it left.
    struct Result: Sendable {
        var code: Int32
        var output: String
        var errors: String

        /// The output as JSON.
        var json: Any? { try? JSONSerialization.jsonObject(with: Data(output.utf8)) }
    }

    let folder: String

    /// Makes a folder, hands it to `body`, and removes it.
    static func with<Value>(_ body: (ProgramRun) async throws -> Value) async throws -> Value {
        let folder = NSTemporaryDirectory() + "baton-run-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(ProgramRun(folder: folder))
    }

    /// The program, beside the tests.
    static let program = URL(fileURLWithPath: CommandLine.arguments[0])
        .resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("baton").path

    func write(_ text: String, to name: String, mode: Int = 0o600) throws {
        let path = folder + "/" + name
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    /// A small configuration with one connection.
    func configure(_ more: String = "", listen: String = "127.0.0.1:0") throws {
        try write(
            """
            data: ./data
            http: {listen: "\(listen)", public_url: "https://desk.example.hk"}
            connections:
              whatsapp_cloud:
                channel: whatsapp_cloud
                app_secret: ${SECRET}
                inboxes: {"1": {name: Shop, knowledge: shop, mode: auto}}
            \(more)
            """, to: "baton.yaml")
    }

    /// Starts it and waits until it ends, while other tasks of the test go on.
    func callAsFunction(
        _ arguments: String..., environment: [String: String] = [:], input: String? = nil
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Swift.Result { try ended(arguments, environment, input) })
            }
        }
    }

    /// Runs a line of bash that finds the program as `$BATON`.
    func shell(_ line: String) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Swift.Result {
                        try ended(
                            ["-c", line], ["BATON": Self.program], nil, program: "/bin/bash")
                    })
            }
        }
    }

    private func ended(
        _ arguments: [String], _ environment: [String: String], _ input: String?,
        program: String = Self.program
    ) throws -> Result {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = ["SECRET": "s3cret", "HOME": folder, "PATH": "/usr/bin:/bin"]
            .merging(environment) { $1 }
        let paths = ["out", "err"].map { folder + "/." + $0 + "-" + UUID().uuidString.prefix(8) }
        for path in paths { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        if let input {
            let path = folder + "/.in-" + UUID().uuidString.prefix(8)
            try Data(input.utf8).write(to: URL(fileURLWithPath: path))
            process.standardInput = FileHandle(forReadingAtPath: path)
        } else {
            process.standardInput = FileHandle.nullDevice
        }
        process.standardOutput = FileHandle(forWritingAtPath: paths[0])
        process.standardError = FileHandle(forWritingAtPath: paths[1])
        try process.run()
        process.waitUntilExit()
        func text(_ path: String) -> String {
            (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        }
        return Result(
            code: process.terminationStatus, output: text(paths[0]), errors: text(paths[1]))
    }

    /// Runs a worker for `body`.
    func withWorker<Value>(_ body: (DeskClient, Int) async throws -> Value) async throws -> Value {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.program)
        process.arguments = ["worker", "--config", folder + "/baton.yaml"]
        process.environment = ["SECRET": "s3cret", "HOME": folder]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            if let desk = try? await DeskClient.connect(dataFolder: folder + "/data"),
                case .status(let status) = try await desk.send(.status), status.httpPort != 0
            {
                let value = try await body(desk, status.httpPort)
                await desk.close()
                return value
            }
            await Task.yield()
        }
        throw CancellationError()
    }
}
