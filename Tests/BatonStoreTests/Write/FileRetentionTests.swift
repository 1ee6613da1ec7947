import BatonCore
import BatonStore
import Foundation
import Testing

/// Files that are older than the policy keeps files, of messages that stay.
@Suite("the store's contract for removing files by age", .timeLimit(.minutes(10)))
struct FileRetentionTests {
    private static let day = RetentionContractTests.day

    private func photo(_ id: String, from contact: ContactAddress = StoreFixture.chan)
        -> InboundEvent
    {
        var event = StoreFixture.text("", id: id, from: contact)
        event.content = MessageContent(type: .image)
        event.content?.mediaID = "meta-\(id)"
        event.content?.sha256 = "c2hh"
        event.content?.url = "https://files.example/\(id)"
        event.content?.caption = "破咗"
        event.content?.filename = "\(id).jpg"
        return event
    }

    /// Receives a photo that is fetched and answered.
    private func received(
        _ id: String, hash: String, _ fixture: StoreFixture,
        from contact: ContactAddress = StoreFixture.chan
    ) async throws -> (message: MessageID, conversation: ConversationID) {
        let applied = try await fixture.receive(photo(id, from: contact))
        let message = try #require(applied.message)
        try await fixture.store.finishMedia(
            message, with: .fetched(hash: hash, mime: "image/jpeg", bytes: 9), now: fixture.at(1))
        let conversation = try #require(applied.conversation)
        let send = try await fixture.answer(fixture.conversation(conversation))
        _ = try await fixture.claimDue(after: 1)
        try await fixture.store.finish(
            send, with: .accepted(providerID: "s-\(id)"), now: fixture.at(2))
        return (message, conversation)
    }

    private func remove(_ message: MessageID, _ fixture: StoreFixture) async throws -> ErasedBatch {
        try await fixture.store.removeFiles(
            [DueFile(message: message, before: fixture.at(Self.day))], by: .system,
            now: fixture.at(100 * Self.day))
    }

    @Test(
        "a message loses its file with every reference to it, and keeps its words",
        arguments: StoreEngine.all)
    func removed(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let store = fixture.store
            let (message, conversation) = try await received("p1", hash: "aa", fixture)
            let aged = try await store.agedFiles(
                before: fixture.at(Self.day), after: nil, limit: 9)

            let batch = try await remove(message, fixture)

            #expect(aged.map(\.message) == [message])
            #expect(aged.map(\.conversation.id) == [conversation])
            #expect(aged.map(\.conversation.work) == [.none])
            #expect(batch.files == 1)
            #expect(batch.released == ["aa"])
            var content = try #require(photo("p1").content)
            content.mediaID = nil
            content.sha256 = nil
            content.url = nil
            let kept = try #require(try await store.message(message))
            #expect(kept.content == content)
            #expect(kept.fileRemovedAt == fixture.at(100 * Self.day))
            #expect(try await store.media(of: message) == nil)
            #expect(try await store.namedFiles() == [])
            #expect(
                try await store.inboundEvents(skipping: 0, limit: 1).first?.content == content)
            let found = try await store.searchMessages("破咗", in: nil, before: nil, limit: 9)
            #expect(found.map(\.message.id) == [message])
            #expect(
                try await store.agedFiles(before: fixture.at(Self.day), after: nil, limit: 9)
                    == [])
            #expect(try await fixture.ingest([photo("p1")]) == [], "the message is still known")
            #expect(try await store.verify().isSound)
        }
    }

    @Test("a file that another message has too stays in the folder", arguments: StoreEngine.all)
    func shared(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let first = try await received("p1", hash: "aa", fixture)
            let second = try await received(
                "p2", hash: "aa", fixture, from: StoreFixture.wong)

            let one = try await remove(first.message, fixture)
            let two = try await RetentionContractTests.erase(
                [second.conversation], in: fixture)

            #expect(one.released == [])
            #expect(two.flatMap(\.finished) == [second.conversation])
            #expect(two.reduce(into: Set<String>()) { $0.formUnion($1.released) } == ["aa"])
            #expect(two.map(\.files).reduce(0, +) == 1)
        }
    }

    @Test("a file in people's hands stays, and a younger one", arguments: StoreEngine.all)
    func kept(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let held = try await received("p1", hash: "aa", fixture)
            _ = try await fixture.store.claim(
                held.conversation, by: .mei, force: false, now: fixture.at(3))
            let young = try await received("p2", hash: "bb", fixture, from: StoreFixture.wong)

            let first = try await remove(held.message, fixture)
            let second = try await fixture.store.removeFiles(
                [DueFile(message: young.message, before: fixture.at(0))], by: .system,
                now: fixture.at(100 * Self.day))

            #expect(first == ErasedBatch())
            #expect(second == ErasedBatch())
            #expect(try await fixture.store.namedFiles() == ["aa", "bb"])
        }
    }

    @Test("what a visitor uploaded goes with the message", arguments: StoreEngine.all)
    func visitors(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let store = fixture.store
            let session = VisitorContractTests.session(until: fixture.at(900))
            try await store.begin(session, now: fixture.at(0))
            for (id, hash) in [("f1", "aa"), ("f2", "bb")] {
                try await store.keep(
                    VisitorFile(
                        id: id, visitor: session.visitor, hash: hash, mime: "image/jpeg", bytes: 9,
                        name: "我.jpg", at: fixture.at(0)))
            }
            var event = photo("p1", from: ContactAddress(providerID: session.visitor))
            event.provider = "webchat"
            event.content?.mediaID = "aa"
            let applied = try await fixture.receive(event, routing: VisitorContractTests.routing)
            let message = try #require(applied.message)
            let conversation = try #require(applied.conversation)
            try await store.finishMedia(
                message, with: .fetched(hash: "aa", mime: "image/jpeg", bytes: 9),
                now: fixture.at(1))
            _ = try await store.claim(conversation, by: .mei, force: false, now: fixture.at(2))
            _ = try await store.resolve(conversation, by: .mei, now: fixture.at(3))
            let seen = try await store.visitorEvents(of: session, after: 0, limit: 99)

            let batches = try await RetentionContractTests.erase([conversation], in: fixture)

            #expect(seen.events.count == 5)
            #expect(
                batches.reduce(into: Set<String>()) { $0.formUnion($1.released) } == ["aa", "bb"])
            #expect(try await store.namedFiles() == [])
            #expect(try await store.visitorFile("f1", of: session.visitor) == nil)
            let token = try await store.visitorSession(token: "t1", now: fixture.at(4))
            #expect(token == nil)
            #expect(
                try await store.visitorEvents(of: session, after: 0, limit: 99)
                    == VisitorPage(events: []))
        }
    }

    @Test("a page that is still open goes on from its last number", arguments: StoreEngine.all)
    func numbers(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let store = fixture.store
            let session = VisitorContractTests.session(until: fixture.at(900 * Self.day))
            try await store.begin(session, now: fixture.at(0))
            let address = ContactAddress(providerID: session.visitor)
            let first = try await fixture.receiveText(
                "你好", id: "v1", from: address, routing: VisitorContractTests.routing)
            _ = try await store.claim(first.id, by: .mei, force: false, now: fixture.at(2))
            _ = try await store.resolve(first.id, by: .mei, now: fixture.at(3))
            let last = try await store.visitorEvents(of: session, after: 0, limit: 99).events.last

            try await RetentionContractTests.erase([first.id], in: fixture)
            try await store.forgetSessions(now: fixture.at(400 * Self.day))
            #expect(
                try await store.visitorSession(token: "t1", now: fixture.at(400 * Self.day))
                    == session)
            try await fixture.receiveText(
                "再來", id: "v2", from: address, routing: VisitorContractTests.routing,
                after: 400 * Self.day)

            let number = try #require(last?.number)
            let page = try await store.visitorEvents(of: session, after: number, limit: 99)
            #expect(page.events.map(\.number) == [number + 1])
            let all = try await store.visitorEvents(of: session, after: 0, limit: 99)
            #expect(all.events.map(\.number) == [number, number + 1])
        }
    }
}
