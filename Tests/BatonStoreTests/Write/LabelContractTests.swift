import BatonCore
import BatonStore
import Foundation
import Testing

@Suite("the store's contract for labels and gates", .timeLimit(.minutes(2)))
struct LabelContractTests {
    private static let inbox = InboxID(connection: "shop", account: "852")

    /// Records an answer, drawn for review at a rate where there is one.
    private func decided(
        _ fixture: StoreFixture, id: String, rate: Double? = nil, contact: String = "HK.1"
    ) async throws -> Decision {
        let asked = try await fixture.receiveText(
            "可以退貨？", id: id, from: ContactAddress(bsuid: contact))
        let decision = fixture.decision(on: asked)
        let isRecorded = try await fixture.store.record(
            decision, effect: DecisionEffect(review: rate.map { ReviewDraw(rate: $0) }),
            now: fixture.at(1))
        try #require(isRecorded)
        return decision
    }

    @Test(
        "a drawn decision waits on the list with its rate until it is judged",
        arguments: StoreEngine.all)
    func drawn(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let decision = try await decided(fixture, id: "1", rate: 0.25)
            _ = try await decided(fixture, id: "2", contact: "HK.2")

            let before = try await fixture.store.reviewList(of: Self.inbox, limit: 10)
            #expect(
                before == [
                    ReviewItem(
                        decision: decision, inbox: Self.inbox, source: .randomSample, rate: 0.25,
                        drawnAt: fixture.at(1))
                ])
            #expect(try await fixture.store.reviewCount(of: nil) == 1)

            _ = try await fixture.store.keep(
                fixture.label(of: decision, .right), now: fixture.at(5))

            #expect(try await fixture.store.reviewList(of: nil, limit: 10).isEmpty)
            #expect(try await fixture.store.reviewCount(of: Self.inbox) == 0)
        }
    }

    @Test(
        "the draw says what a label counts as, whatever the caller says",
        arguments: StoreEngine.all)
    func sources(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let drawn = try await decided(fixture, id: "1", rate: 1)
            let chosen = try await decided(fixture, id: "2", contact: "HK.2")

            let first = try await fixture.store.keep(
                fixture.label(of: drawn, .wrong), now: fixture.at(5))
            let second = try await fixture.store.keep(
                fixture.label(of: chosen, .right, source: .randomSample), now: fixture.at(6))

            #expect(first.label.source == .randomSample)
            #expect(second.label.source == .chosen)
            #expect(first.inbox == Self.inbox)
            let labels = try await fixture.store.labels(
                of: Self.inbox, since: fixture.at(0), limit: 10)
            #expect(labels.map(\.label) == [first.label, second.label])
            #expect(labels.map(\.decision) == [drawn, chosen])
        }
    }

    @Test(
        "a newer verdict takes the older one's place, and the log keeps both",
        arguments: StoreEngine.all)
    func again(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let decision = try await decided(fixture, id: "1")

            _ = try await fixture.store.keep(
                fixture.label(of: decision, .right), now: fixture.at(5))
            let newer = fixture.label(of: decision, .handover, by: .david, at: 6)
            _ = try await fixture.store.keep(newer, now: fixture.at(6))

            let past = try await fixture.store.pastDecisions(
                of: Self.inbox, since: fixture.at(0), limit: 10)
            #expect(past == [PastDecision(decision: decision, label: newer)])
            let log = try await fixture.store.eventLog(of: decision.conversation, limit: 50)
            #expect(
                log.filter { $0.kind == .labelled }.map(\.actor) == [
                    .person(.mei), .person(.david),
                ])
            #expect(try await fixture.store.verify().isSound)
        }
    }

    @Test(
        "a sign is kept beside a person's verdict, never in its place", arguments: StoreEngine.all)
    func signs(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let decision = try await decided(fixture, id: "1", rate: 1)
            let kept = try await fixture.store.keep(
                fixture.label(of: decision, .right), now: fixture.at(5))
            let next = try await fixture.receiveText(
                "真人", id: "2", from: ContactAddress(bsuid: "HK.1"))
            let sign = fixture.label(of: decision, .handover, source: .implicit, at: 7)

            let isRecorded = try await fixture.store.record(
                fixture.decision(on: next), effect: DecisionEffect(sign: sign), now: fixture.at(7))

            #expect(isRecorded)
            let labels = try await fixture.store.labels(
                of: Self.inbox, since: fixture.at(0), limit: 10)
            #expect(labels.map(\.label) == [kept.label, sign])
            let past = try await fixture.store.pastDecisions(
                of: Self.inbox, since: fixture.at(0), limit: 10)
            #expect(past.first?.label == kept.label)
        }
    }

    @Test("a decision that nobody made cannot be judged", arguments: StoreEngine.all)
    func unknown(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let label = DecisionLabel(
                decision: DecisionID("none"), conversation: ConversationID("c"), by: .mei,
                at: fixture.at(1), verdict: .right, source: .chosen)

            let refused = await #expect(throws: StoreError.self) {
                _ = try await fixture.store.keep(label, now: fixture.at(1))
            }
            #expect(refused?.code == .notFound)
            #expect(refused?.description == "there is no decision none")
        }
    }

    private func record(_ fixture: StoreFixture, revision: Int64, state: String) -> GateRecord {
        GateRecord(
            inbox: Self.inbox, revision: revision, version: "gate-1", state: state,
            openedAt: fixture.at(3))
    }

    @Test("a gate is changed only from the revision that was read", arguments: StoreEngine.all)
    func revisions(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let store = fixture.store
            let first = try await store.change(
                record(fixture, revision: 0, state: "1"), word: "stopped", by: .person(.mei),
                silences: false, now: fixture.at(3))
            let late = try await store.change(
                record(fixture, revision: 0, state: "2"), word: "resumed", by: .person(.mei),
                silences: false, now: fixture.at(4))

            #expect(first)
            #expect(!late)
            #expect(
                try await store.gate(of: Self.inbox) == record(fixture, revision: 1, state: "1"))
        }
    }

    @Test(
        "silencing withdraws what the bot has not begun, and hands its conversations to people",
        arguments: StoreEngine.all)
    func silence(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let asked = try await fixture.receiveText("可以退貨？", id: "1")
            try await fixture.answer(asked)

            let isChanged = try await fixture.store.change(
                record(fixture, revision: 0, state: "1"), word: "stopped", by: .person(.mei),
                silences: true, now: fixture.at(3))

            #expect(isChanged)
            #expect(try await fixture.claimDue(after: 10).isEmpty)
            #expect(try await fixture.thread(asked.id).map(\.delivery) == [nil, .cancelled])
            let after = try await fixture.conversation(asked.id)
            #expect(after.owner == .queue)
            #expect(after.reason == .stopped)
        }
    }

    @Test("an answer decided on an older gate is not recorded", arguments: StoreEngine.all)
    func olderGate(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let asked = try await fixture.receiveText("可以退貨？", id: "1")
            let decision = fixture.decision(on: asked)
            _ = try await fixture.store.change(
                record(fixture, revision: 0, state: "1"), word: "stopped", by: .person(.mei),
                silences: true, now: fixture.at(3))

            let onOld = try await fixture.store.record(
                decision, effect: DecisionEffect(gateRevision: 0), now: fixture.at(4))
            let onNew = try await fixture.store.record(
                decision, effect: DecisionEffect(gateRevision: 1), now: fixture.at(4))

            #expect(!onOld)
            #expect(onNew)
        }
    }

    @Test(
        "versions are kept as they were made, each once, oldest first", arguments: StoreEngine.all)
    func versions(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let one = GateVersionRow(
                version: "gate-b", madeAt: fixture.at(1), by: .mei, body: "{\"a\":1}")
            let two = GateVersionRow(version: "gate-a", madeAt: fixture.at(2), by: nil, body: "{}")
            for row in [two, one, one] {
                try await fixture.store.keepGate(row, of: Self.inbox)
            }

            #expect(try await fixture.store.gateVersions(of: Self.inbox) == [one, two])
            #expect(try await fixture.store.gateVersion("gate-b", of: Self.inbox) == one)
            let other = InboxID(connection: "shop", account: "853")
            #expect(try await fixture.store.gateVersions(of: other) == [])
        }
    }
}
