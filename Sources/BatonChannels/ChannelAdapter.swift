package import BatonCore

/// One kind of connection: how its webhooks are proved and read, and how its sends are worded.
///
/// Adapters are pure: they neither open sockets nor keep state; the worker does both.
package protocol ChannelAdapter: Sendable {
    /// The channel's name in configuration and events, such as `whatsapp_cloud`.
    var name: String { get }
    /// What the channel can do.
    var capabilities: ChannelCapabilities { get }
    /// Says whether a request is from the provider, before anything is read of it.
    func verify(_ request: WebhookRequest) -> WebhookVerdict
    /// The canonical events of a request that ``verify(_:)`` accepted.
    /// - Throws: ``UnreadableWebhook`` where the body is not what the provider sends.
    func events(of request: WebhookRequest) throws(UnreadableWebhook) -> [InboundEvent]
    /// The request that sends a message; `nil` with a reason where the configuration lacks what it needs.
    func request(for send: OutboundMessage) throws(CannotSend) -> ProviderRequest
    /// The request that marks a message read and shows typing; `nil` where the channel has none.
    func typingRequest(account: String, inboundProviderID: String) -> ProviderRequest?
    /// The request that asks the provider who the account is, for `doctor --online`.
    func identityRequest(account: String) -> ProviderRequest?
    /// What a provider's answer to a send means.
    func reading(of response: ProviderResponse) -> ProviderReading
    /// What to do about a provider's error code.
    func action(for error: ProviderError) -> ErrorAction
}

/// What a channel can do; the core asks, and knows no provider.
package struct ChannelCapabilities: Sendable, Hashable {
    /// The longest text, in UTF-16 code units.
    package var maxTextLength: Int
    /// Whether typing can be shown and messages marked read.
    package var showsTyping: Bool
    /// Whether statuses tell of delivery and reading.
    package var reportsDelivery: Bool
    /// How long after the customer's last message free text may be sent; `nil` for ever.
    package var serviceWindowMilliseconds: Int64?

    /// Makes capabilities.
    package init(
        maxTextLength: Int, showsTyping: Bool, reportsDelivery: Bool,
        serviceWindowMilliseconds: Int64?
    ) {
        self.maxTextLength = maxTextLength
        self.showsTyping = showsTyping
        self.reportsDelivery = reportsDelivery
        self.serviceWindowMilliseconds = serviceWindowMilliseconds
    }
}

/// A request as the server got it.
package struct WebhookRequest: Sendable {
    /// `GET` or `POST`.
    package var method: String
    /// The path below the server's root.
    package var path: String
    /// Decoded query items, in order.
    package var query: [(name: String, value: String)]
    /// Headers, names in lower case.
    package var headers: [String: String]
    /// The body byte for byte.
    package var body: [UInt8]

    /// Makes a request.
    package init(
        method: String, path: String, query: [(name: String, value: String)],
        headers: [String: String], body: [UInt8]
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }
}

/// What to answer a webhook before anything is stored.
package enum WebhookVerdict: Sendable, Hashable {
    /// It is the provider's; read and store it.
    case accepted
    /// Answer 200 with this text: the handshake.
    case challenge(String)
    /// Answer this status: not the provider, or not a request we take.
    case refused(status: Int, why: String)
}

/// A body that carries the right signature and cannot be read.
package struct UnreadableWebhook: Error, Sendable, Hashable {
    /// What is wrong with it, without its content.
    package var reason: String
    /// Makes an error.
    package init(_ reason: String) { self.reason = reason }
}

/// Why a message cannot be sent at all.
package struct CannotSend: Error, Sendable, Hashable {
    /// What is missing, and what to do.
    package var reason: String
    /// Makes an error.
    package init(_ reason: String) { self.reason = reason }
}

/// A message to send.
package struct OutboundMessage: Sendable {
    /// Our send id, which some providers return in statuses.
    package var send: SendID
    /// The account to send from.
    package var account: String
    /// Whom to.
    package var recipient: ContactAddress
    /// What.
    package var content: MessageContent
    /// The provider id of the message to quote.
    package var replyTo: String?

    /// Makes a message.
    package init(
        send: SendID, account: String, recipient: ContactAddress, content: MessageContent,
        replyTo: String?
    ) {
        self.send = send
        self.account = account
        self.recipient = recipient
        self.content = content
        self.replyTo = replyTo
    }
}

/// An HTTP request to a provider.
package struct ProviderRequest: Sendable, Hashable {
    /// `GET` or `POST`.
    package var method: String
    /// The whole address.
    package var url: String
    /// Headers.
    package var headers: [String: String]
    /// The body.
    package var body: [UInt8]

    /// Makes a request.
    package init(method: String, url: String, headers: [String: String], body: [UInt8]) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

/// A provider's answer.
package struct ProviderResponse: Sendable, Hashable {
    /// The HTTP status.
    package var status: Int
    /// Headers, names in lower case.
    package var headers: [String: String]
    /// The body, at most 1 MiB.
    package var body: [UInt8]

    /// Makes an answer.
    package init(status: Int, headers: [String: String], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// What a provider's answer to a send means.
package enum ProviderReading: Sendable, Hashable {
    /// Taken; the provider's id of the message.
    case accepted(providerID: String)
    /// Refused: certainly not sent.
    case refused(ProviderError)
    /// It cannot be told whether it was sent, such as a 5xx without an error body.
    case unclear(ProviderError)
}

/// What to do about a provider's error.
package enum ErrorAction: String, Sendable, Codable, CaseIterable {
    case useTemplate = "use_template"
    case failNotify = "fail_notify"
    case failNoRetry24h = "fail_no_retry_24h"
    case stopMarketing = "stop_marketing"
    case retryBackoff = "retry_backoff"
    case retryBackoffPair = "retry_backoff_pair"
    case stopBusinessInitiated = "stop_business_initiated"
    case retryLimited = "retry_limited"
    case haltChannelAlert = "halt_channel_alert"
    case failConfigAlert = "fail_config_alert"
    case failBug = "fail_bug"
    case askResend = "ask_resend"
    case needPhoneNumber = "need_phone_number"
    case verifyIdentity = "verify_identity"
    case failHandover = "fail_handover"
}
