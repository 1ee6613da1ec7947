import AsyncHTTPClient
import BatonChannels
import BatonCore
import Foundation
import NIOCore
import NIOHTTP1

/// Gets a file from an address that came from outside.
///
/// Every host but the provider's configured own is resolved once, refused where any of its addresses
/// is not public, and asked at the address that was checked. A redirect is followed without headers.
struct MediaDownload: Sendable {
    /// For the provider's own address.
    let client: HTTPClient
    let resolver: any HostResolver
    let folder: MediaFolder
    /// The connection's configured `api_base`; it alone may be on this machine.
    let base: String?

    /// What came of it.
    enum Outcome: Sendable, Hashable {
        /// It lies in the data folder.
        case fetched(hash: String, mime: String, bytes: Int)
        /// It must not or cannot be had.
        case refused(String)
        /// Not this time.
        case failed(String)
    }

    private static let redirects = 5

    /// Downloads a file.
    func file(_ fetch: MediaFetch, as kind: MessageContent.Kind) async -> Outcome {
        await follow(fetch.request) { response in
            try await keep(response, fetch, kind)
        }
    }

    /// The answer to a lookup, or why there is none.
    func lookup(_ fetch: MediaFetch) async -> (response: ProviderResponse?, outcome: Outcome) {
        let found = Answer()
        let outcome = await follow(fetch.request) { response in
            let body = try await response.body.collect(upTo: fetch.maxBytes)
            await found.set(
                ProviderResponse(
                    status: Int(response.status.code), headers: [:],
                    body: Array(body.readableBytesView)))
            return .failed("the provider does not say where the file is")
        }
        return (await found.response, outcome)
    }

    private actor Answer {
        var response: ProviderResponse?
        func set(_ response: ProviderResponse) { self.response = response }
    }

    /// Follows redirects to the answer, and reads it by `body`.
    private func follow(
        _ request: ProviderRequest,
        _ body: @Sendable (HTTPClientResponse) async throws -> Outcome
    ) async -> Outcome {
        var request = request
        for _ in 0...Self.redirects {
            let way: Way
            do throws(Refused) {
                way = try await self.way(to: request.url)
            } catch {
                return error.outcome
            }
            let outcome: Outcome?
            var next: String?
            do {
                let response = try await way.client.execute(
                    Self.outgoing(request), timeout: .milliseconds(Limits.mediaMilliseconds))
                if (300..<400).contains(response.status.code) {
                    next = response.headers.first(name: "location")
                    outcome = next == nil ? .refused("a redirect that leads nowhere") : nil
                } else {
                    outcome = try await Self.judged(response, body)
                }
            } catch is NIOTooManyBytesError {
                outcome = .refused("the answer is too large")
            } catch let error as MediaFolder.Failed {
                outcome = .failed(error.why)
            } catch {
                outcome = .failed("no answer (\(type(of: error)))")
            }
            if way.isPinned { try? await way.client.shutdown() }
            if let outcome { return outcome }
            guard let next, let base = URL(string: request.url),
                let url = URL(string: next, relativeTo: base)
            else { return .refused("a redirect that leads nowhere") }
            // Credentials are for the address that they were made for.
            request = ProviderRequest(
                method: "GET", url: url.absoluteString, headers: [:], body: [])
        }
        return .refused("more than \(Self.redirects) redirects")
    }

    private static func outgoing(_ request: ProviderRequest) -> HTTPClientRequest {
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = HTTPMethod(rawValue: request.method)
        for (name, value) in request.headers { outgoing.headers.add(name: name, value: value) }
        if !request.body.isEmpty { outgoing.body = .bytes(request.body) }
        return outgoing
    }

    private static func judged(
        _ response: HTTPClientResponse,
        _ body: @Sendable (HTTPClientResponse) async throws -> Outcome
    ) async throws -> Outcome {
        switch response.status.code {
        case 200: try await body(response)
        case 404, 410: .refused("it is no longer there")
        case let code: .failed("HTTP \(code)")
        }
    }

    /// A client that leads to one host, and whether it is only for this request.
    private struct Way {
        var client: HTTPClient
        var isPinned: Bool
    }

    struct Refused: Error {
        var outcome: Outcome
    }

    private func way(to address: String) async throws(Refused) -> Way {
        guard let url = URLComponents(string: address), let host = url.host?.lowercased(),
            !host.isEmpty, url.user == nil, url.password == nil
        else { throw Refused(outcome: .refused("no web address")) }
        if let base, let own = URLComponents(string: base), own.scheme == url.scheme,
            own.host?.lowercased() == host, own.port == url.port
        {
            return Way(client: client, isPinned: false)
        }
        guard url.scheme == "https" else {
            throw Refused(outcome: .refused("its address is not https"))
        }
        let found =
            if let written = AddressGuard.bytes(of: host) { [written] } else {
                await resolver.addresses(of: host)
            }
        guard let first = found.first else {
            throw Refused(outcome: .failed("the host \(host) is not found"))
        }
        for candidate in found {
            if let objection = AddressGuard.objection(to: candidate) {
                throw Refused(
                    outcome: .refused("\(host) leads to an address that is \(objection)"))
            }
        }
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.dnsOverride = [host: AddressGuard.text(first)]
        configuration.timeout.connect = .seconds(10)
        configuration.proxy = nil
        return Way(
            client: HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration),
            isPinned: true)
    }

    /// Writes the body as it comes, and looks at what it is.
    private func keep(
        _ response: HTTPClientResponse, _ fetch: MediaFetch, _ kind: MessageContent.Kind
    ) async throws -> Outcome {
        var file = try MediaFolder.Writing(folder)
        defer { file.discard() }
        for try await chunk in response.body {
            guard file.bytes + chunk.readableBytes <= fetch.maxBytes else {
                return .refused("it is larger than \(fetch.maxBytes) bytes")
            }
            try file.write(Array(chunk.readableBytesView))
        }
        if let wanted = fetch.sha256.flatMap({ Data(base64Encoded: $0) }),
            Array(wanted) != file.digest
        {
            return .failed("its bytes are not those that were announced")
        }
        let mime = MediaType.of(file.head)
        if let objection = MediaType.objection(to: mime, as: kind) { return .refused(objection) }
        return .fetched(hash: try file.keep(), mime: mime, bytes: file.bytes)
    }
}
