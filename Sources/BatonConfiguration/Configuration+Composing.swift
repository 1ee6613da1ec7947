extension Configuration {
    /// A server that words replies, as OpenAI's `/v1/chat/completions` does.
    package struct Composing: Sendable, Hashable {
        /// What becomes of a reply that passes the check.
        package enum Use: String, Sendable, Hashable, CaseIterable {
            /// A person sends it.
            case draft
            /// It is sent where the gate lets it; never under a guarantee.
            case auto
        }

        /// The price of a million tokens, in the business's own currency.
        package struct Price: Sendable, Hashable {
            /// Of what is read.
            package var input: Double
            /// Of what is written.
            package var output: Double

            /// Makes a price.
            package init(input: Double, output: Double) {
                self.input = input
                self.output = output
            }
        }

        /// The address before `/chat/completions`, without a trailing slash.
        package var server: String
        /// The model to ask for.
        package var model: String
        /// Sent as a bearer token.
        package var apiKey: Secret?
        /// Where the server stands; `nil` for one on this machine.
        package var region: String?
        /// Whether its answer comes in pieces.
        package var streams: Bool
        /// How long a turn may take, repair and summary included.
        package var deadlineMilliseconds: Int64
        /// Tokens a day; `nil` for as many as it takes.
        package var dailyTokens: Int64?
        /// Money a day, by `price`; `nil` for as much as it takes.
        package var dailyCost: Double?
        /// What tokens cost.
        package var price: Price?
        /// What becomes of a reply.
        package var use: Use
        /// Whether handovers get a summary in the model's words.
        package var summarises: Bool

        /// Makes a server.
        package init(
            server: String, model: String, apiKey: Secret? = nil, region: String? = nil,
            streams: Bool = true,
            deadlineMilliseconds: Int64 = ConfigurationDefaults.composingDeadline,
            dailyTokens: Int64? = nil, dailyCost: Double? = nil, price: Price? = nil,
            use: Use = .draft, summarises: Bool = false
        ) {
            self.server = server
            self.model = model
            self.apiKey = apiKey
            self.region = region
            self.streams = streams
            self.deadlineMilliseconds = deadlineMilliseconds
            self.dailyTokens = dailyTokens
            self.dailyCost = dailyCost
            self.price = price
            self.use = use
            self.summarises = summarises
        }

        /// The address that is posted to.
        package var url: String { server + "/chat/completions" }

        /// Whether what is sent stays on this machine.
        package var isLocal: Bool { Self.isLocal(host: Self.host(of: server)) }

        /// The host of an address, in lower case, without brackets; empty where there is none.
        static func host(of address: String) -> String {
            guard let scheme = address.firstRange(of: "://") else { return "" }
            let authority = address[scheme.upperBound...].prefix { !"/?#".contains($0) }
            let place = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
            if place.hasPrefix("["), let end = place.firstIndex(of: "]") {
                return place[place.index(after: place.startIndex)..<end].lowercased()
            }
            return place.prefix { $0 != ":" }.lowercased()
        }

        /// `localhost`, 127.0.0.0/8 and ::1; any other name may be another machine.
        static func isLocal(host: String) -> Bool {
            if host == "localhost" || host == "::1" { return true }
            let parts = host.split(separator: ".", omittingEmptySubsequences: false)
            return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil } && parts[0] == "127"
        }
    }
}

extension Configuration.Embeddings {
    /// Whether what is sent stays on this machine.
    package var isLocal: Bool {
        Configuration.Composing.isLocal(host: Configuration.Composing.host(of: url))
    }
}
