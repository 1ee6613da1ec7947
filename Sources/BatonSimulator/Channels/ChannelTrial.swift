import AsyncHTTPClient
package import BatonChannels
package import BatonCore
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// Drives messages through one channel against a provider with faults, and keeps its own ledger.
///
/// Faults are drawn from a seed: refusals with a delay and for good, failures of the server, late
/// answers, cut connections, and webhooks that come twice and out of order.
package final class ChannelTrial: Sendable {
    /// A send that the provider took.
    package struct Taken: Sendable, Hashable {
        /// The id it was given.
        package var id: String
        /// Whom it went to.
        package var recipient: String
        /// Whether the answer reached the worker.
        package var isAnswered: Bool
        /// What its statuses came to; `nil` where none are told.
        package var reported: DeliveryState?
    }

    private struct State {
        var random: SeededRandom
        var taken: [Taken] = []
        var begun: [Int64] = []
        var acknowledged = 0
        var refused = 0
    }

    /// The provider that is spoken.
    package let dialect: ChannelDialect
    private let connection: String
    private let messages: Int
    private let state: Mutex<State>
    private let client: HTTPClient
    private let clock: any WallClock

    /// Makes a trial.
    /// - Parameters:
    ///   - messages: how many; two from each customer.
    ///   - seed: of the faults.
    package init(
        _ dialect: ChannelDialect, connection: String, messages: Int, seed: UInt64,
        clock: any WallClock = SystemWallClock()
    ) {
        self.dialect = dialect
        self.connection = connection
        self.messages = messages
        self.clock = clock
        state = Mutex(State(random: SeededRandom(seed: seed)))
        client = HTTPClient(eventLoopGroupProvider: .singleton)
    }

    /// How many customers write.
    package var customers: Int { (messages + 1) / 2 }
    /// What the provider took.
    package var taken: [Taken] { state.withLock { $0.taken } }
    /// Sends that the provider refused for good.
    package var refused: Int { state.withLock { $0.refused } }
    /// Webhooks that were answered with success.
    package var acknowledged: Int { state.withLock { $0.acknowledged } }

    /// Ends its connections.
    package func shutdown() async { try? await client.shutdown() }

    /// What the provider answers.
    package func answer(_ request: ScriptedProvider.Request) async -> ScriptedProvider.Answer {
        guard let recipient = dialect.recipient(of: request) else { return dialect.otherwise }
        let (fault, number) = state.withLock { state in
            state.begun.append(clock.now().milliseconds)
            return (Int.random(in: 0..<100, using: &state.random), state.begun.count)
        }
        if fault < 3 { return dialect.busy }
        // The server fails before it takes anything; the worker cannot know that.
        if fault == 3 { return ScriptedProvider.Answer(status: 502, body: Array("bad".utf8)) }
        if fault == 6 || fault == 7 {
            state.withLock { $0.refused += 1 }
            return dialect.refusal
        }
        let made = dialect.taken(number, to: recipient)
        var answer = made.answer
        answer.isCut = fault == 4
        state.withLock {
            $0.taken.append(Taken(id: made.id, recipient: recipient, isAnswered: fault != 4))
        }
        if fault == 5 { try? await Task.sleep(for: .milliseconds(300)) }
        return answer
    }

    /// Posts every message, some twice, a few at once.
    /// - Parameter port: the worker's.
    package func post(to port: Int) async {
        await each(messages, atOnce: 8) { number in
            let webhook = self.dialect.message(
                "請問運費幾錢", number: number + 1, from: number / 2, connection: self.connection,
                seconds: self.clock.now().seconds)
            await self.post(webhook, port)
            if number % 10 == 0 { await self.post(webhook, port) }
        }
    }

    /// Reports on every send that was answered: delivered and read, in any order, some twice.
    package func report(to port: Int) async {
        guard dialect.reports else { return }
        let answered = taken.enumerated().filter { $0.element.isAnswered }
        await each(answered.count, atOnce: 8) { place in
            let (index, send) = (answered[place].offset, answered[place].element)
            var states: [DeliveryState] =
                index % 3 == 0 ? [.sent, .delivered] : [.read, .sent, .delivered]
            if index % 2 == 0 { states.reverse() }
            if index % 5 == 0 { states += states }
            for state in states {
                let webhook = self.dialect.status(
                    state, of: send.id, to: send.recipient, connection: self.connection,
                    seconds: self.clock.now().seconds)
                if let webhook { await self.post(webhook, port) }
            }
            self.state.withLock { $0.taken[index].reported = index % 3 == 0 ? .delivered : .read }
        }
    }

    /// The most sends by which any moment exceeded what the provider takes; 0 where rates were kept.
    /// - Parameters:
    ///   - rates: the channel's; those of one customer are not looked at.
    ///   - tolerance: milliseconds of the network's own unsteadiness.
    package func excess(over rates: [RateBucket], tolerance: Double = 100) -> Int {
        let begun = state.withLock { $0.begun }.sorted()
        return rates.filter { $0.scope != .contact }.map { rate in
            let each = Double(rate.milliseconds) / Double(rate.sends)
            let room = Double(rate.burst) + tolerance / each
            var (level, last, worst) = (0.0, begun.first ?? 0, 0.0)
            for time in begun {
                level = max(0, level - Double(time - last) / each) + 1
                last = time
                worst = max(worst, level - room)
            }
            return Int(worst.rounded(.up))
        }.max() ?? 0
    }

    private func each(
        _ count: Int, atOnce: Int, _ body: @escaping @Sendable (Int) async -> Void
    ) async {
        await withTaskGroup(of: Void.self) { group in
            for offset in 0..<atOnce {
                group.addTask {
                    for number in stride(from: offset, to: count, by: atOnce) {
                        await body(number)
                    }
                }
            }
        }
    }

    private func post(_ webhook: ChannelDialect.Webhook, _ port: Int) async {
        var request = HTTPClientRequest(
            url: "http://127.0.0.1:\(port)/webhooks/\(connection)\(webhook.suffix)")
        request.method = .POST
        for (name, value) in webhook.headers { request.headers.add(name: name, value: value) }
        request.body = .bytes(webhook.body)
        guard let answer = try? await client.execute(request, timeout: .seconds(30)),
            (200..<300).contains(answer.status.code)
        else { return }
        state.withLock { $0.acknowledged += 1 }
    }
}
