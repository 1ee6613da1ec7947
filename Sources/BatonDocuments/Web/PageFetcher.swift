/// Asks for one page.
package protocol PageFetcher: Sendable {
    /// One request and its answer, without following redirects.
    func fetch(_ request: PageRequest) async throws(PageFailure) -> PageResponse
}

/// What is asked for.
package struct PageRequest: Sendable, Hashable {
    /// The page.
    package var address: WebAddress
    /// The `ETag` of what is held.
    package var etag: String?
    /// The `Last-Modified` of what is held.
    package var lastModified: String?
    /// The largest body taken, in bytes.
    package var limit: Int

    /// Makes a request.
    package init(
        _ address: WebAddress, etag: String? = nil, lastModified: String? = nil, limit: Int
    ) {
        self.address = address
        self.etag = etag
        self.lastModified = lastModified
        self.limit = limit
    }
}

/// What came back.
package struct PageResponse: Sendable, Hashable {
    /// The status.
    package var status: Int
    /// The headers, names in lower case.
    package var headers: [String: String]
    /// The body.
    package var body: [UInt8]

    /// Makes a response.
    package init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The kind of content, without its parameters.
    package var contentType: String? {
        headers["content-type"]?.prefix { $0 != ";" && $0 != " " }.lowercased()
    }
}

/// Why nothing came back.
package struct PageFailure: Error, Sendable, Hashable {
    /// Why and what to do, in English.
    package var reason: String
    /// Whether the address must not be asked at all.
    package var isForbidden: Bool

    /// Makes a failure.
    package init(_ reason: String, isForbidden: Bool = false) {
        self.reason = reason
        self.isForbidden = isForbidden
    }
}
