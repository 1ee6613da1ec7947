import BatonCore
import BatonDesk
import BatonSimulator
import Foundation

/// A worker process, a stand-in for the provider that outlives it, and a ledger of what was
/// acknowledged, kept outside the worker.
final class KillRig {
    /// A worker that runs.
    struct Running {
        var process: Process
        var port: Int
    }

    /// What is found in the end.
    struct Result {
        var acknowledged = 0
        var missing: Set<String> = []
        var twice: Set<String> = []
        var unattended: Set<String> = []
        var uncertain = 0
    }

    private let folder = NSTemporaryDirectory() + "baton-kill-" + UUID().uuidString
    private let standIn = ProviderStandIn(secret: "kill-secret", reportsStatuses: false)
    private let standInTask: Task<Void, any Error>
    private var acknowledged: Set<String> = []
    private var last: Running?

    init() async throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let standIn = standIn
        standInTask = Task { try await standIn.run { port.yield($0) } }
        var found = ports.makeAsyncIterator()
        let bound = await found.next() ?? 0
        let text = """
            data: ./data
            http: {listen: "127.0.0.1:0"}
            connections:
              whatsapp_cloud:
                channel: whatsapp_cloud
                app_secret: kill-secret
                access_token: kill
                api_base: http://127.0.0.1:\(bound)
                inboxes: {"1": {name: Shop, knowledge: shop, mode: auto}}
            debounce: {wait: 20ms, at_most: 60ms}
            """
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/baton.yaml"))
        let knowledge = #"{"id":"fee","lang":"zh-Hant","question":"運費幾錢","answer":"滿$400免運費"}"#
        try Data(knowledge.utf8).write(to: URL(fileURLWithPath: folder + "/shop.jsonl"))
        let importing = try run(["kb", "import", folder + "/shop.jsonl", "--into", "shop"])
        importing.waitUntilExit()
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    func start() async throws -> Running {
        let log = folder + "/worker-\(UUID().uuidString).log"
        let process = try run(["worker"], log: log)
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            if let range = text.range(of: "port=") {
                let digits = text[range.upperBound...].prefix { $0.isNumber }
                if let port = Int(digits) { return Running(process: process, port: port) }
            }
            await Task.yield()
        }
        throw CancellationError()
    }

    func customers(port: Int) -> CustomerSimulator {
        CustomerSimulator(
            webhook: "http://127.0.0.1:\(port)/webhooks/whatsapp_cloud", secret: "kill-secret",
            account: "1")
    }

    func note(_ posted: [CustomerSimulator.Posted]) {
        acknowledged.formUnion(posted.filter(\.isAcknowledged).map(\.id))
    }

    /// Starts a last time, waits until nothing is left to do, and compares with the ledger.
    /// - Parameter limit: how long what was left over may take.
    func settle(atMost limit: Duration) async throws -> Result {
        last = try await start()
        var client: DeskClient?
        let end = ContinuousClock.now + limit
        while client == nil, ContinuousClock.now < end {
            client = try? await DeskClient.connect(dataFolder: folder + "/data")
        }
        guard let desk = client else { throw CancellationError() }
        var result = Result()
        while ContinuousClock.now < end {
            // Everything is looked at only when the worker seems done: looking keeps it from work.
            guard case .status(let status) = try await desk.send(.status),
                (status.outbox["pending"] ?? 0) + (status.outbox["sending"] ?? 0) == 0
            else { continue }
            result = try await look(desk)
            if result.missing.isEmpty, result.unattended.isEmpty { break }
        }
        await desk.close()
        return result
    }

    func stop() async {
        last?.process.terminate()
        last?.process.waitUntilExit()
        standInTask.cancel()
        _ = try? await standInTask.value
    }

    private func look(_ desk: DeskClient) async throws -> Result {
        var result = Result()
        result.acknowledged = acknowledged.count
        var stored: [String: Int] = [:]
        var after: QueueCursor?
        while true {
            guard
                case .queue(let page) = try await desk.send(
                    .queue(QueueQuery(filter: .all, after: after, limit: 200)))
            else { break }
            for row in page.rows {
                guard case .opened(let view) = try await desk.send(.open(row.id, limit: 100)) else {
                    continue
                }
                let ours = view.messages.filter { $0.direction == .outbound }
                for message in view.messages where message.direction == .inbound {
                    stored[message.providerID ?? "", default: 0] += 1
                    if row.owner == .bot, !ours.contains(where: { $0.delivery == .sent }) {
                        result.unattended.insert(message.providerID ?? "")
                    }
                }
                result.uncertain += ours.count { $0.delivery == .unknown }
            }
            after = page.rows.last.map { QueueCursor($0, in: .all) }
            if !page.hasMore { break }
        }
        result.missing = acknowledged.subtracting(stored.keys)
        result.twice = Set(stored.filter { $0.value > 1 }.keys)
        var sends: [String: Int] = [:]
        for received in standIn.received { sends[received.send, default: 0] += 1 }
        result.twice.formUnion(sends.filter { $0.value > 1 }.keys)
        return result
    }

    private func run(_ arguments: [String], log: String? = nil) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
            .resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("baton")
        process.arguments = arguments + ["--config", folder + "/baton.yaml"]
        var handle = FileHandle.nullDevice
        if let log {
            _ = FileManager.default.createFile(atPath: log, contents: nil)
            handle = FileHandle(forWritingAtPath: log) ?? .nullDevice
        }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        return process
    }
}
