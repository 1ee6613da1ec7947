import BatonCore
import BatonStore
import Testing

@Suite("the store's ingest contract", .timeLimit(.minutes(10)))
struct IngestContractTests {
    @Test(
        "an event comes in once, however many requests bring it at once", arguments: StoreEngine.all
    )
    func dedupe(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let events = (0..<40).map { StoreFixture.text("退貨 \($0)", id: "wamid.\($0)") }

            let fresh = try await withThrowingTaskGroup(of: [Int64].self) { group in
                for task in 0..<8 {
                    group.addTask {
                        var sequences: [Int64] = []
                        for event in task.isMultiple(of: 2) ? events : events.reversed() {
                            sequences += try await fixture.ingest([event])
                        }
                        return sequences
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }

            #expect(fresh.count == 40)
            #expect(Set(fresh).count == 40)
            #expect(try await fixture.store.unappliedInbox(limit: 100).count == 40)
        }
    }

    @Test("events without an id are told apart by what they say", arguments: StoreEngine.all)
    func syntheticIDs(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            var stop = InboundEvent(kind: .consent, provider: "whatsapp_cloud")
            stop.contact = StoreFixture.chan
            stop.consent = Consent(category: "marketing_messages", value: "stop")
            var resume = stop
            resume.consent?.value = "resume"

            let fresh = try await fixture.ingest([stop, resume, stop])

            #expect(fresh.count == 2)
            #expect(try await fixture.ingest([resume]).isEmpty)
        }
    }

    @Test("one status of a message is one event a state", arguments: StoreEngine.all)
    func statesDiffer(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let fresh = try await fixture.ingest([
                StoreFixture.status(.sent, id: "wamid.1"),
                StoreFixture.status(.delivered, id: "wamid.1"),
                StoreFixture.status(.sent, id: "wamid.1"),
            ])

            #expect(fresh.count == 2)
        }
    }

    @Test("an event is applied once", arguments: StoreEngine.all)
    func appliesOnce(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let sequence = try #require(
                try await fixture.ingest([StoreFixture.text("幾時開門？", id: "wamid.1")]).first)

            let results = try await withThrowingTaskGroup(of: AppliedEvent.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await fixture.store.apply(
                            inbox: sequence, routing: StoreFixture.routing,
                            now: StoreFixture.start)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }

            #expect(results.filter { !$0.wasApplied }.count == 1)
            let id = try #require(results.compactMap(\.conversation).first)
            #expect(try await fixture.thread(id).count == 1)
            #expect(try await fixture.conversation(id).turn == 1)
            #expect(try await fixture.store.unappliedInbox(limit: 10).isEmpty)
        }
    }

    @Test("an inbox row that is not there is not found", arguments: StoreEngine.all)
    func missingRow(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let error = await #expect(throws: StoreError.self) {
                try await fixture.store.apply(
                    inbox: 99, routing: StoreFixture.routing, now: StoreFixture.start)
            }
            #expect(error?.code == .notFound)
        }
    }

    @Test("what was acknowledged is there after a restart", arguments: StoreEngine.all)
    func restart(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let events = (0..<20).map { StoreFixture.text("訂單 \($0)", id: "wamid.\($0)") }
            _ = try await fixture.ingest(events)
            await fixture.store.close()

            let reopened = try engine.open(fixture.folder)

            #expect(try await reopened.inboundEvents(skipping: 0, limit: 50) == events)
            #expect(try await reopened.inboundEvents(skipping: 18, limit: 50).count == 2)
            #expect(try await reopened.unappliedInbox(limit: 50).count == 20)
            await reopened.close()
        }
    }

    @Test("a closed store says that it is closed", arguments: StoreEngine.all)
    func closed(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            await fixture.store.close()

            let error = await #expect(throws: StoreError.self) {
                _ = try await fixture.ingest([StoreFixture.text("喂", id: "wamid.1")])
            }

            #expect(error?.code == .closed)
        }
    }

    @Test("a subscriber hears of each change, merged where it was slow", arguments: StoreEngine.all)
    func changes(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            var changes = fixture.store.changes().makeAsyncIterator()
            var expected: Set<ConversationID> = []

            for number in 0..<300 {
                let contact = ContactAddress(bsuid: "HK.\(number)")
                expected.insert(
                    try await fixture.receiveText("早晨", id: "wamid.\(number)", from: contact).id)
            }
            let merged = await changes.next()

            #expect(merged == StoreChange(conversations: expected, hasInbox: true))
            await fixture.store.close()
            #expect(await changes.next() == nil)
        }
    }
}
