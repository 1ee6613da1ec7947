/// What a channel is called and what its connections need: configuration, `doctor` and help all
/// follow from it.
package struct ChannelProfile: Sendable, Hashable {
    /// One key of a connection.
    package struct Need: Sendable, Hashable {
        /// What it is needed for.
        package enum Purpose: String, Sendable, Hashable, CaseIterable {
            /// Proving webhooks: without it the connection is refused.
            case verify
            /// Sending: without it replies are handed over.
            case send
            /// The provider's one-time check of the webhook's address.
            case handshake
            /// Letting a website's pages in: without it the connection is refused.
            case embed
            /// Knowing customers who are signed in with the shop.
            case identify
            /// Asking the provider whether webhooks come, and having them come.
            case subscribe
        }

        /// The key in the configuration, such as `app_secret`.
        package var key: String
        /// What it is needed for.
        package var purpose: Purpose
        /// Whether it is a secret, which stands in the environment or a file and may be rotated.
        package var isSecret: Bool
        /// Whether it may have several values, as a list.
        package var isList = false
        /// What it is and where it is found.
        package var meaning: String

        /// A secret.
        package static func secret(_ key: String, _ purpose: Purpose, _ meaning: String) -> Need {
            Need(key: key, purpose: purpose, isSecret: true, meaning: meaning)
        }

        /// A setting that anybody may see.
        package static func setting(_ key: String, _ purpose: Purpose, _ meaning: String) -> Need {
            Need(key: key, purpose: purpose, isSecret: false, meaning: meaning)
        }

        /// A setting of one or several words without spaces.
        package static func list(_ key: String, _ purpose: Purpose, _ meaning: String) -> Need {
            var need = setting(key, purpose, meaning)
            need.isList = true
            return need
        }

        /// What does not work without it.
        package var consequence: String {
            switch purpose {
            case .verify: "without it no webhook can be proved"
            case .send: "nothing can be sent; replies are handed over"
            case .handshake: "the provider cannot verify the webhook's address"
            case .embed: "without it no page may open a chat"
            case .identify: "customers who are signed in with the shop stay strangers"
            case .subscribe:
                "'baton channel' can neither say whether webhooks come nor have them come"
            }
        }
    }

    /// The channel's name in configuration and events, such as `whatsapp_cloud`.
    package var name: String
    /// Who it is, for people.
    package var title: String
    /// What a connection may have; each needed for something.
    package var needs: [Need]
    /// Whether the webhook's proof covers the public address, so that `http.public_url` must be set.
    package var signsAddress: Bool
    /// Whether `receive: poll` may ask for events in the webhook's place.
    package var canPoll: Bool
    /// Whether the worker itself serves the channel's customers: there is neither a provider nor a
    /// webhook, and a send is delivered by recording it as accepted.
    package var isServedHere: Bool

    /// Makes a profile.
    package init(
        name: String, title: String, needs: [Need], signsAddress: Bool = false,
        canPoll: Bool = false, isServedHere: Bool = false
    ) {
        self.name = name
        self.title = title
        self.needs = needs
        self.signsAddress = signsAddress
        self.canPoll = canPoll
        self.isServedHere = isServedHere
    }
}
