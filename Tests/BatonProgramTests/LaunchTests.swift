import Foundation
import Testing

/// `baton` alone, as a person types it.
@Suite(
    "baton alone", .serialized, .timeLimit(.minutes(10)),
    .enabled(if: TmuxSession.isInstalled, "tmux is not installed"))
struct LaunchTests {
    @Test("it starts the worker in a session of its own, opens the console, and leaves it running")
    func starts() async throws {
        try await ProgramRun.with { baton in
            try baton.configure()
            let session = try TmuxSession(columns: 100, rows: 30)
            defer { session.kill() }
            try session.type(
                "cd \(baton.folder) && SECRET=s3cret \(ProgramRun.program) --language en",
                enter: true)
            try await session.until("With people")
            session.kill()

            let events = try await baton("events", "--json")
            let stop = try await baton("stop", "--json")

            #expect(events.output == "[]\n")
            #expect(stop.code == 0)
            #expect(stop.json as? [String: String] == ["worker": "stopping"])
            let log = try String(
                contentsOfFile: baton.folder + "/data/log/worker.log", encoding: .utf8)
            #expect(log.contains("listening"))
        }
    }

    @Test("a worker that cannot start is said at once, with the end of its log")
    func cannotStart() async throws {
        try await ProgramRun.with { baton in
            try baton.configure()
            let session = try TmuxSession(columns: 200, rows: 30)
            defer { session.kill() }
            try session.type(
                "cd \(baton.folder) && \(ProgramRun.program); echo code=$?", enter: true)

            try await session.until("the environment variable SECRET is not set")
            try await session.until("code=69")
        }
    }
}
