import BatonChannels
import BatonCore
import BatonStore
import Logging

/// Takes webhooks in: proof, reading, commit, and only then the acknowledgement.
struct WebhookReceiver: Sendable {
    /// What to answer.
    struct Answer: Sendable, Hashable {
        var status: Int
        var body: String
    }

    let adapters: [String: any ChannelAdapter]
    let store: any IngestStore
    let clock: any WallClock
    let metrics: WorkerMetrics
    let logger: Logger
    /// Told what is committed.
    let acknowledger: Acknowledger
    /// Told when the store will take no more writes, so that the worker ends and reconciles.
    let storeFailed: @Sendable (StoreError) -> Void

    func receive(_ request: WebhookRequest, connection: String) async -> Answer {
        let start = ContinuousClock.now
        guard let adapter = adapters[connection] else {
            metrics.refused(connection: "unknown", status: 404)
            return Answer(status: 404, body: "no such connection\n")
        }
        switch adapter.verify(request, at: clock.now()) {
        case .challenge(let text):
            return Answer(status: 200, body: text)
        case .refused(let status, let why):
            metrics.refused(connection: connection, status: status)
            logger.warning(
                "refused a webhook",
                metadata: ["connection": "\(connection)", "status": "\(status)", "why": "\(why)"])
            return Answer(status: status, body: "\(why)\n")
        case .accepted:
            break
        }
        let webhook = ReceivedWebhook(
            connection: connection, body: request.body, receivedAt: clock.now())
        do throws(StoreError) {
            let events: [InboundEvent]
            do throws(UnreadableWebhook) {
                events = try adapter.events(of: request)
            } catch {
                return try await keepUnreadable(webhook, error)
            }
            try await keep(webhook, events, since: start)
            return Answer(status: adapter.storedStatus, body: "")
        } catch {
            return failed(error, connection: connection)
        }
    }

    /// Takes in what a customer sent to the worker itself, proved and read already.
    /// - Returns: 202 once it is committed.
    func take(_ events: [InboundEvent], body: [UInt8], connection: String) async -> Answer {
        let start = ContinuousClock.now
        do throws(StoreError) {
            try await keep(
                ReceivedWebhook(connection: connection, body: body, receivedAt: clock.now()),
                events, since: start)
            return Answer(status: 202, body: "")
        } catch {
            return failed(error, connection: connection)
        }
    }

    private func keep(
        _ webhook: ReceivedWebhook, _ events: [InboundEvent], since start: ContinuousClock.Instant
    ) async throws(StoreError) {
        let connection = webhook.connection
        let fresh = try await store.ingest(webhook, events: events)
        acknowledger.stored(events, connection: connection)
        metrics.stored(connection: connection, events: fresh.count)
        metrics.acknowledged(
            connection: connection, nanoseconds: (ContinuousClock.now - start).nanoseconds)
    }

    private func keepUnreadable(_ webhook: ReceivedWebhook, _ error: UnreadableWebhook)
        async throws(StoreError) -> Answer
    {
        try await store.keepUnreadable(webhook)
        metrics.refused(connection: webhook.connection, status: 400)
        logger.error(
            "kept a correctly signed webhook that cannot be read; see the webhook table",
            metadata: ["connection": "\(webhook.connection)", "why": "\(error.reason)"])
        return Answer(status: 400, body: "unreadable: \(error.reason)\n")
    }

    private func failed(_ error: StoreError, connection: String) -> Answer {
        metrics.refused(connection: connection, status: 503)
        logger.error(
            "could not commit a webhook; its sender will send it again",
            metadata: ["connection": "\(connection)", "error": "\(error.code.rawValue)"])
        if error.code == .storage { storeFailed(error) }
        return Answer(status: 503, body: "not stored; send again\n")
    }
}

extension Duration {
    /// Whole nanoseconds.
    var nanoseconds: Int64 {
        let parts = components
        return parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000
    }

    /// Whole microseconds.
    var microseconds: Int64 { nanoseconds / 1000 }
}
