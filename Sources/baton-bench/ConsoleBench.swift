import ArgumentParser
import BatonCore
import BatonDesk
import Foundation
import Glibc

/// The real console on a pseudo-terminal, beside a real worker on a seeded store.
struct ConsoleBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "console",
        abstract:
            "Start to first frame, key to frame, idle processor and memory, on a seeded store.")

    @Argument(help: "A data folder that 'baton-bench seed' made.")
    var folder: String

    @Option(help: "How often the console is started.")
    var starts = 20

    @Option(help: "How many keys are pressed.")
    var keys = 300

    @Option(help: "For how many seconds nothing is done.")
    var idle = 20

    @Flag(help: "Print JSON.")
    var json = false

    private struct Report: Encodable {
        var conversations: Int
        var firstFrame: Measurement
        var firstRows: Measurement
        var keyToFrame: Measurement
        var idleSeconds: Int
        var consoleIdlePercent: Double
        var workerIdlePercent: Double
        var consoleResidentMiB: Double
        var workerResidentMiB: Double
        var machine: Machine
    }

    func run() async throws {
        let worker = try BenchWorker(folder: folder)
        defer { worker.end() }
        let desk = try await worker.connect()
        var total = 0
        if case .queue(let page) = try await desk.send(.queue(QueueQuery(filter: .all, limit: 1))) {
            total = page.total
        }
        await desk.close()
        var frames: [Int64] = []
        var rows: [Int64] = []
        for _ in 0..<starts {
            let (frame, row) = try start(worker)
            frames.append(frame)
            rows.append(row)
        }
        let console = try console(worker)
        defer { console.end() }
        _ = console.readUntilQuiet(milliseconds: 300)
        let pressed = try press(console)
        _ = console.readUntilQuiet(milliseconds: 300)
        let (before, workerBefore) = (
            ProcessSample.of(console.process), ProcessSample.of(worker.process)
        )
        // What is drawn meanwhile is read, or the console would wait for it.
        let end = ContinuousClock.now + .seconds(idle)
        while ContinuousClock.now < end {
            _ = console.readUntilQuiet(milliseconds: 500, first: 500)
        }
        guard let before, let workerBefore, let after = ProcessSample.of(console.process),
            let workerAfter = ProcessSample.of(worker.process)
        else { throw PseudoTerminal.Failed(description: "console or worker ended by itself") }
        try show(
            Report(
                conversations: total,
                firstFrame: Measurement("console start to first frame", nanoseconds: frames),
                firstRows: Measurement("console start to first rows", nanoseconds: rows),
                keyToFrame: Measurement("key to frame at 200×60", nanoseconds: pressed),
                idleSeconds: idle, consoleIdlePercent: after.cpuPercent(since: before),
                workerIdlePercent: workerAfter.cpuPercent(since: workerBefore),
                consoleResidentMiB: after.residentMiB, workerResidentMiB: workerAfter.residentMiB,
                machine: Machine.now()))
    }

    private func console(_ worker: BenchWorker) throws -> PseudoTerminal {
        try PseudoTerminal(
            [worker.program, "console", "--config", worker.configuration, "--language", "en"],
            columns: 200, rows: 60)
    }

    /// One start: nanoseconds to the frame's first words, and to the first conversation.
    private func start(_ worker: BenchWorker) throws -> (frame: Int64, rows: Int64) {
        let begun = ContinuousClock.now
        let console = try console(worker)
        defer { console.end() }
        var first: ContinuousClock.Instant?
        let rows = console.read(atMostMilliseconds: 5000) { seen in
            let text = String(decoding: seen, as: UTF8.self)
            if first == nil, text.contains("Baton") { first = .now }
            return Self.names.contains { text.contains($0) }
        }
        guard let first, let rows else {
            throw PseudoTerminal.Failed(description: "the console showed no conversation in 5 s")
        }
        return ((first - begun).nanoseconds, (rows - begun).nanoseconds)
    }

    /// Names of the seed's customers.
    private static let names = ["陳", "李", "黃", "張", "Chan", "Wong", "Lee"]

    /// A drawing has ended when nothing more of it came for this long.
    private static let endOfFrame: Int32 = 4
    /// What else is drawn, such as a page that has come or the clock, is over before the next key.
    private static let rest: Int32 = 21

    /// Moves down and up, so that every key changes the frame.
    private func press(_ console: PseudoTerminal) throws -> [Int64] {
        var taken: [Int64] = []
        for number in 0..<keys {
            let begun = ContinuousClock.now
            console.type(number % 50 < 25 ? "j" : "k")
            guard let drawn = console.readUntilQuiet(milliseconds: Self.endOfFrame) else {
                continue
            }
            taken.append((drawn - begun).nanoseconds)
            _ = console.readUntilQuiet(milliseconds: Self.rest, first: Self.rest)
        }
        guard taken.count > keys / 2 else {
            throw PseudoTerminal.Failed(
                description: "the console drew nothing when keys were pressed")
        }
        return taken
    }

    private func show(_ report: Report) throws {
        if json { return print(try Report.json(report)) }
        print("\(report.conversations) conversations")
        for line in [report.firstFrame.line, report.firstRows.line, report.keyToFrame.line] {
            print(line)
        }
        print(
            "idle for \(report.idleSeconds) s: console \(report.consoleIdlePercent) %, worker "
                + "\(report.workerIdlePercent) % of a core")
        print(
            "resident: console \(report.consoleResidentMiB) MiB, worker "
                + "\(report.workerResidentMiB) MiB")
        print(report.machine.line)
    }
}
