import BatonCore
import Foundation
import GRDB
import Testing

@testable import BatonStore

/// Counts are kept beside what they count; after any work they are what a recount gives.
@Suite("the counters", .timeLimit(.minutes(10)))
struct CounterTests {
    private static let recount = """
        SELECT 'queue.waiting' AS name, '' AS label, count(*) AS n FROM conversation
            WHERE state = 'open' AND owner = 'queue'
        UNION ALL SELECT 'queue.held', '', count(*) FROM conversation
            WHERE state = 'open' AND owner = 'agent'
        UNION ALL SELECT 'queue.bot', '', count(*) FROM conversation
            WHERE state = 'open' AND owner = 'bot'
        UNION ALL SELECT 'queue.failures', '', count(*) FROM conversation
            WHERE state = 'open' AND has_delivery_failure <> 0
        UNION ALL SELECT 'queue.reason', coalesce(reason, ''), count(*) FROM conversation
            WHERE state = 'open' AND owner = 'queue' GROUP BY reason
        UNION ALL SELECT 'queue.agent', coalesce(agent, ''), count(*) FROM conversation
            WHERE state = 'open' AND owner = 'agent' GROUP BY agent
        UNION ALL SELECT 'event_log', '', count(*) FROM event_log
        """

    @Test("after a thousand random operations every count equals a recount", arguments: 1...3)
    func recounted(seed: Int) async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            var random = SplitMix(state: UInt64(seed))
            var known: [ConversationID] = []
            for step in 0..<1000 {
                try await operate(step, &known, fixture, &random)
            }
            let store = try #require(fixture.store as? SQLiteStore)

            let (kept, counted) = try await store.read { db in
                func table(_ sql: String) throws -> [String: Int] {
                    let rows = try Row.fetchAll(db, sql: sql)
                    return Dictionary(
                        uniqueKeysWithValues: rows.map {
                            ("\($0["name"] as String)/\($0["label"] as String)", $0["n"] as Int)
                        }
                    ).filter { $0.value != 0 }
                }
                let kept = try table(
                    """
                    SELECT name, label, value AS n FROM counter
                    WHERE name LIKE 'queue.%' OR name = 'event_log'
                    """)
                return (kept, try table(Self.recount))
            }

            #expect(kept == counted)
            #expect(counted.count > 6)
        }
    }

    /// One random thing that people, customers or providers do; a refusal is part of the work.
    private func operate(
        _ step: Int, _ known: inout [ConversationID], _ fixture: StoreFixture,
        _ random: inout SplitMix
    ) async throws {
        let store = fixture.store
        let now = fixture.at(Int64(step) * 1000)
        let person = Bool.random(using: &random) ? PersonID.mei : .david
        guard let id = known.randomElement(using: &random),
            Int.random(in: 0..<4, using: &random) > 0
        else {
            let contact = ContactAddress(bsuid: "HK.\(Int.random(in: 0..<60, using: &random))")
            let opened = try await fixture.receiveText(
                "退貨", id: "m\(step)", from: contact, after: Int64(step) * 1000)
            if !known.contains(opened.id) { known.append(opened.id) }
            return
        }
        let reasons: [ReasonCode] = [.noAnswer, .complaint, .lowConfidence]
        switch Int.random(in: 0..<8, using: &random) {
        case 0: _ = try? await store.claim(id, by: person, force: false, now: now)
        case 1: _ = try? await store.claim(id, by: person, force: true, now: now)
        case 2: _ = try? await store.assign(id, to: person, by: .mei, now: now)
        case 3: _ = try? await store.returnToBot(id, by: person, note: nil, now: now)
        case 4: _ = try? await store.resolve(id, by: person, now: now)
        case 5:
            _ = try? await store.handOver(
                id, reason: reasons.randomElement(using: &random) ?? .noAnswer, now: now)
        case 6: try await decide(id, fixture, now)
        default:
            let failure = SendResult.failed(ProviderError(code: 1), reason: .deliveryFailed)
            for item in try await fixture.claimDue(after: Int64(step) * 1000, limit: 3) {
                try await store.finish(
                    item.id, with: Bool.random(using: &random) ? failure : .unknown, now: now)
            }
        }
    }

    private func decide(_ id: ConversationID, _ fixture: StoreFixture, _ now: Timestamp)
        async throws
    {
        guard let turn = try await fixture.store.turnContext(id) else { return }
        let planned = PlannedSend(
            id: SendID(UUID().uuidString), message: MessageID(UUID().uuidString), author: .bot,
            content: .text("可以退貨。"))
        _ = try await fixture.store.record(
            fixture.decision(on: turn.conversation, messages: turn.undecided.map(\.id)),
            effect: DecisionEffect(sends: [planned]), now: now)
    }
}
