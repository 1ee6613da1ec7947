import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// Visitors of a website's chat: each asks twice, some messages go out twice, and streams are cut
/// after some bytes and begun again where they broke.
package final class WebChatTrial: Sendable {
    /// What the visitors saw.
    package struct Tally: Sendable, Codable, Hashable {
        /// Messages that visitors sent.
        package var messages = 0
        /// Those that were answered with 202; each counts once.
        package var acknowledged = 0
        /// Events that pages saw.
        package var seen = 0
        /// Events that the worker has and a page never saw.
        package var lost = 0
        /// Events that a page saw more than once.
        package var doubled = 0
        /// Streams that were cut.
        package var cuts = 0
    }

    private let origin: String
    private let siteKey: String
    private let visitors: Int
    private let state: Mutex<(random: SeededRandom, tokens: [Int: String], tally: Tally)>
    private let client = HTTPClient(eventLoopGroupProvider: .singleton)

    /// Makes a trial.
    /// - Parameters:
    ///   - visitors: how many; each sends two messages.
    ///   - seed: of where streams are cut.
    package init(origin: String, siteKey: String, visitors: Int, seed: UInt64) {
        self.origin = origin
        self.siteKey = siteKey
        self.visitors = visitors
        state = Mutex((SeededRandom(seed: seed), [:], Tally()))
    }

    /// What the visitors saw until now.
    package var tally: Tally { state.withLock { $0.tally } }

    /// Ends its connections.
    package func shutdown() async { try? await client.shutdown() }

    /// Every visitor opens a session and asks.
    package func post(to port: Int) async throws {
        try await each { visitor in
            let opening = #"{"site_key":"\#(self.siteKey)","locale":"zh-HK"}"#
            let (status, text) = try await self.ask("sessions", opening, of: visitor, port)
            let json = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            guard status == 201, let token = json?["visitor_token"] as? String else { return }
            self.state.withLock { $0.tokens[visitor] = token }
            for number in 1...2 {
                let body =
                    #"{"client_msg_id":"c-\#(number)","type":"text","text":"請問運費幾錢"}"#
                var isTaken = false
                for _ in 0..<(visitor % 10 == 0 ? 2 : 1) {
                    isTaken = try await self.ask("messages", body, of: visitor, port).status == 202
                }
                self.state.withLock { state in
                    state.tally.messages += 1
                    state.tally.acknowledged += isTaken ? 1 : 0
                }
            }
        }
    }

    /// Every visitor reads all there is from streams that break, and says that it is read.
    package func read(from port: Int) async throws {
        try await each { visitor in
            let whole = try await self.ask("messages?after=0", nil, of: visitor, port).text
            let json = try? JSONSerialization.jsonObject(with: Data(whole.utf8)) as? [String: Any]
            let last = (json?["last"] as? Int) ?? 0
            var seen: [Int] = []
            while (seen.last ?? 0) < last {
                let size = self.state.withLock { Int.random(in: 20..<900, using: &$0.random) }
                let came = try await self.stream(
                    after: seen.last ?? 0, of: last, bytes: size, visitor, port)
                seen += came
                self.state.withLock { $0.tally.cuts += 1 }
            }
            _ = try await self.ask(
                "marks", #"{"state":"read","through":\#(last)}"#, of: visitor, port)
            let numbers = seen
            self.state.withLock { state in
                state.tally.seen += numbers.count
                state.tally.doubled += numbers.count - Set(numbers).count
                state.tally.lost += last - Set(numbers).count
            }
        }
    }

    /// The numbers of the whole events in so many bytes of a stream, which is cut then.
    private func stream(
        after last: Int, of count: Int, bytes: Int, _ visitor: Int, _ port: Int
    ) async throws -> [Int] {
        var request = request("stream", of: visitor, port)
        request.headers.add(name: "last-event-id", value: "\(last)")
        let response = try await client.execute(request, timeout: .seconds(30))
        var text = ""
        for try await chunk in response.body {
            text += String(buffer: chunk)
            let isWhole = text.contains("id: \(count)\n") && text.hasSuffix("\n\n")
            if text.utf8.count >= bytes || isWhole { break }
        }
        let cut = String(decoding: Array(text.utf8).prefix(bytes), as: UTF8.self)
        let blocks = cut.components(separatedBy: "\n\n").dropLast()
        return blocks.filter { $0.contains("event: ") && !$0.contains("event: typing") }
            .compactMap { block in
                block.split(separator: "\n").first { $0.hasPrefix("id: ") }
                    .flatMap { Int($0.dropFirst(4)) }
            }
    }

    private func ask(_ path: String, _ body: String?, of visitor: Int, _ port: Int) async throws
        -> (status: Int, text: String)
    {
        var request = request(path, of: visitor, port)
        if let body {
            request.method = .POST
            request.body = .bytes(Array(body.utf8))
        }
        let response = try await client.execute(request, timeout: .seconds(30))
        let text = String(buffer: try await response.body.collect(upTo: 1024 * 1024))
        return (Int(response.status.code), text)
    }

    /// A visitor's request, from an address of its own as a proxy tells it.
    private func request(_ path: String, of visitor: Int, _ port: Int) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/webchat/v1/\(path)")
        request.headers.add(name: "origin", value: origin)
        request.headers.add(
            name: "x-forwarded-for", value: "198.51.\(visitor / 250 % 250).\(visitor % 250 + 1)")
        if let token = state.withLock({ $0.tokens[visitor] }) {
            request.headers.add(name: "authorization", value: "Bearer \(token)")
        }
        return request
    }

    private func each(_ body: @escaping @Sendable (Int) async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for offset in 0..<8 {
                group.addTask {
                    for visitor in stride(from: offset, to: self.visitors, by: 8) {
                        try await body(visitor)
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
