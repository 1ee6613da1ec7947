import BatonChannels
import BatonConfiguration
import BatonCore
import BatonDesk
import BatonStore
import Foundation
import Testing

@testable import BatonWorker

/// What a run looks for, and what it leaves alone, on a record of its own.
@Suite("Erasing by age", .timeLimit(.minutes(5)))
struct RetentionRunTests {
    static let day: Int64 = 86_400_000

    /// A run over a store of its own, 400 days after everything in it.
    struct Rig {
        static let inbox = InboxID(connection: "shop", account: "852")

        let folder: String
        let store: SQLiteStore
        let run: RetentionRun
        /// When everything was written.
        let past: Timestamp

        static func with(_ rules: String, _ body: (Rig) async throws -> Void) async throws {
            let folder = NSTemporaryDirectory() + "baton-age-" + UUID().uuidString.prefix(8)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            let file = folder + "/policy.yaml"
            try ("rules:\n" + rules).write(toFile: file, atomically: true, encoding: .utf8)
            let clock = ShiftedClock()
            let past = clock.now()
            clock.advance(days: 400)
            var options = SQLiteStore.Options()
            options.isDurable = false
            let store = try SQLiteStore.open(
                folder: folder, ids: IdentifierSource(clock: clock), options: options)
            let configuration = configuration(folder)
            let rig = Rig(
                folder: folder, store: store,
                run: RetentionRun(
                    store: store,
                    keeper: PolicyKeeper(configuration, book: try PolicyFiles.load([file])),
                    folder: MediaFolder(dataFolder: folder), configuration: configuration,
                    clock: clock, sleeper: ContinuousClock()), past: past)
            do {
                try await body(rig)
                await store.close()
            } catch {
                await store.close()
                throw error
            }
        }

        private static func configuration(_ folder: String) -> Configuration {
            Configuration(
                file: folder + "/baton.yaml", dataFolder: folder,
                http: .init(host: "127.0.0.1", port: 0, publicURL: nil),
                connections: [
                    .init(
                        id: "shop", channel: "whatsapp_cloud", secrets: [:], apiBase: nil,
                        apiVersion: nil,
                        inboxes: [
                            .init(account: "852", name: "Shop", knowledge: "shop", mode: .auto)
                        ], line: 1)
                ],
                people: [], desk: .init(group: nil),
                gate: .init(thresholds: ConfigurationDefaults.thresholds), hours: .always,
                debounce: .init(milliseconds: 1, capMilliseconds: 5))
        }

        /// A customer writes, and a person resolves it.
        func resolved(_ id: String, phone: String, content: MessageContent = .text("退貨"))
            async throws -> (conversation: ConversationID, message: MessageID)
        {
            let written = try await write(id, phone: phone, content: content)
            _ = try await store.claim(
                written.conversation, by: PersonID("mei"), force: false, now: past)
            _ = try await store.resolve(written.conversation, by: PersonID("mei"), now: past)
            return written
        }

        /// A customer writes.
        func write(_ id: String, phone: String, content: MessageContent = .text("退貨"))
            async throws -> (conversation: ConversationID, message: MessageID)
        {
            var event = InboundEvent(kind: .message, provider: "whatsapp_cloud", account: "852")
            event.id = id
            event.at = past.seconds
            event.contact = ContactAddress(phone: phone)
            event.content = content
            let sequence = try #require(
                try await store.ingest(
                    ReceivedWebhook(connection: "shop", body: [1], receivedAt: past),
                    events: [event]
                ).first)
            let applied = try await store.apply(
                inbox: sequence,
                routing: Routing(
                    channel: "whatsapp_cloud", mode: .auto, debounceMilliseconds: 0,
                    debounceCapMilliseconds: 0), now: past)
            return (try #require(applied.conversation), try #require(applied.message))
        }

        func isErased(_ id: ConversationID) async throws -> Bool {
            try await store.messages(in: id, before: nil, limit: 1).isEmpty
        }
    }

    private static func rule(_ id: String, _ says: String) -> String {
        "  - {id: \(id), effective_from: 2024-06-01, source: us, \(says)}\n"
    }

    /// An age, what the policy keeps, what is still to be done, and what becomes of it.
    private static let verdicts:
        [(days: Int64, kept: Int64?, work: QuietConversation.Work, goes: RetentionRule.Verdict)] = {
            let before = Timestamp(milliseconds: 635 * day)
            return [
                (364, 365, .none, .keep), (365, 365, .none, .keep),
                (366, 365, .none, .erase(before: before)), (366, nil, .none, .keep),
                (366, 365, .people, .wait), (366, 365, .unfinished, .wait),
                (364, 365, .people, .keep),
            ]
        }()

    @Test("what is older than it is kept goes, unless there is still something to do")
    func verdict() {
        let now = Timestamp(milliseconds: 1000 * Self.day)
        for (days, kept, work, goes) in Self.verdicts {
            let at = now.adding(milliseconds: -days * Self.day)
            let conversation = QuietConversation(
                id: ConversationID("c"),
                inbox: RecordedInbox(id: Rig.inbox, channel: "whatsapp_cloud"), lastEventAt: at,
                work: work)
            let file = AgedFile(
                message: MessageID("m"), receivedAt: at, conversation: conversation, place: at)
            let milliseconds = kept.map { $0 * Self.day }

            #expect(
                RetentionRule.verdict(on: conversation, kept: milliseconds, at: now) == goes,
                "\(days) \(work)")
            #expect(RetentionRule.verdict(on: file, kept: milliseconds, at: now) == goes)
        }
    }

    @Test("each customer's country has its own time, and the report says which row says so")
    func countries() async throws {
        let rules =
            Self.rule("year", "data_use: {retention: 365d}")
            + Self.rule("hong-kong", "applies: {country: HK}, data_use: {retention: none}")
        try await Rig.with(rules) { rig in
            let local = try await rig.resolved("a", phone: "+85261234567")
            let italian = try await rig.resolved("b", phone: "+390212345678")
            let held = try await rig.write("c", phone: "+390212345679")
            _ = try await rig.store.handOver(held.conversation, reason: .noAnswer, now: rig.past)

            let due = try await rig.run.survey()
            #expect(try await !rig.isErased(italian.conversation), "a survey changes nothing")
            let done = try await rig.run.erase(by: .system, isThorough: false)
            let again = try await rig.run.survey()

            var inbox = RetentionReport.Inbox(
                id: Rig.inbox,
                terms: [
                    .init(
                        country: nil,
                        conversations: .init(
                            kept: "365d", rule: "\(rig.folder)/policy.yaml:2 (year)"),
                        files: .init(kept: "none", rule: nil)),
                    .init(
                        country: "HK",
                        conversations: .init(
                            kept: "none", rule: "\(rig.folder)/policy.yaml:3 (hong-kong)"),
                        files: .init(kept: "none", rule: nil)),
                ])
            inbox.conversations = 1
            inbox.waiting = 1
            #expect(due.inboxes == [inbox])
            #expect(due.isScrubbed == nil)
            #expect(done.inboxes == [inbox])
            #expect(done.isDone)
            #expect(done.isScrubbed == true)
            #expect(again.conversations == 0)
            #expect(try await rig.isErased(italian.conversation))
            #expect(try await !rig.isErased(local.conversation))
            #expect(try await !rig.isErased(held.conversation))
        }
    }

    @Test("without a rule all is kept for good")
    func none() async throws {
        try await Rig.with(Self.rule("own", "data_use: {redact: [X]}")) { rig in
            let old = try await rig.resolved("a", phone: "+85261234567")

            let report = try await rig.run.erase(by: .system, isThorough: false)

            #expect(report.conversations == 0)
            #expect(report.isScrubbed == nil)
            #expect(try await !rig.isErased(old.conversation))
        }
    }

    @Test("a file goes from the folder by its own time, and with its conversation")
    func files() async throws {
        let rules =
            Self.rule("files", "data_use: {retention: none, media_retention: 90d}")
            + Self.rule(
                "italy", "applies: {country: IT}, data_use: {retention: 365d}")
        try await Rig.with(rules) { rig in
            let media = MediaFolder(dataFolder: rig.folder)
            var photo = MessageContent(type: .image)
            photo.mediaID = "meta"
            var hashes: [String] = []
            for (phone, byte) in [("+85261234567", UInt8(1)), ("+390212345678", UInt8(2))] {
                let (_, message) = try await rig.resolved(phone, phone: phone, content: photo)
                var file = try MediaFolder.Writing(media)
                try file.write([byte])
                let hash = try file.keep()
                hashes.append(hash)
                try await rig.store.finishMedia(
                    message, with: .fetched(hash: hash, mime: "image/jpeg", bytes: 1),
                    now: rig.past)
            }

            let due = try await rig.run.survey()
            let sizes = hashes.map { media.size(of: $0) }
            let done = try await rig.run.erase(by: .system, isThorough: false)

            #expect(sizes == [1, 1])
            #expect(due.inboxes.map(\.conversations) == [1])
            #expect(due.inboxes.map(\.files) == [1], "the other goes with its conversation")
            #expect(done.inboxes.map(\.files) == [1])
            #expect(hashes.map { media.size(of: $0) } == [nil, nil])
        }
    }
}
