import Foundation
import Glibc
import Testing

/// The set-up script on machines that lack something; what it would call is stood in for.
@Suite("scripts/setup", .serialized, .timeLimit(.minutes(10)))
struct ScriptTests {
    private static let setup = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("scripts/setup").path

    /// Runs the script in another folder with these commands before all others.
    private func run(_ commands: [String: String], arguments: [String] = []) async throws
        -> ProgramRun.Result
    {
        try await ProgramRun.with { place in
            for (name, script) in commands {
                try place.write("#!/bin/bash\n\(script)\n", to: name, mode: 0o755)
            }
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/bash")
            process.arguments = [Self.setup] + arguments
            process.currentDirectoryURL = URL(fileURLWithPath: "/")
            process.environment = ["PATH": place.folder + ":/usr/bin:/bin"]
            let (output, errors) = (Pipe(), Pipe())
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = output
            process.standardError = errors
            try process.run()
            let written = output.fileHandleForReading.readDataToEndOfFile()
            let complained = errors.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return ProgramRun.Result(
                code: process.terminationStatus, output: String(decoding: written, as: UTF8.self),
                errors: String(decoding: complained, as: UTF8.self))
        }
    }

    private let swift = "echo 'Swift version 6.3.1 (swift-6.3.1-RELEASE)'"

    @Test("with everything there it does nothing and says nothing, from any folder")
    func ready() async throws {
        let result = try await run([
            "swift": swift, "dpkg-query": "echo 'install ok installed'", "apt-get": "exit 1",
        ])

        #expect(result.code == 0)
        #expect(result.output + result.errors == "")
    }

    @Test("a Swift that is too old is one line that says which is needed and where it is")
    func oldSwift() async throws {
        let result = try await run(["swift": "echo 'Swift version 6.1.2'"])

        #expect(result.code == 69)
        #expect(
            result.errors
                == "setup: Swift 6.1 is too old; 6.2 or later is needed: "
                + "https://www.swift.org/install/linux\n")
    }

    @Test(
        "packages that cannot be installed are named",
        arguments: [
            ("--tests", "libncurses-dev libsqlite3-dev libncursesw6 zlib1g-dev tmux procps"),
            ("--browser", "chromium fonts-noto-cjk"),
        ])
    func packages(_ option: String, _ names: String) async throws {
        let result = try await run(
            [
                "swift": swift, "dpkg-query": "exit 1", "apt-get": "echo no network; exit 100",
                "sudo": "exit 1",
            ], arguments: [option])

        #expect(result.code == 69)
        #expect(
            result.errors.hasSuffix(
                geteuid() == 0
                    ? "setup: could not install \(names); install them by hand and run this again\n"
                    : "setup: missing packages; install them as root: apt-get install -y "
                        + "\(names)\n"))
    }

    @Test("an option that it does not know ends with 64 and the usage")
    func usage() async throws {
        let result = try await run([:], arguments: ["--what"])

        #expect(result.code == 64)
        #expect(result.errors.hasPrefix("usage: scripts/setup"))
    }
}
