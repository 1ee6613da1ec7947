import BatonCore
import BatonStore
import HTTPTypes
import Hummingbird

extension WebChatRoutes {
    /// Holds a stream of what the visitor sees, from the event after `Last-Event-ID` on.
    ///
    /// Every look reads the record after the last event that was written, so that a stream which
    /// begins anew at any place goes on without gap or repeat.
    func stream(_ request: Request) async throws(Refusal) -> Response {
        let visit: Visit
        if let ticket = request.uri.queryParameters["ticket"] {
            guard let session = tickets.redeem(String(ticket), at: clock.now()) else {
                throw Refusal(status: 401, why: "the ticket is used or over; ask for another")
            }
            visit = try admitted(session, request)
        } else {
            visit = try await self.visit(request)
        }
        try allow(.reads, of: visit.session.token)
        let after =
            Self.header("last-event-id", of: request).flatMap { Int64($0) }
            ?? request.uri.queryParameters["after"].flatMap { Int64($0) } ?? 0
        var headers: HTTPFields = [
            .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store",
        ]
        // Proxies that gather answers would hold events back.
        if let name = HTTPField.Name("x-accel-buffering") { headers[name] = "no" }
        guard let stream = streams.open(visit.session.visitor) else {
            throw Refusal(status: 503, why: "too many streams; poll", retryAfterSeconds: 10)
        }
        let reading = VisitorReading(
            visit: visit, stream: stream, after: max(0, after), streams: streams, store: store,
            clock: clock, sleeper: sleeper)
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(
                asyncSequence: AsyncStream(unfolding: { await reading.next() })))
    }
}
