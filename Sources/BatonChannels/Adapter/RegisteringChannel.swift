/// A channel whose provider is told over its own interface which address to call.
package protocol RegisteringChannel: ChannelAdapter {
    /// The request that asks what is registered.
    /// - Throws: ``CannotSend`` without credentials.
    func registrationRequest() throws(CannotSend) -> ProviderRequest
    /// What is registered, as the answer says; `nil` where it says nothing of it.
    func registration(of response: ProviderResponse) -> WebhookRegistration?
    /// The request that registers what the configuration asks for; where events are polled, the one
    /// that removes what stands in the way.
    /// - Throws: ``CannotSend`` where credentials or a public address that can be called are missing.
    func registeringRequest() throws(CannotSend) -> ProviderRequest
    /// What is not as the configuration asks for it, a sentence each; none where all is.
    func objections(to registration: WebhookRegistration) -> [String]
    /// What to do about an answer that refuses; the token is to blame unless the channel knows better.
    func remedy(for response: ProviderResponse) -> String
    /// Whether the configuration says enough to ask.
    var canAskRegistration: Bool { get }
}

extension RegisteringChannel {
    /// Looking at the token.
    package func remedy(for response: ProviderResponse) -> String { "check access_token" }

    /// Always.
    package var canAskRegistration: Bool { true }
}

/// What a provider has registered.
package struct WebhookRegistration: Sendable, Hashable {
    /// The address that it calls; `nil` where it calls none.
    package var address: String?
    /// The kinds of events that it sends; `nil` for its own choice.
    package var kinds: [String]?
    /// Events that wait for us.
    package var waiting: Int
    /// Why its last call failed, where one did.
    package var fault: String?
    /// Name and id of each app that the provider tells of the account; `nil` where it knows no apps.
    package var apps: [String]?

    /// Makes a registration.
    package init(
        address: String? = nil, kinds: [String]? = nil, waiting: Int = 0, fault: String? = nil,
        apps: [String]? = nil
    ) {
        self.address = address
        self.kinds = kinds
        self.waiting = waiting
        self.fault = fault
        self.apps = apps
    }
}
