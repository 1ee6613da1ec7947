import BatonCore
import Foundation
import GRDB
import Testing

@testable import BatonStore

@Suite("migrations", .timeLimit(.minutes(10)))
struct MigrationTests {
    @Test(
        "a store of every earlier schema opens with what it held",
        arguments: Migration.all.map(\.number))
    func fromEvery(version: Int) async throws {
        let folder = StoreFixture.newFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let old = try DatabasePool(path: folder + "/" + SQLiteStore.fileName)
        try Migration.run(on: old, to: version)
        try await old.write { db in
            #expect(try Int.fetchOne(db, sql: "PRAGMA user_version") == version)
            try db.execute(
                sql: """
                    INSERT INTO contact (id, name, created_at) VALUES ('p', '陳小姐', 1);
                    INSERT INTO conversation
                        (id, connection, account, channel, contact, state, owner, opened_at,
                         updated_at)
                    VALUES ('c', 'shop', '852', 'whatsapp_cloud', 'p', 'open', 'queue', 1, 1);
                    INSERT INTO message
                        (id, conversation, direction, author, content, connection, provider_id,
                         at, received_at)
                    VALUES ('m', 'c', 'inbound', 'customer', '{"text":"退貨","type":"text"}',
                        'shop', 'w1', 1, 1);
                    """)
        }
        try old.close()

        let store = try SQLiteStore.open(
            folder: folder, ids: IdentifierSource(clock: FixedClock()))

        let facts = try await store.facts()
        #expect(facts["schema"] == "\(Migration.all.last?.number ?? 0)")
        let conversation = try await store.conversation(ConversationID("c"))
        #expect(conversation?.contactName == "陳小姐")
        let hits = try await store.searchMessages("退貨", in: nil, before: nil, limit: 5)
        #expect(hits.map(\.message.id) == [MessageID("m")])
        #expect(try await store.queuePage(QueueQuery(filter: .waiting)).total == 1)
        #expect(try await store.verify().isSound)
        await store.close()
    }

    @Test("entries of the first schema are followed, and are unchanged where they are saved again")
    func entries() async throws {
        let folder = StoreFixture.newFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let old = try DatabasePool(path: folder + "/" + SQLiteStore.fileName)
        try Migration.run(on: old, to: 1)
        let body = """
            {"answers":{"zh-Hant":"$30"},"id":"fee","knowledge":"shop","language":"zh-Hant",\
            "questions":[{"language":"zh-Hant","text":"運費幾多"}],"tags":[]}
            """
        let actor = try StoredJSON.encode(KnowledgeContractTests.editor)
        try await old.write { db in
            try db.execute(
                sql: """
                    INSERT INTO knowledge_revision (knowledge, entry, saved_by, saved_at, body)
                    VALUES ('shop', 'fee', ?, 1, ?);
                    INSERT INTO entry (knowledge, entry, revision) VALUES ('shop', 'fee', 1);
                    """, arguments: [actor, body])
        }
        try old.close()

        let store = try SQLiteStore.open(
            folder: folder, ids: IdentifierSource(clock: FixedClock()))

        let followed = try await store.knowledgeChanges(in: "shop", after: 0)
        #expect(followed.map(\.entry) == [KnowledgeContractTests.entry("fee", "$30")])
        #expect(followed.map(\.isInForce) == [true])
        let again = try await store.save(
            [KnowledgeContractTests.entry("fee", "$30")], by: KnowledgeContractTests.editor,
            now: StoreFixture.start)
        #expect(again.map(\.effect) == [.unchanged])
        await store.close()
    }

    @Test("migrations are numbered from 1 without a gap")
    func numbers() {
        #expect(Migration.all.map(\.number) == Array(1...Migration.all.count))
    }
}
