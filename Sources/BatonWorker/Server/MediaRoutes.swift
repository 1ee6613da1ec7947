import BatonCore
import BatonStore
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Gives a provider the file that a message of ours carries, by its signed address.
struct MediaRoutes: Sendable {
    let addresses: MediaAddresses
    let store: any MediaStore
    let folder: MediaFolder
    let clock: any WallClock

    func add(to router: Router<WorkerRequestContext>) {
        for method in [HTTPRequest.Method.get, .head] {
            router.on("\(MediaAddresses.root)**", method: method) { request, _ in
                await answer(request)
            }
        }
    }

    private func answer(_ request: Request) async -> Response {
        guard
            let message = addresses.message(ofPath: request.uri.path, at: clock.now()),
            let record = try? await store.media(of: message), let hash = record.hash,
            let size = folder.size(of: hash)
        else {
            return Response(
                status: .notFound, headers: [.contentType: "text/plain; charset=utf-8"],
                body: ResponseBody(
                    byteBuffer: ByteBuffer(string: "there is nothing here, or no longer\n")))
        }
        let headers: HTTPFields = [
            .contentType: record.mime ?? "application/octet-stream",
            .contentLength: String(size), .contentDisposition: "attachment",
            .xContentTypeOptions: "nosniff",
            .contentSecurityPolicy: "default-src 'none'; sandbox",
            .cacheControl: "private, no-store",
        ]
        guard request.method == .get else {
            return Response(status: .ok, headers: headers, body: ResponseBody())
        }
        let path = folder.path(of: hash)
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(contentLength: size) { writer in
                for await chunk in FileChunks(path: path) { try await writer.write(chunk) }
                try await writer.finish(nil)
            })
    }
}
