import BatonCore
import BatonStore
import Foundation
import Testing

/// Recorded requests of visitors' pages, through the real HTTP server.
///
/// Set BATON_FIXTURES to a folder of them; without it there is nothing to do.
@Suite("Recorded requests of pages over HTTP", .timeLimit(.minutes(3)))
struct WebChatFixtureTests {
    static let cases = FixtureReplayTests.cases.filter {
        (try? RecordedCase(path: $0).channel) == "webchat"
    }

    @Test("each gives the status, the answer and the events that it should", arguments: cases)
    func replay(path: String) async throws {
        let recorded = try RecordedCase(path: path)
        try await WebChatRig.with { rig in
            let page = try await rig.open()
            try await page.write("運費幾錢", id: "before")
            try await rig.worker.untilSettled()
            let last = try await page.poll().last?.id ?? 0
            let before = try await rig.worker.store.inboundEvents(skipping: 0, limit: 100).count
            func filled(_ text: String) -> String {
                text.replacingOccurrences(of: "$VISITOR_TOKEN", with: page.token)
                    .replacingOccurrences(of: "$LAST", with: "\(last)")
            }
            for request in recorded.requests {
                if request.path.hasSuffix("/stream") {
                    // Nothing happened after the last event, so that nothing is told again.
                    let text = try await page.stream(after: last) { $0.contains("\n\n") }
                    #expect(WebChatRig.Event.all(in: text).isEmpty)
                    continue
                }
                for _ in 0..<recorded.times {
                    let answer = try await rig.worker.http(
                        request.method, request.path + request.query,
                        headers: request.headers.map { ($0.0, filled($0.1)) },
                        body: Array(filled(request.body).utf8))
                    let wanted = recorded.expect["http_status"] as? Int ?? 200
                    #expect(
                        wanted / 100 == 2
                            ? answer.status == wanted : [401, 403].contains(answer.status))
                    let response = recorded.expect["response"] as? [String: Any]
                    for key in response?["has"] as? [String] ?? [] {
                        #expect(WebChatRig.json(answer.body)[key] != nil, "no \(key)")
                    }
                }
            }
            try await rig.worker.untilSettled()
            let found = try await rig.worker.store.inboundEvents(skipping: before, limit: 100)
            let coded = try JSONSerialization.jsonObject(with: JSONEncoder().encode(found))
            let events = coded as? [[String: Any]] ?? []
            let wanted = recorded.expect["events"] as? [[String: Any]] ?? []
            #expect(events.count == wanted.count)
            for (event, wanted) in zip(events, wanted) {
                #expect(RecordedCase.matches(event, wanted), "\(event) against \(wanted)")
            }
        }
    }
}
