import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import BatonWorker
import Foundation
import Synchronization
import Testing

/// Connections are exchanged in the file beside a running worker.
@Suite("Connections that are exchanged", .timeLimit(.minutes(5)))
struct RenewalTests {
    private static let renewals = 4
    private static let lanes = 3

    /// What was posted so far by each of those who post, and whether they are to end.
    private final class Tally: Sendable {
        private let posted = Mutex(Array(repeating: 0, count: RenewalTests.lanes))
        private let ended = Mutex(false)

        var total: Int { posted.withLock { $0.reduce(0, +) } }
        var isOver: Bool { ended.withLock { $0 } }

        func number(of lane: Int) -> Int { posted.withLock { $0[lane] } }
        func took(_ lane: Int) { posted.withLock { $0[lane] += 1 } }
        func end() { ended.withLock { $0 = true } }
    }

    /// Posts one message after another until it is told to end; throws where one is not answered 200.
    private static func post(_ lane: Int, _ tally: Tally, _ rig: PolicyRig) async throws {
        while !tally.isOver {
            let number = tally.number(of: lane)
            do {
                try await rig.post(
                    "問\(number)", id: "w-\(lane)-\(number)",
                    from: PolicyRig.customer("8526000000\(lane)"))
            } catch {
                tally.end()
                throw error
            }
            tally.took(lane)
        }
    }

    @Test("webhooks throughout are all taken, by the same listener, and the Desk's line stays")
    func throughout() async throws {
        try await PolicyFolder.with { folder in
            try folder.write(
                "rules: [{id: people, effective_from: 2024-01-01, source: a test, "
                    + "mode: human_only}]")
            try await folder.working { rig in
                let desk = try rig.desk
                let tally = Tally()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for lane in 0..<Self.lanes {
                        group.addTask { try await Self.post(lane, tally, rig) }
                    }
                    for round in 1...Self.renewals {
                        let before = tally.total
                        try await renew(round, folder, desk, rig)
                        while tally.total < before + Self.lanes * 2, !tally.isOver {
                            _ = try await desk.send(.status)
                        }
                    }
                    tally.end()
                    try await group.waitForAll()
                }
                try await rig.untilSettled()

                let total = tally.total
                let taken = try await rig.store.inboundEvents(skipping: 0, limit: 100_000)
                #expect(taken.count == total + Self.renewals)
                #expect(total > Self.renewals * Self.lanes)
                let held = try await rig.conversations()
                #expect(held.count == Self.lanes + Self.renewals)
            }
        }
    }

    /// Adds a connection, and asks for it at once: the next request is the new connections'.
    private func renew(
        _ round: Int, _ folder: PolicyFolder, _ desk: DeskClient, _ rig: PolicyRig
    ) async throws {
        let name = "extra\(round)"
        try folder.connect([
            "shop": (PolicyFolder.cloud, [WorkerRig.account: []]),
            name: (PolicyFolder.dialog360, ["777\(round)": []]),
        ])
        #expect(try await desk.send(.policy(.reload)).isOther == true)
        guard case .status(let status) = try await desk.send(.status) else {
            Issue.record("there is no status")
            return
        }
        #expect(status.inboxes.contains { $0.id.connection == name })
        #expect(status.httpPort == rig.line.port)
        try await rig.post(
            ChannelDialect.Webhook(
                headers: ["content-type": "application/json", "x-baton-webhook-token": "h"],
                body: WhatsAppWebhookBody.text(
                    "喂", id: "x-\(round)", from: PolicyRig.customer("8526100000\(round)"),
                    account: "777\(round)", seconds: folder.clock.now().seconds)), to: name)
    }

    @Test("where the address itself changes the doors close, and open at the new one")
    func otherAddress() async throws {
        try await PolicyFolder.with { folder in
            try await folder.working { rig in
                let old = try rig.desk
                try folder.connect([
                    "shop": (PolicyFolder.cloud, [WorkerRig.account: []]),
                    "extra": (PolicyFolder.dialog360, ["777": []]),
                ])
                try folder.people()
                _ = try await old.send(.policy(.reload))
                try await rig.line.connect()
                await old.close()
                guard case .status(let status) = try await rig.desk.send(.status) else {
                    Issue.record("there is no status")
                    return
                }
                #expect(status.people.map(\.name) == ["阿May"])
                #expect(status.inboxes.contains { $0.id.connection == "extra" })
                try await rig.write("喂", id: "a")
                #expect(try await rig.conversations().count == 1)
            }
        }
    }
}

extension PolicyFolder {
    /// Adds a person to `baton.yaml`, so that the Desk lets in others than before.
    fileprivate func people() throws {
        let file = path + "/baton.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try (text + "\npeople:\n  - {name: 阿May, unix_user: may, role: agent}\n")
            .write(toFile: file, atomically: true, encoding: .utf8)
    }
}
