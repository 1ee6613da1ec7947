import BatonConfiguration
import BatonCore
import BatonDesk
import BatonSimulator
import Foundation
import GRDB
import Testing

@testable import BatonStore

/// The worker's HTTP face, as providers and monitors see it.
@Suite("The worker over HTTP", .timeLimit(.minutes(10)))
struct WorkerHTTPTests {
    @Test("it says that it is well, and what it has done, in Prometheus' words")
    func observed() async throws {
        try await WorkerRig.with { rig in
            try await rig.write("請問運費幾錢", id: "a", from: 1)
            try await rig.write("我要搵真人", id: "b", from: 2)
            try await rig.post(Array("{}".utf8), secret: "wrong")
            try await rig.untilSettled()

            let health = try await rig.http("GET", "/health")
            let metrics = try await rig.http("GET", "/metrics")

            #expect(health.status == 200)
            #expect(health.body == "ok\n")
            #expect(metrics.contentType == "text/plain; version=0.0.4; charset=utf-8")
            let lines = Set(metrics.body.split(separator: "\n").map(String.init))
            for line in [
                #"baton_acks_total{connection="whatsapp_cloud"} 2"#, "baton_ack_seconds_count 2",
                #"baton_stored_events_total{connection="whatsapp_cloud"} 2"#,
                #"baton_refused_webhooks_total{connection="whatsapp_cloud",status="401"} 1"#,
                #"baton_decisions_total{outcome="answer"} 1"#,
                #"baton_decisions_total{outcome="handover"} 1"#,
                "baton_decision_seconds_count 2", #"baton_sends_total{result="accepted"} 2"#,
                "baton_send_seconds_count 2", #"baton_outbox{state="pending"} 0.0"#,
                #"baton_outbox{state="unknown"} 0.0"#, "baton_queue_waiting 1.0",
                "baton_conversations_with_bot 1.0", "baton_delivery_failures 0.0",
                "# TYPE baton_ack_seconds histogram", "# TYPE baton_acks_total counter",
            ] {
                #expect(lines.contains(line), "\(line) is not in:\n\(metrics.body)")
            }
            #expect(!metrics.body.contains("60000001"), "no customer's number is in the metrics")
        }
    }

    @Test("the connection's address and every path below it reach it; others are not found")
    func paths() async throws {
        try await WorkerRig.with { rig in
            let body = WhatsAppWebhookBody.text(
                "早晨", id: "p", from: WorkerRig.customer(1), account: WorkerRig.account,
                seconds: 1_795_400_000)

            #expect(try await rig.post(body).status == 200)
            #expect(try await rig.post(body, to: "/webhooks/whatsapp_cloud/a/b").status == 200)
            #expect(try await rig.post(body, to: "/webhooks/other").status == 404)
            #expect(try await rig.http("DELETE", "/webhooks/whatsapp_cloud").status == 405)
            let handshake = "/webhooks/whatsapp_cloud?hub.mode=subscribe&hub.challenge=%3Cb%3E1"
            let challenge = try await rig.http("GET", handshake + "&hub.verify_token=rig-token")
            #expect(challenge.status == 200)
            #expect(challenge.body == "<b>1")
            #expect(challenge.contentType.hasPrefix("text/plain"))
            #expect(try await rig.http("GET", handshake + "&hub.verify_token=x").status == 403)
            #expect(try await rig.store.inboundEvents(skipping: 0, limit: 10).count == 1)
        }
    }

    @Test("a forged, unsigned, or changed body is refused and leaves nothing")
    func forgeries() async throws {
        try await WorkerRig.with { rig in
            let body = Array(#"{"object":"whatsapp_business_account","entry":[]}"#.utf8)
            let right = WhatsAppWebhookBody.signature(of: body, secret: WorkerRig.secret)
            let path = "/webhooks/whatsapp_cloud"
            func status(_ header: String?, _ body: [UInt8]) async throws -> Int {
                let headers = header.map { [("x-hub-signature-256", $0)] } ?? []
                return try await rig.http("POST", path, headers: headers, body: body).status
            }

            var found = [try await status(right, body), try await status(nil, body)]
            found.append(try await status(right, body + [32]))
            for header in ["sha1=" + right.dropFirst(7), String(right.dropLast()), "sha256="] {
                found.append(try await status(header, body))
            }

            #expect(found == [200, 401, 401, 401, 401, 401])
            #expect(try await rig.store.webhookCount() == 1)
        }
    }

    @Test("a signed body that cannot be read is answered 400, and its bytes are kept")
    func unreadable() async throws {
        try await WorkerRig.with { rig async throws in
            #expect(try await rig.post(Array("not JSON".utf8)).status == 400)
            #expect(try await rig.post([0xFF, 0xFE, 0x00]).status == 400)
            let deep = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
            #expect(try await rig.post(deep).status == 400)
            #expect(try await rig.http("GET", "/health").status == 200)
            #expect(try await rig.store.webhookCount() == 3)
        }
    }

    @Test("a body over the limit is answered 413; one at the limit is taken")
    func limit() async throws {
        try await WorkerRig.with { rig async throws in
            func padded(to size: Int) -> [UInt8] {
                let start = Array(#"{"object":"whatsapp_business_account","entry":[]"#.utf8)
                return start + [UInt8](repeating: 32, count: size - start.count - 1)
                    + [UInt8(ascii: "}")]
            }
            let limit = 3 * 1024 * 1024

            #expect(try await rig.post(padded(to: limit)).status == 200)
            #expect(try await rig.post(padded(to: limit + 1)).status == 413)
        }
    }

    @Test("when the disk fails no message is acknowledged that is not kept, and the worker ends")
    func diskFull() async throws {
        let (acknowledged, statuses, kept) = try await WorkerRig.with { rig in
            try await rig.store.write { context in
                let pages = try Int.fetchOne(context.db, sql: "PRAGMA page_count") ?? 0
                try context.db.execute(sql: "PRAGMA max_page_count = \(pages + 20)")
            }
            var acknowledged: Set<String> = []
            var statuses: [Int] = []
            for number in 0..<60 where statuses.last != 0 {
                let long = String(repeating: "長", count: 2_000)
                let answer = try? await rig.write(long, id: "m\(number)", from: number)
                // 0: nobody listens any more, as it must be once the store takes no writes.
                statuses.append(answer?.status ?? 0)
                if answer?.status == 200 { acknowledged.insert("m\(number)") }
            }
            let store = try await reopened(rig.folder)
            let kept = try await store.inboundEvents(skipping: 0, limit: 100)
            await store.close()
            return (acknowledged, statuses, Set(kept.compactMap(\.id)))
        }

        #expect(!acknowledged.isEmpty)
        #expect(acknowledged.subtracting(kept).isEmpty)
        #expect(statuses.contains { $0 == 503 || $0 == 0 })
        let first = statuses.firstIndex { $0 != 200 } ?? 0
        #expect(statuses[first...].allSatisfy { $0 != 200 })
    }
}

/// The store of a worker that has ended, or is about to.
private func reopened(_ folder: String) async throws -> SQLiteStore {
    let end = ContinuousClock.now + .seconds(20)
    while true {
        let attempt = Result {
            try SQLiteStore.open(
                folder: folder, ids: IdentifierSource(clock: SystemWallClock()))
        }
        guard case .failure(let error) = attempt, (error as? StoreError)?.code == .locked,
            ContinuousClock.now < end
        else { return try attempt.get() }
        await Task.yield()
    }
}

extension SQLiteStore {
    /// Requests that were kept.
    func webhookCount() async throws -> Int {
        try await read { try Int.fetchOne($0, sql: "SELECT count(*) FROM webhook") ?? 0 }
    }
}
