import BatonCore
import BatonStore
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

extension WebChatRoutes {
    /// Images that browsers show by themselves; everything else is only ever saved.
    private static let shown: Set<String> = ["image/jpeg", "image/png", "image/gif", "image/webp"]

    /// Takes a file into the data folder, by the hash of its bytes; a message then names its id.
    func upload(_ request: Request) async throws(Refusal) -> Response {
        let visit = try await visit(request)
        try allow(.files, of: visit.session.token)
        let kept = try await write(request)
        let file = VisitorFile(
            id: secret(bytes: 16), visitor: visit.session.visitor, hash: kept.hash,
            mime: kept.mime, bytes: kept.bytes,
            name: Self.header("x-file-name", of: request)?.removingPercentEncoding
                .flatMap { Self.line($0.replacing("/", with: "_"), atMost: 120) },
            at: clock.now())
        try await stored { () async throws(StoreError) in try await store.keep(file) }
        return Self.json(201, ["file": file.id, "mime": file.mime])
    }

    private func write(_ request: Request) async throws(Refusal)
        -> (hash: String, mime: String, bytes: Int)
    {
        let tooLarge = Refusal(
            status: 413, why: "a file has at most \(Limits.visitorFileBytes) bytes")
        let announced = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard announced <= Limits.visitorFileBytes else { throw tooLarge }
        do {
            var file = try MediaFolder.Writing(folder)
            defer { file.discard() }
            for try await chunk in request.body {
                guard file.bytes + chunk.readableBytes <= Limits.visitorFileBytes else {
                    throw tooLarge
                }
                try file.write(Array(chunk.readableBytesView))
            }
            let mime = MediaType.of(file.head)
            guard file.bytes > 0, mime != "application/octet-stream",
                MediaType.objection(to: mime, as: .document) == nil
            else {
                throw Refusal(
                    status: 415, why: "only pictures, sound, films, PDF and office files are taken"
                )
            }
            return (try file.keep(), mime, file.bytes)
        } catch let refusal as Refusal {
            throw refusal
        } catch is MediaFolder.Failed {
            throw Refusal(status: 503, why: "not stored; send it again", retryAfterSeconds: 2)
        } catch {
            throw Refusal(status: 400, why: "the file did not come whole")
        }
    }

    /// Gives the file of a message to its visitor alone, never as a page of this address.
    func download(_ message: String, _ request: Request) async throws(Refusal) -> Response {
        let visit = try await visit(request)
        try allow(.reads, of: visit.session.token)
        let id = message.removingPercentEncoding ?? message
        let file = try await stored { () async throws(StoreError) in
            try await store.visitorMedia(message: id, of: visit.session)
        }
        guard let file, folder.size(of: file.hash) != nil,
            let bytes = FileManager.default.contents(atPath: folder.path(of: file.hash))
        else { throw Refusal(status: 404, why: "there is no such file of yours") }
        let isShown = Self.shown.contains(file.mime)
        return Response(
            status: .ok,
            headers: [
                .contentType: isShown ? file.mime : "application/octet-stream",
                .contentDisposition: isShown ? "inline" : "attachment",
                .xContentTypeOptions: "nosniff",
                .contentSecurityPolicy: "default-src 'none'; sandbox",
                .cacheControl: "private, max-age=3600",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
