import ArgumentParser
import BatonConfiguration
import BatonCore
import BatonSimulator
import BatonStore
import BatonWorker
import Foundation
import Logging
import Synchronization

/// How long a webhook waits for its 200, which comes after a commit with full sync.
struct Acknowledge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack", abstract: "Acknowledgement latency at a steady rate.")

    @Option(help: "Messages a second.")
    var rate = 50

    @Option(help: "For how many seconds.")
    var seconds = 20

    @Flag(help: "Print JSON.")
    var json = false

    private struct Report: Encodable {
        var acknowledgement: Measurement
        var diskSync: Measurement
        var refused: Int
        var machine: Machine
    }

    func run() async throws {
        let folder =
            NSTemporaryDirectory() + "baton-bench-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let shared = PortBox()
        let store = try SQLiteStore.open(
            folder: folder, ids: IdentifierSource(clock: SystemWallClock()))
        _ = try await store.save(SampleShop.entries, by: .system, now: SystemWallClock().now())
        let worker = try Worker(
            configuration: BenchSetUp.configuration(
                folder, apiBase: nil, debounce: ConfigurationDefaults.debounce), store: store,
            surroundings: .init(started: { shared.set($0) }),
            logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() })
        let task = Task { try await worker.run(stoppingOn: []) }
        while shared.value == 0 { try await Task.sleep(for: .milliseconds(5)) }
        let customers = CustomerSimulator(
            webhook: "http://127.0.0.1:\(shared.value)/webhooks/whatsapp_cloud",
            secret: BenchSetUp.secret, account: "1")
        try await post(customers)
        let posted = customers.posted
        await customers.shutdown()
        task.cancel()
        let report = Report(
            acknowledgement: Measurement(
                "acknowledged at \(rate)/s", nanoseconds: posted.map(\.nanoseconds)),
            diskSync: DiskSync.measure(folder: folder),
            refused: posted.count { !$0.isAcknowledged }, machine: Machine.now())
        try show(report)
    }

    private func show(_ report: Report) throws {
        if json {
            let data = try JSONEncoder().encode(report)
            print(String(decoding: data, as: UTF8.self))
        } else {
            print(report.acknowledgement.line)
            print(report.diskSync.line)
            print("not acknowledged: \(report.refused)")
            print(report.machine.line)
        }
    }

    private func post(_ customers: CustomerSimulator) async throws {
        let total = rate * seconds
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<total {
                let due = start + .nanoseconds(Int64(number) * 1_000_000_000 / Int64(rate))
                try await Task.sleep(until: due, clock: .continuous)
                group.addTask {
                    let question = SampleQuestion.all[number % SampleQuestion.all.count]
                    await customers.post(
                        question.text, id: "wamid.BENCH.\(number)",
                        from: CustomerSimulator.customer(number % 500))
                }
            }
            try await group.waitForAll()
        }
    }
}

/// A port that one task sets and another looks for.
private final class PortBox: Sendable {
    private let port = Mutex(0)

    var value: Int { port.withLock { $0 } }

    func set(_ value: Int) { port.withLock { $0 = value } }
}
