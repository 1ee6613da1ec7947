package import BatonChannels
package import BatonConfiguration

extension ChannelSettings {
    /// What a connection of the configuration says, with its secrets in clear for the adapter.
    /// - Parameter publicURL: the address that providers reach this worker by.
    package init(_ connection: Configuration.Connection, publicURL: String?) {
        self.init(
            connection: connection.id, channel: connection.channel,
            secrets: connection.secrets.mapValues { $0.map(\.value) },
            options: connection.options, apiBase: connection.apiBase,
            apiVersion: connection.apiVersion, publicURL: publicURL,
            isPolled: connection.receive == .poll)
    }
}
