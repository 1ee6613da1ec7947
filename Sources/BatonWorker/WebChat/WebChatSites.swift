import BatonChannels
import BatonConfiguration
import BatonCore

/// The websites that have a chat, by their site keys.
struct WebChatSites: Sendable {
    /// A website.
    struct Site: Sendable {
        /// Its connection, and its site key as the account.
        var inbox: InboxID
        /// What visitors see as the shop's name.
        var name: String
        /// How the bot may act.
        var mode: InboxMode
        /// The pages that may open it.
        var origins: WebOrigins
        /// How customers who are signed in are known.
        var identities: VisitorIdentities
    }

    private let sites: [String: Site]

    /// Those of a configuration.
    init(_ configuration: Configuration, adapters: [String: any ChannelAdapter]) {
        var sites: [String: Site] = [:]
        for connection in configuration.connections {
            guard let adapter = adapters[connection.id] as? WebChatAdapter else { continue }
            for inbox in connection.inboxes {
                sites[inbox.account] = Site(
                    inbox: InboxID(connection: connection.id, account: inbox.account),
                    name: inbox.name, mode: inbox.mode, origins: adapter.origins,
                    identities: adapter.identities)
            }
        }
        self.sites = sites
    }

    /// Whether there is none.
    var isEmpty: Bool { sites.isEmpty }

    /// The site of a key.
    func site(_ key: String) -> Site? { sites[key] }

    /// The site of an inbox; `nil` where it is no longer configured.
    func site(of inbox: InboxID) -> Site? {
        sites[inbox.account].flatMap { $0.inbox == inbox ? $0 : nil }
    }

    /// Whether pages of this origin may open any chat.
    func allows(_ origin: String) -> Bool { sites.values.contains { $0.origins.allows(origin) } }
}
