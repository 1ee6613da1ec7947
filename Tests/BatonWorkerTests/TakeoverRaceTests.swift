import BatonConfiguration
import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import BatonWorker
import Foundation
import Synchronization
import Testing

/// The bot never speaks after a person has taken over, whoever was faster.
@Suite("A takeover", .timeLimit(.minutes(10)))
struct TakeoverRaceTests {
    /// What the stand-in had been asked for a customer when a takeover was confirmed.
    private struct Confirmation: Sendable {
        var sends: Int
        var typings: Int
        var wasInFlight: Bool
    }

    private final class Ledger: Sendable {
        let confirmed = Mutex<[Int: Confirmation]>([:])
        let begun = Mutex<[String: Int]>([:])

        func begin(_ recipient: String) {
            begun.withLock { $0[recipient, default: 0] += 1 }
        }

        func sends(to number: Int) -> Int {
            begun.withLock { $0[WorkerRig.customer(number).phone ?? ""] ?? 0 }
        }
    }

    @Test("1,000 races with a pending answer: no request of the bot begins once it is confirmed")
    func races() async throws {
        let races = 1_000
        let ledger = Ledger()
        try await WorkerRig.with(standInAnswers: { received in
            ledger.begin(received.recipient)
            for _ in 0..<50 { await Task.yield() }
            return .taken
        }) { rig in
            let claiming = Task { await claim(rig, ledger) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for share in 0..<8 {
                    group.addTask {
                        for number in stride(from: share, to: races, by: 8) {
                            try await rig.write("請問運費幾錢", id: "r\(number)", from: number)
                        }
                    }
                }
                try await group.waitForAll()
            }
            try await rig.untilSettled(atMost: .seconds(240))
            claiming.cancel()
            await claiming.value
            try await claimTheRest(rig, ledger)

            let confirmed = ledger.confirmed.withLock { $0 }
            #expect(confirmed.count == races)
            let late = confirmed.filter { number, seen in
                ledger.sends(to: number) != seen.sends
                    || Self.typings(of: number, rig) != seen.typings
            }
            #expect(late.isEmpty, "\(late.count) times the bot spoke after a takeover")
            let before = confirmed.count { $0.value.sends == 0 }
            let inFlight = confirmed.count { $0.value.wasInFlight }
            #expect(before > 50, "too few takeovers came before the answer: \(before)")
            #expect(races - before > 50, "too few came after it: \(races - before)")
            #expect(inFlight > 0, "none came while the answer was on its way")
        }
    }

    /// Claims each conversation at its first, second or third change, by chance.
    private func claim(_ rig: WorkerRig, _ ledger: Ledger) async {
        var random = SeededRandom(seed: 20_261_125)
        var patience: [ConversationID: Int] = [:]
        var done: Set<ConversationID> = []
        await withTaskGroup(of: Void.self) { group in
            for await event in rig.desk.events {
                guard case .changed(let ids) = event else { continue }
                for id in ids where !done.contains(id) {
                    let left = patience[id] ?? Int(random.next() % 3)
                    patience[id] = left - 1
                    guard left == 0 else { continue }
                    done.insert(id)
                    group.addTask { await Self.take(id, rig, ledger) }
                }
            }
        }
    }

    /// Those whose changes came together were not claimed yet.
    private func claimTheRest(_ rig: WorkerRig, _ ledger: Ledger) async throws {
        var after: QueueCursor?
        while true {
            let query = QueueQuery(filter: .all, after: after, limit: 200)
            guard case .queue(let page) = try await rig.desk.send(.queue(query)) else { return }
            for row in page.rows where row.owner == .bot { await Self.take(row.id, rig, ledger) }
            guard page.hasMore, let last = page.rows.last else { return }
            after = QueueCursor(last, in: .all)
        }
    }

    private static func take(_ id: ConversationID, _ rig: WorkerRig, _ ledger: Ledger) async {
        guard
            case .claimed(.won(let row), let wasInFlight) =
                try? await rig.desk.send(.claim(id, force: false)),
            let phone = row.contactPhone, let digits = Int(phone.suffix(8))
        else { return }
        let number = digits - 60_000_000
        let confirmation = Confirmation(
            sends: ledger.sends(to: number), typings: typings(of: number, rig),
            wasInFlight: wasInFlight)
        ledger.confirmed.withLock { $0[number] = confirmation }
    }

    private static func typings(of number: Int, _ rig: WorkerRig) -> Int {
        rig.standIn.typings.count { $0 == "r\(number)" }
    }

    @Test("8 people and 1,000 contested conversations: one has each, the others hear who")
    func contested() async throws {
        let folder = NSTemporaryDirectory() + "baton-claims-" + UUID().uuidString.prefix(8)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var options = SQLiteStore.Options()
        options.isDurable = false
        let store = try SQLiteStore.open(
            folder: folder, ids: IdentifierSource(clock: SystemWallClock()), options: options)
        let conversations = try await open(1_000, store)
        let configuration = try ConfigurationFile.parse(
            "data: \(folder)", file: folder + "/baton.yaml", environment: [:])

        let answers = try await withThrowingTaskGroup(of: [ConversationID: ClaimResult].self) {
            group in
            for number in 0..<8 {
                let desk = LocalDesk(
                    configuration: configuration, store: store,
                    person: Person(
                        id: PersonID("agent\(number)"), name: "Agent", role: .agent))
                group.addTask {
                    var heard: [ConversationID: ClaimResult] = [:]
                    for id in conversations {
                        let reply = await desk.reply(to: .claim(id, force: false))
                        if case .claimed(let result, _) = reply { heard[id] = result }
                    }
                    return heard
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        await store.close()

        for id in conversations {
            let results = answers.compactMap { $0[id] }
            let winners = results.compactMap { result -> PersonID? in
                if case .won(let row) = result { row.owner.agent } else { nil }
            }
            let told = results.compactMap { result -> PersonID? in
                if case .heldBy(let holder, _) = result { holder } else { nil }
            }
            #expect(winners.count == 1)
            #expect(told == Array(repeating: winners.first, count: 7).compactMap(\.self))
        }
    }

    private func open(_ count: Int, _ store: SQLiteStore) async throws -> [ConversationID] {
        let now = SystemWallClock().now()
        let events = (0..<count).map { number in
            var event = InboundEvent(kind: .message, provider: "whatsapp_cloud", account: "1")
            event.id = "m\(number)"
            event.contact = ContactAddress(bsuid: "HK.\(number)")
            event.content = .text("搵真人")
            return event
        }
        let sequences = try await store.ingest(
            ReceivedWebhook(connection: "wa", body: [], receivedAt: now), events: events)
        let routing = Routing(
            channel: "whatsapp_cloud", mode: .humanOnly, debounceMilliseconds: 0,
            debounceCapMilliseconds: 0)
        var ids: [ConversationID] = []
        for sequence in sequences {
            let applied = try await store.apply(inbox: sequence, routing: routing, now: now)
            if let id = applied.conversation { ids.append(id) }
        }
        return ids
    }
}
