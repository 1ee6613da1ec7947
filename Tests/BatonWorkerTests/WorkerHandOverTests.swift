import BatonConfiguration
import BatonCore
import BatonDesk
import BatonStore
import Testing

/// What a running worker always gives to people: by the business's own lists, by the age of its
/// knowledge, and by how a conversation goes.
@Suite("The worker's handovers", .timeLimit(.minutes(2)))
struct WorkerHandOverTests {
    private static func first(_ rig: WorkerRig, _ text: String) async throws -> Decision {
        try await rig.write(text, id: "q")
        try await rig.untilSettled()
        return try #require(try await rig.opened().decision)
    }

    @Test(
        "the business's own words give their reason, in any of the four languages",
        arguments: [
            "do you do wholesale", "有冇批發價呀", "请问有批发吗", "yau mo pai faat ga",
        ])
    func words(_ text: String) async throws {
        try await WorkerRig.with(configured: {
            $0.gate.handOver.words = [.reserved: ["wholesale", "批發", "pai faat"]]
        }) { rig in
            let decision = try await Self.first(rig, text)

            #expect(decision.outcome == .handover)
            #expect(decision.reasons == [.reserved])
            #expect(try await rig.opened().conversation.reason == .reserved)
        }
    }

    @Test("a subject of its own is shown by its own name")
    func subject() async throws {
        let wedding = ReasonCode.local("wedding", BilingualText("Wedding order", "婚宴查詢"))
        try await WorkerRig.with(configured: { $0.gate.handOver.words = [wedding: ["擺酒"]] }) {
            rig in
            let decision = try await Self.first(rig, "擺酒可唔可以訂回禮禮物")

            #expect(decision.reasons == [wedding])
            let report = try await rig.gateReport()
            #expect(report.reasons.map(\.name) == [BilingualText("Wedding order", "婚宴查詢")])
        }
    }

    @Test("an entry with a reserved tag is not answered from alone")
    func tag() async throws {
        try await WorkerRig.with(configured: { $0.gate.handOver.tags = ["delivery"] }) { rig in
            let decision = try await Self.first(rig, "請問運費幾錢")

            #expect(decision.outcome == .handover)
            #expect(decision.reasons == [.reserved])
            #expect(decision.evidence.candidates.first?.entry == EntryID("delivery-fee"))
        }
    }

    @Test("an entry that nobody saved for too long is not answered from alone")
    func stale() async throws {
        try await WorkerRig.with(
            configured: { $0.gate.staleAfterDays = 30 },
            before: { store in
                let old = try #require(
                    try await store.entry(EntryID("delivery-fee"), in: "shop")?.entry)
                var changed = old
                changed.answers["en"] = "HK$35."
                let then = SystemWallClock().now().adding(milliseconds: -31 * 86_400_000)
                _ = try await store.save([changed], by: .system, now: then)
            }
        ) { rig in
            let decision = try await Self.first(rig, "請問運費幾錢")

            #expect(decision.reasons == [.staleKnowledge])
            #expect(decision.outcome == .handover)
        }
    }

    @Test(
        "past its last day, or past the day by which it was to be looked over, nobody answers alone",
        arguments: [ReasonCode.expiredEntry, .staleKnowledge])
    func dates(_ reason: ReasonCode) async throws {
        try await WorkerRig.with(before: { store in
            var entry = try #require(
                try await store.entry(EntryID("delivery-fee"), in: "shop")?.entry)
            if reason == .expiredEntry {
                entry.validUntil = "2020-01-01"
            } else {
                entry.reviewBy = "2020-01-01"
            }
            _ = try await store.save([entry], by: .system, now: SystemWallClock().now())
        }) { rig in
            let decision = try await Self.first(rig, "請問運費幾錢")

            #expect(decision.reasons == [reason])
            #expect(decision.outcome == .handover)
        }
    }

    @Test("a question that comes again after another one goes to a person")
    func repeated() async throws {
        try await WorkerRig.with { rig in
            for (number, text) in ["請問運費幾錢", "幾點開門", "請問運費幾錢？"].enumerated() {
                try await rig.write(text, id: "r\(number)")
                try await rig.untilSettled()
            }

            let decision = try #require(try await rig.opened().decision)
            #expect(decision.outcome == .handover)
            #expect(decision.reasons == [.repeated])
            #expect(decision.circumstances?.course == [.repeated])
        }
    }

    @Test("anger over two turns goes to a person, and a replay comes to the same")
    func anger() async throws {
        try await WorkerRig.with { rig in
            for (number, text) in ["運費幾錢？？", "幾點開門？？"].enumerated() {
                try await rig.write(text, id: "a\(number)")
                try await rig.untilSettled()
            }

            let decision = try #require(try await rig.opened().decision)
            #expect(decision.reasons == [.anger])
            guard
                case .replayed(let report) = try await rig.gate(
                    .replay(ReplayQuery(since: Timestamp(milliseconds: 0))))
            else { return }
            #expect(report.decisions == 2)
            #expect(report.changes == [])
        }
    }

    @Test("a card number in a message goes to a person")
    func personalData() async throws {
        try await WorkerRig.with { rig in
            let decision = try await Self.first(rig, "我張卡係 4111 1111 1111 1111，運費幾錢")

            #expect(decision.reasons == [.personalData])
        }
    }
}
