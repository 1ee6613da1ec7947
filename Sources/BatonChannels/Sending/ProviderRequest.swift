package import BatonCore
import Foundation

/// An HTTP request to a provider.
package struct ProviderRequest: Sendable, Hashable {
    /// A file whose bytes follow the body, read while they are sent.
    package struct FilePart: Sendable, Hashable {
        /// Where it lies.
        package var path: String
        /// Its size.
        package var sizeBytes: Int
        /// What follows its bytes.
        package var tail: [UInt8]
    }

    /// `GET` or `POST`.
    package var method: String
    /// The whole address.
    package var url: String
    /// Headers.
    package var headers: [String: String]
    /// The body.
    package var body: [UInt8]
    /// What follows the body; `nil` mostly.
    package var file: FilePart?

    /// Makes a request.
    package init(method: String, url: String, headers: [String: String], body: [UInt8]) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }

    /// A GET without a body.
    static func get(_ url: String, headers: [String: String] = [:]) -> ProviderRequest {
        ProviderRequest(method: "GET", url: url, headers: headers, body: [])
    }

    /// A POST of JSON, keys sorted.
    /// - Throws: ``CannotSend`` where the body has no JSON form, such as an infinite number.
    static func json(_ url: String, headers: [String: String], body: [String: Any])
        throws(CannotSend) -> ProviderRequest
    {
        guard JSONSerialization.isValidJSONObject(body),
            let data = try? JSONSerialization.data(
                withJSONObject: body, options: [.sortedKeys, .withoutEscapingSlashes])
        else { throw CannotSend("the message cannot be written as JSON", "訊息未能轉成 JSON") }
        return ProviderRequest(
            method: "POST", url: url,
            headers: headers.merging(["content-type": "application/json"]) { own, _ in own },
            body: Array(data))
    }

    /// A POST of a form.
    static func form(_ url: String, headers: [String: String], fields: [(String, String)])
        -> ProviderRequest
    {
        ProviderRequest(
            method: "POST", url: url,
            headers: headers.merging(
                ["content-type": "application/x-www-form-urlencoded"]) { own, _ in own },
            body: Array(FormBody.encoded(fields).utf8))
    }
}

/// A provider's answer.
package struct ProviderResponse: Sendable, Hashable {
    /// The HTTP status.
    package var status: Int
    /// Headers, names in lower case.
    package var headers: [String: String]
    /// The body, at most 1 MiB.
    package var body: [UInt8]

    /// Makes an answer.
    package init(status: Int, headers: [String: String], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Whether the status is one of success.
    var isSuccess: Bool { (200..<300).contains(status) }

    /// The seconds of a `Retry-After` header.
    var retryAfterSeconds: Int? { headers["retry-after"].flatMap { Int($0) } }

    /// The body as a JSON object.
    var json: JSONObject? { JSONObject(body) }

    /// The fault of an answer that names none of its own.
    func fault(_ title: String? = nil, code: Int? = nil, details: String? = nil) -> ProviderError {
        ProviderError(
            code: code ?? status, title: title ?? "HTTP \(status)", details: details,
            retryAfterSeconds: retryAfterSeconds)
    }

    /// A refusal, or, where the server itself failed, an unclear outcome.
    func failure(_ error: ProviderError? = nil) -> ProviderReading {
        status >= 500 ? .unclear(error ?? fault()) : .refused(error ?? fault())
    }
}

/// What a provider's answer to a send means.
package enum ProviderReading: Sendable, Hashable {
    /// Taken; the provider's id of the message.
    case accepted(providerID: String)
    /// Refused: certainly not sent.
    case refused(ProviderError)
    /// It cannot be told whether it was sent, such as a 5xx without an error body.
    case unclear(ProviderError)
}
