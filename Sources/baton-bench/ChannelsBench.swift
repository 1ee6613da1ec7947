import ArgumentParser
import BatonChannels
import BatonConfiguration
import BatonCore
import BatonSimulator
import BatonStore
import BatonWorker
import Foundation
import Logging

/// Every channel against a provider with faults, all at once in one worker.
struct ChannelsBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "channels",
        abstract: "Messages through every channel against providers with faults.",
        discussion: """
            Providers refuse with a delay, fail, cut connections, answer late, and send webhooks
            twice and out of order. The clock runs faster, so that rates take no hours: what is
            counted is what was lost, doubled or wrong, and by how much rates were exceeded. The chat
            on websites has no provider: there it is the visitors' streams that break.
            """)

    @Option(help: "Messages a channel, two from each customer.")
    var messages = 10_000

    @Option(help: "How many times as fast the clock runs.")
    var speed = 20

    @Option(help: "The seed of the faults.")
    var seed: UInt64 = 7

    @Flag(help: "Print JSON.")
    var json = false

    private struct Report: Encodable {
        var channels: [ChannelTally]
        var webChat: WebChatTrial.Tally
        var verifyAndDecodeMicroseconds: [String: Double]
        var acknowledgedPerSecond: Double
        var diskSync: Measurement
        var machine: Machine
        var isRight: Bool
    }

    func run() async throws {
        let folder =
            NSTemporaryDirectory() + "baton-bench-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let clock = FastClock(speed: speed)
        let trials = ChannelDialect.allCases.map {
            ChannelTrial(
                $0, connection: $0.rawValue, messages: messages, seed: seed, clock: clock)
        }
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        var found = ports.makeAsyncIterator()
        var providers: [Task<Void, any Error>] = []
        var connections: [Configuration.Connection] = []
        for trial in trials {
            let provider = ScriptedProvider { await trial.answer($0) }
            providers.append(Task { try await provider.run { bound.yield($0) } })
            connections.append(connection(trial.dialect, port: await found.next() ?? 0))
        }
        let visits = WebChatTrial(
            origin: Self.shop, siteKey: "pk_bench", visitors: messages / 2, seed: seed)
        connections.append(Self.website)
        let store = try SQLiteStore.open(folder: folder, ids: IdentifierSource(clock: clock))
        _ = try await store.save(SampleShop.entries, by: .system, now: clock.now())
        var configuration = BenchSetUp.configuration(
            folder, apiBase: nil, debounce: .init(milliseconds: 1, capMilliseconds: 5))
        configuration.http.publicURL = ChannelDialect.publicURL
        configuration.connections = connections
        let worker = try Worker(
            configuration: configuration, store: store,
            surroundings: .init(
                clock: clock, sleeper: clock.sleeper, started: { bound.yield($0) }),
            logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() })
        let running = Task { try await worker.run(stoppingOn: []) }
        let port = await found.next() ?? 0
        let start = ContinuousClock.now
        await withTaskGroup(of: Void.self) { group in
            for trial in trials { group.addTask { await trial.post(to: port) } }
            group.addTask { try? await visits.post(to: port) }
        }
        let posted = Double((ContinuousClock.now - start).nanoseconds) / 1e9
        let acknowledged =
            trials.map(\.acknowledged).reduce(0, +) + visits.tally.acknowledged
        try await settle(store)
        await withTaskGroup(of: Void.self) { group in
            for trial in trials { group.addTask { await trial.report(to: port) } }
            group.addTask { try? await visits.read(from: port) }
        }
        try await settle(store)
        let tallies = try await tallies(trials, store)
        try show(
            Report(
                channels: tallies, webChat: visits.tally,
                verifyAndDecodeMicroseconds: try costs(clock),
                acknowledgedPerSecond: (Double(acknowledged) / posted * 10).rounded() / 10,
                diskSync: DiskSync.measure(folder: folder), machine: Machine.now(),
                isRight: tallies.allSatisfy(\.isRight) && visits.tally.isRight))
        running.cancel()
        for provider in providers { provider.cancel() }
        _ = try? await running.value
        for trial in trials { await trial.shutdown() }
        await visits.shutdown()
        if !tallies.allSatisfy(\.isRight) || !visits.tally.isRight { throw ExitCode(1) }
    }

    private static let shop = "https://shop.example.hk"

    private static var website: Configuration.Connection {
        Configuration.Connection(
            id: "webchat", channel: "webchat", secrets: [:], options: ["origins": shop],
            apiBase: nil, apiVersion: nil,
            inboxes: [.init(account: "pk_bench", name: "Bench", knowledge: "shop", mode: .auto)],
            line: 1)
    }

    private func connection(_ dialect: ChannelDialect, port: Int) -> Configuration.Connection {
        Configuration.Connection(
            id: dialect.rawValue, channel: dialect.rawValue,
            secrets: dialect.secrets.mapValues { [Secret(value: $0, source: .literal)] },
            options: dialect.options, apiBase: "http://127.0.0.1:\(port)", apiVersion: nil,
            inboxes: [
                .init(account: dialect.account, name: "Bench", knowledge: "shop", mode: .auto)
            ], line: 1)
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
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func tallies(_ trials: [ChannelTrial], _ store: SQLiteStore) async throws
        -> [ChannelTally]
    {
        var events: [String: Int] = [:]
        var skip = 0
        while case let page = try await store.inboundEvents(skipping: skip, limit: 10_000),
            !page.isEmpty
        {
            for event in page where event.kind == .message {
                events[event.provider, default: 0] += 1
            }
            skip += page.count
        }
        var conversations: [String: Int] = [:]
        var sends: [String: [Message]] = [:]
        var query = QueueQuery(filter: .all, limit: 200)
        while true {
            let page = try await store.queuePage(query)
            for row in page.rows {
                let channel = row.inbox.connection
                conversations[channel, default: 0] += 1
                sends[channel, default: []] += try await store.messages(
                    in: row.id, before: nil, limit: 200
                ).filter { $0.direction == .outbound }
            }
            guard page.hasMore, let last = page.rows.last else { break }
            query.after = QueueCursor(last, in: .all)
        }
        return try trials.map { trial in
            let channel = trial.dialect.rawValue
            return ChannelTally(
                trial, messages: messages, events: events[channel] ?? 0,
                conversations: conversations[channel] ?? 0, sends: sends[channel] ?? [],
                excess: trial.excess(
                    over: try adapter(trial.dialect).capabilities.rates,
                    tolerance: 100 * Double(speed)))
        }
    }

    private func adapter(_ dialect: ChannelDialect) throws -> any ChannelAdapter {
        try ChannelRegistry.adapter(
            for: ChannelSettings(
                connection("bench", dialect), publicURL: ChannelDialect.publicURL))
    }

    private func connection(_ id: String, _ dialect: ChannelDialect) -> Configuration.Connection {
        var made = connection(dialect, port: 1)
        made.id = id
        return made
    }

    /// Microseconds that proving and reading one message takes, by channel.
    private func costs(_ clock: FastClock) throws -> [String: Double] {
        var costs: [String: Double] = [:]
        for dialect in ChannelDialect.allCases {
            let adapter = try adapter(dialect)
            let now = clock.now()
            let webhook = dialect.message(
                "請問運費幾錢", number: 1, from: 1, connection: "bench", seconds: now.seconds)
            let parts = webhook.suffix.split(separator: "=")
            let request = WebhookRequest(
                method: "POST", path: "/webhooks/bench",
                query: parts.count == 2 ? [("token", String(parts[1]))] : [],
                headers: webhook.headers, body: webhook.body)
            let start = ContinuousClock.now
            for _ in 0..<2000 {
                guard adapter.verify(request, at: now) == .accepted else {
                    throw ValidationError("\(dialect.rawValue) does not prove its own message")
                }
                _ = try adapter.events(of: request)
            }
            let spent = Double((ContinuousClock.now - start).nanoseconds) / 2000 / 1000
            costs[dialect.rawValue] = (spent * 10).rounded() / 10
        }
        return costs
    }

    private func show(_ report: Report) throws {
        if json { return print(try Report.json(report)) }
        for tally in report.channels {
            let cost = report.verifyAndDecodeMicroseconds[tally.channel] ?? 0
            print(
                "\(tally.channel): \(tally.stored)/\(tally.messages) stored, "
                    + "\(tally.conversations) conversations of \(tally.customers) customers, "
                    + "\(tally.taken) sends taken, lost \(tally.lost), doubled \(tally.doubled), "
                    + "unknown \(tally.unknown), refused \(tally.refused) and shown so \(tally.failed), "
                    + "wrong statuses \(tally.wrongStatuses), over the "
                    + "rates \(tally.excess); \(cost) µs to prove and read")
        }
        let visits = report.webChat
        print(
            "webchat: \(visits.acknowledged)/\(visits.messages) stored, \(visits.seen) events seen "
                + "over \(visits.cuts) streams that broke, lost \(visits.lost), doubled "
                + "\(visits.doubled)")
        print("all channels at once: \(report.acknowledgedPerSecond)/s acknowledged")
        print(report.diskSync.line)
        print(report.machine.line)
    }
}
