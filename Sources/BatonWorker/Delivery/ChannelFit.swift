import BatonChannels
import BatonCore
import BatonStore

/// What is to be said, as the messages that its channel takes: everything that goes out passes here.
struct ChannelFit: Sendable {
    let adapters: [String: any ChannelAdapter]
    /// The policy whose limits stand above the adapters' own.
    var policy: EffectivePolicy?

    /// The same under a policy's limits.
    func under(_ policy: EffectivePolicy) -> ChannelFit {
        ChannelFit(adapters: adapters, policy: policy)
    }

    /// What an inbox's channel can do.
    func capabilities(of inbox: InboxID) -> ChannelCapabilities? {
        guard let own = adapters[inbox.connection]?.capabilities else { return nil }
        return policy?.capabilities(own) ?? own
    }

    /// The messages in order; as it stands where the connection is not configured.
    func parts(of content: MessageContent, on inbox: InboxID) -> [MessageContent] {
        guard let capabilities = capabilities(of: inbox) else { return [content] }
        return MessageFitter.fit(content, to: capabilities)
    }

    /// The send id of a part: the first has the whole's, so that a repeat is the same sends.
    static func send(_ whole: SendID, part index: Int) -> SendID {
        index == 0 ? whole : SendID("\(whole)-\(index + 1)")
    }

    /// What the bot or the system is to send.
    /// - Parameter purposes: what it is for; empty for the policy's own words.
    func planned(
        _ content: MessageContent, for purposes: [PolicyPurpose], author: MessageAuthor,
        on inbox: InboxID, ids: IdentifierSource
    ) -> [PlannedSend] {
        let whole: SendID = ids.next()
        return parts(of: content, on: inbox).enumerated().map { index, part in
            var send = PlannedSend(
                id: Self.send(whole, part: index), message: ids.next(), author: author,
                content: part)
            send.purposes = purposes
            return send
        }
    }
}
