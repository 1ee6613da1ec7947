package import BatonCore

/// One kind of connection: how its webhooks are proved and read, and how its sends are worded.
///
/// Adapters are pure: they neither open sockets nor keep state nor look at a clock; the worker does.
/// Whatever has a default below, an adapter without that ability leaves out.
package protocol ChannelAdapter: Sendable {
    /// What the channel is called and what its connections need.
    static var profile: ChannelProfile { get }
    /// Makes the adapter of one connection.
    /// - Throws: ``ChannelConfigurationError`` where what proving a webhook needs is missing.
    init(_ settings: ChannelSettings) throws(ChannelConfigurationError)
    /// What the channel can do.
    var capabilities: ChannelCapabilities { get }
    /// What each of the provider's error codes asks for.
    var errors: ErrorTable { get }
    /// Says whether a request is from the provider, before anything is read of it.
    func verify(_ request: WebhookRequest, at now: Timestamp) -> WebhookVerdict
    /// The canonical events of a request that ``verify(_:at:)`` accepted.
    /// - Throws: ``UnreadableWebhook`` where the body is not what the provider sends.
    func events(of request: WebhookRequest) throws(UnreadableWebhook) -> [InboundEvent]
    /// The status that tells the provider that a webhook is stored; its body is empty.
    var storedStatus: Int { get }
    /// The request that sends a message.
    /// - Throws: ``CannotSend`` with a reason where the configuration or the contact lacks what it needs.
    func request(for send: OutboundMessage) throws(CannotSend) -> ProviderRequest
    /// What a provider's answer to a send means.
    func reading(of response: ProviderResponse, to send: SendID) -> ProviderReading
    /// The request that marks a message read and shows typing; `nil` where the channel has none.
    func typingRequest(account: String, inboundProviderID: String) -> ProviderRequest?
    /// The request that tells the provider an event has been taken, where it waits for that.
    func acknowledgement(of event: InboundEvent) -> ProviderRequest?
    /// Whether people should be told of something that happened to the account.
    func isAlarming(_ event: AccountEvent) -> Bool
    /// The request that asks the provider who the account is, for `doctor --online`.
    func identityRequest(account: String) -> ProviderRequest?
    /// How to fetch the file that a message carries; `nil` where there is none.
    func mediaFetch(for content: MessageContent) -> MediaFetch?
    /// What is wrong with a value of the configuration, as a sentence's end; `nil` for nothing.
    /// - Parameter key: of a need, or `inboxes` for an account's name.
    static func objection(to value: String, of key: String) -> String?
    /// How to go on after the answer to a fetch that was a lookup.
    func mediaFetch(after response: ProviderResponse, for content: MessageContent) -> MediaFetch?
}

extension ChannelAdapter {
    /// The channel's name in configuration and events, such as `whatsapp_cloud`.
    package var name: String { Self.profile.name }

    /// Whether the worker itself serves the channel's customers.
    package var isServedHere: Bool { Self.profile.isServedHere }

    /// Nothing.
    package static func objection(to value: String, of key: String) -> String? { nil }

    /// What to do about a provider's error code.
    package func action(for error: ProviderError) -> ErrorAction { errors.action(for: error) }

    /// 200.
    package var storedStatus: Int { 200 }

    /// No typing.
    package func typingRequest(account: String, inboundProviderID: String) -> ProviderRequest? {
        nil
    }

    /// Nothing to acknowledge but the webhook itself.
    package func acknowledgement(of event: InboundEvent) -> ProviderRequest? { nil }

    /// Nothing.
    package func isAlarming(_ event: AccountEvent) -> Bool { false }

    /// Nobody to ask.
    package func identityRequest(account: String) -> ProviderRequest? { nil }

    /// No files.
    package func mediaFetch(for content: MessageContent) -> MediaFetch? { nil }

    /// Nothing to look up.
    package func mediaFetch(after response: ProviderResponse, for content: MessageContent)
        -> MediaFetch?
    { nil }
}

/// A channel whose events can also be asked for: instead of a webhook, or after an outage.
package protocol PullingChannel: ChannelAdapter {
    /// Whether asking replaces the webhook; otherwise it only closes gaps, and ends.
    var pullsContinuously: Bool { get }
    /// The request for what happened.
    /// - Parameters:
    ///   - account: whose events.
    ///   - cursor: what the last ``PullReading`` gave; `nil` to begin.
    ///   - since: where to begin, for a provider that keeps history.
    func pullRequest(account: String, cursor: String?, since: Timestamp) -> ProviderRequest?
    /// What the answer says; its cursor is to be kept only once its events are stored.
    func pullReading(of response: ProviderResponse, cursor: String?) -> PullReading
}

/// What a provider answers who is asked for events.
package enum PullReading: Sendable, Hashable {
    /// Events, and where to go on; without a cursor there is nothing more.
    case events([InboundEvent], next: String?)
    /// Not now: ask the same again after this many milliseconds.
    case wait(milliseconds: Int64)
    /// Stop asking, and tell a person.
    case failed(ProviderError)
}
