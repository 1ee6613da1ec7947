import BatonCore
import BatonDesk
import CoreMetrics
import Metrics

/// The worker's metrics by name, so that no part spells a label itself.
package struct WorkerMetrics: Sendable {
    /// Where they are kept and printed.
    package let exporter: PrometheusExporter

    /// Makes the metrics of one worker.
    package init(exporter: PrometheusExporter = PrometheusExporter()) {
        self.exporter = exporter
    }

    /// A webhook was answered 200 after its commit, `nanoseconds` after it came.
    func acknowledged(connection: String, nanoseconds: Int64) {
        Counter(
            label: "baton_acks_total", dimensions: [("connection", connection)], factory: exporter
        ).increment()
        Timer(label: "baton_ack_seconds", dimensions: [], factory: exporter)
            .recordNanoseconds(nanoseconds)
    }

    /// Events that were new went into the inbox.
    func stored(connection: String, events: Int) {
        Counter(
            label: "baton_stored_events_total", dimensions: [("connection", connection)],
            factory: exporter
        ).increment(by: Int64(events))
    }

    /// A webhook was refused with this status.
    func refused(connection: String, status: Int) {
        Counter(
            label: "baton_refused_webhooks_total",
            dimensions: [("connection", connection), ("status", "\(status)")], factory: exporter
        ).increment()
    }

    /// The gate decided.
    func decided(_ outcome: Outcome, microseconds: Int64) {
        Counter(
            label: "baton_decisions_total", dimensions: [("outcome", outcome.rawValue)],
            factory: exporter
        ).increment()
        Timer(label: "baton_decision_seconds", dimensions: [], factory: exporter)
            .recordNanoseconds(microseconds * 1000)
    }

    /// A send ended.
    func sent(result: String, nanoseconds: Int64) {
        Counter(
            label: "baton_sends_total", dimensions: [("result", result)], factory: exporter
        ).increment()
        Timer(label: "baton_send_seconds", dimensions: [], factory: exporter)
            .recordNanoseconds(nanoseconds)
    }

    /// A provider was not told that an event is taken.
    func acknowledgementLost() {
        Counter(
            label: "baton_lost_acknowledgements_total", dimensions: [], factory: exporter
        ).increment()
    }

    /// A provider that was asked for events did not give them.
    func pullFailed(connection: String) {
        Counter(
            label: "baton_failed_pulls_total", dimensions: [("connection", connection)],
            factory: exporter
        ).increment()
    }

    /// A customer's file was fetched, refused, or put off.
    func media(_ result: String) {
        Counter(
            label: "baton_media_total", dimensions: [("result", result)], factory: exporter
        ).increment()
    }

    /// An embedding server was asked.
    func embedded(isAnswered: Bool, nanoseconds: Int64) {
        Counter(
            label: "baton_embeddings_total",
            dimensions: [("result", isAnswered ? "answered" : "failed")], factory: exporter
        ).increment()
        Timer(label: "baton_embedding_seconds", dimensions: [], factory: exporter)
            .recordNanoseconds(nanoseconds)
    }

    /// A language model was asked to word a reply.
    func composed(_ ending: ComposedReply.Ending) {
        Counter(
            label: "baton_composed_total", dimensions: [("ending", ending.rawValue)],
            factory: exporter
        ).increment()
    }

    /// A language model's server was asked.
    func modelAsked(isAnswered: Bool, nanoseconds: Int64) {
        Counter(
            label: "baton_model_requests_total",
            dimensions: [("result", isAnswered ? "answered" : "failed")], factory: exporter
        ).increment()
        Timer(label: "baton_model_seconds", dimensions: [], factory: exporter)
            .recordNanoseconds(nanoseconds)
    }

    /// How far vectors are made.
    func meaning(_ meaning: DeskStatus.Meaning) {
        Meter(label: "baton_entries_without_vectors", dimensions: [], factory: exporter)
            .set(Double(meaning.waiting))
        guard meaning.server != nil else { return }
        Meter(label: "baton_embedding_server_up", dimensions: [], factory: exporter)
            .set(meaning.fault == nil ? 1 : 0)
    }

    /// Sizes read when the metrics are asked for.
    func sizes(outbox: [DeliveryState: Int], dashboard: Dashboard) {
        for state in DeliveryState.allCases {
            Meter(
                label: "baton_outbox", dimensions: [("state", state.rawValue)], factory: exporter
            ).set(Double(outbox[state] ?? 0))
        }
        let waiting = dashboard.waitingByAge.reduce(0, +)
        Meter(label: "baton_queue_waiting", dimensions: [], factory: exporter).set(Double(waiting))
        Meter(label: "baton_conversations_with_bot", dimensions: [], factory: exporter)
            .set(Double(dashboard.withBot))
        Meter(label: "baton_delivery_failures", dimensions: [], factory: exporter)
            .set(Double(dashboard.deliveryFailures))
    }
}
