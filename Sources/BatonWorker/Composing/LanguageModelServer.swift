package import AsyncHTTPClient
import BatonAnswers
package import BatonConfiguration
package import BatonCore

/// A server that words replies, as OpenAI's `/v1/chat/completions` does: asked with a deadline, once
/// a turn and once more to repair, and left alone for a while where it keeps failing.
package actor LanguageModelServer {
    /// Why no answer came.
    package struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
        /// The sort of failure.
        enum Kind: Sendable {
            case silent, unreachable, busy, garbage, resting
            /// It will not answer before somebody changes the configuration.
            case refused
        }

        let kind: Kind
        /// What happened and what to do; no text that was asked about, and no key.
        package let description: String
    }

    /// Told how each request ended, and after how many nanoseconds.
    package typealias Report = @Sendable (_ isAnswered: Bool, _ nanoseconds: Int64) -> Void

    /// What it is and where.
    package nonisolated let settings: Configuration.Composing
    /// Why it does not answer; `nil` while it does.
    package private(set) var fault: String?

    private let exchange: LanguageModelExchange
    private let clock: any WallClock
    private let report: Report
    private var breaker = CircuitBreaker<String>()

    /// Makes a client of a server.
    /// - Parameters:
    ///   - client: must follow no redirect: a server may not send customers' words elsewhere.
    ///   - clock: by which a server that fails is left alone.
    ///   - sleeper: by which deadlines are kept.
    ///   - report: told how each request ended.
    package init(
        _ settings: Configuration.Composing, client: HTTPClient,
        clock: any WallClock = SystemWallClock(),
        sleeper: any Clock<Duration> = ContinuousClock(),
        report: @escaping Report = { _, _ in }
    ) {
        self.settings = settings
        self.clock = clock
        self.report = report
        exchange = LanguageModelExchange(settings: settings, client: client, sleeper: sleeper)
    }

    /// The answer to a prompt.
    /// - Throws: why it does not come, at the latest when `limit` is over.
    func answer(
        to messages: [PromptMessage], mostTokens: Int = Limits.modelTokens, within limit: Duration
    ) async throws(Failure) -> ChatAnswer {
        let now = clock.now()
        if let why = breaker.reason(at: now) { throw Failure(kind: .resting, description: why) }
        guard limit > .zero else {
            throw Failure(kind: .silent, description: "no time was left to ask the model")
        }
        breaker.attempt(at: now)
        let start = ContinuousClock.now
        do throws(Failure) {
            let answer = try await exchange.answer(
                to: messages, mostTokens: mostTokens, within: limit)
            fault = nil
            breaker.succeeded()
            report(true, (ContinuousClock.now - start).nanoseconds)
            return answer
        } catch {
            fault = error.description
            if error.kind == .refused {
                breaker.halt(at: clock.now(), why: error.description)
            } else {
                breaker.failed(at: clock.now(), why: error.description)
            }
            report(false, (ContinuousClock.now - start).nanoseconds)
            throw error
        }
    }
}
