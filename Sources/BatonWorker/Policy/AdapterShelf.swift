import BatonChannels
import BatonConfiguration
import Synchronization

/// The adapters to send by: a policy may ask for another version of the provider's interface than the
/// one that a connection began with.
final class AdapterShelf: Sendable {
    private let adapters: [String: any ChannelAdapter]
    private let configuration: Configuration
    private let made = Mutex<[String: any ChannelAdapter]>([:])

    init(_ configuration: Configuration, adapters: [String: any ChannelAdapter]) {
        self.configuration = configuration
        self.adapters = adapters
    }

    /// The adapter of a connection; its own `api_version` stands above the policy's.
    func adapter(_ connection: String, version: String?) -> (any ChannelAdapter)? {
        guard let version,
            let settings = configuration.connections.first(where: { $0.id == connection }),
            settings.apiVersion == nil
        else { return adapters[connection] }
        let name = "\(connection) \(version)"
        return made.withLock { made in
            if let known = made[name] { return known }
            var settings = ChannelSettings(settings, publicURL: configuration.http.publicURL)
            settings.apiVersion = version
            let adapter = (try? ChannelRegistry.adapter(for: settings)) ?? adapters[connection]
            made[name] = adapter
            return adapter
        }
    }
}
