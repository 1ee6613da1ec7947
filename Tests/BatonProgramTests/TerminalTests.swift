import Foundation
import Testing

/// The real program in a real terminal.
@Suite(
    "baton in tmux", .serialized, .timeLimit(.minutes(3)),
    .enabled(if: TmuxSession.isInstalled, "tmux is not installed"))
struct TerminalTests {
    @Test("a conversation arrives by itself, is taken over, answered in Chinese, and delivered")
    func mainJob() async throws {
        let session = try TmuxSession(columns: 110, rows: 30)
        defer { session.kill() }
        try session.type("\(TmuxSession.baton) demo --seed 1 --language en", enter: true)

        try await session.until("Asked for a person")
        try session.press("t")
        try await session.until("It is yours")
        try session.type("你好，我係客服", enter: false)
        try await session.until("你好，我係客服")
        try session.press("Enter")
        try await session.until("(you)  ✓✓")
    }

    @Test("the window may change its size while the program runs")
    func resize() async throws {
        let session = try TmuxSession(columns: 110, rows: 30)
        defer { session.kill() }
        try session.type("\(TmuxSession.baton) demo --language en", enter: true)
        try await session.until("With people")

        try session.resize(columns: 50, rows: 12)
        try await session.until("the window is too small")
        try session.resize(columns: 80, rows: 24)
        try await session.until("With people")
    }

    @Test("SIGTERM gives the terminal back as it was")
    func restored() async throws {
        let session = try TmuxSession(columns: 100, rows: 24)
        defer { session.kill() }
        let sum = "stty -a | cksum"
        try session.type(
            "\(sum); \(TmuxSession.baton) demo; \(sum); echo fini\\shed", enter: true)
        try await session.until("With people")

        try session.terminate()
        try await session.until("\nfinished")

        let sums = try session.screen().split(separator: "\n").filter {
            $0.split(separator: " ").count == 2 && $0.allSatisfy { $0.isNumber || $0 == " " }
        }
        #expect(sums.count == 2)
        #expect(Set(sums).count == 1)
    }
}
