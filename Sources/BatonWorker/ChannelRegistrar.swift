import AsyncHTTPClient
package import BatonChannels
package import BatonConfiguration

/// Tells a connection's provider which address to call, and asks what it has registered.
package struct ChannelRegistrar: Sendable {
    /// Why it could not.
    package struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// What happened, and what to do; it names no secret.
        package var description: String
    }

    private let connection: String
    private let channel: any RegisteringChannel

    /// Makes it for a connection.
    /// - Returns: `nil` where the provider is told in its own pages, and not over an interface.
    /// - Throws: ``ChannelConfigurationError`` where what verifying needs is missing.
    package init?(_ connection: Configuration.Connection, publicURL: String?)
        throws(ChannelConfigurationError)
    {
        let adapter = try ChannelRegistry.adapter(
            for: ChannelSettings(connection, publicURL: publicURL))
        guard let channel = adapter as? any RegisteringChannel else { return nil }
        self.connection = connection.id
        self.channel = channel
    }

    /// Whether the configuration says enough to ask the provider.
    package var canAsk: Bool { channel.canAskRegistration }

    /// What is registered, and what of it is not as the configuration asks.
    /// - Throws: ``Fault`` where the provider does not say.
    package func look() async throws(Fault) -> (WebhookRegistration, objections: [String]) {
        let response = try await ask { () throws(CannotSend) in try channel.registrationRequest() }
        guard let found = channel.registration(of: response) else { throw refused(response) }
        return (found, channel.objections(to: found))
    }

    /// Registers what the configuration asks for.
    /// - Returns: what is registered then, and what of it is still not right.
    /// - Throws: ``Fault`` where the configuration lacks something, or the provider refuses.
    package func connect() async throws(Fault) -> (WebhookRegistration, objections: [String]) {
        let response = try await ask { () throws(CannotSend) in try channel.registeringRequest() }
        guard (200..<300).contains(response.status) else { throw refused(response) }
        return try await look()
    }

    private func ask(_ request: () throws(CannotSend) -> ProviderRequest) async throws(Fault)
        -> ProviderResponse
    {
        let asked: ProviderRequest
        do throws(CannotSend) {
            asked = try request()
        } catch {
            throw Fault(description: "\(connection): \(error.reason)")
        }
        let exchange = await HTTPProviderClient(client: HTTPClient.shared).exchange(
            asked, timeoutMilliseconds: Limits.sendSeconds * 1000)
        switch exchange {
        case .answered(let response): return response
        case .notReached(let why), .noAnswer(let why):
            throw Fault(
                description: "\(connection): the provider does not answer (\(why)); check the "
                    + "network and api_base")
        }
    }

    private func refused(_ response: ProviderResponse) -> Fault {
        let words = String(decoding: response.body.prefix(300), as: UTF8.self)
        return Fault(
            description: "\(connection): the provider answers \(response.status): \(words); "
                + channel.remedy(for: response))
    }
}
