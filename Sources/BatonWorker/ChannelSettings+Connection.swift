package import BatonChannels
package import BatonConfiguration

extension ChannelSettings {
    /// What a connection of the configuration says, with its secrets in clear for the adapter.
    package init(_ connection: Configuration.Connection) {
        self.init(
            connection: connection.id, channel: connection.channel,
            secrets: connection.secrets.mapValues { $0.map(\.value) },
            apiBase: connection.apiBase, apiVersion: connection.apiVersion)
    }
}
