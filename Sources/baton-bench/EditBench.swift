import ArgumentParser
import BatonCore
import BatonDesk
import BatonKnowledge
import BatonStore
import Foundation

/// How soon the worker finds entries after a start, and whether answers ever miss a save.
struct EditBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edits",
        abstract: "Edits and questions against a real worker: how soon an edit answers.")

    @Option(help: "How many entries the shop has.")
    var entries = 5000

    @Option(help: "For how many seconds.")
    var seconds = 60

    @Option(help: "People who edit, and people who ask.")
    var people = 2

    @Flag(help: "Print JSON.")
    var json = false

    private struct Report: Encodable {
        var entries: Int
        var model: String?
        var lexicalSeconds: Double
        var semanticSeconds: Double
        var residentMiBLexical: Double
        var residentMiBSemantic: Double
        var residentMiBAfter: Double
        var saved: Measurement
        var live: Measurement
        var asked: Measurement
        var stale: Int
        var withoutMeaning: Int
    }

    func run() async throws {
        let folder =
            NSTemporaryDirectory() + "baton-bench-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let shop = SyntheticShop(entries: entries)
        try await seed(shop, folder)
        let start = ContinuousClock.now
        let worker = try BenchWorker(folder: folder)
        defer { worker.end() }
        let desk = try await worker.connect()
        _ = try await desk.send(.ask(text: "refund", knowledge: "shop"))
        let lexical = ContinuousClock.now - start
        let first = ProcessSample.of(worker.process)
        let meaning = try await settled(desk)
        let semantic = ContinuousClock.now - start
        let second = ProcessSample.of(worker.process)
        await desk.close()
        let loads = try await load(shop, worker)
        let last = ProcessSample.of(worker.process)
        try show(
            Report(
                entries: entries, model: meaning?.model, lexicalSeconds: lexical.inSeconds,
                semanticSeconds: semantic.inSeconds,
                residentMiBLexical: first?.residentMiB ?? 0,
                residentMiBSemantic: second?.residentMiB ?? 0,
                residentMiBAfter: last?.residentMiB ?? 0,
                saved: Measurement("save, as the editor is told", nanoseconds: loads.saved),
                live: Measurement("save and the next answer", nanoseconds: loads.live),
                asked: Measurement("question meanwhile", nanoseconds: loads.asked),
                stale: loads.stale, withoutMeaning: loads.withoutMeaning))
    }

    private func seed(_ shop: SyntheticShop, _ folder: String) async throws {
        let store = try SQLiteStore.open(
            folder: folder, ids: IdentifierSource(clock: SystemWallClock()))
        _ = try await store.save(
            (0..<entries).map { Self.entry($0, shop) }, by: .system, now: SystemWallClock().now())
        await store.close()
    }

    private static func entry(_ number: Int, _ shop: SyntheticShop, edition: Int = 0) -> Entry {
        var entry = shop.entry(number, edition: edition)
        entry.knowledge = "shop"
        return entry
    }

    /// Waits until every entry has its vectors.
    private func settled(_ desk: DeskClient) async throws -> DeskStatus.Meaning? {
        while true {
            guard case .status(let status) = try await desk.send(.status) else { return nil }
            if status.meaning?.model == nil || status.meaning?.waiting == 0 {
                return status.meaning
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private struct Load: Sendable {
        var saved: [Int64] = []
        var live: [Int64] = []
        var asked: [Int64] = []
        var stale = 0
        var withoutMeaning = 0
    }

    private func load(_ shop: SyntheticShop, _ worker: BenchWorker) async throws -> Load {
        let end = ContinuousClock.now + .seconds(seconds)
        var desks: [DeskClient] = []
        for _ in 0..<people * 2 { desks.append(try await worker.connect()) }
        let people = people
        let total = try await withThrowingTaskGroup(of: Load.self) { group in
            for (number, desk) in desks.enumerated() {
                group.addTask {
                    number < people
                        ? try await Self.edit(shop, desk, number, of: people, until: end)
                        : try await Self.ask(shop, desk, until: end)
                }
            }
            return try await group.reduce(into: Load()) { sum, part in
                sum.saved += part.saved
                sum.live += part.live
                sum.asked += part.asked
                sum.stale += part.stale
                sum.withoutMeaning += part.withoutMeaning
            }
        }
        for desk in desks { await desk.close() }
        return total
    }

    /// Saves and asks in turn; an answer that does not know the save is stale.
    private static func edit(
        _ shop: SyntheticShop, _ desk: DeskClient, _ editor: Int, of people: Int,
        until end: ContinuousClock.Instant
    ) async throws -> Load {
        var load = Load()
        var edition = 0
        while ContinuousClock.now < end {
            edition += 1
            // Each editor has entries of their own, a few that change again and again.
            let number = editor + people * (edition % 50)
            let entry = entry(number, shop, edition: edition)
            let start = ContinuousClock.now
            let reply = try await desk.send(
                .knowledge(.save([EntryChange(entry)], isForced: false)))
            guard case .knowledge(.saved(let saved)) = reply else { continue }
            let answer = try await desk.send(
                .ask(text: entry.questions[0].text, knowledge: "shop"))
            load.live.append((ContinuousClock.now - start).nanoseconds)
            load.saved.append(saved.liveAfterMicroseconds * 1000)
            guard case .decision(let decision?) = answer else { continue }
            let candidate = decision.evidence.candidates.first { $0.entry == entry.id }
            if candidate?.revision != saved.saves.first?.revision { load.stale += 1 }
            if decision.evidence.model == nil || (candidate?.engines["cosineQuestion"] ?? 0) < 0.9 {
                load.withoutMeaning += 1
            }
        }
        return load
    }

    private static func ask(
        _ shop: SyntheticShop, _ desk: DeskClient, until end: ContinuousClock.Instant
    ) async throws -> Load {
        var load = Load()
        let questions = shop.questions(400)
        var number = 0
        while ContinuousClock.now < end {
            let start = ContinuousClock.now
            _ = try await desk.send(
                .ask(text: questions[number % questions.count], knowledge: "shop"))
            load.asked.append((ContinuousClock.now - start).nanoseconds)
            number += 1
        }
        return load
    }

    private func show(_ report: Report) throws {
        if json { return print(try Report.json(report)) }
        print("\(report.entries) entries, \(report.model ?? "words alone")")
        print(
            "from the start to words \(report.lexicalSeconds) s, to meaning "
                + "\(report.semanticSeconds) s")
        print(
            "resident \(report.residentMiBLexical) MiB, then \(report.residentMiBSemantic), "
                + "after the load \(report.residentMiBAfter)")
        for line in [report.saved, report.live, report.asked] { print(line.line) }
        print("stale answers: \(report.stale); not by meaning: \(report.withoutMeaning)")
    }
}

extension Duration {
    /// Seconds, to a hundredth.
    fileprivate var inSeconds: Double { (Double(nanoseconds) / 1e7).rounded() / 100 }
}
