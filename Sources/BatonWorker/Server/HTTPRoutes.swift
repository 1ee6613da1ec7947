import BatonChannels
import BatonCore
import BatonStore
import HTTPTypes
import Hummingbird
import NIOCore

/// The worker's HTTP face: webhooks, web chat, health, metrics.
struct HTTPRoutes: Sendable {
    let receiver: WebhookReceiver
    /// `nil` where no website has a chat.
    let webChat: WebChatRoutes?
    /// Files that we send, for providers that fetch them.
    let media: MediaRoutes
    let store: any Store
    let metrics: WorkerMetrics
    let clock: any WallClock

    func router() -> Router<WorkerRequestContext> {
        let router = Router(context: WorkerRequestContext.self)
        webChat?.add(to: router)
        media.add(to: router)
        router.get("/health") { _, _ in
            do throws(StoreError) {
                _ = try await store.outboxCounts()
                return Self.response(200, "ok\n")
            } catch {
                return Self.response(503, "the store does not answer: \(error.code.rawValue)\n")
            }
        }
        router.get("/metrics") { _, _ in
            if let outbox = try? await store.outboxCounts(),
                let dashboard = try? await store.dashboard(now: clock.now())
            {
                metrics.sizes(outbox: outbox, dashboard: dashboard)
            }
            return Self.response(
                200, metrics.exporter.text(), type: "text/plain; version=0.0.4; charset=utf-8")
        }
        for path in ["/webhooks/:connection", "/webhooks/:connection/**"] {
            for method in [HTTPRequest.Method.get, .post, .put, .delete, .head] {
                router.on(RouterPath(path), method: method) { request, context in
                    await webhook(request, connection: context.parameters.get("connection") ?? "")
                }
            }
        }
        return router
    }

    private func webhook(_ request: Request, connection: String) async -> Response {
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: Limits.webhookBytes)
        } catch {
            return Self.response(413, "the body is over \(Limits.webhookBytes) bytes\n")
        }
        var headers: [String: String] = [:]
        for field in request.headers {
            headers[field.name.canonicalName] = field.value
        }
        let answer = await receiver.receive(
            WebhookRequest(
                method: request.method.rawValue, path: request.uri.path,
                rawQuery: request.uri.query ?? "",
                query: request.uri.queryParameters.map { (String($0.key), String($0.value)) },
                headers: headers, body: Array(body.readableBytesView)),
            connection: connection)
        return Self.response(answer.status, answer.body)
    }

    private static func response(
        _ status: Int, _ text: String, type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: HTTPResponse.Status(code: status),
            headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
