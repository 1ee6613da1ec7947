import BatonCore
import BatonWorker
import Foundation
import Testing

/// How much a visitor, and an address, may ask.
@Suite("The chat's rates", .timeLimit(.minutes(3)))
struct WebChatRateTests {
    @Test("a visitor who writes faster than anybody types is told to wait, and others are not")
    func messages() async throws {
        let clock = MovableClock()
        try await WebChatRig.with(surrounded: { $0.clock = clock }) { rig in
            let page = try await rig.open()
            var statuses: [Int] = []
            for number in 0..<14 {
                statuses.append(try await page.write("你好", id: "c-\(number)").status)
            }
            #expect(statuses == Array(repeating: 202, count: 12) + [429, 429])
            #expect(try await rig.open().write("你好", id: "c-0").status == 202)

            clock.advance(seconds: 2)
            #expect(try await page.write("你好", id: "c-12").status == 202)
            #expect(try await page.write("你好", id: "c-13").status == 429)
        }
    }

    @Test("an address that opens session after session is told when to come back")
    func sessions() async throws {
        let clock = MovableClock()
        try await WebChatRig.with(surrounded: { $0.clock = clock }) { rig in
            let body = Array(#"{"site_key":"pk_demo"}"#.utf8)
            func open(from address: String) async throws -> Int {
                try await rig.ask(
                    "POST", "sessions", headers: [("x-forwarded-for", "1.2.3.4, \(address)")],
                    body: body
                ).status
            }
            var statuses: [Int] = []
            for _ in 0..<31 { statuses.append(try await open(from: "203.0.113.9")) }
            #expect(statuses == Array(repeating: 201, count: 30) + [429])
            #expect(try await open(from: "203.0.113.10") == 201)
            clock.advance(seconds: 2)
            #expect(try await open(from: "203.0.113.9") == 201)
        }
    }

    @Test("files and reads have rates of their own")
    func others() async throws {
        let clock = MovableClock()
        try await WebChatRig.with(surrounded: { $0.clock = clock }) { rig in
            let page = try await rig.open()
            var statuses: [Int] = []
            for _ in 0..<11 {
                statuses.append(
                    try await rig.ask(
                        "POST", "files", token: page.token, body: WebChatFileTests.png
                    ).status)
            }
            #expect(statuses == Array(repeating: 201, count: 10) + [429])
            statuses = []
            for _ in 0..<61 { statuses.append(try await page.ask("GET", "messages").status) }
            #expect(statuses == Array(repeating: 200, count: 60) + [429])
        }
    }
}
