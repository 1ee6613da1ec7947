import BatonConfiguration
import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import Testing

/// What customers are asked when their conversation is resolved, and what becomes of it.
@Suite("The worker's ratings", .timeLimit(.minutes(2)))
struct WorkerRatingTests {
    private static func asks(_ configuration: inout Configuration) {
        configuration.gate.asksRating = true
    }

    /// A conversation that was answered and then resolved by a person.
    private static func resolved(_ rig: WorkerRig) async throws -> Conversation {
        try await rig.write("請問運費幾錢", id: "q")
        try await rig.untilSettled()
        let conversation = try await rig.opened().conversation
        _ = try await rig.desk.send(.resolve(conversation.id))
        try await rig.untilSettled()
        return conversation
    }

    @Test("a resolved conversation is asked about once, with what the channel can show")
    func asked() async throws {
        try await WorkerRig.with(configured: Self.asks) { rig in
            let conversation = try await Self.resolved(rig)

            #expect(rig.standIn.received.count == 2)
            let messages = try await rig.store.messages(
                in: conversation.id, before: nil, limit: 10)
            let menu = try #require(messages.last?.content.menu)
            #expect(menu.options.map(\.title).first == "5 ★★★★★")
            #expect(menu.options.map(\.id).last == "rating-\(conversation.id)-1")
            #expect(messages.last?.author == .system)
        }
    }

    @Test("where it is not configured nobody is asked")
    func silent() async throws {
        try await WorkerRig.with { rig in
            _ = try await Self.resolved(rig)

            #expect(rig.standIn.received.count == 1)
        }
    }

    @Test(
        "a numeral is kept as the rating, wants no answer, and is a weak sign at most",
        arguments: [("5", 5, LabelVerdict.right), ("２分", 2, .wrong)])
    func numeral(_ text: String, _ score: Int, _ verdict: LabelVerdict) async throws {
        try await WorkerRig.with(configured: Self.asks) { rig in
            let conversation = try await Self.resolved(rig)

            try await rig.write(text, id: "n")
            try await rig.untilSettled()

            #expect(rig.standIn.received.count == 2)
            let next = try #require(try await rig.conversations().first)
            let decision = try await rig.store.latestDecision(in: next.id)
            #expect(decision?.outcome == .acknowledge)
            #expect(decision?.reasons == [.rated])
            let ratings = try await rig.store.ratings(
                of: WorkerRig.inbox, since: Timestamp(milliseconds: 0), limit: 10)
            #expect(ratings.map(\.score) == [score])
            #expect(ratings.map(\.conversation) == [conversation.id])
            let labels = try await rig.store.labels(
                of: WorkerRig.inbox, since: Timestamp(milliseconds: 0), limit: 10
            ).compactMap(\.label)
            #expect(labels.map(\.source) == [.implicit])
            #expect(labels.map(\.verdict) == [verdict])
            let report = try await rig.gateReport()
            #expect(report.labels == 0)
            #expect(report.boundLabels == 0)
            #expect(report.resolution.asked == 1)
            #expect(report.resolution.rated == 1)
            #expect(report.entries.map(\.stars) == [score])
            #expect(report.tags.map(\.name.english) == ["delivery"])
            #expect(report.tags.map(\.rated) == [1])
        }
    }

    @Test("words are no rating: they are answered, and the question stays open")
    func words() async throws {
        try await WorkerRig.with(configured: Self.asks) { rig in
            _ = try await Self.resolved(rig)

            try await rig.write("幾點開門", id: "n")
            try await rig.untilSettled()

            let ratings = try await rig.store.ratings(
                of: WorkerRig.inbox, since: Timestamp(milliseconds: 0), limit: 10)
            #expect(ratings.map(\.score) == [nil])
            #expect(rig.standIn.received.count == 3)
        }
    }
}
