import BatonCore
import BatonDesk
import BatonStore
import BatonWorker
import Foundation
import Testing

/// Streams that are cut, and what replaces them.
@Suite("The chat's stream", .timeLimit(.minutes(3)))
struct WebChatStreamTests {
    /// A conversation of some questions, a person and an end.
    private func converse(_ page: WebChatRig.Page) async throws -> [WebChatRig.Event] {
        let worker = page.rig.worker
        for number in 1...3 {
            try await page.write("運費幾錢", id: "c-\(number)")
            try await worker.untilSettled()
        }
        let id = try await worker.opened().conversation.id
        _ = try await worker.desk.send(.claim(id, force: false))
        for number in 1...2 {
            _ = try await worker.desk.send(
                .reply(
                    send: SendID("r\(number)"), conversation: id, text: "好 \(number)",
                    replyTo: nil))
            try await worker.untilSettled()
        }
        _ = try await worker.desk.send(.resolve(id))
        let all = try await page.poll()
        #expect(all.map(\.id) == (1...Int64(all.count)).map { $0 })
        #expect(all.count >= 11)
        return all
    }

    @Test("cut at every byte and begun again after the last whole event: none lost, none doubled")
    func cut() async throws {
        try await WebChatRig.with { rig in
            let page = try await rig.open()
            let all = try await converse(page)
            let whole = try await page.stream {
                WebChatRig.Event.all(in: $0).count == all.count
            }
            #expect(WebChatRig.Event.all(in: whole) == all)
            #expect(whole.hasPrefix("retry: 3000\n\n"))

            // What follows each event, asked once; a cut between two events leaves the last whole one.
            var rest: [Int64: [WebChatRig.Event]] = [:]
            for last in 0..<Int64(all.count) {
                rest[last] = try await page.events(
                    after: last, count: all.count - Int(last))
            }
            var (lost, doubled) = (0, 0)
            let bytes = Array(whole.utf8)
            for place in 0...bytes.count {
                let text = String(decoding: bytes[..<place], as: UTF8.self)
                let before = WebChatRig.Event.all(in: text)
                let seen = before + (rest[before.last?.id ?? 0] ?? [])
                lost += Set(all).subtracting(seen).count
                doubled += seen.count - Set(seen).count
            }
            #expect((lost, doubled) == (0, 0))
        }
    }

    @Test("a page that polls sees the same from any place on")
    func polling() async throws {
        try await WebChatRig.with { rig in
            let page = try await rig.open()
            let all = try await converse(page)

            for last in 0...all.count {
                #expect(try await page.poll(after: Int64(last)) == Array(all[last...]))
            }
            #expect(try await page.poll(after: -5) == all)
        }
    }

    @Test("what happens while a stream is open comes by itself, to every tab")
    func live() async throws {
        try await WebChatRig.with { rig in
            let page = try await rig.open()
            try await page.write("運費幾錢", id: "c-1")
            async let first = page.events(count: 4)
            async let second = page.events(count: 4)
            _ = try await page.events(count: 2)
            try await page.write("你哋幾點開門？", id: "c-2")

            let (one, two) = try await (first, second)
            #expect(one.map(\.id) == [1, 2, 3, 4])
            #expect(one == two)
        }
    }

    @Test("a ticket opens one stream, once, and is the only thing that stands in an address")
    func tickets() async throws {
        let clock = MovableClock()
        try await WebChatRig.with(surrounded: { $0.clock = clock }) { rig in
            let page = try await rig.open()
            try await page.write("運費幾錢", id: "c-1")
            func ticket() async throws -> String {
                let answer = try await page.ask("POST", "tickets")
                #expect(answer.status == 201)
                return WebChatRig.json(answer.body)["ticket"] as? String ?? ""
            }
            let first = try await ticket()
            let text = try await page.stream(path: "stream?ticket=\(first)", isBare: true) {
                $0.contains("event: message")
            }
            #expect(WebChatRig.Event.all(in: text).first?.field("client_msg_id") == "c-1")

            #expect(try await rig.ask("GET", "stream?ticket=\(first)").status == 401)
            #expect(try await rig.ask("GET", "stream?ticket=").status == 401)
            #expect(try await rig.ask("GET", "stream?ticket=\(page.token)").status == 401)
            #expect(try await rig.ask("GET", "messages?token=\(page.token)").status == 401)
            let second = try await ticket()
            clock.advance(seconds: 31)
            #expect(try await rig.ask("GET", "stream?ticket=\(second)").status == 401)
        }
    }

    @Test("with a fifth stream of a visitor the oldest ends, so that forgotten tabs cost nothing")
    func tooMany() async throws {
        try await WebChatRig.with { rig in
            let page = try await rig.open()
            let (opened, isOpen) = AsyncStream.makeStream(of: Void.self)
            var openings = opened.makeAsyncIterator()
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<5 {
                    group.addTask {
                        _ = try await page.stream { _ in
                            isOpen.yield()
                            return false
                        }
                        return number
                    }
                    await openings.next()
                }
                let ended = try await group.next()
                #expect(ended == 0)
                group.cancelAll()
            }
        }
    }
}
