import BatonChannels
import BatonCore
import BatonStore
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The addresses that visitors' pages use, below `/webchat/v1/`.
///
/// Whoever has a token is its visitor; browsers are also held to the site's own pages. An answer is
/// given once what it says is committed.
struct WebChatRoutes: Sendable {
    let sites: WebChatSites
    let receiver: WebhookReceiver
    let store: any Store
    let streams: VisitorStreams
    let folder: MediaFolder
    let clock: any WallClock
    let sleeper: any Clock<Duration>
    /// Told in which conversation a visitor types.
    let typed: @Sendable (ConversationID) async -> Void
    let rates = VisitorRates()
    let tickets = VisitorTickets()
    let widget = WidgetScript()
    /// So many random bytes.
    var random: @Sendable (Int) -> [UInt8] = { count in
        var source = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &source) }
    }

    /// Why a request is not taken.
    struct Refusal: Error {
        var status: Int
        var why: String
        var retryAfterSeconds: Int?
    }

    /// Who asks, as the token says.
    struct Visit {
        var session: VisitorSession
        var site: WebChatSites.Site

        var sender: VisitorPost.Sender {
            var sender = VisitorPost.Sender(
                account: session.inbox.account, visitor: session.visitor, name: session.name,
                page: session.page)
            sender.locale = session.locale
            return sender
        }
    }

    private static let root = "/webchat/v1/"

    func add(to router: Router<WorkerRequestContext>) {
        for method in [HTTPRequest.Method.get, .post, .options] {
            router.on("/webchat/v1/**", method: method) { request, context in
                await answer(request, from: context)
            }
        }
    }

    private func answer(_ request: Request, from context: WorkerRequestContext) async -> Response {
        var response: Response
        do throws(Refusal) {
            response = try await route(request, address: Self.address(request, context))
        } catch {
            response = Self.json(error.status, ["error": error.why])
            if let seconds = error.retryAfterSeconds {
                response.headers[.retryAfter] = String(seconds)
            }
        }
        response.headers[.vary] = "Origin"
        if let origin = request.headers[.origin], sites.allows(origin) {
            response.headers[.accessControlAllowOrigin] = origin
            response.headers[.accessControlExposeHeaders] = "retry-after"
        }
        return response
    }

    private func route(_ request: Request, address: String) async throws(Refusal) -> Response {
        let path =
            request.uri.path.hasPrefix(Self.root)
            ? String(request.uri.path.dropFirst(Self.root.count)) : ""
        if request.method == .options { return try preflight(request) }
        try allow(.address, of: address)
        switch (request.method, path) {
        case (.get, "widget.js"): return widget.response(to: request)
        case (.post, "sessions"): return try await session(request, address: address)
        case (.post, "messages"): return try await message(request)
        case (.get, "messages"): return try await events(request)
        case (.get, "stream"): return try await stream(request)
        case (.post, "marks"): return try await mark(request)
        case (.post, "tickets"): return try await ticket(request)
        case (.post, "typing"): return try await typing(request)
        case (.post, "files"): return try await upload(request)
        case (.get, _) where path.hasPrefix("files/"):
            return try await download(String(path.dropFirst("files/".count)), request)
        default: throw Refusal(status: 404, why: "there is nothing at this address")
        }
    }

    /// Source: the Fetch standard, "CORS protocol".
    private func preflight(_ request: Request) throws(Refusal) -> Response {
        guard let origin = request.headers[.origin], sites.allows(origin) else {
            throw Refusal(status: 403, why: "pages of this origin may not open a chat")
        }
        return Response(
            status: .noContent,
            headers: [
                .accessControlAllowMethods: "GET, POST",
                .accessControlAllowHeaders:
                    "authorization, content-type, last-event-id, x-file-name",
                .accessControlMaxAge: "600",
            ])
    }

    /// Takes a visitor's message; the same `client_msg_id` again is the same message.
    private func message(_ request: Request) async throws(Refusal) -> Response {
        let visit = try await visit(request)
        try allow(.messages, of: visit.session.token)
        let body = try await Self.body(of: request)
        let event: InboundEvent
        do throws(UnreadableWebhook) {
            let post = try VisitorPost(body)
            event = try post.event(
                from: visit.sender, file: try await file(post.file, of: visit), at: clock.now())
        } catch {
            throw Refusal(status: 400, why: error.reason)
        }
        try await commit([event], body, of: visit)
        return Self.json(202, ["id": event.id ?? ""])
    }

    private func file(_ id: String?, of visit: Visit) async throws(UnreadableWebhook)
        -> VisitorPost.File?
    {
        guard let id, let file = try? await store.visitorFile(id, of: visit.session.visitor) else {
            return nil
        }
        return VisitorPost.File(
            hash: file.hash, mime: file.mime, bytes: file.bytes, name: file.name)
    }

    /// Takes how far the page has come with our messages.
    private func mark(_ request: Request) async throws(Refusal) -> Response {
        let visit = try await visit(request)
        try allow(.reads, of: visit.session.token)
        let body = try await Self.body(of: request)
        let mark: VisitorMark
        do throws(UnreadableWebhook) {
            mark = try VisitorMark(body)
        } catch {
            throw Refusal(status: 400, why: error.reason)
        }
        let sends = try await stored { () async throws(StoreError) in
            try await store.visitorSends(
                to: visit.session, through: mark.through, before: mark.state)
        }
        if !sends.isEmpty {
            let events = mark.events(of: sends, from: visit.sender, at: clock.now())
            try await commit(events, body, of: visit)
        }
        return Response(status: .noContent)
    }

    /// What happened after an event, for pages that cannot hold a stream.
    private func events(_ request: Request) async throws(Refusal) -> Response {
        let visit = try await visit(request)
        try allow(.reads, of: visit.session.token)
        let after = request.uri.queryParameters["after"].flatMap { Int64($0) } ?? 0
        let page = try await stored { () async throws(StoreError) in
            try await store.visitorEvents(
                of: visit.session, after: max(0, after), limit: Limits.visitorEventsPage)
        }
        let last = page.events.last?.number ?? max(0, after)
        let isTyping = streams.isTyping(page, mode: visit.site.mode)
        return Self.response(
            200,
            #"{"events":[\#(page.events.map(\.object).joined(separator: ","))],"#
                + #""last":\#(last),"more":\#(page.events.count == Limits.visitorEventsPage),"#
                + #""typing":\#(isTyping)}"#)
    }

    private func ticket(_ request: Request) async throws(Refusal) -> Response {
        let visit = try await visit(request)
        try allow(.reads, of: visit.session.token)
        guard
            let ticket = tickets.issue(visit.session, name: secret(bytes: 24), at: clock.now())
        else { throw Refusal(status: 503, why: "too many tickets wait", retryAfterSeconds: 30) }
        return Self.json(201, ["ticket": ticket])
    }

    private func commit(_ events: [InboundEvent], _ body: [UInt8], of visit: Visit)
        async throws(Refusal)
    {
        let answer = await receiver.take(
            events, body: body, connection: visit.session.inbox.connection)
        guard answer.status == 202 else {
            throw Refusal(status: 503, why: "not stored; send it again", retryAfterSeconds: 2)
        }
    }
}

extension WebChatRoutes {
    /// Who asks by the token in the header.
    func visit(_ request: Request) async throws(Refusal) -> Visit {
        let words = (request.headers[.authorization] ?? "").split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bearer" else {
            throw Refusal(status: 401, why: "a visitor's token is needed; open a session")
        }
        let digest = Self.digest(of: String(words[1]))
        let session = try await stored { () async throws(StoreError) in
            try await store.visitorSession(token: digest, now: clock.now())
        }
        guard let session else {
            throw Refusal(status: 401, why: "the token is unknown or over; open a session")
        }
        return try admitted(session, request)
    }

    /// The visit of a session, from the site's own pages; whatever changes something comes from a page.
    func admitted(_ session: VisitorSession, _ request: Request) throws(Refusal) -> Visit {
        guard let site = sites.site(of: session.inbox) else {
            throw Refusal(status: 401, why: "the website is no longer served; open a session")
        }
        let origin = request.headers[.origin]
        guard origin.map(site.origins.allows) ?? (request.method == .get) else {
            throw Refusal(status: 403, why: "pages of this origin may not open this chat")
        }
        return Visit(session: session, site: site)
    }

    func allow(_ rate: VisitorRate, of owner: String) throws(Refusal) {
        guard let seconds = rates.wait(rate, of: owner, at: clock.now()) else { return }
        throw Refusal(
            status: 429, why: "too many; try again in \(seconds) s", retryAfterSeconds: seconds)
    }

    /// Asks the record; where it does not answer, the page is to ask again.
    func stored<Value>(_ body: () async throws(StoreError) -> Value) async throws(Refusal)
        -> Value
    {
        do throws(StoreError) {
            return try await body()
        } catch {
            throw Refusal(
                status: 503, why: "the record does not answer; try again", retryAfterSeconds: 2)
        }
    }

    /// Random words that nobody guesses, as URLs can carry them.
    func secret(bytes: Int) -> String {
        Data(random(bytes)).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    static func digest(of token: String) -> String {
        SHA256.hash(data: Data(token.utf8))
            .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    static func body(of request: Request) async throws(Refusal) -> [UInt8] {
        do {
            let body = try await request.body.collect(upTo: Limits.visitorPostBytes)
            return Array(body.readableBytesView)
        } catch {
            throw Refusal(
                status: 413, why: "the body is over \(Limits.visitorPostBytes) bytes")
        }
    }

    static func header(_ name: String, of request: Request) -> String? {
        request.headers.first { $0.name.canonicalName == name }?.value
    }

    /// Where a request comes from; what a proxy says is believed where it stands on this machine.
    static func address(_ request: Request, _ context: WorkerRequestContext) -> String {
        let peer = context.remoteAddress?.ipAddress ?? ""
        guard peer.hasPrefix("127.") || peer == "::1",
            let last = header("x-forwarded-for", of: request)?.split(separator: ",").last
        else { return peer }
        return String(last.filter { !$0.isWhitespace }.prefix(64))
    }

    static func json(_ status: Int, _ fields: [String: String]) -> Response {
        let data = try? JSONSerialization.data(
            withJSONObject: fields, options: [.sortedKeys, .withoutEscapingSlashes])
        return response(status, data.map { String(decoding: $0, as: UTF8.self) } ?? "{}")
    }

    static func response(_ status: Int, _ json: String) -> Response {
        Response(
            status: HTTPResponse.Status(code: status),
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: json)))
    }
}
