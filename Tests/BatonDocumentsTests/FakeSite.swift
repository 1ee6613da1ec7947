import BatonCore
import BatonDocuments
import Synchronization

/// A site that answers from a table and remembers what it was asked.
final class FakeSite: PageFetcher {
    private struct State {
        var pages: [String: PageResponse]
        var asked: [PageRequest] = []
    }

    private let state: Mutex<State>

    init(_ pages: [String: PageResponse]) { state = Mutex(State(pages: pages)) }

    /// The requests for pages, without robots.txt and site maps.
    var asked: [PageRequest] {
        state.withLock { $0.asked }.filter {
            !["/robots.txt", "/sitemap.xml"].contains($0.address.path)
        }
    }

    func set(_ address: String, _ response: PageResponse?) {
        state.withLock { $0.pages[address] = response }
    }

    func fetch(_ request: PageRequest) async throws(PageFailure) -> PageResponse {
        let response = state.withLock { state in
            state.asked.append(request)
            return state.pages[request.address.description]
        }
        guard let response else { return PageResponse(status: 404) }
        if response.status == 0 { throw PageFailure("no answer") }
        if let etag = request.etag, etag == response.headers["etag"] {
            return PageResponse(status: 304)
        }
        return response
    }

    static func html(_ body: String, etag: String? = nil) -> PageResponse {
        var headers = ["content-type": "text/html; charset=utf-8"]
        headers["etag"] = etag
        return PageResponse(status: 200, headers: headers, body: Array(body.utf8))
    }

    static func redirect(_ place: String) -> PageResponse {
        PageResponse(status: 301, headers: ["location": place])
    }
}
