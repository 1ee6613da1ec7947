import BatonChannels
import BatonCore
import BatonStore
import NIOCore
import ServiceLifecycle

/// One page's stream: what to write next, whenever the page has taken what was written before.
actor VisitorReading {
    private let visit: WebChatRoutes.Visit
    private let stream: VisitorStreams.Stream
    private let streams: VisitorStreams
    private let store: any Store
    private let clock: any WallClock
    private let sleeper: any Clock<Duration>
    private var last: Int64
    private var isTyping = false
    private var hasBegun = false
    /// Whether the record may hold more than the last look took.
    private var hasMore = true

    init(
        visit: WebChatRoutes.Visit, stream: VisitorStreams.Stream, after number: Int64,
        streams: VisitorStreams, store: any Store, clock: any WallClock,
        sleeper: any Clock<Duration>
    ) {
        self.visit = visit
        self.stream = stream
        self.streams = streams
        self.store = store
        self.clock = clock
        self.sleeper = sleeper
        last = number
    }

    deinit { streams.close(stream, of: visit.session.visitor) }

    /// The next events, or a sign of life; `nil` where the stream ends.
    func next() async -> ByteBuffer? {
        if !hasBegun {
            hasBegun = true
            return ByteBuffer(string: "retry: \(Limits.visitorRetryMilliseconds)\n\n")
        }
        if !hasMore { await wait() }
        guard !stream.isEnded, !Task.isCancelled, clock.now() < visit.session.expiresAt,
            let page = try? await store.visitorEvents(
                of: visit.session, after: last, limit: Limits.visitorEventsPage)
        else { return nil }
        hasMore = page.events.count == Limits.visitorEventsPage
        last = page.events.last?.number ?? last
        var text = page.events.map(\.frame).joined()
        let types = streams.isTyping(page, mode: visit.site.mode)
        if types != isTyping {
            isTyping = types
            text += VisitorEvent.frame("typing", #"{"on":\#(types)}"#, id: last)
        }
        // A comment, which pages never see, where there is nothing else.
        return ByteBuffer(string: text.isEmpty ? ":\n\n" : text)
    }

    private func wait() async {
        await withGracefulShutdownHandler {
            await stream.bell.wait(atMost: Limits.visitorHeartbeat, clock: sleeper)
        } onGracefulShutdown: { [stream] in
            stream.end()
        }
    }
}
