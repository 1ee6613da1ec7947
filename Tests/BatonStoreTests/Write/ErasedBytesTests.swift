import BatonCore
import Foundation
import GRDB
import Testing

@testable import BatonStore

/// Erased is gone: looked for byte by byte in everything that the store writes.
@Suite("bytes of what was erased", .timeLimit(.minutes(10)))
struct ErasedBytesTests {
    private static let day = RetentionContractTests.day

    /// A word that occurs nowhere else, and shares no beginning with another.
    private static func marker(_ number: Int) -> String {
        var random = SplitMix(state: UInt64(number) &+ 77)
        return "mk" + String(random.next() | 1 << 63, radix: 16)
    }

    /// A store whose commits wait for no disk, filled with conversations of marked words.
    private func filled(
        _ count: Int,
        _ body: (StoreFixture, SQLiteStore, [ConversationID])
            async throws -> Void
    ) async throws {
        let folder = StoreFixture.newFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var options = SQLiteStore.Options()
        options.isDurable = false
        let store = try SQLiteStore.open(
            folder: folder, ids: IdentifierSource(clock: FixedClock()), options: options)
        let fixture = StoreFixture(store: store, folder: folder)
        var ids: [ConversationID] = []
        for number in 0..<count { ids.append(try await fill(number, fixture)) }
        try await body(fixture, store, ids)
        await store.close()
    }

    /// A conversation with its marker wherever words of a customer may stand.
    private func fill(_ number: Int, _ fixture: StoreFixture) async throws -> ConversationID {
        let store = fixture.store
        let word = Self.marker(number)
        let address = ContactAddress(
            phone: "+8529\(1_000_000 + number)", bsuid: "HK.\(word)", username: "@\(word)",
            name: "陳\(word)")
        let event = StoreFixture.text(
            "退貨 \(word) " + String(repeating: "嗰", count: number % 300), id: "wamid.\(word)",
            from: address)
        let sequence = try #require(
            try await store.ingest(
                ReceivedWebhook(
                    connection: "shop", body: Array("{\"text\":\"\(word)\"}".utf8),
                    receivedAt: fixture.at(0)), events: [event]
            ).first)
        let applied = try await store.apply(
            inbox: sequence, routing: StoreFixture.routing, now: fixture.at(0))
        let id = try #require(applied.conversation)
        let conversation = try await fixture.conversation(id)
        var decision = fixture.decision(on: conversation, messages: [try #require(applied.message)])
        decision.evidence.text = word
        decision.evidence.after = word
        decision.reply = "關於 \(word)"
        decision.composed = ComposedReply(ending: .grounded, text: word, model: "m")
        decision.composed?.summary = [word]
        let send = SendID("send-\(number)")
        _ = try await store.record(
            decision,
            effect: DecisionEffect(sends: [
                PlannedSend(
                    id: send, message: MessageID("out-\(number)"), author: .bot,
                    content: .text("關於 \(word)"))
            ]), now: fixture.at(1))
        _ = try await fixture.claimDue(after: 1)
        try await store.finish(send, with: .accepted(providerID: "out.\(word)"), now: fixture.at(2))
        try await fixture.receive(StoreFixture.status(.delivered, id: "out.\(word)"))
        // Longer words make rows move to other pages.
        try await fixture.receive(
            StoreFixture.amendment(
                .edit, of: "wamid.\(word)", id: "edit.\(word)",
                content: .text("\(word) " + String(repeating: word, count: 1 + number % 40))))
        try await store.saveDraft(id, by: .mei, text: "親愛的 \(word)", now: fixture.at(3))
        _ = try await store.note(id, by: .mei, text: "VIP \(word)", now: fixture.at(4))
        _ = try await store.claim(id, by: .mei, force: false, now: fixture.at(5))
        if number.isMultiple(of: 2) {
            _ = try await store.resolve(id, by: .mei, now: fixture.at(6))
        }
        return id
    }

    /// Those of some markers that occur in the store's files.
    private func found(_ numbers: [Int], in folder: String) throws -> Set<Int> {
        var found: Set<Int> = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            guard let data = FileManager.default.contents(atPath: folder + "/" + name) else {
                continue
            }
            for number in numbers
            // The index keeps what a word does not share with the one before it.
            where data.range(of: Data(Self.marker(number).suffix(9).utf8)) != nil {
                found.insert(number)
            }
        }
        return found
    }

    private func merge(_ store: SQLiteStore) async throws {
        var isMerged = try await store.mergeSearchIndex(isFirstStep: true)
        var steps = 0
        while !isMerged {
            isMerged = try await store.mergeSearchIndex(isFirstStep: false)
            steps += 1
            try #require(steps < 1000)
        }
    }

    @Test("of what was erased no byte is left in file and log, and all of the rest is there")
    func gone() async throws {
        try await filled(120) { fixture, store, ids in
            let erased = ids.indices.filter { $0.isMultiple(of: 2) }
            let kept = ids.indices.filter { !$0.isMultiple(of: 2) }
            #expect(try found(erased, in: fixture.folder).count == erased.count)

            try await RetentionContractTests.erase(erased.map { ids[$0] }, in: fixture)
            #expect(try await store.holdsErased())
            let before = try found(erased, in: fixture.folder)
            try await merge(store)
            let scrubbing = try await store.scrub(upTo: .max)

            #expect(!before.isEmpty, "what is looked for can be found")
            #expect(scrubbing == .clean)
            #expect(try await !store.holdsErased())
            #expect(try found(erased, in: fixture.folder) == [])
            #expect(try found(kept, in: fixture.folder).count == kept.count)
            let log = try FileManager.default.attributesOfItem(
                atPath: fixture.folder + "/" + SQLiteStore.fileName + "-wal")
            #expect(log[.size] as? Int == 0)
            #expect(try await store.verify().findings == [])
            let hits = try await store.searchMessages("退貨", in: nil, before: nil, limit: 200)
            #expect(hits.isEmpty, "the messages that are left were edited to other words")
            let marked = try await store.searchMessages(
                Self.marker(1), in: nil, before: nil, limit: 9)
            #expect(Set(marked.map(\.message.conversation)) == [ids[1]])
        }
    }

    @Test("a file that is too large to be written anew says so, and its log is emptied")
    func large() async throws {
        try await filled(4) { fixture, store, ids in
            try await RetentionContractTests.erase([ids[0]], in: fixture)
            try await merge(store)

            #expect(try await store.scrub(upTo: 0) == .tooLarge)
            #expect(try await store.holdsErased())
            #expect(try await store.scrub(upTo: .max) == .clean)
        }
    }

    @Test("somebody who reads keeps the log from being emptied, and is not waited for")
    func hindered() async throws {
        try await filled(2) { fixture, store, ids in
            try await RetentionContractTests.erase([ids[0]], in: fixture)
            var unbound = GRDB.Configuration()
            unbound.allowsUnsafeTransactions = true
            let reader = try DatabaseQueue(
                path: fixture.folder + "/" + SQLiteStore.fileName, configuration: unbound)
            try await reader.writeWithoutTransaction { db in
                try db.execute(sql: "BEGIN")
                _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM contact")
            }

            let first = try await store.scrub(upTo: .max)
            try await reader.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
            try reader.close()

            #expect(first == .hindered)
            #expect(try await store.scrub(upTo: .max) == .clean)
        }
    }

    @Test("the log says how many went, and never what")
    func audit() async throws {
        try await filled(2) { fixture, store, ids in
            try await RetentionContractTests.erase([ids[0]], in: fixture)

            let rows = try await store.read { db in
                try Row.fetchAll(
                    db, sql: "SELECT conversation, payload FROM event_log WHERE kind = 'erased'"
                ).map { ($0["conversation"] as String?, $0["payload"] as String) }
            }
            #expect(rows.map(\.0) == [nil])
            #expect(rows.map(\.1) == [#"{"conversations":"1","files":"0","why":"age"}"#])
        }
    }

    @Test("a record of an older program is erased by the same links")
    func migrated() async throws {
        let folder = StoreFixture.newFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let old = try DatabasePool(path: folder + "/" + SQLiteStore.fileName)
        try Migration.run(on: old, to: 11)
        try await old.write { db in
            try db.execute(
                sql: """
                    INSERT INTO contact (id, name, created_at) VALUES ('p', 'oldmark', 1);
                    INSERT INTO conversation
                        (id, connection, account, channel, contact, state, owner, opened_at,
                         updated_at)
                    VALUES ('c', 'shop', '852', 'whatsapp_cloud', 'p', 'resolved', 'bot', 1, 1);
                    INSERT INTO message
                        (id, conversation, direction, author, content, connection, provider_id,
                         at, received_at)
                    VALUES ('m', 'c', 'inbound', 'customer', '{"text":"oldmark","type":"text"}',
                        'shop', 'w1', 1, 1);
                    INSERT INTO webhook (connection, received_at, verdict, body)
                    VALUES ('shop', 1, 'accepted', x'6f6c646d61726b'),
                        ('shop', 1, 'unreadable', x'6f6c646d61726b');
                    INSERT INTO inbox
                        (webhook, connection, account, provider_id, kind, event, received_at,
                         applied_at)
                    VALUES
                        (1, 'shop', '852', 'w1', 'message', '{"kind":"message","provider":'
                            || '"whatsapp_cloud","id":"w1","content":{"type":"text",'
                            || '"text":"oldmark"}}', 1, 1),
                        (1, 'shop', '852', 'sha256:1', 'edit', '{"kind":"edit","provider":'
                            || '"whatsapp_cloud","target":"w1","content":{"type":"text",'
                            || '"text":"oldmark"}}', 1, 1);
                    """)
        }
        try old.close()
        let store = try SQLiteStore.open(
            folder: folder, ids: IdentifierSource(clock: FixedClock()))
        let fixture = StoreFixture(store: store, folder: folder)

        try await RetentionContractTests.erase([ConversationID("c")], in: fixture)
        _ = try await store.eraseLooseRequests(
            of: "shop", before: fixture.at(0), limit: 9, now: fixture.at(0))
        try await merge(store)
        #expect(try await store.scrub(upTo: .max) == .clean)

        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let data = FileManager.default.contents(atPath: folder + "/" + name)
            #expect(data?.range(of: Data("oldmark".utf8)) == nil, "\(name)")
        }
        await store.close()
    }
}
