import BatonConfiguration
import BatonCore
import BatonDesk
import BatonSimulator
import BatonStore
import Synchronization
import Testing

@testable import BatonWorker

/// Composing within the whole worker: real HTTP in and out, the real store, a stand-in for a model.
@Suite("a composed reply in the turn", .timeLimit(.minutes(2)))
struct ComposingTurnTests {
    /// A question that the sample shop's gate is not sure of.
    static let unsure = "Do you have anything about parcels getting to islands?"

    static func rig<Value: Sendable>(
        _ manner: ModelStandIn.Manner, use: Configuration.Composing.Use = .draft,
        deadline: Int64 = 1_000,
        configured: @escaping @Sendable (inout Configuration) -> Void = { _ in },
        _ body: @escaping @Sendable (WorkerRig, ModelStandIn) async throws -> Value
    ) async throws -> Value {
        try await ModelStandIn.with { standIn, settings in
            standIn.answer(manner)
            var settings = settings
            settings.use = use
            settings.deadlineMilliseconds = deadline
            let made = settings
            return try await WorkerRig.with(
                configured: {
                    $0.composing = made
                    configured(&$0)
                }
            ) { try await body($0, standIn) }
        }
    }

    /// Cites the first passage and says it again.
    static let echo = ModelStandIn.Manner.obeys { prompt in
        let lines = prompt.split(separator: "\n").map(String.init)
        guard let first = lines.firstIndex(of: "<<<passage 1>>>") else { return "NO_ANSWER" }
        return lines[first + 2] + " [1]"
    }

    @Test("a reply that stands is a draft for a person, and nothing but the notice is sent")
    func draft() async throws {
        try await Self.rig(Self.echo) { rig, standIn in
            try await rig.write(Self.unsure, id: "w1")
            try await rig.untilSettled()

            let view = try await rig.opened()
            let decision = try #require(view.decision)
            #expect(decision.outcome == .draft)
            #expect(decision.composed?.ending == .grounded)
            #expect(decision.suggestion == decision.composed?.text)
            #expect(decision.evidence.features["grounding_support"] == 1)
            #expect(view.conversation.owner == .queue)
            #expect(view.messages.map(\.author) == [.customer, .system])
            #expect(standIn.requests.count == 1)
        }
    }

    @Test("a sure answer asks no model, nor does what always goes to a person")
    func free() async throws {
        try await Self.rig(Self.echo) { rig, standIn in
            try await rig.write("What are your opening hours?", id: "w1")
            try await rig.untilSettled()
            try await rig.write("I want to speak to a real person", id: "w2", from: 2)
            try await rig.untilSettled()

            #expect(standIn.requests == [])
        }
    }

    @Test("with use: auto a reply that stands is sent where the score allows a draft")
    func auto() async throws {
        try await Self.rig(
            Self.echo, use: .auto,
            configured: { $0.gate.thresholds = GateThresholds(answer: 0.999, draft: 0, margin: 0) }
        ) { rig, _ in
            try await rig.write("How much is delivery?", id: "w1")
            try await rig.untilSettled()

            let view = try await rig.opened()
            #expect(view.decision?.outcome == .answer)
            #expect(view.decision?.reasons == [.composed])
            #expect(view.messages.map(\.author) == [.customer, .bot])
            #expect(view.messages.last?.content.text == view.decision?.composed?.text)
        }
    }

    @Test("under a guarantee a composed reply stays a draft, whatever the configuration says")
    func guarantee() async throws {
        try await Self.rig(
            Self.echo, use: .auto,
            configured: { $0.gate.guarantee = .init(risk: 0.05, confidence: 0.9) }
        ) { rig, _ in
            try await rig.write(Self.unsure, id: "w1")
            try await rig.untilSettled()

            let view = try await rig.opened()
            #expect(view.decision?.composed?.ending == .grounded)
            #expect(view.decision?.outcome == .draft)
            #expect(view.messages.map(\.author) == [.customer, .system])
        }
    }

    @Test("a model that hangs holds up nobody else")
    func others() async throws {
        try await Self.rig(.never, deadline: 20_000) { rig, standIn in
            try await rig.write(Self.unsure, id: "w1", from: 1)
            try await rig.until("the model is asked") { standIn.requests.count == 1 }
            try await rig.write("What are your opening hours?", id: "w2", from: 2)

            try await rig.until("the other one is answered") {
                try await rig.conversations().contains { $0.owner == .bot && $0.decidedConfidence }
            }
            let first = try await rig.conversations().filter { $0.owner == .queue }
            #expect(first == [])
        }
    }

    @Test("what the customer writes meanwhile is decided anew, and the older reply is dropped")
    func newerTurn() async throws {
        try await Self.rig(.never, deadline: 20_000) { rig, standIn in
            try await rig.write(Self.unsure, id: "w1")
            try await rig.until("the model is asked") { standIn.requests.count == 1 }
            try await rig.write("I want to speak to a real person", id: "w2")
            try await rig.untilSettled()

            let view = try await rig.opened()
            #expect(view.decision?.reasons.first == .askedForPerson)
            #expect(view.decision?.messages.count == 2)
            #expect(view.decision?.composed == nil)
        }
    }

    @Test("after a takeover what was being composed is dropped")
    func takeover() async throws {
        try await Self.rig(.never, deadline: 1_000) { rig, standIn in
            try await rig.write(Self.unsure, id: "w1")
            try await rig.until("the model is asked") { standIn.requests.count == 1 }
            let row = try #require(try await rig.conversations().first)
            _ = try await rig.desk.send(.claim(row.id, force: false))
            try await rig.until("composing has ended") {
                try await rig.http("GET", "/metrics").body
                    .contains(#"baton_model_requests_total{result="failed"} 1"#)
            }

            let view = try await rig.opened()
            #expect(view.decision == nil)
            #expect(view.messages.map(\.author) == [.customer])
        }
    }

    @Test("a composed decision is made again bit for bit, and the model is not asked")
    func replay() async throws {
        try await Self.rig(
            Self.echo, use: .auto,
            configured: {
                $0.gate.thresholds = GateThresholds(answer: 0.999, draft: 0.2, margin: 0)
            }
        ) { rig, standIn in
            try await rig.write("How much is delivery?", id: "w1")
            try await rig.write(Self.unsure, id: "w2", from: 2)
            try await rig.untilSettled()
            let asked = standIn.requests.count
            let reply = try await rig.gate(.replay(ReplayQuery(since: Timestamp(milliseconds: 0))))

            guard case .replayed(let report) = reply else {
                Issue.record("\(reply)")
                return
            }
            #expect(asked == 2 && standIn.requests.count == asked)
            #expect(report.decisions == 2 && report.skipped == 0 && report.changes == [])
        }
    }

    @Test(
        "every fault of the server ends in a handover",
        arguments: [
            ModelStandIn.Manner.never, .status(500), .status(429), .garbage, .halfJSON, .halfStream,
            .drip, .flood, .refusal, .says("It costs $1 [1]."), .says("我們免費送貨 [1]。"),
            .says("I have refunded you [1]."), .says("See http://evil.example [1]."),
        ])
    func faults(manner: ModelStandIn.Manner) async throws {
        try await Self.rig(manner, use: .auto) { rig, _ in
            let start = ContinuousClock.now
            try await rig.write(Self.unsure, id: "w1")
            try await rig.untilSettled(atMost: .seconds(30))

            let view = try await rig.opened()
            #expect(view.conversation.owner == .queue)
            #expect(view.messages.map(\.author) == [.customer, .system])
            #expect(view.decision?.composed?.text == nil)
            #expect(ContinuousClock.now - start < .seconds(30))
        }
    }
}

extension Conversation {
    /// Whether a decision was taken about it.
    fileprivate var decidedConfidence: Bool { confidence != nil }
}
