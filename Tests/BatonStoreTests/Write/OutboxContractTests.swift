import BatonCore
import BatonStore
import Foundation
import Testing

@Suite("the store's contract for sending", .timeLimit(.minutes(10)))
struct OutboxContractTests {
    /// A conversation that an agent has, and a reply of theirs.
    private func replied(
        _ fixture: StoreFixture, sends: [String] = ["send-1"]
    ) async throws -> ConversationID {
        let id = try await fixture.receiveText("喂", id: "1").id
        _ = try await fixture.store.claim(id, by: .mei, force: false, now: fixture.at(0))
        for send in sends {
            _ = try await fixture.store.reply(
                AgentReply(send: SendID(send), conversation: id, person: .mei, text: send),
                now: fixture.at(0))
        }
        return id
    }

    @Test("an item names whom, what and what was read last", arguments: StoreEngine.all)
    func item(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let opened = try await fixture.receiveText("可唔可以退貨？", id: "wamid.1")
            let send = try await fixture.answer(opened)

            let item = try #require(try await fixture.claimDue().first)

            #expect(item.id == send)
            #expect(item.conversation == opened.id)
            #expect(item.inbox == InboxID(connection: "shop", account: "852"))
            #expect(item.recipient == ContactAddress(phone: "+85291234567", bsuid: "HK.101"))
            #expect(item.content == .text("可以退貨。"))
            #expect(item.author == .bot)
            #expect(item.attempts == 0)
            #expect(item.lastInboundProviderID == "wamid.1")
            #expect(try await fixture.store.sendsInFlight(opened.id) == [send])
        }
    }

    @Test("a conversation's sends go one after the other", arguments: StoreEngine.all)
    func order(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            _ = try await replied(fixture, sends: ["send-1", "send-2", "send-3"])

            #expect(try await fixture.claimDue().map(\.id) == [SendID("send-1")])
            #expect(try await fixture.claimDue().isEmpty)
            try await fixture.store.finish(
                SendID("send-1"),
                with: .retry(at: fixture.at(5_000), error: ProviderError(code: 1)),
                now: fixture.at(1))
            #expect(try await fixture.claimDue(after: 4_999).isEmpty)
            #expect(try await fixture.store.nextSendDue(halted: []) == fixture.at(5_000))
            let again = try await fixture.claimDue(after: 5_000)
            #expect(again.map(\.id) == [SendID("send-1")])
            #expect(again.first?.attempts == 1)
            try await fixture.store.finish(SendID("send-1"), with: .unknown, now: fixture.at(6_000))
            #expect(try await fixture.claimDue(after: 6_000).map(\.id) == [SendID("send-2")])
            try await fixture.store.finish(
                SendID("send-2"),
                with: .failed(ProviderError(code: 131_026), reason: .deliveryFailed),
                now: fixture.at(7_000))
            #expect(try await fixture.claimDue(after: 7_000).map(\.id) == [SendID("send-3")])
        }
    }

    @Test("a halted connection's sends stay, others go", arguments: StoreEngine.all)
    func halted(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            _ = try await replied(fixture)

            #expect(try await fixture.claimDue(halted: ["shop", "other"]).isEmpty)
            #expect(try await fixture.store.nextSendDue(halted: ["shop"]) == nil)
            #expect(try await fixture.claimDue(halted: ["other"]).count == 1)
        }
    }

    @Test("a person's reply outlives a change of owner", arguments: StoreEngine.all)
    func agentRows(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let id = try await replied(fixture)
            _ = try await fixture.store.claim(id, by: .david, force: true, now: fixture.at(1))

            #expect(try await fixture.claimDue(after: 2).map(\.author) == [.agent(.mei)])
        }
    }

    @Test("a bot's send that failed or may have failed goes to people", arguments: StoreEngine.all)
    func botFailures(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let endings: [(SendResult, ReasonCode, DeliveryState)] = [
                (.unknown, .deliveryUnknown, .unknown),
                (
                    .failed(ProviderError(code: 131_047), reason: .windowClosed), .windowClosed,
                    .failed
                ),
            ]
            for (number, (result, reason, delivery)) in endings.enumerated() {
                let opened = try await fixture.receiveText(
                    "a", id: "m\(number)", from: ContactAddress(bsuid: "HK.\(number)"))
                let send = try await fixture.answer(opened)
                _ = try await fixture.claimDue()
                try await fixture.store.finish(send, with: result, now: fixture.at(9))

                let after = try await fixture.conversation(opened.id)
                #expect(after.owner == .queue)
                #expect(after.reason == reason)
                #expect(after.hasDeliveryFailure)
                #expect(after.epoch == 1)
                #expect(try await fixture.thread(opened.id).last?.delivery == delivery)
            }
        }
    }

    @Test(
        "an agent's send that failed is flagged and stays the agent's", arguments: StoreEngine.all)
    func agentFailure(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let id = try await replied(fixture)
            _ = try await fixture.claimDue()
            try await fixture.store.finish(
                SendID("send-1"), with: .accepted(providerID: "wamid.9"), now: fixture.at(1))
            _ = try await fixture.store.returnToBot(id, by: .mei, note: nil, now: fixture.at(2))

            try await fixture.receive(StoreFixture.status(.failed, id: "wamid.9"))

            let after = try await fixture.conversation(id)
            #expect(after.owner == .bot)
            #expect(after.hasDeliveryFailure)
            #expect(try await fixture.thread(id).last?.failure?.code == 131_026)
        }
    }

    @Test(
        "the provider's later word that a bot's message failed goes to people",
        arguments: StoreEngine.all)
    func failedStatus(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let opened = try await fixture.receiveText("a", id: "1")
            let send = try await fixture.answer(opened)
            _ = try await fixture.claimDue()
            try await fixture.store.finish(
                send, with: .accepted(providerID: "wamid.9"), now: fixture.at(1))

            try await fixture.receive(StoreFixture.status(.failed, id: "wamid.9"))

            let after = try await fixture.conversation(opened.id)
            #expect(after.owner == .queue)
            #expect(after.reason == .deliveryFailed)
            #expect(after.hasDeliveryFailure)
        }
    }

    @Test("a status that beats the send's own answer waits for it", arguments: StoreEngine.all)
    func earlyStatus(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let id = try await replied(fixture)
            _ = try await fixture.claimDue()
            try await fixture.receive(StoreFixture.status(.delivered, id: "wamid.9"))
            #expect(try await fixture.thread(id).last?.delivery == .sending)

            try await fixture.store.finish(
                SendID("send-1"), with: .accepted(providerID: "wamid.9"), now: fixture.at(1))

            #expect(try await fixture.thread(id).last?.delivery == .delivered)
        }
    }

    @Test(
        "a status that carries our send id settles what became of the send",
        arguments: StoreEngine.all, [true, false])
    func opaque(_ engine: StoreEngine, _ cameFirst: Bool) async throws {
        try await StoreFixture.with(engine) { fixture in
            let id = try await replied(fixture)
            _ = try await fixture.claimDue()
            let status = StoreFixture.status(.delivered, id: "wamid.9", opaque: "send-1")

            if cameFirst { try await fixture.receive(status) }
            try await fixture.store.finish(SendID("send-1"), with: .unknown, now: fixture.at(1))
            if !cameFirst { try await fixture.receive(status) }

            #expect(try await fixture.thread(id).last?.delivery == .delivered)
            #expect(try await fixture.thread(id).last?.providerID == "wamid.9")
            #expect(try await fixture.store.outboxCounts()[.unknown] == nil)
            #expect(try await fixture.conversation(id).hasDeliveryFailure == !cameFirst)
        }
    }

    @Test(
        "an answer after the deadline settles an unknown send; others change nothing",
        arguments: StoreEngine.all)
    func lateAnswer(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let id = try await replied(fixture)
            _ = try await fixture.claimDue()
            try await fixture.store.finish(SendID("send-1"), with: .unknown, now: fixture.at(1))
            try await fixture.store.finish(
                SendID("send-1"), with: .retry(at: fixture.at(2), error: ProviderError(code: 1)),
                now: fixture.at(2))
            #expect(try await fixture.claimDue(after: 3).isEmpty)

            try await fixture.store.finish(
                SendID("send-1"), with: .accepted(providerID: "wamid.9"), now: fixture.at(4))

            #expect(try await fixture.thread(id).last?.delivery == .sent)
            let error = await #expect(throws: StoreError.self) {
                try await fixture.store.finish(SendID("none"), with: .unknown, now: fixture.at(5))
            }
            #expect(error?.code == .notFound)
        }
    }

    @Test("sends that a dead process left in flight become unknown", arguments: StoreEngine.all)
    func recovery(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let opened = try await fixture.receiveText("a", id: "1")
            try await fixture.answer(opened)
            _ = try await fixture.claimDue()
            await fixture.store.close()

            let reopened = try engine.open(fixture.folder)
            let count = try await reopened.recoverInterruptedSends(
                recorded: [], uploading: [], now: fixture.at(1))

            #expect(count == 1)
            #expect(
                try await reopened.recoverInterruptedSends(
                    recorded: [], uploading: [], now: fixture.at(2)) == 0)
            #expect(try await reopened.outboxCounts() == [.unknown: 1])
            #expect(try await reopened.conversation(opened.id)?.reason == .deliveryUnknown)
            await reopened.close()
        }
    }

    @Test(
        "a connection that stops hands the bot's conversations over and keeps agents' replies",
        arguments: StoreEngine.all)
    func stopped(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let held = try await replied(fixture)
            let opened = try await fixture.receiveText("a", id: "2", from: StoreFixture.wong)
            try await fixture.answer(opened)

            try await fixture.store.handOverHalted(
                connection: "shop", error: ProviderError(code: 190), now: fixture.at(1))

            let after = try await fixture.conversation(opened.id)
            #expect(after.owner == .queue)
            #expect(after.reason == .channelHalted)
            #expect(try await fixture.thread(opened.id).last?.failure?.code == 190)
            #expect(try await fixture.conversation(held).owner == .agent(.mei))
            #expect(try await fixture.claimDue(after: 2).map(\.id) == [SendID("send-1")])
        }
    }

    @Test("statuses in any order never move a message back", arguments: StoreEngine.all)
    func shuffledStatuses(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            var random = SplitMix(state: 20_261_124)
            let order: [DeliveryState] = [.sending, .sent, .delivered, .read]
            for round in 0..<60 {
                let opened = try await fixture.receiveText(
                    "a", id: "m\(round)", from: ContactAddress(bsuid: "HK.\(round)"))
                let send = try await fixture.answer(opened)
                _ = try await fixture.claimDue()
                var steps: [DeliveryState?] = [.sent, .delivered, .read, nil]
                steps.shuffle(using: &random)
                var seen: [DeliveryState] = []
                for step in steps {
                    if let step {
                        try await fixture.receive(StoreFixture.status(step, id: "w\(round)"))
                    } else {
                        try await fixture.store.finish(
                            send, with: .accepted(providerID: "w\(round)"), now: fixture.at(1))
                    }
                    let delivery = try await fixture.thread(opened.id).last?.delivery
                    seen.append(try #require(delivery))
                }

                let ranks = seen.compactMap { order.firstIndex(of: $0) }
                #expect(ranks.count == 4 && ranks == ranks.sorted(), "\(steps): \(seen)")
                #expect(seen.last == .read)
            }
        }
    }
}
