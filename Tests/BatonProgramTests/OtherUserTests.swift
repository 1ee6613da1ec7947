import Foundation
import Glibc
import Testing

/// What other users of the machine may do; only root can become one of them to try.
@Suite(
    "baton for another Unix user", .serialized, .timeLimit(.minutes(10)),
    .enabled(if: OtherUser.canBe, "only root can try this"))
struct OtherUserTests {
    @Test("an agent needs no secret and is let in by the group; the role decides, in a sentence")
    func agent() async throws {
        try await ProgramRun.with { baton in
            try baton.configure(
                """
                people:
                  - {name: May, unix_user: nobody, role: agent}
                desk: {group: nogroup}
                """)
            try OtherUser.letRead(baton)
            try await baton.withWorker { _, _ in
                let reading = try OtherUser.run(baton, "ask", "早晨", "--json")
                let exporting = try OtherUser.run(baton, "events", "--json")

                #expect(reading.code == 0, "\(reading.errors)")
                #expect(exporting.code == 77)
                #expect(
                    exporting.errors
                        == "baton: the role 'agent' may not do this (export); ask a supervisor\n")
            }
        }
    }

    @Test("a user that nobody names is refused with a sentence, and cannot open the record")
    func stranger() async throws {
        try await ProgramRun.with { baton in
            try baton.configure("desk: {group: nogroup}")
            try OtherUser.letRead(baton)
            try await baton.withWorker { _, _ in
                let refused = try OtherUser.run(baton, "ask", "早晨")
                #expect(refused.code == 77)
                #expect(
                    refused.errors
                        == "baton: the Unix user 'nobody' is not among 'people' in baton.yaml; ask "
                        + "a supervisor to be added\n")
            }
            let alone = try OtherUser.run(baton, "ask", "早晨")
            #expect(alone.code == 77)
            #expect(alone.errors.contains("belongs to another user"))
        }
    }
}

/// The user `nobody`.
private enum OtherUser {
    private static let prefix = [
        "/usr/bin/setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups",
    ]

    static var canBe: Bool {
        guard geteuid() == 0, FileManager.default.isExecutableFile(atPath: prefix[0]) else {
            return false
        }
        let result = try? start(["/usr/bin/test", "-x", ProgramRun.program], in: "/tmp")
        return result?.code == 0
    }

    static func letRead(_ baton: ProgramRun) throws {
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: baton.folder)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: baton.folder + "/baton.yaml")
    }

    static func run(_ baton: ProgramRun, _ arguments: String...) throws -> ProgramRun.Result {
        try start(
            [ProgramRun.program] + arguments + ["--config", baton.folder + "/baton.yaml"],
            in: baton.folder)
    }

    private static func start(_ command: [String], in folder: String) throws -> ProgramRun.Result {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: prefix[0])
        process.arguments = Array(prefix.dropFirst()) + command
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = ["PATH": "/usr/bin:/bin"]
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
