import BatonConfiguration
import BatonCore
import BatonDesk
import BatonGate
import BatonSimulator
import BatonStore
import Foundation
import Testing

/// How labels, promises and people steer a whole worker.
@Suite("The worker's gate", .timeLimit(.minutes(2)))
struct WorkerGateTests {
    private static let promise = Configuration.Gate.Guarantee(risk: 0.05, confidence: 0.9)

    private static func guaranteed(_ configuration: inout Configuration) {
        configuration.gate.guarantee = promise
        configuration.gate.review = 1
    }

    @Test("answers and handed-over questions are drawn alike, thanks are not")
    func drawn() async throws {
        try await WorkerRig.with(configured: { $0.gate.review = 1 }) { rig in
            try await rig.write("請問運費幾錢", id: "a", from: 1)
            try await rig.write("我要搵真人", id: "b", from: 2)
            try await rig.write("唔該晒", id: "c", from: 3)
            try await rig.untilSettled()

            let items = try await rig.reviewList()
            #expect(Set(items.map(\.decision.outcome)) == [.answer, .handover])
            #expect(items.map(\.rate) == [1, 1])
            #expect(items.map(\.source) == [.randomSample, .randomSample])
        }
    }

    @Test("with a share of nothing, nothing is drawn")
    func notDrawn() async throws {
        try await WorkerRig.with(configured: { $0.gate.review = 0 }) { rig in
            try await rig.write("請問運費幾錢", id: "a")
            try await rig.untilSettled()

            #expect(try await rig.reviewList().isEmpty)
        }
    }

    @Test("a verdict on a drawn answer takes it off the list and counts as drawn at random")
    func judged() async throws {
        try await WorkerRig.with(configured: { $0.gate.review = 1 }) { rig in
            try await rig.write("請問運費幾錢", id: "a")
            try await rig.untilSettled()
            let item = try #require(try await rig.reviewList().first)

            let reply = try await rig.gate(
                .label(item.decision.id, .wrong, reason: nil, note: "舊價錢"))

            guard case .labelled(let label) = reply else {
                Issue.record("\(reply)")
                return
            }
            #expect(label.source == .randomSample)
            #expect(label.note == "舊價錢")
            #expect(try await rig.reviewList().isEmpty)
            let report = try await rig.gateReport()
            #expect(report.total.judged == 1)
            #expect(report.total.wrong == 1)
        }
    }

    @Test("asking for a person next is a weak sign, kept apart from people's verdicts")
    func sign() async throws {
        try await WorkerRig.with { rig in
            try await rig.write("請問運費幾錢", id: "a")
            try await rig.untilSettled()
            let answer = try #require(try await rig.opened().decision)
            try await rig.write("我要搵真人", id: "b")
            try await rig.untilSettled()

            let labels = try await rig.store.labels(
                of: WorkerRig.inbox, since: Timestamp(milliseconds: 0), limit: 10
            ).compactMap(\.label)
            #expect(labels.map(\.decision) == [answer.id])
            #expect(labels.map(\.verdict) == [.handover])
            #expect(labels.map(\.source) == [.implicit])
            #expect(try await rig.gateReport().labels == 0)
        }
    }

    @Test("a stopped bot is silent, not even its notice is sent, until it is resumed")
    func killSwitch() async throws {
        try await WorkerRig.with { rig in
            _ = try await rig.gate(.stop(nil))
            try await rig.write("請問運費幾錢", id: "a", from: 1)
            try await rig.untilSettled()
            #expect(rig.standIn.received.isEmpty)
            #expect(try await rig.opened().conversation.reason == .stopped)
            #expect(try await rig.gateReport().state == "stopped")

            _ = try await rig.gate(.resume(nil))
            try await rig.write("請問運費幾錢", id: "b", from: 2)
            try await rig.untilSettled()

            #expect(rig.standIn.received.count == 1)
            #expect(try await rig.gateReport().state == "open")
        }
    }

    @Test("by guarantee without labels it drafts, and says how many labels are needed")
    func unproven() async throws {
        try await WorkerRig.with(configured: Self.guaranteed) { rig in
            try await rig.write("請問運費幾錢", id: "a")
            try await rig.untilSettled()

            let view = try await rig.opened()
            #expect(view.decision?.outcome == .draft)
            #expect(view.decision?.reasons == [.unproven])
            #expect(
                view.decision?.gateTerms
                    == "closed: at least 45 more random labels needed (it has 0); it drafts for "
                    + "people until then")
            #expect(view.decision?.terms?.value == .labelsNeeded(more: 45, labels: 0))
            #expect(view.conversation.owner == .queue)
            #expect(try await rig.gateReport().labelsNeeded == 45)
        }
    }

    @Test("a version answers only once a supervisor has put it in force")
    func activated() async throws {
        try await WorkerRig.with(configured: Self.guaranteed) { rig in
            let gate = WorkerRig.provenGate()
            try await rig.activate(gate)
            try await rig.write("請問運費幾錢", id: "a")
            try await rig.untilSettled()

            let decision = try #require(try await rig.opened().decision)
            #expect(decision.outcome == .answer)
            #expect(decision.gateVersion == gate.version)
            #expect(decision.gateTerms.hasPrefix("guaranteed: at most 5 % of what the bot answers"))
            guard case .versions(let versions) = try await rig.gate(.versions(WorkerRig.inbox))
            else { return }
            #expect(versions.map(\.isActive) == [true])
        }
    }

    @Test("a version that was proven for another promise is not put in force")
    func otherPromise() async throws {
        try await WorkerRig.with(configured: Self.guaranteed) { rig in
            let gate = WorkerRig.provenGate(RiskPromise(risk: 0.2, confidence: 0.9))
            try await rig.store.keepGate(
                GateVersionRow(
                    version: gate.version, madeAt: Timestamp(milliseconds: 1), by: nil,
                    body: String(decoding: try gate.fileBytes(), as: UTF8.self)),
                of: WorkerRig.inbox)

            let reply = try await rig.desk.send(
                .gate(.activate(WorkerRig.inbox, version: gate.version)))

            guard case .refused(let refusal) = reply else {
                Issue.record("\(reply)")
                return
            }
            #expect(refusal.code == .conflict)
            #expect(try await rig.gateReport().state == "closed")
        }
    }

    @Test("errors that spend the budget tighten the gate, and only a supervisor opens it again")
    func budget() async throws {
        try await WorkerRig.with(configured: Self.guaranteed) { rig in
            try await rig.activate(WorkerRig.provenGate())
            for number in 1...3 {
                try await rig.write("請問運費幾錢", id: "a\(number)", from: number)
            }
            try await rig.untilSettled()
            #expect(rig.standIn.received.count == 3)
            for item in try await rig.reviewList() {
                _ = try await rig.gate(.label(item.decision.id, .wrong, reason: nil, note: nil))
            }
            #expect(try await rig.gateReport().state == "tightened")

            try await rig.write("請問運費幾錢", id: "b", from: 4)
            try await rig.untilSettled()
            let drafts = try await rig.conversations().filter { $0.reason == .budgetSpent }
            #expect(drafts.count == 1)

            _ = try await rig.gate(.reopen(WorkerRig.inbox))
            try await rig.write("請問運費幾錢", id: "c", from: 5)
            try await rig.untilSettled()
            let report = try await rig.gateReport()
            #expect(report.state == "open")
            #expect(report.total.answered == 4)
            #expect(report.spent == nil)
        }
    }

    @Test("a refit makes another version, compared and not in force")
    func refit() async throws {
        try await WorkerRig.with(configured: Self.guaranteed) { rig in
            let gate = WorkerRig.provenGate()
            try await rig.activate(gate)
            try await rig.write("請問運費幾錢", id: "a")
            try await rig.untilSettled()
            let item = try #require(try await rig.reviewList().first)
            _ = try await rig.gate(.label(item.decision.id, .right, reason: nil, note: nil))

            let reply = try await rig.gate(.fit(WorkerRig.inbox))

            guard case .fitted(let version, let comparison) = reply else {
                Issue.record("\(reply)")
                return
            }
            #expect(!version.isActive)
            #expect(version.fitLabels + version.boundLabels == 1)
            #expect(
                comparison.english
                    == "1 of 1 decisions change: 0 more answered (0 of them wrong by their labels), 1 "
                    + "fewer (0 of them wrong); coverage −100.0 points")
            #expect(try await rig.gateReport().version == gate.version)
        }
    }

    @Test("a trial inbox sends nothing, and its report says what it would have done")
    func shadow() async throws {
        try await WorkerRig.with(configured: { configuration in
            configuration.connections[0].inboxes[0].mode = .shadow
        }) { rig in
            try await rig.write("請問運費幾錢", id: "a")
            try await rig.untilSettled()

            let view = try await rig.opened()
            #expect(rig.standIn.received.isEmpty)
            #expect(view.decision?.outcome == .draft)
            #expect(view.decision?.reasons == [.shadow, .confident])
            #expect(try await rig.gateReport().reasons.map(\.name) == [ReasonCode.shadow.title])
        }
    }

    @Test("past decisions come out again to the last bit")
    func replayed() async throws {
        try await WorkerRig.with { rig in
            let texts = ["請問運費幾錢", "我要搵真人", "唔該晒", "hi", "幾點開門", "火星有冇分店"]
            for (number, text) in texts.enumerated() {
                try await rig.write(text, id: "r\(number)", from: number + 1)
            }
            try await rig.write("請問運費幾錢", id: "again", from: 1)
            try await rig.untilSettled()

            let reply = try await rig.gate(.replay(ReplayQuery(since: Timestamp(milliseconds: 0))))

            guard case .replayed(let report) = reply else {
                Issue.record("\(reply)")
                return
            }
            #expect(report.decisions >= texts.count)
            #expect(report.skipped == 0)
            #expect(report.changes == [])
        }
    }

    @Test("against an edited entry a replay says which answers change, and what labels say of it")
    func replayedEdit() async throws {
        try await WorkerRig.with(configured: { $0.gate.review = 1 }) { rig in
            try await rig.write("請問運費幾錢", id: "a")
            try await rig.untilSettled()
            let decision = try #require(try await rig.opened().decision)
            _ = try await rig.gate(.label(decision.id, .right, reason: nil, note: nil))
            let first = try #require(decision.evidence.candidates.first)
            var entry = try #require(
                try await rig.store.entry(first.entry, in: "shop")?.entry)
            entry.answers = ["zh-Hant": "全部免運費。"]

            let reply = try await rig.gate(
                .replay(ReplayQuery(since: Timestamp(milliseconds: 0), entry: entry)))

            guard case .replayed(let report) = reply else {
                Issue.record("\(reply)")
                return
            }
            #expect(report.decisions == 1)
            #expect(
                report.changes == [
                    .init(decision: decision.id, before: .answer, after: .answer, verdict: .right)
                ])
            #expect(report.rightLost == 1)
            #expect(report.becomeWrong == 0)
        }
    }
}
