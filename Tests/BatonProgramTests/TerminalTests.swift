import Foundation
import Testing

/// The real program in a real terminal.
@Suite(
    "baton in tmux", .serialized, .timeLimit(.minutes(10)),
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

    @Test(
        "however it ends, the terminal is given back as it was",
        arguments: ["TERM", "HUP", "SEGV", "ABRT"])
    func restored(signal: String) async throws {
        let session = try TmuxSession(columns: 100, rows: 24)
        defer { session.kill() }
        let sum = "stty -a | cksum"
        try session.type(
            "ulimit -c 0; \(sum); \(TmuxSession.baton) demo --language en; \(sum); echo fini\\shed",
            enter: true)
        try await session.until("With people")

        try session.signal(signal)
        try await session.until("\nfinished")

        let sums = try session.screen().split(separator: "\n").filter {
            $0.split(separator: " ").count == 2 && $0.allSatisfy { $0.isNumber || $0 == " " }
        }
        #expect(sums.count == 2)
        #expect(Set(sums).count == 1)
    }

    @Test(
        "a paste runs no command on the list, and becomes lines of the reply where one is written")
    func paste() async throws {
        let session = try TmuxSession(columns: 110, rows: 30)
        defer { session.kill() }
        try session.type("\(TmuxSession.baton) demo --seed 1 --language en", enter: true)
        try await session.until("Asked for a person")

        try session.paste("tqx\n")
        try session.press("?")
        try await session.until("Makes the conversation yours")
        try session.press("q")
        try await session.until("With people")
        try session.press("t")
        try await session.until("It is yours")
        try session.paste("第一行\nqtx 第二行")
        try await session.until("  qtx 第二行")

        let screen = try session.screen()
        #expect(screen.contains("  第一行\n"))
        #expect(!screen.contains("(you)"))
    }

    @Test(
        "two consoles race for one conversation: one wins, and the other is told who",
        .enabled(if: ConsoleRace.isPossible, "needs root and setpriv, for a second person"))
    func race() async throws {
        let race = try await ConsoleRace()
        defer { race.end() }
        let sessions = try [
            race.console(asSecondPerson: false), race.console(asSecondPerson: true),
        ]
        defer { for session in sessions { session.kill() } }
        for session in sessions { try await session.until("With people") }
        try await race.customerWrites("我要搵真人")
        for session in sessions { try await session.until("我要搵真人") }

        for session in sessions { try session.press("t") }
        var seen: [String] = []
        for session in sessions {
            seen.append(
                try await session.until(anyOf: ["It is yours", "May has it", "Ken has it"]))
        }

        let isFirst = seen[0] == "It is yours"
        #expect(seen == (isFirst ? ["It is yours", "May has it"] : ["Ken has it", "It is yours"]))
    }

    @Test(
        "a worker that goes is said, and what is typed meanwhile is there when it is back",
        .enabled(if: ConsoleRace.isPossible, "needs root, for the Desk's group"))
    func away() async throws {
        let race = try await ConsoleRace()
        defer { race.end() }
        let session = try race.console(asSecondPerson: false)
        defer { session.kill() }
        try await session.until("With people")
        try await race.customerWrites("我要搵真人")
        try await session.until("我要搵真人")
        try session.press("t")
        try await session.until("It is yours")

        race.stopWorker()
        try await session.until("worker away")
        try session.type("唔好意思", enter: false)
        try await session.until("  唔好意思")
        try race.startWorker()
        try await session.until("The worker is back")

        let second = try race.console(asSecondPerson: false)
        defer { second.kill() }
        try await second.until("我要搵真人")
        try second.press("Enter")
        try await second.until("  唔好意思")
    }
}
