import BatonCore
import BatonStore
import Foundation
import Testing

@Suite("the store's contract for decisions", .timeLimit(.minutes(10)))
struct DecisionContractTests {
    @Test(
        "a decision is kept with its message, send and count, and the turn is settled",
        arguments: StoreEngine.all)
    func recording(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let opened = try await fixture.receiveText("可唔可以退貨？", id: "1")

            try await fixture.answer(opened)

            #expect(try await fixture.store.nextDecisionDue() == nil)
            #expect(try await fixture.store.turnContext(opened.id)?.undecided.isEmpty == true)
            let thread = try await fixture.thread(opened.id)
            #expect(thread.map(\.author) == [.customer, .bot])
            let decision = try await fixture.store.latestDecision(in: opened.id)
            #expect(thread.map(\.decision) == [decision?.id, decision?.id])
            let after = try await fixture.conversation(opened.id)
            #expect(after.language == .cantonese)
            #expect(after.confidence == 0.9)
            #expect(after.epoch == 0)
        }
    }

    @Test(
        "a decision on a turn or an epoch that moved on writes nothing", arguments: StoreEngine.all)
    func movedOn(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let first = try await fixture.receiveText("a", id: "1")
            let second = try await fixture.receiveText("b", id: "2")
            let oldTurn = fixture.decision(on: first)
            let oldEpoch = fixture.decision(on: second)

            let turnResult = try await fixture.store.record(
                oldTurn, effect: DecisionEffect(), now: fixture.at(1))
            _ = try await fixture.store.claim(
                first.id, by: .mei, force: false, now: fixture.at(2))
            let epochResult = try await fixture.store.record(
                oldEpoch, effect: DecisionEffect(), now: fixture.at(3))

            #expect(!turnResult)
            #expect(!epochResult)
            #expect(try await fixture.store.latestDecision(in: first.id) == nil)
        }
    }

    @Test("of many decisions on one turn, one is recorded", arguments: StoreEngine.all)
    func oneDecision(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let opened = try await fixture.receiveText("a", id: "1")

            let recorded = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        let send = PlannedSend(
                            id: SendID("send\(number)"), message: MessageID("message\(number)"),
                            author: .bot, content: .text("answer"))
                        return try await fixture.store.record(
                            fixture.decision(on: opened), effect: DecisionEffect(sends: [send]),
                            now: fixture.at(1))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }

            #expect(recorded.filter { $0 }.count == 1)
            #expect(try await fixture.thread(opened.id).count == 2)
            #expect(try await fixture.claimDue(after: 2).count == 1)
        }
    }

    @Test(
        "a handover's notice is sent under the new epoch, until a person takes over",
        arguments: StoreEngine.all, [false, true])
    func handoverNotice(_ engine: StoreEngine, _ isClaimed: Bool) async throws {
        try await StoreFixture.with(engine) { fixture in
            let opened = try await fixture.receiveText("我要投訴", id: "1")
            let send = try await fixture.answer(
                opened, with: "同事會盡快回覆你。", author: .system, handOver: .complaint)

            let after = try await fixture.conversation(opened.id)
            #expect(after.owner == .queue)
            #expect(after.reason == .complaint)
            #expect(after.priority == 0)
            #expect(after.epoch == 1)
            if isClaimed {
                _ = try await fixture.store.claim(
                    opened.id, by: .mei, force: false, now: fixture.at(1))
            }
            let claimed = try await fixture.claimDue(after: 2)
            #expect(claimed.map(\.id) == (isClaimed ? [] : [send]))
        }
    }

    @Test(
        "an answer that a newer question overtakes is withdrawn, and both are decided together",
        arguments: StoreEngine.all)
    func overtaken(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let first = try await fixture.receiveText("可唔可以退貨？", id: "1")
            try await fixture.answer(first)

            try await fixture.receiveText("同埋幾時退錢？", id: "2", after: 1_000)

            #expect(try await fixture.claimDue(after: 1_000).isEmpty)
            let context = try #require(try await fixture.store.turnContext(first.id))
            #expect(context.undecided.count == 2)
            #expect(try await fixture.store.nextDecisionDue() == fixture.at(3_000))
            try await fixture.answer(try await fixture.conversation(first.id))
            #expect(try await fixture.claimDue(after: 3_000).count == 1)
        }
    }

    @Test(
        "a retried answer that went stale is decided anew, with what was decided meanwhile",
        arguments: StoreEngine.all)
    func retriedStale(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let first = try await fixture.receiveText("可唔可以退貨？", id: "1")
            let send = try await fixture.answer(first)
            #expect(try await fixture.claimDue().count == 1)
            let second = try await fixture.receiveText("幾時退錢？", id: "2", after: 1_000)
            try await fixture.answer(second, with: "三日內。")
            try await fixture.store.finish(
                send, with: .retry(at: fixture.at(2_000), error: ProviderError(code: 80_007)),
                now: fixture.at(1_500))

            #expect(try await fixture.claimDue(after: 2_000).isEmpty)

            let due = try await fixture.store.conversationsDue(at: fixture.at(2_000), limit: 9)
            #expect(due == [first.id])
            let context = try #require(try await fixture.store.turnContext(first.id))
            #expect(context.undecided.map(\.content.text) == ["可唔可以退貨？", "幾時退錢？"])
            try await fixture.answer(context.conversation, with: "可以，三日內退錢。")
            let sends = try await fixture.claimDue(after: 3_000)
            #expect(sends.map(\.content.text) == ["可以，三日內退錢。"])
            #expect(try await fixture.store.nextDecisionDue() == nil)
        }
    }

    @Test(
        "a takeover and the bot's claim race 1,000 times: after the takeover nothing begins",
        arguments: StoreEngine.all)
    func takeoverRace(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let conversations = try await answered(1_000, fixture)
            let taken = TakenOver()

            async let sent = sendAll(1_000, fixture, taken)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for share in 0..<4 {
                    group.addTask {
                        for index in stride(from: share, to: conversations.count, by: 4) {
                            let id = conversations[index].id
                            let result = try await fixture.store.claim(
                                id, by: .mei, force: false, now: fixture.at(1))
                            guard case .won = result else { continue }
                            await taken.insert(id)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let items = try await sent

            #expect(Set(items.map(\.conversation)).count == items.count)
            var cancelled = 0
            for conversation in conversations {
                let answer = try await fixture.thread(conversation.id).last
                if answer?.delivery == .cancelled { cancelled += 1 }
            }
            #expect(items.count + cancelled == 1_000)
            #expect(items.count > 0 && cancelled > 0, "nothing raced: \(items.count) sent")
            #expect(try await fixture.claimDue(after: 10, limit: 1_000).isEmpty)
        }
    }

    /// Conversations each of which has an answer of the bot to send.
    private func answered(_ count: Int, _ fixture: StoreFixture) async throws -> [Conversation] {
        let sequences = try await fixture.ingest(
            (0..<count).map {
                StoreFixture.text("退貨", id: "m\($0)", from: ContactAddress(bsuid: "HK.\($0)"))
            })
        return try await withThrowingTaskGroup(of: Conversation.self) { group in
            for sequence in sequences {
                group.addTask {
                    let applied = try await fixture.store.apply(
                        inbox: sequence, routing: StoreFixture.routing, now: StoreFixture.start)
                    let opened = try await fixture.conversation(#require(applied.conversation))
                    try await fixture.answer(opened)
                    return opened
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// Claims sends a few at a time, until all are claimed or withdrawn.
    private func sendAll(
        _ count: Int, _ fixture: StoreFixture, _ taken: TakenOver
    ) async throws -> [OutboxItem] {
        var items: [OutboxItem] = []
        while await taken.ids.count < count {
            let before = await taken.ids
            let claimed = try await fixture.claimDue(after: 1, limit: 3)
            // Confirmed before this claim began, so no send of it may begin now.
            #expect(claimed.allSatisfy { !before.contains($0.conversation) })
            items += claimed
        }
        return items
    }
}

/// The conversations whose takeover was confirmed.
private actor TakenOver {
    private(set) var ids: Set<ConversationID> = []

    func insert(_ id: ConversationID) { ids.insert(id) }
}
