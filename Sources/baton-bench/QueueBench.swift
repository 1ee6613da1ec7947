import ArgumentParser
import BatonCore
import BatonStore
import Foundation

/// How long the store takes for what screens ask of it.
struct QueueBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue", abstract: "Pages, opening and searching on a seeded store.")

    @Argument(help: "A data folder that 'baton-bench seed' made, which no worker has open.")
    var folder: String

    @Option(help: "How often each is asked.")
    var times = 300

    @Flag(help: "Print JSON.")
    var json = false

    private struct Report: Encodable {
        var conversations: Int
        var measurements: [Measurement]
        var machine: Machine
    }

    func run() async throws {
        let store = try SQLiteStore.open(
            folder: URL(fileURLWithPath: folder).path,
            ids: IdentifierSource(clock: SystemWallClock()))
        let total = try await store.queuePage(QueueQuery(filter: .all, limit: 1)).total
        var measurements: [Measurement] = []
        for (name, filter) in [
            ("waiting", QueueQuery.Filter.waiting), ("with people", .flagged), ("all", .all),
        ] {
            measurements.append(
                try await measure("first page: \(name)") { _ in
                    _ = try await store.queuePage(QueueQuery(filter: filter, limit: 60))
                })
            let deep = try await place(in: filter, after: 150, store)
            measurements.append(
                try await measure("page 9,000 rows down: \(name)") { _ in
                    _ = try await store.queuePage(
                        QueueQuery(filter: filter, after: deep, limit: 60))
                })
        }
        // One of the seed's inboxes, and one in which nothing is, for which all is passed over.
        for account in ["1", "none"] {
            let inbox = InboxID(connection: "whatsapp_cloud", account: account)
            for (name, filter) in [("with people", QueueQuery.Filter.flagged), ("all", .all)] {
                measurements.append(
                    try await measure("first page of inbox \(account): \(name)") { _ in
                        _ = try await store.queuePage(
                            QueueQuery(filter: filter, inbox: inbox, limit: 60))
                    })
            }
        }
        let rows = try await store.queuePage(QueueQuery(filter: .all, limit: 200)).rows
        measurements.append(
            try await measure("open a conversation") { number in
                let row = rows[number % rows.count]
                _ = try await store.contact(row.contact)
                _ = try await store.messages(in: row.id, before: nil, limit: 200)
                _ = try await store.latestDecision(in: row.id)
            })
        for words in ["運費", "gift wrap", "保溫杯"] {
            measurements.append(
                try await measure("search \(words)") { _ in
                    _ = try await store.searchMessages(words, in: nil, before: nil, limit: 60)
                })
        }
        for words in ["陳", "9123 4"] {
            measurements.append(
                try await measure("customers \(words)") { _ in
                    _ = try await store.searchContacts(words, in: nil, limit: 10)
                })
        }
        measurements.append(
            try await measure("dashboard") { _ in
                _ = try await store.dashboard(now: SystemWallClock().now())
            })
        await store.close()
        let report = Report(
            conversations: total, measurements: measurements, machine: Machine.now())
        if json { return print(try Report.json(report)) }
        print("\(total) conversations")
        for measurement in measurements { print(measurement.line) }
        print(report.machine.line)
    }

    private func measure(_ name: String, _ body: (Int) async throws -> Void) async throws
        -> Measurement
    {
        var taken: [Int64] = []
        for number in 0..<times {
            let start = ContinuousClock.now
            try await body(number)
            taken.append((ContinuousClock.now - start).nanoseconds)
        }
        return Measurement(name, nanoseconds: taken)
    }

    private func place(in filter: QueueQuery.Filter, after pages: Int, _ store: SQLiteStore)
        async throws -> QueueCursor?
    {
        var cursor: QueueCursor?
        for _ in 0..<pages {
            let page = try await store.queuePage(
                QueueQuery(filter: filter, after: cursor, limit: 60))
            guard let last = page.rows.last, page.hasMore else { break }
            cursor = QueueCursor(last, in: filter)
        }
        return cursor
    }
}
