import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The widget that pages embed with one script tag.
struct WidgetScript: Sendable {
    private let bytes: [UInt8]
    private let tag: String

    /// Puts the parts together, in a scope of their own so that the page's names stay the page's.
    init() {
        let parts = [
            PackageResources.words_js, PackageResources.keeping_js, PackageResources.connection_js,
            PackageResources.thread_js, PackageResources.drawing_js, PackageResources.panel_js,
            PackageResources.widget_js,
        ]
        let style = String(
            decoding: PackageResources.log_css + PackageResources.style_css, as: UTF8.self
        )
        .replacing("\\", with: "\\\\").replacing("`", with: "\\`")
        bytes =
            Array("(() => {\n'use strict';\nconst STYLE = `\(style)`;\n".utf8)
            + parts.joined(separator: Array("\n".utf8)) + Array("})();\n".utf8)
        let digest = SHA256.hash(data: Data(bytes)).prefix(12)
        tag = "\"" + digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\""
    }

    /// The script, or that the browser has it already.
    func response(to request: Request) -> Response {
        var headers: HTTPFields = [
            .contentType: "text/javascript; charset=utf-8", .eTag: tag,
            .cacheControl: "public, max-age=300", .xContentTypeOptions: "nosniff",
        ]
        if let name = HTTPField.Name("cross-origin-resource-policy") {
            headers[name] = "cross-origin"
        }
        if request.headers[.ifNoneMatch] == tag {
            return Response(status: .notModified, headers: headers)
        }
        return Response(
            status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
