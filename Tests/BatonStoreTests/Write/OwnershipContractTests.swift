import BatonCore
import BatonStore
import Testing

@Suite("the store's contract for who has a conversation", .timeLimit(.minutes(10)))
struct OwnershipContractTests {
    /// Opens conversations with as many customers.
    private func open(_ count: Int, _ fixture: StoreFixture) async throws -> [Conversation] {
        let sequences = try await fixture.ingest(
            (0..<count).map {
                StoreFixture.text("退貨", id: "m\($0)", from: ContactAddress(bsuid: "HK.\($0)"))
            })
        return try await withThrowingTaskGroup(of: Conversation.self) { group in
            for sequence in sequences {
                group.addTask {
                    let applied = try await fixture.store.apply(
                        inbox: sequence, routing: StoreFixture.routing, now: StoreFixture.start)
                    return try await fixture.conversation(#require(applied.conversation))
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test("of eight who claim each of 1,000 conversations, one has it", arguments: StoreEngine.all)
    func contestedClaims(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let conversations = try await open(1_000, fixture)

            let wins = try await withThrowingTaskGroup(of: [ConversationID: PersonID].self) {
                group in
                for number in 0..<8 {
                    group.addTask {
                        let person = PersonID("agent\(number)")
                        var won: [ConversationID: PersonID] = [:]
                        for conversation in conversations {
                            let result = try await fixture.store.claim(
                                conversation.id, by: person, force: false, now: fixture.at(1))
                            if case .won = result { won[conversation.id] = person }
                        }
                        return won
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }

            #expect(wins.reduce(0) { $0 + $1.count } == 1_000)
            for won in wins {
                for (id, person) in won {
                    let after = try await fixture.conversation(id)
                    #expect(after.owner == .agent(person))
                    #expect(after.epoch == 1)
                }
            }
        }
    }

    @Test(
        "who claims twice has won twice; who comes late hears who has it",
        arguments: StoreEngine.all)
    func claimTwice(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let id = try await fixture.receiveText("真人", id: "1").id
            let first = try await fixture.store.claim(
                id, by: .mei, force: false, now: fixture.at(1))
            let again = try await fixture.store.claim(
                id, by: .mei, force: false, now: fixture.at(2))
            let late = try await fixture.store.claim(
                id, by: .david, force: false, now: fixture.at(3))
            let held = try await fixture.conversation(id)
            let forced = try await fixture.store.claim(
                id, by: .david, force: true, now: fixture.at(4))

            #expect(first == .won(held))
            #expect(again == .won(held))
            #expect(late == .heldBy(.mei, held))
            #expect(held.epoch == 1)
            #expect(forced == .won(try await fixture.conversation(id)))
            #expect(try await fixture.conversation(id).owner == .agent(.david))
            let closed = try await fixture.store.resolve(id, by: .david, now: fixture.at(5))
            let tooLate = try await fixture.store.claim(
                id, by: .mei, force: true, now: fixture.at(6))
            #expect(tooLate == .closed(closed))
        }
    }

    @Test("a claim keeps the urgency that the queue gave", arguments: StoreEngine.all)
    func urgency(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let id = try await fixture.receiveText("投訴", id: "1").id
            _ = try await fixture.store.handOver(id, reason: .complaint, now: fixture.at(1))
            _ = try await fixture.store.claim(id, by: .mei, force: false, now: fixture.at(2))

            let after = try await fixture.conversation(id)

            #expect(after.priority == 0)
            #expect(after.reason == .complaint)
            #expect(after.waitingSince == fixture.at(1))
        }
    }

    @Test("a handover outside a decision takes nothing from a person", arguments: StoreEngine.all)
    func handOverHeld(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let id = try await fixture.receiveText("喂", id: "1").id
            _ = try await fixture.store.claim(id, by: .mei, force: false, now: fixture.at(1))

            let after = try await fixture.store.handOver(
                id, reason: .internalFault, now: fixture.at(2))

            #expect(after.owner == .agent(.mei))
            #expect(after.epoch == 1)
        }
    }

    @Test("only who holds it may reply; a repeat is the same reply", arguments: StoreEngine.all)
    func reply(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let id = try await fixture.receiveText("幾時送貨", id: "1").id
            let reply = AgentReply(
                send: SendID("send-1"), conversation: id, person: .mei, text: "聽日送到。")
            let refused = await #expect(throws: StoreError.self) {
                _ = try await fixture.store.reply(reply, now: fixture.at(1))
            }
            #expect(refused?.code == .refused)

            _ = try await fixture.store.claim(id, by: .mei, force: false, now: fixture.at(2))
            try await fixture.store.saveDraft(id, by: .mei, text: "聽日", now: fixture.at(3))
            #expect(try await fixture.store.draft(id, by: .mei) == "聽日")
            let first = try await fixture.store.reply(reply, now: fixture.at(4))
            let second = try await fixture.store.reply(reply, now: fixture.at(5))

            #expect(first.id == second.id)
            #expect(try await fixture.thread(id).count == 2)
            #expect(try await fixture.store.draft(id, by: .mei) == nil)
            #expect(try await fixture.conversation(id).waitingSince == nil)
            #expect(try await fixture.claimDue(after: 10).map(\.id) == [SendID("send-1")])
        }
    }

    @Test(
        "returned to the bot, it answers what comes next and knows the note",
        arguments: StoreEngine.all)
    func returning(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let id = try await fixture.receiveText("幾時送貨", id: "1").id
            _ = try await fixture.store.claim(id, by: .mei, force: false, now: fixture.at(1))
            let returned = try await fixture.store.returnToBot(
                id, by: .mei, note: "已講咗聽日", now: fixture.at(2))

            #expect(returned.owner == .bot)
            #expect(returned.epoch == 2)
            #expect(returned.note == "已講咗聽日")
            #expect(try await fixture.store.nextDecisionDue() == nil)
            let next = try await fixture.receiveText("多謝", id: "2", after: 5_000)
            #expect(next.id == id)
            let context = try #require(try await fixture.store.turnContext(id))
            #expect(context.undecided.map(\.content.text) == ["多謝"])
            #expect(context.conversation.note == "已講咗聽日")
        }
    }

    @Test(
        "a message to a person's conversation sets nothing off but the wait",
        arguments: StoreEngine.all)
    func messageToAgent(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let id = try await fixture.receiveText("a", id: "1").id
            _ = try await fixture.store.claim(id, by: .mei, force: false, now: fixture.at(1))
            _ = try await fixture.store.reply(
                AgentReply(send: SendID("s"), conversation: id, person: .mei, text: "ok"),
                now: fixture.at(2))

            let after = try await fixture.receiveText("b", id: "2", after: 9_000)

            #expect(after.owner == .agent(.mei))
            #expect(after.turn == 2)
            #expect(after.waitingSince == fixture.at(9_000))
            #expect(try await fixture.store.nextDecisionDue() == nil)
            #expect(try await fixture.store.turnContext(id) == nil)
        }
    }

    @Test(
        "assigning and noting are kept; a resolved one takes no change", arguments: StoreEngine.all)
    func assigning(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let id = try await fixture.receiveText("a", id: "1").id
            let assigned = try await fixture.store.assign(
                id, to: .david, by: .mei, now: fixture.at(1))
            let note = try await fixture.store.note(
                id, by: .mei, text: "VIP 客", now: fixture.at(2))
            _ = try await fixture.store.resolve(id, by: .david, now: fixture.at(3))
            let error = await #expect(throws: StoreError.self) {
                _ = try await fixture.store.assign(id, to: .mei, by: .mei, now: fixture.at(4))
            }

            #expect(assigned.owner == .agent(.david))
            #expect(note.direction == .note)
            #expect(error?.code == .refused)
            let kinds = try await fixture.store.eventLog(of: id, limit: 50).map(\.kind)
            #expect(kinds == [.opened, .received, .assigned, .noted, .resolved])
        }
    }
}
