import AsyncHTTPClient
import BatonAnswers
import BatonConfiguration
import BatonCore
import BatonEncoder
import BatonStore
import Foundation
import NIOCore
import Testing

@testable import BatonWorker

/// Composing over a loopback server: every way that one can fail ends in a result, and soon.
@Suite("a language model words a reply", .timeLimit(.minutes(1)))
struct ComposerTests {
    static let grounded = "We open every day from 11 am to 8 pm [1]."
    static let task = ComposingTask(
        question: "When are you open?", language: .english,
        passages: [
            Passage(
                entry: EntryID("hours"), revision: 3, question: "What are your opening hours?",
                answer: "We are open every day from 11 am to 8 pm.")
        ])

    /// A client that follows no redirect, as the worker's.
    static let client = HTTPClient(
        eventLoopGroupProvider: .singleton,
        configuration: .init(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5))))

    /// A store for budgets, gone with its folder.
    static func withStore<Value: Sendable>(
        _ body: (SQLiteStore, String) async throws -> Value
    ) async throws -> Value {
        let folder = NSTemporaryDirectory() + "baton-composer-" + UUID().uuidString.prefix(8)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var options = SQLiteStore.Options()
        options.isDurable = false
        let store = try SQLiteStore.open(
            folder: folder, ids: IdentifierSource(clock: SystemWallClock()), options: options)
        let value = try await body(store, folder)
        await store.close()
        return value
    }

    /// What becomes of the task at a server of this manner.
    static func result(
        _ manner: ModelStandIn.Manner, task: ComposingTask = task,
        encoder: (any TextEncoder)? = nil,
        changed: @escaping @Sendable (inout Configuration.Composing) -> Void = { _ in }
    ) async throws -> (reply: ComposedReply, requests: [ModelStandIn.Request]) {
        try await ModelStandIn.with { standIn, settings in
            var settings = settings
            settings.deadlineMilliseconds = 400
            changed(&settings)
            let made = settings
            standIn.answer(manner)
            return try await withStore { store, _ in
                let composer = Composer(
                    server: LanguageModelServer(made, client: client), store: store,
                    utcOffsetMinutes: 480, encoder: encoder)
                return (try await composer.compose(task), standIn.requests)
            }
        }
    }

    @Test(
        "a grounded reply comes back with its sources, plain and streamed",
        arguments: [true, false])
    func grounded(streams: Bool) async throws {
        let (reply, requests) = try await Self.result(.says(Self.grounded)) { $0.streams = streams }

        #expect(reply.ending == .grounded)
        #expect(reply.text == "We open every day from 11 am to 8 pm.")
        #expect(reply.sources == [.init(entry: EntryID("hours"), revision: 3)])
        #expect(reply.attempts == 1 && reply.tokens == 120)
        #expect(requests.map(\.stream) == [streams])
    }

    @Test("a reply in another language than its passage is a draft where meanings can be compared")
    func translated() async throws {
        struct OneMeaning: TextEncoder {
            let model = "one"
            let dimensions = 1
            func encode(_ texts: [String]) -> [[Float]] { texts.map { _ in [1] } }
        }
        var task = Self.task
        task.language = .cantonese
        let words = ModelStandIn.Manner.says("我哋每日朝早11點到夜晚8點營業 [1]。")

        let (draft, _) = try await Self.result(words, task: task, encoder: OneMeaning()) {
            $0.use = .auto
        }
        #expect(draft.ending == .grounded && draft.text == "我哋每日朝早11點到夜晚8點營業。")
        #expect(!draft.mayAnswer)
        #expect(draft.grounding["grounding_translated"] == 1)

        let (refused, _) = try await Self.result(words, task: task) { $0.use = .auto }
        #expect(refused.ending == .refused && refused.text == nil)
    }

    @Test(
        "a server's fault ends in no reply, within the deadline",
        arguments: [
            (ModelStandIn.Manner.never, "does not answer within"), (.status(429), "answers 429"),
            (.status(500), "answers 500"), (.status(401), "check 'api_key'"),
            (.status(404), "check 'server' and 'model'"), (.status(302), "sends elsewhere"),
            (.garbage, "something else than a reply"),
            (.halfJSON, "something else than a reply"), (.halfStream, "breaks off its answer"),
            (.drip, "does not answer within"), (.flood, "more than a reply can be"),
        ])
    func faults(manner: ModelStandIn.Manner, why: String) async throws {
        let start = ContinuousClock.now
        let (reply, _) = try await Self.result(manner) {
            if case .flood = manner { $0.deadlineMilliseconds = 20_000 }
        }

        #expect(reply.ending == .unavailable && reply.text == nil)
        #expect(reply.why?.contains(why) == true, "\(reply.why ?? "")")
        #expect(ContinuousClock.now - start < .seconds(30))
    }

    @Test("a server that is not there ends in no reply")
    func unreachable() async throws {
        let (reply, _) = try await Self.result(.never) { $0.server = "http://127.0.0.1:1/v1" }
        #expect(reply.ending == .unavailable)
        // The client tries again until the end, and says what came first.
        let why = reply.why ?? ""
        #expect(why.contains("cannot be reached") || why.contains("does not answer"), "\(why)")
    }

    @Test(
        "what must not be sent is refused after one repair",
        arguments: [
            ("我們每日上午11時至晚上8時營業 [1]。", "language"), ("We open at 11 am for $5 [1].", "figure"),
            ("We are open; see http://evil.example/pay [1].", "link"),
            ("We are open every day from 11 am. I have booked a table for you [1].", "promise"),
            ("We are open every day from 11 am to 8 pm.", "no_citation"),
            ("System prompt: You word one short chat reply for a shop [1].", "leak"),
        ])
    func refused(text: String, fault: String) async throws {
        let (reply, requests) = try await Self.result(.says(text))

        #expect(reply.ending == .refused && reply.text == nil)
        #expect(reply.faults.contains(fault), "\(reply.faults)")
        #expect(requests.count == 2)
        #expect(requests[1].messages.last?.content.contains("That reply cannot be sent") == true)
    }

    @Test("a reply of half a megabyte is refused without being looked at")
    func huge() async throws {
        let text = String(repeating: "[9 a.b1", count: 70_000)
        let (reply, _) = try await Self.result(.says(text)) {
            $0.streams = false
            $0.deadlineMilliseconds = 20_000
        }
        #expect(reply.ending == .refused && reply.faults == ["too_long"])
    }

    @Test("a repair that passes is taken")
    func repaired() async throws {
        let (reply, requests) = try await Self.result(
            .saysInTurn(["We open at 9 am [1].", Self.grounded]))

        #expect(reply.ending == .grounded && reply.attempts == 2)
        #expect(
            requests[1].messages.last?.content.contains("no cited passage states \"9 am") == true)
    }

    @Test("a model that declines, or finds nothing, ends in no answer")
    func declines() async throws {
        #expect(try await Self.result(.refusal).reply.ending == .noAnswer)
        #expect(try await Self.result(.says("NO_ANSWER")).reply.ending == .noAnswer)
        #expect(try await Self.result(.says("")).reply.ending == .noAnswer)
    }

    @Test("a model also words three lines for the person, where it is asked to")
    func summary() async throws {
        let lines = "Wants to know the hours\nNothing was answered\nThe hours are still open"
        let (reply, requests) = try await Self.result(.saysInTurn([Self.grounded, lines])) {
            $0.summarises = true
        }

        #expect(reply.summary == lines.split(separator: "\n").map(String.init))
        #expect(reply.text == "We open every day from 11 am to 8 pm." && reply.tokens == 240)
        #expect(requests.count == 2)
        let plain = try await Self.result(.saysInTurn([Self.grounded, lines]))
        #expect(plain.reply.summary == nil && plain.requests.count == 1)
    }

    @Test("a reply that was cut off is no reply, and noise in a stream is passed over")
    func streams() async throws {
        let cut = try await Self.result(.cutOff(Self.grounded)).reply
        #expect(cut.ending == .refused && cut.faults == ["cut_off"])
        #expect(try await Self.result(.noisyStream(Self.grounded)).reply.ending == .grounded)
    }

    @Test("personal data is masked before a server elsewhere, and not before one here")
    func masks() async throws {
        let task = {
            var task = Self.task
            task.question = "When are you open? Call me on 6123 4567, I am at ann@example.com"
            task.turns = [.init(isCustomer: true, text: "my HKID is A123456(3)")]
            return task
        }()
        let near = try await Self.result(.says(Self.grounded), task: task)
        #expect(near.requests[0].prompt.contains("6123 4567"))

        // The same machine by a name that need not be: such a server counts as elsewhere.
        let far = try await Self.result(.says(Self.grounded), task: task) {
            $0.server = $0.server.replacing("127.0.0.1", with: "127.1")
        }
        #expect(far.reply.ending == .grounded)
        #expect(far.requests.count == 1)
        for request in far.requests {
            for secret in ["6123", "4567", "ann@", "A123456"] {
                #expect(!request.prompt.contains(secret))
            }
            #expect(request.prompt.contains("⟦phone⟧"))
        }
    }

    @Test("a spent day's budget asks nobody, and is kept across restarts")
    func budget() async throws {
        try await ModelStandIn.with { standIn, settings in
            standIn.answer(.says(Self.grounded))
            var settings = settings
            settings.dailyTokens = 1500
            settings.price = .init(input: 1, output: 1)
            let made = settings
            let folder = NSTemporaryDirectory() + "baton-budget-" + UUID().uuidString.prefix(8)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            var endings: [ComposedReply.Ending] = []
            var used: [ComposingUse] = []
            for _ in 0..<12 {
                let store = try SQLiteStore.open(
                    folder: folder, ids: IdentifierSource(clock: SystemWallClock()))
                let composer = Composer(
                    server: LanguageModelServer(made, client: Self.client), store: store,
                    utcOffsetMinutes: 480)
                endings.append(try await composer.compose(Self.task).ending)
                used.append(
                    try await store.composingUse(
                        on: CalendarDay.text(of: SystemWallClock().now(), offsetMinutes: 480)))
                await store.close()
            }
            let asked = standIn.requests.count
            #expect(asked > 0 && asked < 12)
            #expect(
                endings == Array(repeating: .grounded, count: asked)
                    + Array(repeating: .budget, count: 12 - asked))
            #expect(
                used.last
                    == ComposingUse(tokens: Int64(asked) * 120, costMicros: Int64(asked) * 120))
        }
    }

    @Test("a server that keeps failing is left alone")
    func breaker() async throws {
        try await ModelStandIn.with { standIn, settings in
            standIn.answer(.status(503))
            try await Self.withStore { store, _ in
                let composer = Composer(
                    server: LanguageModelServer(settings, client: Self.client), store: store,
                    utcOffsetMinutes: 480)
                for _ in 0..<9 { _ = try await composer.compose(Self.task) }
            }
            #expect(standIn.requests.count == Limits.breakerFailures)
        }
    }

    @Test("the key goes to the server and into no description of a failure")
    func key() async throws {
        try await ModelStandIn.with { standIn, settings in
            standIn.answer(.status(401))
            var settings = settings
            settings.apiKey = Secret(value: "canary-key", source: .literal)
            let made = settings
            try await Self.withStore { store, _ in
                let composer = Composer(
                    server: LanguageModelServer(made, client: Self.client), store: store,
                    utcOffsetMinutes: 480)
                let reply = try await composer.compose(Self.task)
                #expect(!"\(reply)".contains("canary"))
            }
            #expect(standIn.authorizations == ["Bearer canary-key"])
        }
    }

    @Test("events come out whole however the stream is cut, with any line ends")
    func events() {
        let text = "data: a\r\ndata: b\r\n\r\n: c\n\nid: 1\ndata:d\n\ndata: e"
        for size in 1...7 {
            var events = ServerEvents()
            var found: [[UInt8]] = []
            let bytes = Array(text.utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                found += events.take(bytes[start..<min(start + size, bytes.count)])
            }
            if let last = events.end() { found.append(last) }
            #expect(found.map { String(decoding: $0, as: UTF8.self) } == ["a\nb", "d", "e"])
        }
    }
}
