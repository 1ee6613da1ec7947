import BatonChannels
import BatonCore
import BatonStore
import Logging
import ServiceLifecycle
import Synchronization

/// Hands decided messages to the providers, one at a time in each conversation.
struct Deliverer: Service {
    let store: any Store
    let adapters: [String: any ChannelAdapter]
    let client: any ProviderClient
    let clock: any WallClock
    let sleeper: any Clock<Duration>
    let signal: WakeSignal
    let breakers: BreakerPanel
    /// `nil` where rates are measured, not kept.
    let rates: RateLimiter?
    let policy: SendPolicy
    let files: FileDelivery
    let metrics: WorkerMetrics
    let logger: Logger
    /// Uniform in 0..<1, for the jitter of retries.
    let random: @Sendable () -> Double

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            try await deliverUntilCancelled()
        }
    }

    private func deliverUntilCancelled() async throws {
        let flights = Flights()
        try await withThrowingDiscardingTaskGroup { group in
            while !Task.isCancelled {
                let now = clock.now()
                let free = flights.free(at: now)
                let items = try await store.claimOutbox(
                    now: now,
                    deadline: now.adding(milliseconds: Limits.sendDeadlineMilliseconds),
                    limit: free, halted: breakers.resting(at: now))
                for item in items {
                    if let until = place(of: item, at: now) {
                        try await store.finish(
                            item.id, with: .postponed(until: until), now: now)
                        continue
                    }
                    flights.begin(item.id, at: now)
                    breakers.attempt(item.inbox.connection, at: now)
                    // A send in flight is finished even when the worker is asked to stop.
                    group.addTask {
                        defer {
                            flights.end(item.id)
                            signal.raise()
                        }
                        try await deliverToTheEnd(item)
                    }
                }
                if items.isEmpty {
                    let limit = free > 0 ? try await nap(from: now) : Limits.sendPatience
                    await signal.wait(atMost: limit, clock: sleeper)
                }
            }
        }
    }

    /// When a send's turn comes by the provider's rates; `nil` for now.
    private func place(of item: OutboxItem, at now: Timestamp) -> Timestamp? {
        guard let rates, let adapter = adapters[item.inbox.connection] else { return nil }
        let able = policy.policy(of: item, at: now).capabilities(adapter.capabilities)
        return rates.wait(for: item, within: able.rates, at: now)
    }

    private func nap(from now: Timestamp) async throws -> Duration {
        let due = try await store.nextSendDue(halted: breakers.resting(at: now))
        let next = [due, breakers.nextLook].compactMap { $0 }.min()
        guard let next else { return Limits.longestNap }
        let wait = Duration.milliseconds(max(1, next.milliseconds(since: clock.now())))
        return min(wait, Limits.longestNap)
    }

    private func deliverToTheEnd(_ item: OutboxItem) async throws {
        let result = await withUncancelled { await outcome(of: item) }
        let now = clock.now()
        try await store.finish(
            item.id, with: result, charge: policy.charge(for: item, at: now), now: now)
    }

    private func outcome(of item: OutboxItem) async -> SendResult {
        let connection = item.inbox.connection
        let rules = policy.policy(of: item, at: clock.now())
        guard let adapter = policy.shelf.adapter(connection, version: rules.apiVersion) else {
            return .failed(
                ProviderError(
                    BilingualText(
                        "connection \(connection) is not configured", "未設定連線 \(connection)")),
                reason: .channelHalted)
        }
        if let withheld = await policy.withheld(
            item, by: rules, adapter.capabilities, at: clock.now())
        {
            return withheld
        }
        if item.content.type == .template,
            let why = breakers.whyNotBegin(connection, at: clock.now()),
            policy.isOutsideWindow(item, rules, adapter.capabilities, at: clock.now())
        {
            return .failed(ProviderError(why), reason: .deliveryFailed)
        }
        if adapter.isServedHere {
            // There is nobody to ask: recording it as accepted is what delivers it.
            metrics.sent(result: "accepted", nanoseconds: 0)
            return .accepted(providerID: item.id.rawValue)
        }
        let step: FileDelivery.Step
        do throws(CannotSend) {
            step = try files.step(for: item, by: adapter, at: clock.now())
        } catch {
            logger.error(
                "cannot send", metadata: ["connection": "\(connection)", "why": "\(error.reason)"])
            return .failed(
                ProviderError(error.words), reason: .channelHalted)
        }
        if item.author == .bot, let inbound = item.lastInboundProviderID,
            let typing = adapter.typingRequest(
                account: item.inbox.account, inboundProviderID: inbound)
        {
            _ = await client.exchange(typing, timeoutMilliseconds: Limits.typingMilliseconds)
        }
        let start = ContinuousClock.now
        let result: SendResult
        switch step {
        case .upload(let request, let uploading):
            result = await uploaded(await ask(request), of: item, by: uploading)
        case .send(let request): result = await judge(await ask(request), of: item, by: adapter)
        }
        metrics.sent(
            result: result.word, nanoseconds: (ContinuousClock.now - start).nanoseconds)
        return result
    }

    private func ask(_ request: ProviderRequest) async -> ProviderExchange {
        await client.exchange(
            request,
            timeoutMilliseconds: request.file == nil
                ? Limits.sendSeconds * 1000 : Limits.uploadMilliseconds)
    }

    /// What came of an upload; it reaches nobody, so an unclear one is simply made again.
    private func uploaded(
        _ exchange: ProviderExchange, of item: OutboxItem, by adapter: any UploadingChannel
    ) async -> SendResult {
        let connection = item.inbox.connection
        let now = clock.now()
        switch exchange {
        case .notReached(let why), .noAnswer(let why):
            breakers.failed(
                connection, at: now,
                why: BilingualText("cannot upload to the provider: \(why)", "未能上載到平台：\(why)"))
            let error = ProviderError(
                BilingualText("cannot upload the file", "未能上載檔案"), details: why)
            return retry(.retryBackoff, error, item)
        case .answered(let response):
            switch adapter.uploadReading(of: response) {
            case .accepted(let mediaID):
                breakers.succeeded(connection)
                return .uploaded(mediaID)
            case .unclear(let error):
                breakers.failed(connection, at: now, why: Self.unclear(error))
                return retry(.retryBackoff, error, item)
            case .refused(let error):
                let rules = policy.policy(of: item, at: now)
                return await refused(error, item, rules.action(for: error, by: adapter.errors))
            }
        }
    }

    private func judge(
        _ exchange: ProviderExchange, of item: OutboxItem, by adapter: any ChannelAdapter
    ) async -> SendResult {
        let connection = item.inbox.connection
        let now = clock.now()
        switch exchange {
        case .notReached(let why):
            breakers.failed(
                connection, at: now,
                why: BilingualText("cannot reach the provider: \(why)", "未能連接平台：\(why)"))
            let error = ProviderError(
                BilingualText("cannot reach the provider", "未能連接平台"), details: why)
            return retry(.retryBackoff, error, item)
        case .noAnswer(let why):
            breakers.failed(
                connection, at: now,
                why: BilingualText("the provider does not answer: \(why)", "平台沒有回應：\(why)"))
            logger.error(
                "a send may or may not have gone out; it is shown, not repeated",
                metadata: ["connection": "\(connection)", "send": "\(item.id)", "why": "\(why)"])
            return .unknown
        case .answered(let response):
            switch adapter.reading(of: response, to: item.id) {
            case .accepted(let providerID):
                breakers.succeeded(connection)
                return .accepted(providerID: providerID)
            case .unclear(let error):
                breakers.failed(connection, at: now, why: Self.unclear(error))
                return .unknown
            case .refused(let error):
                let rules = policy.policy(of: item, at: now)
                return await refused(
                    error, item, rules.action(for: error, by: adapter.errors))
            }
        }
    }

    private func refused(_ error: ProviderError, _ item: OutboxItem, _ action: ErrorAction) async
        -> SendResult
    {
        let connection = item.inbox.connection
        logger.warning(
            "the provider refused a send",
            metadata: [
                "connection": "\(connection)", "send": "\(item.id)", "code": "\(error.code)",
                "action": "\(action.rawValue)",
            ])
        switch action {
        case .retryBackoff, .retryBackoffPair, .retryAfter, .retryLimited:
            if action != .retryBackoffPair {
                breakers.failed(connection, at: clock.now(), why: Self.busy(error))
            }
            return retry(action, error, item)
        case .haltChannelAlert:
            breakers.halt(connection, at: clock.now(), why: error.words(action))
            try? await store.handOverHalted(
                connection: connection, error: error, now: clock.now())
            return .failed(error, reason: action.handOverReason)
        case .useTemplate:
            breakers.succeeded(connection)
            let rules = policy.policy(of: item, at: clock.now())
            if let template = policy.template(for: item, by: rules) {
                return .replaced(by: template)
            }
            return .failed(error, reason: action.handOverReason)
        case .stopBusinessInitiated:
            breakers.succeeded(connection)
            breakers.stopBeginning(connection, at: clock.now(), why: Self.noBeginning(error))
            return .failed(error, reason: action.handOverReason)
        case .failConfigAlert:
            breakers.succeeded(connection)
            breakers.tell(connection, error.words(action), at: clock.now())
            if adapters[connection]?.errors.templateFaults.contains(error.code) == true,
                let template = policy.fallback(
                    for: item, by: policy.policy(of: item, at: clock.now()))
            {
                return .replaced(by: template)
            }
            return .failed(error, reason: action.handOverReason)
        case .stopMarketing:
            breakers.succeeded(connection)
            // Where this cannot be written, finishing the send fails and ends the worker.
            try? await store.recordConsent(
                item.contact, category: ConsentCategory.marketing, isGranted: false,
                how: "the provider's error \(error.code)", by: .provider, now: clock.now())
            return .failed(error, reason: action.handOverReason)
        case .failNotify, .failNoRetry24h, .failBug, .askResend, .needPhoneNumber,
            .verifyIdentity, .failHandover:
            breakers.succeeded(connection)
            return .failed(error, reason: action.handOverReason)
        case .contactBlocked:
            breakers.succeeded(connection)
            return .blocked(error)
        case .splitAndResend:
            breakers.succeeded(connection)
            return split(item, error)
        }
    }

    /// What people are told while the provider takes no templates outside the window.
    static func noBeginning(_ error: ProviderError) -> BilingualText {
        let words = error.words(.stopBusinessInitiated)
        return BilingualText(
            "the provider takes no templates outside the window for now: \(words.english)",
            words.chinese)
    }

    private static func unclear(_ error: ProviderError) -> BilingualText {
        BilingualText(
            error.title ?? "unclear answer", "平台的回應不明" + (error.title.map { "：\($0)" } ?? ""))
    }

    private static func busy(_ error: ProviderError) -> BilingualText {
        BilingualText(
            error.title ?? "busy",
            "平台繁忙，會自動重試（\(error.code)" + (error.title.map { "：\($0)" } ?? "") + "）")
    }

    /// The halves of a message that the provider finds too long, though it is within its own limit.
    private func split(_ item: OutboxItem, _ error: ProviderError) -> SendResult {
        let length = item.content.text?.utf16.count ?? 0
        guard length >= Limits.shortestSplit,
            var capabilities = adapters[item.inbox.connection]?.capabilities
        else { return .failed(error, reason: .deliveryFailed) }
        capabilities.maxTextLength = (length + 1) / 2
        let parts = MessageFitter.fit(item.content, to: capabilities)
        guard parts.count > 1 else { return .failed(error, reason: .deliveryFailed) }
        return .tooLong(parts, error)
    }

    private func retry(_ action: ErrorAction, _ error: ProviderError, _ item: OutboxItem)
        -> SendResult
    {
        guard
            let delay = RetryPolicy.delayMilliseconds(
                action: action, attempt: item.attempts, random: random(),
                retryAfterSeconds: error.retryAfterSeconds,
                schedule: policy.policy(of: item, at: clock.now()).retry)
        else { return .failed(error, reason: .deliveryFailed) }
        return .retry(at: clock.now().adding(milliseconds: delay), error: error)
    }
}

/// The sends that are on their way, and since when.
///
/// One at a time, so that a crash leaves at most one whose outcome nobody knows; only beside
/// sends that a slow provider keeps longer than ``Limits/sendPatience`` may others begin.
private final class Flights: Sendable {
    private let begun = Mutex<[SendID: Timestamp]>([:])

    /// How many more may begin now.
    func free(at now: Timestamp) -> Int {
        begun.withLock { begun in
            let slow = begun.values.count {
                Duration.milliseconds(now.milliseconds(since: $0)) >= Limits.sendPatience
            }
            guard slow == begun.count, begun.count < Limits.sendsAtOnce else { return 0 }
            return 1
        }
    }

    func begin(_ send: SendID, at now: Timestamp) { begun.withLock { $0[send] = now } }

    func end(_ send: SendID) { begun.withLock { $0[send] = nil } }
}

extension SendResult {
    /// The metric's word for it.
    fileprivate var word: String {
        switch self {
        case .accepted: "accepted"
        case .retry: "retry"
        case .failed: "failed"
        case .unknown: "unknown"
        case .postponed, .waiting: "postponed"
        case .uploaded: "uploaded"
        case .tooLong: "split"
        case .blocked: "blocked"
        case .replaced: "replaced"
        }
    }
}

/// Runs `body` in a task of its own that the caller's cancellation does not reach.
///
/// A send that has begun is always brought to its end and recorded; its own deadline bounds it.
private func withUncancelled<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) async
    -> Value
{
    await Task { @concurrent in await body() }.value
}
