import ArgumentParser
import BatonConfiguration
import BatonCore
import BatonSimulator
import BatonStore
import BatonWorker
import Foundation
import Logging

/// How many messages a second go the whole way: signed webhook, decision, delivery to a stand-in.
struct Throughput: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "throughput", abstract: "Messages a second, from webhook to delivery.")

    @Option(help: "How many messages, each from a customer of its own.")
    var messages = 2000

    @Option(help: "How many are posted at once.")
    var atOnce = 32

    @Flag(help: "Print JSON.")
    var json = false

    private struct Report: Encodable {
        var messages: Int
        var acknowledgedPerSecond: Double
        var deliveredPerSecond: Double
        var delivered: Int
        var acknowledgement: Measurement
        var diskSync: Measurement
        var machine: Machine
    }

    func run() async throws {
        let folder =
            NSTemporaryDirectory() + "baton-bench-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let standIn = ProviderStandIn(secret: BenchSetUp.secret, reportsStatuses: false)
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        var found = ports.makeAsyncIterator()
        let provider = Task { try await standIn.run { bound.yield($0) } }
        let api = "http://127.0.0.1:\(await found.next() ?? 0)"
        let store = try SQLiteStore.open(
            folder: folder, ids: IdentifierSource(clock: SystemWallClock()))
        _ = try await store.save(SampleShop.entries, by: .system, now: SystemWallClock().now())
        var surroundings = Worker.Surroundings(started: { bound.yield($0) })
        // What the worker can do, not what a provider allows.
        surroundings.keepsRates = false
        let worker = try Worker(
            configuration: BenchSetUp.configuration(
                folder, apiBase: api, debounce: .init(milliseconds: 1, capMilliseconds: 5)),
            store: store, surroundings: surroundings,
            logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() })
        let running = Task { try await worker.run(stoppingOn: []) }
        let customers = CustomerSimulator(
            webhook: "http://127.0.0.1:\(await found.next() ?? 0)/webhooks/whatsapp_cloud",
            secret: BenchSetUp.secret, account: "1")
        let start = ContinuousClock.now
        await post(customers)
        let acknowledged = ContinuousClock.now
        try await settle(store)
        let delivered = ContinuousClock.now
        let posted = customers.posted
        await customers.shutdown()
        func rate(_ count: Int, _ end: ContinuousClock.Instant) -> Double {
            (Double(count) / (Double((end - start).nanoseconds) / 1e9) * 10).rounded() / 10
        }
        let sends = standIn.received.count
        try show(
            Report(
                messages: messages,
                acknowledgedPerSecond: rate(posted.count { $0.isAcknowledged }, acknowledged),
                deliveredPerSecond: rate(sends, delivered), delivered: sends,
                acknowledgement: Measurement(
                    "acknowledged, \(atOnce) at once", nanoseconds: posted.map(\.nanoseconds)),
                diskSync: DiskSync.measure(folder: folder), machine: Machine.now()))
        running.cancel()
        provider.cancel()
        _ = try? await running.value
        _ = try? await provider.value
    }

    private func post(_ customers: CustomerSimulator) async {
        let (total, tasks) = (messages, atOnce)
        await withTaskGroup(of: Void.self) { group in
            for offset in 0..<tasks {
                group.addTask {
                    for number in stride(from: offset, to: total, by: tasks) {
                        // Every one is answered or handed over with a notice: one send each.
                        await customers.post(
                            "請問運費幾錢", id: "wamid.RATE.\(number)",
                            from: CustomerSimulator.customer(number))
                    }
                }
            }
        }
    }

    private func settle(_ store: SQLiteStore) async throws {
        while true {
            let outbox = try await store.outboxCounts()
            if try await store.unappliedInbox(limit: 1).isEmpty,
                try await store.nextDecisionDue() == nil,
                (outbox[.pending] ?? 0) + (outbox[.sending] ?? 0) == 0
            {
                return
            }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    private func show(_ report: Report) throws {
        if json { return print(try Report.json(report)) }
        print(
            "\(report.messages) messages: \(report.acknowledgedPerSecond)/s acknowledged, "
                + "\(report.delivered) sends, \(report.deliveredPerSecond)/s delivered")
        print(report.acknowledgement.line)
        print(report.diskSync.line)
        print(report.machine.line)
    }
}
