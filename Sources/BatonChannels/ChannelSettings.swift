/// What an adapter is made of: one connection of the configuration with its secrets in clear.
package struct ChannelSettings: Sendable, CustomStringConvertible, CustomReflectable {
    /// The connection's key.
    package var connection: String
    /// The channel's name.
    package var channel: String
    /// Secrets by name, the current one first.
    package var secrets: [String: [String]]
    /// The provider's address, without a trailing slash.
    package var apiBase: String?
    /// The provider's version.
    package var apiVersion: String?

    /// Makes settings.
    package init(
        connection: String, channel: String, secrets: [String: [String]], apiBase: String?,
        apiVersion: String?
    ) {
        self.connection = connection
        self.channel = channel
        self.secrets = secrets
        self.apiBase = apiBase
        self.apiVersion = apiVersion
    }

    /// The connection's name, and nothing of its secrets.
    package var description: String { "connection \(connection)" }

    /// Nothing to see.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Makes the adapter of a connection.
package enum ChannelRegistry {
    /// Makes it.
    /// - Throws: ``ChannelConfigurationError`` for an unknown channel, or where what verifying needs
    ///   is missing.
    package static func adapter(for settings: ChannelSettings) throws(ChannelConfigurationError)
        -> any ChannelAdapter
    {
        switch settings.channel {
        case WhatsAppCloudAdapter.channel: try WhatsAppCloudAdapter(settings)
        default:
            throw ChannelConfigurationError(
                "connection \(settings.connection): unknown channel '\(settings.channel)'; there "
                    + "is \(WhatsAppCloudAdapter.channel)")
        }
    }
}

/// Why a connection cannot be made.
package struct ChannelConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, and what to do.
    package var description: String

    /// Makes an error.
    package init(_ description: String) { self.description = description }
}
