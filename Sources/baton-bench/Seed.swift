import ArgumentParser
import BatonCore
import BatonSimulator
import BatonStore
import Foundation

/// Makes a store of plausible bilingual work, through the store's own operations.
struct Seed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a store with many conversations and messages.")

    @Argument(help: "An empty or missing data folder.")
    var folder: String

    @Option(help: "How many conversations.")
    var conversations = 1000

    @Option(help: "How many messages in all, at least one a conversation.")
    var messages = 5000

    @Flag(help: "Print JSON.")
    var json = false

    private struct Report: Encodable {
        var conversations: Int
        var messages: Int
        var seconds: Double
        var machine: Machine
    }

    func validate() throws {
        guard conversations > 0, messages >= conversations else {
            throw ValidationError("--messages is at least --conversations, and both above 0")
        }
    }

    func run() async throws {
        let path = URL(fileURLWithPath: folder).path
        let start = ContinuousClock.now
        let store = try SQLiteStore.open(
            folder: path, ids: IdentifierSource(clock: SystemWallClock()))
        _ = try await store.save(SampleShop.entries, by: .system, now: SystemWallClock().now())
        let tasks = 64
        let total = messages
        let customers = conversations
        try await withThrowingTaskGroup(of: Void.self) { group in
            for offset in 0..<tasks {
                group.addTask {
                    for number in stride(from: offset, to: total, by: tasks) {
                        try await Self.add(number, customer: number % customers, to: store)
                    }
                }
            }
            try await group.waitForAll()
        }
        await store.close()
        let seconds = Double((ContinuousClock.now - start).nanoseconds) / 1e9
        let report = Report(
            conversations: conversations, messages: messages,
            seconds: (seconds * 10).rounded() / 10, machine: Machine.now())
        if json {
            print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
        } else {
            print(
                "\(report.messages) messages in \(report.conversations) conversations, "
                    + "\(report.seconds) s; \(report.machine.line)")
        }
    }

    private static func add(_ number: Int, customer: Int, to store: SQLiteStore) async throws {
        let now = SystemWallClock().now()
        let person = CustomerSimulator.customer(customer)
        var event = InboundEvent(kind: .message, provider: "whatsapp_cloud", account: "1")
        event.id = "wamid.SEED.\(number)"
        event.at = now.seconds - Int64(number % 86_400)
        event.contact = ContactAddress(bsuid: person.userID, name: person.name)
        event.content = .text(SampleQuestion.all[number % SampleQuestion.all.count].text)
        let sequences = try await store.ingest(
            ReceivedWebhook(connection: "whatsapp_cloud", body: [], receivedAt: now),
            events: [event])
        for sequence in sequences {
            // Two in five wait for a person, as on a busy day.
            _ = try await store.apply(
                inbox: sequence,
                routing: Routing(
                    channel: "whatsapp_cloud", mode: customer % 5 < 2 ? .humanOnly : .auto,
                    debounceMilliseconds: 86_400_000, debounceCapMilliseconds: 86_400_000),
                now: now)
        }
    }
}
