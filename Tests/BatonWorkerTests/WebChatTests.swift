import BatonCore
import BatonDesk
import BatonStore
import BatonWorker
import Crypto
import Foundation
import Synchronization
import Testing

/// The chat on the website through the real HTTP server.
@Suite("Chat on the website over HTTP", .timeLimit(.minutes(3)))
struct WebChatTests {
    @Test("a visitor asks, the bot answers, and both sides see how far it came")
    func answered() async throws {
        try await WebChatRig.with { rig in
            let page = try await rig.open()
            let answer = try await page.write("運費幾錢", id: "c-1")
            #expect(answer.status == 202)
            let id = WebChatRig.json(answer.body)["id"] as? String
            #expect(id?.hasSuffix(".c-1") == true)

            let events = try await page.events(count: 2)
            #expect(events.map(\.id) == [1, 2])
            #expect(events.map(\.name) == ["message", "message"])
            #expect(events[0].field("id") == id)
            #expect(events[0].field("client_msg_id") == "c-1")
            #expect(events[0].field("author") == "visitor")
            #expect(events[1].field("author") == "bot")
            #expect(events[1].field("text")?.contains("400") == true)

            let mark = try await page.ask("POST", "marks", #"{"state":"read","through":2}"#)
            #expect(mark.status == 204)
            try await rig.worker.until("the answer is read") {
                try await rig.worker.opened().messages.last?.delivery == .read
            }
            let view = try await rig.worker.opened()
            #expect(view.conversation.channel == "webchat")
            #expect(view.messages.map(\.author) == [.customer, .bot])
            #expect(try await rig.worker.store.outboxCounts()[.unknown] == nil)
        }
    }

    @Test("a person takes over and answers; the visitor sees who, that they type, and the end")
    func person() async throws {
        try await WebChatRig.with { rig in
            let page = try await rig.open()
            try await page.write("我想搵真人客服", id: "c-1")
            try await rig.worker.untilSettled()
            let id = try await rig.worker.opened().conversation.id
            _ = try await rig.worker.desk.send(.claim(id, force: false))
            let typing = try await page.stream { text in
                text.contains("event: agent")
            }
            #expect(!typing.contains("event: typing"))
            _ = try await rig.worker.desk.send(.presence(id, isTyping: true))
            let typed = try await page.stream { $0.contains("event: typing") }
            #expect(typed.contains(#"data: {"on":true}"#))
            _ = try await rig.worker.desk.send(
                .reply(
                    send: SendID("r1"), conversation: id, text: "你好，我係阿May", replyTo: nil))
            try await rig.worker.untilSettled()
            _ = try await rig.worker.desk.send(.resolve(id))

            let events = try await page.poll()
            let attendants = events.filter { $0.name == "agent" }.map { $0.field("state") }
            #expect(attendants == ["queue", "agent", "bot"])
            #expect(events.contains { $0.name == "status" && $0.field("state") == "read" })
            #expect(events.suffix(3).map(\.name) == ["message", "agent", "end"])
            #expect(events.dropLast(2).last?.field("text") == "你好，我係阿May")
            #expect(events.dropLast(2).last?.field("author") == "agent")
        }
    }

    @Test("the same message however often, and at once, is one")
    func once() async throws {
        try await WebChatRig.with { rig in
            let page = try await rig.open()
            let ids = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        let answer = try await page.write("運費幾錢", id: "c-1")
                        return WebChatRig.json(answer.body)["id"] as? String
                    }
                }
                return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
            }
            try await rig.worker.untilSettled()

            #expect(ids.count == 1)
            #expect(ids.first??.hasSuffix(".c-1") == true)
            #expect(try await rig.worker.opened().messages.map(\.author) == [.customer, .bot])
        }
    }

    @Test("a button's choice comes back as one")
    func choice() async throws {
        try await WebChatRig.with { rig in
            let page = try await rig.open()
            let answer = try await page.ask(
                "POST", "messages",
                #"{"client_msg_id":"c-4","type":"choice","id":"handover:yes","title":"搵真人"}"#)
            #expect(answer.status == 202)
            try await rig.worker.untilSettled()

            let view = try await rig.worker.opened()
            #expect(view.messages.first?.content.choice?.id == "handover:yes")
            #expect(view.conversation.owner == .queue)
        }
    }

    @Test("whoever has no token, a forged one, or one of another site is refused")
    func tokens() async throws {
        try await WebChatRig.with { rig in
            let page = try await rig.open()
            let body = Array(#"{"client_msg_id":"c","type":"text","text":"x"}"#.utf8)
            for token in [
                nil, "", "x", String(page.token.dropLast()), page.token + "A",
                page.token.lowercased(),
            ] {
                for (method, path) in [
                    ("POST", "messages"), ("GET", "messages"), ("GET", "stream"),
                    ("POST", "marks"), ("POST", "tickets"), ("POST", "files"), ("GET", "files/x"),
                ] {
                    let answer = try await rig.ask(method, path, token: token, body: body)
                    #expect(answer.status == 401, "\(method) \(path) with \(token ?? "none")")
                }
            }
            let other = try await rig.ask(
                "POST", "messages", token: page.token, origin: "https://other.example.hk",
                body: body)
            #expect(other.status == 403)
            #expect(try await rig.worker.conversations().isEmpty)
        }
    }

    @Test("a token that is over is refused, on a stream too")
    func expired() async throws {
        let clock = MovableClock()
        try await WebChatRig.with(surrounded: { $0.clock = clock }) { rig in
            let page = try await rig.open()
            #expect(try await page.ask("GET", "messages").status == 200)
            clock.advance(seconds: 31 * 86_400)

            #expect(try await page.ask("GET", "messages").status == 401)
            #expect(try await page.ask("GET", "stream").status == 401)
        }
    }

    @Test("pages of other origins are refused, and browsers are told of no others")
    func origins() async throws {
        try await WebChatRig.with { rig in
            let body = Array(#"{"site_key":"pk_demo"}"#.utf8)
            for origin in [
                nil, "null", "https://other.example.hk", "http://shop.example.hk",
                "https://shop.example.hk.evil.example", "https://evil.example",
            ] {
                let answer = try await rig.ask("POST", "sessions", origin: origin, body: body)
                #expect(answer.status == 403, "\(origin ?? "none")")
            }
            let preflight = try await rig.ask("OPTIONS", "messages")
            #expect(preflight.status == 204)
            #expect(
                try await rig.ask("OPTIONS", "messages", origin: "https://evil.example").status
                    == 403)
            let unknown = try await rig.ask(
                "POST", "sessions", body: Array(#"{"site_key":"pk_x"}"#.utf8))
            #expect(unknown.status == 404)
            #expect(try await rig.ask("POST", "sessions", body: [0x7B]).status == 400)
        }
    }

    @Test("a signed-in customer is the same visitor everywhere; a false hash is nobody")
    func identified() async throws {
        try await WebChatRig.with { rig in
            let code = HMAC<SHA256>.authenticationCode(
                for: Data("42".utf8), using: SymmetricKey(data: Data(WebChatRig.secret.utf8)))
            let hash = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            func body(_ id: String, _ hash: String) -> String {
                #"{"site_key":"pk_demo","user":{"id":"\#(id)","hash":"\#(hash)","name":"陳小姐"}}"#
            }
            let phone = try await rig.open(body("42", hash))
            try await phone.write("運費幾錢", id: "c-1")
            try await rig.worker.untilSettled()

            let desktop = try await rig.open(body("42", hash))
            #expect(try await desktop.poll().count == 2)
            #expect(try await rig.worker.opened().contact.name == "陳小姐")
            for (id, hash) in [("43", hash), ("42", "00"), ("42", "")] {
                let answer = try await rig.ask(
                    "POST", "sessions", body: Array(body(id, hash).utf8))
                #expect(answer.status == 401)
            }
            #expect(try await rig.open().poll().isEmpty)
        }
    }

    @Test("a page that is opened again with its token is the same visitor, with a new token")
    func again() async throws {
        try await WebChatRig.with { rig in
            let first = try await rig.open()
            try await first.write("運費幾錢", id: "c-1")
            try await rig.worker.untilSettled()

            let second = try await rig.open(token: first.token)
            #expect(second.token != first.token)
            #expect(try await second.poll() == first.poll())
            try await second.write("謝謝", id: "c-2")
            try await rig.worker.untilSettled()
            #expect(try await rig.worker.conversations().count == 1)
        }
    }

    @Test("messages that nobody can read are refused, and nothing is stored")
    func unreadable() async throws {
        try await WebChatRig.with { rig in
            let page = try await rig.open()
            let long = String(repeating: "字", count: 4097)
            #expect(try await page.write(long, id: "c-1").status == 400)
            #expect(try await page.ask("POST", "messages", "{}").status == 400)
            let huge = String(repeating: "x", count: 70_000)
            #expect(try await page.write(huge, id: "c-1").status == 413)
            #expect(try await page.ask("POST", "marks", "[]").status == 400)
            #expect(try await page.ask("GET", "nothing").status == 404)
            #expect(
                try await rig.worker.http("POST", "/webhooks/webchat", body: [0x7B]).status == 404)
            #expect(try await rig.worker.store.inboundEvents(skipping: 0, limit: 9).isEmpty)
        }
    }

    @Test("in shadow the bot says nothing and does not type; a person is to come")
    func shadow() async throws {
        try await WebChatRig.with(mode: .shadow) { rig in
            let page = try await rig.open()
            try await page.write("運費幾錢", id: "c-1")
            try await rig.worker.untilSettled()

            let events = try await page.poll()
            #expect(events.map(\.name) == ["message", "agent"])
            #expect(events.last?.field("state") == "queue")
            let answer = try await page.ask("GET", "messages?after=9")
            #expect(WebChatRig.json(answer.body)["typing"] as? Bool == false)
        }
    }
}

/// A clock that stands still until it is moved.
final class MovableClock: WallClock {
    private let time = Mutex(SystemWallClock().now())

    func now() -> Timestamp { time.withLock { $0 } }

    func advance(seconds: Int64) {
        time.withLock { $0 = $0.adding(milliseconds: seconds * 1000) }
    }
}
