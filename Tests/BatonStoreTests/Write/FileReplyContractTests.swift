import BatonCore
import BatonStore
import Foundation
import Testing

@Suite("replies with files", .timeLimit(.minutes(10)))
struct FileReplyContractTests {
    private static let file = KeptFile(
        hash: String(repeating: "ab", count: 32), mime: "application/pdf", bytes: 9)

    /// An agent's reply with a file, waiting to be sent.
    private func replied(_ fixture: StoreFixture) async throws -> Message {
        let opened = try await fixture.receiveText("a", id: "1")
        _ = try await fixture.store.claim(
            opened.id, by: .mei, force: false, now: fixture.at(1))
        var reply = AgentReply(
            send: SendID("s1"), conversation: opened.id, person: .mei, text: "")
        reply.content = MessageContent(type: .document)
        reply.content?.filename = "價目.pdf"
        reply.file = Self.file
        return try await fixture.store.reply(reply, now: fixture.at(2))
    }

    @Test(
        "the file of a reply is known at once, and comes with its send", arguments: StoreEngine.all)
    func known(_ engine: StoreEngine) async throws {
        try await StoreFixture.with(engine) { fixture in
            let message = try await replied(fixture)
            #expect(
                try await fixture.store.media(of: message.id)
                    == MediaRecord(
                        state: .fetched, hash: Self.file.hash, mime: "application/pdf", bytes: 9))
            #expect(try await fixture.store.mediaDue(at: fixture.at(9), limit: 9).isEmpty)
            #expect(try await fixture.store.reply(of: SendID("s1")) == message)
            #expect(try await fixture.store.reply(of: SendID("s2")) == nil)
            let item = try #require(try await fixture.claimDue(after: 3).first)
            #expect(item.file == Self.file)
            #expect(item.content.mediaID == nil)
        }
    }

    @Test("after the upload the same send comes again, naming it, and is tried no more often")
    func uploaded() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            let message = try await replied(fixture)
            _ = try await fixture.claimDue(after: 3)
            try await fixture.store.finish(
                SendID("s1"), with: .uploaded("77"), charge: nil, now: fixture.at(4))
            let item = try #require(try await fixture.claimDue(after: 4).first)
            #expect(item.id == SendID("s1"))
            #expect(item.content.mediaID == "77")
            #expect(item.attempts == 0)
            let thread = try await fixture.thread(message.conversation)
            #expect(thread.last?.content.mediaID == nil, "the record names our file alone")
        }
    }

    @Test(
        "a worker that dies while uploading has sent nothing; one that dies after it may have",
        arguments: [false, true])
    func interrupted(isUploaded: Bool) async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            _ = try await replied(fixture)
            _ = try await fixture.claimDue(after: 3)
            if isUploaded {
                try await fixture.store.finish(
                    SendID("s1"), with: .uploaded("77"), charge: nil, now: fixture.at(4))
                _ = try await fixture.claimDue(after: 4)
            }
            let unknown = try await fixture.store.recoverInterruptedSends(
                recorded: [], uploading: ["shop"], now: fixture.at(5))
            #expect(unknown == (isUploaded ? 1 : 0))
            #expect(
                try await fixture.store.outboxCounts()
                    == (isUploaded ? [.unknown: 1] : [.pending: 1]))
            #expect(try await fixture.claimDue(after: 6).count == (isUploaded ? 0 : 1))
        }
    }

    @Test("where the file goes with the send itself, a worker that dies may have sent it")
    func carried() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            _ = try await replied(fixture)
            _ = try await fixture.claimDue(after: 3)
            let unknown = try await fixture.store.recoverInterruptedSends(
                recorded: [], uploading: [], now: fixture.at(5))
            #expect(unknown == 1)
        }
    }
}
