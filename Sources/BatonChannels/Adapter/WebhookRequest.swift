/// A request as the server got it.
package struct WebhookRequest: Sendable {
    /// `GET` or `POST`.
    package var method: String
    /// The path below the server's root.
    package var path: String
    /// The query as it came, without the question mark.
    package var rawQuery: String
    /// Decoded query items, in order.
    package var query: [(name: String, value: String)]
    /// Headers, names in lower case.
    package var headers: [String: String]
    /// The body byte for byte.
    package var body: [UInt8]

    /// Makes a request.
    package init(
        method: String, path: String, rawQuery: String = "",
        query: [(name: String, value: String)], headers: [String: String], body: [UInt8]
    ) {
        self.method = method
        self.path = path
        self.rawQuery = rawQuery
        self.query = query
        self.headers = headers
        self.body = body
    }

    /// The first value of a query item.
    func item(_ name: String) -> String? { query.first { $0.name == name }?.value }
}

/// What to answer a webhook before anything is stored.
package enum WebhookVerdict: Sendable, Hashable {
    /// It is the provider's; read and store it.
    case accepted
    /// Answer 200 with this text: the handshake.
    case challenge(String)
    /// Answer this status: not the provider, or not a request we take.
    case refused(status: Int, why: String)

    /// The verdict on a POST whose proof is known; every other method is refused.
    static func onPost(_ request: WebhookRequest, isProved: Bool, failing status: Int = 401)
        -> WebhookVerdict
    {
        guard request.method == "POST" else {
            return .refused(status: 405, why: "only POST is taken")
        }
        return isProved
            ? .accepted : .refused(status: status, why: "the proof is missing or wrong")
    }
}

/// A body that carries the right signature and cannot be read.
package struct UnreadableWebhook: Error, Sendable, Hashable {
    /// What is wrong with it, without its content.
    package var reason: String
    /// Makes an error.
    package init(_ reason: String) { self.reason = reason }
}
