import BatonChannels
import BatonCore
import Testing

@Suite("ChannelRegistry")
struct ChannelRegistryTests {
    static let profiles = ChannelRegistry.profiles

    /// Those that have a provider; the others are the worker's own.
    static let provided = profiles.filter { !$0.isServedHere }

    @Test("every channel has a name of its own and at least one thing that proves webhooks")
    func names() {
        #expect(Set(Self.profiles.map(\.name)).count == Self.profiles.count)
        for profile in Self.provided {
            #expect(profile.needs.contains { $0.purpose == .verify && $0.isSecret })
            #expect(profile.needs.contains { $0.purpose == .send } || profile.name == "twilio")
            #expect(Set(profile.needs.map(\.key)).count == profile.needs.count)
        }
    }

    @Test("without what proves webhooks there is no adapter", arguments: profiles.map(\.name))
    func unproved(channel: String) throws {
        let profile = try #require(ChannelRegistry.profile(channel))
        let empty = profile.needs.filter { $0.purpose != .send }.map { ($0.key, [""]) }
        for need in profile.needs where need.purpose == .verify {
            #expect {
                try TestChannel.adapter(
                    channel, secrets: Dictionary(uniqueKeysWithValues: empty))
            } throws: { "\($0)".contains(need.key) }
        }
    }

    @Test(
        "without what sends, webhooks are still taken and a send says what to set",
        arguments: provided.map(\.name))
    func unsendable(channel: String) throws {
        let adapter = try ChannelRegistry.adapter(
            for: ChannelSettings(
                connection: "shop", channel: channel,
                secrets: [
                    "app_secret": ["s"], "header_token": ["s"], "auth_token": ["s"],
                    "url_token": ["s"], "signing_key": ["s"], "secret_token": ["s"],
                    "webhook_secret": ["whsec_c2VjcmV0"],
                ], apiBase: nil, apiVersion: nil, publicURL: "https://desk.example.hk"))
        #expect(adapter.name == channel)
        let person = ContactAddress(phone: "+85291234567", providerID: "5")
        #expect {
            try adapter.request(for: TestChannel.send(.text("hi"), to: person, account: "7"))
        } throws: { error in
            let needs = ChannelRegistry.profile(channel)?.needs ?? []
            let reason = (error as? CannotSend)?.reason ?? ""
            return needs.contains { $0.purpose == .send && reason.contains($0.key) }
        }
        #expect(adapter.typingRequest(account: "7", inboundProviderID: "5:1") == nil)
        #expect(adapter.identityRequest(account: "7") == nil)
    }

    @Test("an unknown channel is refused with the names of those there are")
    func unknown() {
        #expect {
            try ChannelRegistry.adapter(
                for: ChannelSettings(
                    connection: "x", channel: "pigeon", secrets: [:], apiBase: nil,
                    apiVersion: nil))
        } throws: { "\($0)".contains("'pigeon'") && "\($0)".contains("telegram") }
    }

    @Test("settings never show a secret")
    func silent() {
        let settings = ChannelSettings(
            connection: "shop", channel: "telegram", secrets: ["secret_token": ["hush"]],
            apiBase: nil, apiVersion: nil)
        #expect("\(settings)" == "connection shop")
        #expect(!String(reflecting: settings).contains("hush"))
    }

    @Test("limits and rates are set", arguments: profiles.map(\.name))
    func capabilities(channel: String) throws {
        let capabilities = try TestChannel.adapter(channel).capabilities
        #expect(capabilities.maxTextLength >= 1600)
        #expect(!capabilities.rates.isEmpty)
        #expect(
            capabilities.rates.allSatisfy { $0.sends > 0 && $0.milliseconds > 0 && $0.burst > 0 })
    }
}
