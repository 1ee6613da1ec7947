import BatonCore
import BatonStore
import Foundation
import Testing

/// What every engine does when the policy says that something has grown too old.
@Suite("the store's contract for erasing by age", .timeLimit(.minutes(10)))
struct RetentionContractTests {
    static let day: Int64 = 86_400_000
    static let inbox = InboxID(connection: "shop", account: "852")

    /// Erases conversations to the end, looking at nothing but their age.
    /// - Returns: what each transaction took out.
    @discardableResult
    static func erase(
        _ ids: [ConversationID], in fixture: StoreFixture, afterDays days: Int64 = 400,
        rows: Int = 200
    ) async throws -> [ErasedBatch] {
        var left = ids.map { DueConversation(id: $0, before: fixture.at((days - 365) * day)) }
        var batches: [ErasedBatch] = []
        while !left.isEmpty {
            let batch = try await fixture.store.erase(
                left, rows: rows, by: .system, now: fixture.at(days * day))
            batches.append(batch)
            let ended = Set(batch.finished + batch.kept)
            left.removeAll { ended.contains($0.id) }
            try #require(batches.count < 1000, "erasing comes to no end")
        }
        return batches
    }

    /// A conversation that was answered, sent, judged, noted and resolved.
    static func finished(_ fixture: StoreFixture, id: String, words: String = "退貨要幾耐")
        async throws -> (conversation: Conversation, decision: Decision)
    {
        let store = fixture.store
        let asked = try await fixture.receiveText(words, id: id)
        let context = try #require(try await store.turnContext(asked.id))
        var decision = fixture.decision(on: asked, messages: context.undecided.map(\.id))
        decision.evidence.text = words
        decision.evidence.candidates = [
            Candidate(
                entry: EntryID("e"), revision: 1, score: 0.8, engines: ["bm25": 0.5],
                question: "退貨", answer: "七日內可以退。", answerLanguage: "zh-Hant")
        ]
        decision.reply = "可以退，\(words)"
        let send = SendID("send-\(id)")
        _ = try await store.record(
            decision,
            effect: DecisionEffect(sends: [
                PlannedSend(
                    id: send, message: MessageID("out-\(id)"), author: .bot,
                    content: .text("可以退，\(words)"))
            ]), now: fixture.at(1))
        _ = try await fixture.claimDue(after: 1)
        try await store.finish(
            send, with: .accepted(providerID: "sent-\(id)"), now: fixture.at(2))
        try await fixture.receive(StoreFixture.status(.delivered, id: "sent-\(id)"))
        var label = fixture.label(of: decision, .right)
        label.note = words
        _ = try await store.keep(label, now: fixture.at(3))
        _ = try await store.note(asked.id, by: .mei, text: words, now: fixture.at(4))
        _ = try await store.resolve(asked.id, by: .mei, now: fixture.at(5))
        return (asked, decision)
    }

    @Test("an erased conversation keeps its numbers and not a word", arguments: StoreEngine.all)
    func words(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let store = fixture.store
            let (asked, decision) = try await Self.finished(fixture, id: "w1")
            let other = try await fixture.receiveText("退貨", id: "o1", from: StoreFixture.wong)

            let batches = try await Self.erase([asked.id], in: fixture)

            #expect(batches.flatMap(\.finished) == [asked.id])
            #expect(try await fixture.thread(asked.id) == [])
            let hits = try await store.searchMessages("退貨", in: nil, before: nil, limit: 9)
            #expect(hits.map(\.message.conversation) == [other.id])
            #expect(try await store.searchContacts("陳小姐", in: nil, limit: 9) == [])
            let husk = try await fixture.conversation(asked.id)
            #expect(husk.state == .resolved)
            #expect(husk.lastMessage == nil)
            #expect(husk.contactName == nil)
            #expect(husk.contactPhone == nil)
            let kept = try #require(try await store.decision(decision.id))
            #expect(kept == decision.withoutWords)
            #expect(kept.evidence.weighedLength == decision.evidence.text.count)
            let labels = try await store.labels(
                of: Self.inbox, since: fixture.at(0), limit: 9)
            #expect(labels.map(\.label?.verdict) == [.right])
            #expect(labels.map(\.label?.note) == [nil])
            let payloads = try await store.eventLog(of: asked.id, limit: 99).map(\.payload)
            #expect(payloads.count > 5)
            #expect(Set(payloads) == [""])
            let verification = try await store.verify()
            #expect(verification.findings == [])
            #expect(verification.messages == 1)
        }
    }

    @Test("events keep their place, without what they said", arguments: StoreEngine.all)
    func events(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let (asked, _) = try await Self.finished(fixture, id: "w1")
            try await fixture.receiveText("你好", id: "o1", from: StoreFixture.wong)

            try await Self.erase([asked.id], in: fixture)

            let events = try await fixture.store.inboundEvents(skipping: 0, limit: 9)
            var husks = [InboundEvent.Kind.message, .status].map {
                InboundEvent(kind: $0, provider: "whatsapp_cloud", account: "852")
            }
            husks.append(StoreFixture.text("你好", id: "o1", from: StoreFixture.wong))
            #expect(events == husks)
        }
    }

    @Test("a transaction takes out no more rows than it may", arguments: StoreEngine.all)
    func bounded(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            var asked = try await fixture.receiveText("問 0", id: "m0")
            for number in 1..<40 {
                asked = try await fixture.receiveText("問 \(number)", id: "m\(number)")
            }
            _ = try await fixture.store.claim(
                asked.id, by: .mei, force: false, now: fixture.at(1))
            _ = try await fixture.store.resolve(asked.id, by: .mei, now: fixture.at(2))
            var left = [DueConversation(id: asked.id, before: fixture.at(Self.day))]
            var sizes = [try await fixture.thread(asked.id).count]

            while !left.isEmpty {
                let batch = try await fixture.store.erase(
                    left, rows: 15, by: .system, now: fixture.at(2 * Self.day))
                left.removeAll { batch.finished.contains($0.id) }
                sizes.append(try await fixture.thread(asked.id).count)
                try #require(sizes.count < 100)
            }

            #expect(sizes.prefix(4) == [40, 25, 10, 0])
            #expect(sizes.count > 9, "events, decisions and the log are bounded too")
            #expect(try await fixture.store.verify().isSound)
        }
    }

    @Test(
        "what people have, what is undecided or unsent, and what somebody writes in, stays",
        arguments: StoreEngine.all)
    func busy(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let store = fixture.store
            func address(_ id: String) -> ContactAddress { ContactAddress(bsuid: "HK.\(id)") }
            let held = try await fixture.receiveText("1", id: "1", from: address("1"))
            _ = try await store.claim(held.id, by: .mei, force: false, now: fixture.at(1))
            let queued = try await fixture.receiveText("2", id: "2", from: address("2"))
            _ = try await store.handOver(queued.id, reason: .noAnswer, now: fixture.at(1))
            let undecided = try await fixture.receiveText("3", id: "3", from: address("3"))
            let unsent = try await fixture.receiveText("4", id: "4", from: address("4"))
            try await fixture.answer(unsent)
            let written = try await fixture.receiveText("5", id: "5", from: address("5"))
            _ = try await store.claim(written.id, by: .mei, force: false, now: fixture.at(1))
            _ = try await store.resolve(written.id, by: .mei, now: fixture.at(2))
            try await store.saveDraft(
                written.id, by: .mei, text: "…", now: fixture.at(399 * Self.day))
            let noted = try await fixture.receiveText("6", id: "6", from: address("6"))
            _ = try await store.claim(noted.id, by: .mei, force: false, now: fixture.at(1))
            _ = try await store.resolve(noted.id, by: .mei, now: fixture.at(2))
            _ = try await store.note(
                noted.id, by: .mei, text: "VIP", now: fixture.at(399 * Self.day))
            let all = [held, queued, undecided, unsent, written, noted].map(\.id)

            let batches = try await Self.erase(all, in: fixture)
            let quiet = try await store.quietConversations(
                of: Self.inbox, before: fixture.at(35 * Self.day), after: nil, limit: 9)

            #expect(batches.flatMap(\.finished) == [])
            #expect(Set(batches.flatMap(\.kept)) == Set(all))
            for id in all { #expect(try await !fixture.thread(id).isEmpty) }
            let works = Dictionary(uniqueKeysWithValues: quiet.map { ($0.id, $0.work) })
            #expect(
                works == [
                    held.id: .people, queued.id: .people, undecided.id: .unfinished,
                    unsent.id: .unfinished, written.id: .none, noted.id: .none,
                ])
            #expect(
                quiet.first { $0.id == noted.id }?.lastEventAt == fixture.at(399 * Self.day))
        }
    }

    @Test("an answered conversation that nobody closed goes too", arguments: StoreEngine.all)
    func quiet(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let asked = try await fixture.receiveText("幾時開門", id: "1")
            let send = try await fixture.answer(asked)
            _ = try await fixture.claimDue()
            try await fixture.store.finish(
                send, with: .accepted(providerID: "s1"), now: fixture.at(1))

            let batches = try await Self.erase([asked.id], in: fixture)

            #expect(batches.flatMap(\.finished) == [asked.id])
            #expect(try await fixture.conversation(asked.id).state == .resolved)
            let again = try await fixture.receiveText("再問", id: "2", after: 400 * Self.day)
            #expect(again.id != asked.id)
            #expect(again.contact != asked.contact)
            #expect(try await fixture.thread(again.id).map(\.content.words) == ["再問"])
        }
    }

    @Test("what is delivered again of an erased conversation is known", arguments: StoreEngine.all)
    func replayed(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let (asked, _) = try await Self.finished(fixture, id: "w1")
            var echo = StoreFixture.text("可以退", id: "sent-w1")
            echo.kind = .echo
            echo.recipient = echo.contact
            echo.contact = nil
            let again = [
                StoreFixture.text("退貨要幾耐", id: "w1"),
                StoreFixture.amendment(.edit, of: "w1", id: "w1", content: .text("換貨")),
                StoreFixture.amendment(.reaction, of: "w1", id: "r1"),
                StoreFixture.status(.delivered, id: "sent-w1"),
                StoreFixture.status(.read, id: "sent-w1"), echo,
            ]

            try await Self.erase([asked.id], in: fixture)
            let before = try await fixture.store.inboundEvents(skipping: 0, limit: 99)
            let fresh = try await fixture.ingest(again, at: fixture.at(401 * Self.day))
            let other = try await fixture.ingest(
                [StoreFixture.text("退貨要幾耐", id: "w2")], at: fixture.at(401 * Self.day))

            #expect(fresh == [])
            #expect(other.count == 1)
            let after = try await fixture.store.inboundEvents(skipping: 0, limit: 99)
            #expect(after.count == before.count + 1)
        }
    }

    @Test("who stopped the bot has it stopped for ever", arguments: StoreEngine.all)
    func consent(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            var routing = StoreFixture.routing
            routing.stopWords = ["stop"]
            let asked = try await fixture.receiveText("STOP", id: "1", routing: routing)
            _ = try await fixture.store.claim(
                asked.id, by: .mei, force: false, now: fixture.at(1))
            _ = try await fixture.store.resolve(asked.id, by: .mei, now: fixture.at(2))

            try await Self.erase([asked.id], in: fixture)
            let husk = try await fixture.conversation(asked.id)
            let again = try await fixture.receiveText(
                "你好", id: "2", routing: routing, after: 400 * Self.day)

            #expect(husk.contactName == nil)
            #expect(again.contact == asked.contact)
            #expect(again.owner == .queue)
            #expect(again.reason == .optedOut)
        }
    }

    @Test("events of no conversation go by their own age", arguments: StoreEngine.all)
    func loose(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let store = fixture.store
            let edit = StoreFixture.amendment(
                .edit, of: "never", id: "never", content: .text("改咗"))
            try await fixture.receive(edit)
            try await store.keepUnreadable(
                ReceivedWebhook(connection: "shop", body: [1, 2], receivedAt: fixture.at(0)))
            let waiting = StoreFixture.text("未處理", id: "w")
            _ = try await fixture.ingest([waiting])

            #expect(try await store.looseRequestConnections() == ["shop"])
            let loose = try await store.looseEvents(
                before: fixture.at(Self.day), after: nil, limit: 9)
            try await store.erase(loose, now: fixture.at(400 * Self.day))
            let requests = try await store.eraseLooseRequests(
                of: "shop", before: fixture.at(Self.day), limit: 9, now: fixture.at(400 * Self.day))

            #expect(loose.map(\.inbox) == [Self.inbox])
            #expect(loose.first?.address?.phone == StoreFixture.chan.phone)
            #expect(requests == 1)
            let events = try await store.inboundEvents(skipping: 0, limit: 9)
            #expect(
                events == [
                    InboundEvent(kind: .edit, provider: "whatsapp_cloud", account: "852"), waiting,
                ])
            #expect(try await fixture.ingest([edit]) == [])
            #expect(
                try await store.looseEvents(before: fixture.at(Self.day), after: nil, limit: 9)
                    == [])
            #expect(try await store.verify().isSound)
        }
    }
}
