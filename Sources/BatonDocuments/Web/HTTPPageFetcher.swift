import AsyncHTTPClient
package import BatonCore
import NIOCore
import NIOHTTP1

/// Asks over HTTP, and only addresses that the guard lets through.
///
/// A host is resolved once, every address found is checked, and the connection is made to the one
/// that was checked, so that a name that points elsewhere later leads nowhere.
package actor HTTPPageFetcher: PageFetcher {
    private let resolver: any HostResolver
    private let allowsPrivate: Bool
    private var clients: [String: HTTPClient] = [:]

    /// The longest a page may take, in seconds.
    package static let seconds: Int64 = 20
    /// What the requests say of themselves.
    package static let userAgent = "baton/1 (knowledge import; robots.txt respected)"

    /// Makes a fetcher.
    /// - Parameter allowsPrivate: whether loopback and private addresses may be asked too.
    package init(resolver: any HostResolver = SystemResolver(), allowsPrivate: Bool) {
        self.resolver = resolver
        self.allowsPrivate = allowsPrivate
    }

    /// Asks for one page.
    package func fetch(_ request: PageRequest) async throws(PageFailure) -> PageResponse {
        let client = try await client(for: request.address)
        var outgoing = HTTPClientRequest(url: request.address.description)
        outgoing.headers.add(name: "User-Agent", value: Self.userAgent)
        outgoing.headers.add(name: "Accept", value: "text/html,application/xhtml+xml,*/*;q=0.5")
        // Pages are asked for unpacked, so that none can unfold to more than it seems.
        outgoing.headers.add(name: "Accept-Encoding", value: "identity")
        if let etag = request.etag { outgoing.headers.add(name: "If-None-Match", value: etag) }
        if let day = request.lastModified {
            outgoing.headers.add(name: "If-Modified-Since", value: day)
        }
        do {
            let response = try await client.execute(outgoing, timeout: .seconds(Self.seconds))
            var headers: [String: String] = [:]
            for (name, value) in response.headers { headers[name.lowercased()] = value }
            if let coding = headers["content-encoding"]?.lowercased(), coding != "identity" {
                throw PageFailure("the server sends the page packed (\(coding.prefix(20)))")
            }
            let body =
                response.status.code == 200
                ? try await response.body.collect(upTo: request.limit) : ByteBuffer()
            return PageResponse(
                status: Int(response.status.code), headers: headers,
                body: Array(body.readableBytesView))
        } catch let failure as PageFailure {
            throw failure
        } catch is NIOTooManyBytesError {
            throw PageFailure("the page is larger than \(request.limit >> 10) KiB")
        } catch let error as HTTPClientError {
            throw PageFailure("no answer (\(error.shortDescription)); try again later")
        } catch {
            throw PageFailure("no answer (\(type(of: error))); try again later")
        }
    }

    /// Lets go of every connection.
    package func close() async {
        for client in clients.values { try? await client.shutdown() }
        clients = [:]
    }

    private func client(for address: WebAddress) async throws(PageFailure) -> HTTPClient {
        if let held = clients[address.host] { return held }
        let found: [[UInt8]] =
            if let written = AddressGuard.bytes(of: address.host) {
                [written]
            } else {
                await resolver.addresses(of: address.host)
            }
        guard let first = found.first else {
            throw PageFailure("the host \(address.host) is not found; check the address")
        }
        if !allowsPrivate {
            for candidate in found {
                guard let objection = AddressGuard.objection(to: candidate) else { continue }
                throw PageFailure(
                    "\(address.host) leads to an address that is \(objection); it is asked only"
                        + " with --allow-private",
                    isForbidden: true)
            }
        }
        // Another request may have made one while this one resolved.
        if let held = clients[address.host] { return held }
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.dnsOverride = [address.host: AddressGuard.text(first)]
        configuration.timeout.connect = .seconds(10)
        configuration.timeout.read = .seconds(Self.seconds)
        // A proxy would resolve the name itself, out of the guard's sight.
        configuration.proxy = nil
        let client = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: configuration)
        clients[address.host] = client
        return client
    }
}
