import BatonChannels
import BatonCore
import ServiceLifecycle

/// Tells providers that wait for it that an event is taken, such as a button that was pressed.
///
/// Nothing depends on it: what finds no room, or fails, is only counted.
struct Acknowledger: Service {
    private let adapters: [String: any ChannelAdapter]
    private let client: any ProviderClient
    private let metrics: WorkerMetrics
    private let requests: AsyncStream<ProviderRequest>
    private let waiting: AsyncStream<ProviderRequest>.Continuation

    init(
        adapters: [String: any ChannelAdapter], client: any ProviderClient, metrics: WorkerMetrics
    ) {
        self.adapters = adapters
        self.client = client
        self.metrics = metrics
        (requests, waiting) = AsyncStream.makeStream(
            of: ProviderRequest.self,
            bufferingPolicy: .bufferingOldest(Limits.acknowledgementsWaiting))
    }

    /// Takes up events that are stored.
    func stored(_ events: [InboundEvent], connection: String) {
        guard let adapter = adapters[connection] else { return }
        for request in events.compactMap({ adapter.acknowledgement(of: $0) }) {
            if case .dropped = waiting.yield(request) { metrics.acknowledgementLost() }
        }
    }

    func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            var running = 0
            for await request in requests.cancelOnGracefulShutdown() {
                if running >= Limits.acknowledgementsAtOnce {
                    await group.next()
                    running -= 1
                }
                running += 1
                group.addTask { await acknowledge(request) }
            }
            group.cancelAll()
        }
    }

    private func acknowledge(_ request: ProviderRequest) async {
        let exchange = await client.exchange(
            request, timeoutMilliseconds: Limits.typingMilliseconds)
        if case .answered(let response) = exchange, (200..<300).contains(response.status) {
            return
        }
        metrics.acknowledgementLost()
    }
}
