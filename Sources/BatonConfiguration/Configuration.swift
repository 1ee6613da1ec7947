package import BatonCore

/// All that `baton.yaml` says, checked.
package struct Configuration: Sendable, Hashable {
    /// The file it was read from, absolute.
    package var file: String
    /// The data folder, absolute.
    package var dataFolder: String
    /// The HTTP listener.
    package var http: HTTP
    /// Connections in the order of the file.
    package var connections: [Connection]
    /// Who works with Baton.
    package var people: [Person]
    /// The Desk's socket.
    package var desk: Desk
    /// The gate.
    package var gate: Gate
    /// When people are at work.
    package var hours: OpeningHours
    /// How long to wait for more of a burst.
    package var debounce: Debounce
    /// The server that makes vectors instead of the model in this process; `nil` for none.
    package var embeddings: Embeddings?
    /// The business's own policy files, absolute; they stand above those that ship.
    package var policies: [String] = []
    /// The language model that words replies; `nil` for none.
    package var composing: Composing?
    /// What should be mended, though it is no error.
    package var warnings: [ConfigurationFinding] = []

    /// Makes a configuration.
    package init(
        file: String, dataFolder: String, http: HTTP, connections: [Connection], people: [Person],
        desk: Desk, gate: Gate, hours: OpeningHours, debounce: Debounce
    ) {
        self.file = file
        self.dataFolder = dataFolder
        self.http = http
        self.connections = connections
        self.people = people
        self.desk = desk
        self.gate = gate
        self.hours = hours
        self.debounce = debounce
    }

    /// The HTTP listener.
    package struct HTTP: Sendable, Hashable {
        /// The address to bind, such as `127.0.0.1`.
        package var host: String
        /// The port; 0 for any free one.
        package var port: Int
        /// The address that providers reach it by, without a trailing slash.
        package var publicURL: String?

        /// Makes a listener.
        package init(host: String, port: Int, publicURL: String?) {
            self.host = host
            self.port = port
            self.publicURL = publicURL
        }
    }

    /// One connection to a provider.
    package struct Connection: Sendable, Hashable {
        /// Its key: its id and its webhook path.
        package var id: String
        /// The channel's name.
        package var channel: String
        /// Every secret by name; a list where it is being rotated, the current one first.
        package var secrets: [String: [Secret]]
        /// What the channel needs beside secrets, by key.
        package var options: [String: String]
        /// The provider's address, without a trailing slash.
        package var apiBase: String?
        /// The provider's version, such as `v26.0`.
        package var apiVersion: String?
        /// The accounts that are answered.
        package var inboxes: [Inbox]
        /// The line it starts on.
        package var line: Int
        /// How its events come in.
        package var receive: Receive = .webhook

        /// How events come in.
        package enum Receive: String, Sendable, Hashable, CaseIterable {
            /// The provider calls us.
            case webhook
            /// We ask the provider; no address that it can reach is needed.
            case poll
        }

        /// Makes a connection.
        package init(
            id: String, channel: String, secrets: [String: [Secret]],
            options: [String: String] = [:], apiBase: String?, apiVersion: String?,
            inboxes: [Inbox], line: Int
        ) {
            self.id = id
            self.channel = channel
            self.secrets = secrets
            self.options = options
            self.apiBase = apiBase
            self.apiVersion = apiVersion
            self.inboxes = inboxes
            self.line = line
        }
    }

    /// One account of a connection.
    package struct Inbox: Sendable, Hashable {
        /// The provider's name of the account.
        package var account: String
        /// The name to show.
        package var name: String
        /// Its knowledge base.
        package var knowledge: String?
        /// How the bot may act.
        package var mode: InboxMode
        /// Inboxes whose place it takes, such as the same number with another provider.
        package var continues: [InboxID] = []

        /// Makes an inbox.
        package init(account: String, name: String, knowledge: String?, mode: InboxMode) {
            self.account = account
            self.name = name
            self.knowledge = knowledge
            self.mode = mode
        }
    }

    /// The Desk's socket.
    package struct Desk: Sendable, Hashable {
        /// The group that may connect; `nil` for one user.
        package var group: String?

        /// Makes it.
        package init(group: String?) { self.group = group }
    }

    /// The gate.
    package struct Gate: Sendable, Hashable {
        /// What is asked of a gate by guarantee.
        package struct Guarantee: Sendable, Hashable {
            /// The largest share of the bot's own answers that may be wrong, above 0.
            package var risk: Double
            /// How surely that is to hold, below 1.
            package var confidence: Double
            /// The early mode: `risk` bounds the share of all messages that are answered wrongly, on
            /// average, and `confidence` is of no account.
            package var isEarly: Bool

            /// Makes it.
            package init(risk: Double, confidence: Double, isEarly: Bool = false) {
                self.risk = risk
                self.confidence = confidence
                self.isEarly = isEarly
            }
        }

        /// What always goes to a person, besides what does so in every business.
        package struct HandOver: Sendable, Hashable {
            /// Tags of entries that the bot never answers from alone.
            package var tags: Set<String> = []
            /// Phrases by the reason that they give.
            package var words: [ReasonCode: [String]] = [:]

            /// Makes it with nothing.
            package init() {}
        }

        /// Set by hand; promises nothing.
        package var thresholds: GateThresholds
        /// The promise that labels are to prove; `nil` for the thresholds.
        package var guarantee: Guarantee?
        /// The share of messages that is drawn for people to judge, 0…1; a supervisor may change it.
        package var review: Double
        /// What always goes to a person.
        package var handOver = HandOver()
        /// Days after its last save from which the bot does not answer from an entry alone.
        package var staleAfterDays: Int?
        /// Whether customers are asked to rate a conversation that a person has resolved.
        package var asksRating = false

        /// Makes it.
        package init(
            thresholds: GateThresholds, guarantee: Guarantee? = nil,
            review: Double = ConfigurationDefaults.review
        ) {
            self.thresholds = thresholds
            self.guarantee = guarantee
            self.review = review
        }
    }

    /// A server that makes vectors, as OpenAI's `/v1/embeddings` does.
    package struct Embeddings: Sendable, Hashable {
        /// The whole address that is posted to.
        package var url: String
        /// The model to ask for; `nil` where the server has one.
        package var model: String?
        /// Sent as a bearer token.
        package var apiKey: Secret?
        /// Put before a customer's words, such as `query: `.
        package var queryPrefix: String
        /// Put before an entry's words, such as `passage: `.
        package var passagePrefix: String
        /// `input_type` of a customer's words; `nil` to say none.
        package var queryType: String?
        /// `input_type` of an entry's words; `nil` to say none.
        package var passageType: String?

        /// Makes a server.
        package init(
            url: String, model: String? = nil, apiKey: Secret? = nil, queryPrefix: String = "",
            passagePrefix: String = "", queryType: String? = nil, passageType: String? = nil
        ) {
            self.url = url
            self.model = model
            self.apiKey = apiKey
            self.queryPrefix = queryPrefix
            self.passagePrefix = passagePrefix
            self.queryType = queryType
            self.passageType = passageType
        }
    }

    /// How long to wait for more of a burst.
    package struct Debounce: Sendable, Hashable {
        /// After each message.
        package var milliseconds: Int64
        /// At most, after the first.
        package var capMilliseconds: Int64

        /// Makes it.
        package init(milliseconds: Int64, capMilliseconds: Int64) {
            self.milliseconds = milliseconds
            self.capMilliseconds = capMilliseconds
        }
    }
}

/// A secret's value, which no print, dump, log or encoding shows.
package struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// Where it came from.
    package enum Source: Sendable, Hashable {
        /// The environment variable of this name.
        case environment(String)
        /// The file at this path.
        case file(String)
        /// Written in the configuration itself.
        case literal
    }

    /// The value; ask for it only where it is used.
    package let value: String
    /// Where it came from.
    package let source: Source

    /// Makes a secret.
    package init(value: String, source: Source) {
        self.value = value
        self.source = source
    }

    /// `•••`.
    package var description: String { "•••" }
    /// `•••`.
    package var debugDescription: String { "•••" }
    /// Nothing to see.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
