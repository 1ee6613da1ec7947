/// What an adapter is made of: one connection of the configuration with its secrets in clear.
package struct ChannelSettings: Sendable, CustomStringConvertible, CustomReflectable {
    /// The connection's key.
    package var connection: String
    /// The channel's name.
    package var channel: String
    /// Secrets by name, the current one first.
    package var secrets: [String: [String]]
    /// What the channel needs beside secrets, by key.
    package var options: [String: String]
    /// The provider's address, without a trailing slash.
    package var apiBase: String?
    /// The provider's version.
    package var apiVersion: String?
    /// The address that providers reach this worker by, without path and trailing slash.
    package var publicURL: String?
    /// Whether events are asked for, so that no webhook is taken and nothing is needed to prove one.
    package var isPolled: Bool

    /// Makes settings.
    package init(
        connection: String, channel: String, secrets: [String: [String]],
        options: [String: String] = [:], apiBase: String?, apiVersion: String?,
        publicURL: String? = nil, isPolled: Bool = false
    ) {
        self.connection = connection
        self.channel = channel
        self.secrets = secrets
        self.options = options
        self.apiBase = apiBase
        self.apiVersion = apiVersion
        self.publicURL = publicURL
        self.isPolled = isPolled
    }

    /// The connection's name, and nothing of its secrets.
    package var description: String { "connection \(connection)" }

    /// Nothing to see.
    package var customMirror: Mirror { Mirror(self, children: [:]) }

    /// Where providers call this connection; `nil` without a public address.
    var webhookAddress: String? { publicURL.map { "\($0)/webhooks/\(connection)" } }

    /// Every value of a secret that is not empty, the current one first.
    func values(_ name: String) -> [String] { (secrets[name] ?? []).filter { !$0.isEmpty } }

    /// Every value of a secret without which there is no proof.
    func required(_ name: String) throws(ChannelConfigurationError) -> [String] {
        let values = values(name)
        guard !values.isEmpty else {
            throw ChannelConfigurationError(
                "connection \(connection): \(name) is missing; without it nothing shows that a "
                    + "webhook is from \(channel): set it")
        }
        return values
    }

    /// The one secret that sending uses.
    /// - Throws: ``CannotSend`` where it is missing.
    func credential(_ name: String) throws(CannotSend) -> String {
        guard let value = values(name).first else { throw lacks(name) }
        return value
    }

    /// The error of a connection that lacks what sending needs.
    func lacks(_ name: String) -> CannotSend {
        .lacksKey(name, connection: connection)
    }
}

/// Makes the adapter of a connection.
package enum ChannelRegistry {
    /// Every channel there is; a new one is its folder and its line here.
    static let adapters: [any ChannelAdapter.Type] = [
        WhatsAppCloudAdapter.self,
        Dialog360Adapter.self,
        TwilioAdapter.self,
        WatiAdapter.self,
        RespondIOAdapter.self,
        TelegramAdapter.self,
        GenericWebhookAdapter.self,
        WebChatAdapter.self,
    ]

    /// What each channel is called and needs.
    package static var profiles: [ChannelProfile] { adapters.map { $0.profile } }

    /// What the channel of this name needs; `nil` where there is none.
    package static func profile(_ name: String) -> ChannelProfile? {
        profiles.first { $0.name == name }
    }

    /// What a channel finds wrong with a value of its configuration; `nil` for nothing.
    package static func objection(to value: String, of key: String, in channel: String)
        -> String?
    {
        adapters.first { $0.profile.name == channel }?.objection(to: value, of: key)
    }

    /// Makes it.
    /// - Throws: ``ChannelConfigurationError`` for an unknown channel, or where what verifying needs
    ///   is missing.
    package static func adapter(for settings: ChannelSettings) throws(ChannelConfigurationError)
        -> any ChannelAdapter
    {
        guard let type = adapters.first(where: { $0.profile.name == settings.channel }) else {
            throw ChannelConfigurationError(
                "connection \(settings.connection): unknown channel '\(settings.channel)'; there "
                    + "is \(profiles.map(\.name).joined(separator: ", "))")
        }
        return try type.init(settings)
    }
}

/// Why a connection cannot be made.
package struct ChannelConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, and what to do.
    package var description: String

    /// Makes an error.
    package init(_ description: String) { self.description = description }
}
