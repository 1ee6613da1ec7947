import BatonConfiguration
import BatonCore
import BatonDesk
import BatonGate
import BatonSimulator
import BatonStore
import Foundation
import Synchronization
import Testing

@testable import BatonWorker

/// Going back, comparing, the early mode, replays of other times and gates, and the kill switch.
@Suite("The versions of the worker's gate", .timeLimit(.minutes(2)))
struct WorkerGateVersionTests {
    private static func guaranteed(_ configuration: inout Configuration) {
        configuration.gate.guarantee = .init(risk: 0.05, confidence: 0.9)
        configuration.gate.review = 1
    }

    private static func refusal(_ rig: WorkerRig, _ request: GateRequest) async throws
        -> DeskRefusal?
    {
        guard case .refused(let refusal) = try await rig.desk.send(.gate(request)) else {
            return nil
        }
        return refusal
    }

    @Test("going back puts the version before in force again, and back again the newer one")
    func rollback() async throws {
        try await WorkerRig.with(configured: Self.guaranteed) { rig in
            let (first, second) = (WorkerRig.provenGate(), WorkerRig.provenGate(labels: 700))
            try await rig.activate(first)
            #expect(
                try await Self.refusal(rig, .rollback(WorkerRig.inbox))?.description
                    .contains("has no version before") == true)
            try await rig.activate(second)

            _ = try await rig.gate(.rollback(WorkerRig.inbox))
            #expect(try await rig.gateReport().version == first.version)

            _ = try await rig.gate(.rollback(WorkerRig.inbox))
            #expect(try await rig.gateReport().version == second.version)
            #expect(try await rig.gateReport().state == "open")
        }
    }

    @Test("two versions are compared on past decisions that people judged")
    func compare() async throws {
        try await WorkerRig.with(configured: Self.guaranteed) { rig in
            let (open, shut) = (WorkerRig.provenGate(), WorkerRig.provenGate(labels: 20))
            try await rig.activate(shut)
            try await rig.activate(open)
            try await rig.write("請問運費幾錢", id: "a")
            try await rig.untilSettled()
            let item = try #require(try await rig.reviewList().first)
            _ = try await rig.gate(.label(item.decision.id, .wrong, reason: nil, note: nil))

            let reply = try await rig.gate(
                .compare(WorkerRig.inbox, before: nil, after: shut.version))

            guard case .compared(let words) = reply else {
                Issue.record("\(reply)")
                return
            }
            #expect(
                words.english
                    == "1 of 1 decisions change: 0 more answered (0 of them wrong by their labels), "
                    + "1 fewer (1 of them wrong); coverage −100.0 points")
        }
    }

    @Test("a supervisor sets the share that is drawn, for the very next message")
    func reviewRate() async throws {
        try await WorkerRig.with(configured: { $0.gate.review = 0 }) { rig in
            _ = try await rig.gate(.reviewRate(WorkerRig.inbox, 1))
            try await rig.write("請問運費幾錢", id: "a")
            try await rig.untilSettled()

            #expect(try await rig.reviewList().map(\.rate) == [1])
            #expect(try await rig.gateReport().reviewRate == 1)
            #expect(
                try await Self.refusal(rig, .reviewRate(WorkerRig.inbox, 1.5))?.description
                    == "the share that is drawn is from 0 to 1, not 1.5")
        }
    }

    @Test("the early mode is named as what it bounds, and its meter judges all messages")
    func early() async throws {
        try await WorkerRig.with(configured: { configuration in
            Self.guaranteed(&configuration)
            configuration.gate.guarantee?.isEarly = true
        }) { rig in
            let before = try await rig.gateReport()
            #expect(before.labelsNeeded == 19)
            #expect(before.terms.english.hasPrefix("early mode, closed: at least 19 more"))
            let proof = WorkerRig.provenGate()
            #expect(proof.basis == .guarantee)
            try await rig.store.keepGate(
                GateVersionRow(
                    version: proof.version, madeAt: Timestamp(milliseconds: 1), by: nil,
                    body: String(decoding: try proof.fileBytes(), as: UTF8.self)),
                of: WorkerRig.inbox)
            let refused = try await Self.refusal(
                rig, .activate(WorkerRig.inbox, version: proof.version))
            #expect(refused?.code == .conflict)

            try await rig.activate(WorkerRig.provenGate(labels: 80, basis: .early))
            for (number, text) in ["請問運費幾錢", "我要搵真人"].enumerated() {
                try await rig.write(text, id: "e\(number)", from: number + 1)
            }
            try await rig.untilSettled()
            for item in try await rig.reviewList() {
                _ = try await rig.gate(.label(item.decision.id, .wrong, reason: nil, note: nil))
            }

            let report = try await rig.gateReport()
            #expect(report.terms.english.hasPrefix("early mode: at most 5 % of all messages"))
            #expect(report.total.answered == 1)
            #expect(
                report.meter?.english.contains("1 of 2 judged messages answered wrongly") == true)
        }
    }

    @Test("past decisions are made again against a gate's file")
    func replayFile() async throws {
        try await WorkerRig.with { rig in
            try await rig.write("請問運費幾錢", id: "a")
            try await rig.untilSettled()
            var query = ReplayQuery(since: Timestamp(milliseconds: 0))
            let shut = WorkerRig.provenGate(labels: 0)
            query.gate = String(decoding: try shut.fileBytes(), as: UTF8.self)

            guard case .replayed(let report) = try await rig.gate(.replay(query)) else { return }
            #expect(report.changes.map(\.after) == [.draft])
            #expect(report.coverageGain == -1)
            query.gate = "{}"
            #expect(
                try await Self.refusal(rig, .replay(query))?.description.contains(
                    "is not a gate's file") == true)
        }
    }

    @Test("past decisions are made again with the knowledge of a time, or of a revision")
    func replayAt() async throws {
        try await WorkerRig.with { rig in
            let before = SystemWallClock().now()
            let revision = try await rig.store.knowledgeRevision(of: "shop")
            let held = try #require(
                try await rig.store.entry(EntryID("delivery-fee"), in: "shop"))
            var entry = held.entry
            entry.answers = ["zh-Hant": "全部免運費。"]
            _ = try await rig.store.save(
                [entry], by: .system, now: before.adding(milliseconds: 1000))
            try await rig.write("請問運費幾錢", id: "a")
            try await rig.untilSettled()

            for moment in [ReplayQuery.Moment.time(before), .revision(revision)] {
                var query = ReplayQuery(since: Timestamp(milliseconds: 0))
                query.at = moment
                guard case .replayed(let report) = try await rig.gate(.replay(query)) else {
                    return
                }
                #expect(report.decisions == 1)
                #expect(report.changes.map(\.before) == [.answer])
                #expect(report.changes.map(\.after) == [.answer])
            }
            var same = ReplayQuery(since: Timestamp(milliseconds: 0))
            same.at = .revision(revision + 1)
            guard case .replayed(let report) = try await rig.gate(.replay(same)) else { return }
            #expect(report.changes == [])
        }
    }

    @Test("by meaning, and with a follow-up, past decisions come out again to the last bit")
    func replayMeaning() async throws {
        try await WorkerRig.with(surrounded: { $0.encoder = WordEncoder() }) { rig in
            try await rig.until("meanings are known") {
                guard
                    case .decision(let asked) = try await rig.desk.send(
                        .ask(text: "請問運費幾錢", knowledge: "shop")),
                    asked?.evidence.model != nil,
                    case .status(let status) = try await rig.desk.send(.status)
                else { return false }
                return status.meaning?.waiting == 0
            }
            for (number, text) in ["請問運費幾錢", "幾耐送到", "咁離島呢"].enumerated() {
                try await rig.write(text, id: "m\(number)")
                try await rig.untilSettled()
            }

            let reply = try await rig.gate(.replay(ReplayQuery(since: Timestamp(milliseconds: 0))))
            guard case .replayed(let report) = reply else { return }
            #expect(report.decisions == 3)
            #expect(report.skipped == 0)
            #expect(report.changes == [])
        }
    }

    @Test("a decision by the encoder and a server comes out again to the last bit")
    func replayBoth() async throws {
        try await EmbeddingStandIn.with { _, settings in
            try await WorkerRig.with(
                configured: { $0.embeddings = settings },
                surrounded: { $0.encoder = WordEncoder() }
            ) { rig in
                try await rig.until("both compare meanings") {
                    guard
                        case .decision(let asked) = try await rig.desk.send(
                            .ask(text: "請問運費幾錢", knowledge: "shop")),
                        asked?.evidence.model?.hasPrefix("words + words@") == true,
                        case .status(let status) = try await rig.desk.send(.status)
                    else { return false }
                    return status.meaning?.waiting == 0
                }
                try await rig.write("請問運費幾錢", id: "m0")
                try await rig.untilSettled()

                let reply = try await rig.gate(
                    .replay(ReplayQuery(since: Timestamp(milliseconds: 0))))
                guard case .replayed(let report) = reply else { return }
                #expect(report.decisions == 1)
                #expect(report.skipped == 0)
                #expect(report.changes == [])
            }
        }
    }

    @Test("after the switch nothing of the bot begins; what had begun ends")
    func killSwitch() async throws {
        let (begun, entered) = AsyncStream.makeStream(of: Void.self)
        let held = Mutex<CheckedContinuation<Void, Never>?>(nil)
        try await WorkerRig.with(standInAnswers: { _ in
            await withCheckedContinuation { continuation in
                held.withLock { $0 = continuation }
                entered.yield()
            }
            return .taken
        }) { rig in
            try await rig.write("請問運費幾錢", id: "first", from: 1)
            var beginning = begun.makeAsyncIterator()
            await beginning.next()

            _ = try await rig.gate(.stop(nil))
            for number in 2...9 {
                try await rig.write("請問運費幾錢", id: "later\(number)", from: number)
            }
            held.withLock { $0?.resume() }
            try await rig.untilSettled()

            #expect(rig.standIn.received.count == 1)
            let stopped = try await rig.conversations().filter { $0.reason == .stopped }
            #expect(stopped.count >= 8)
        }
    }
}
