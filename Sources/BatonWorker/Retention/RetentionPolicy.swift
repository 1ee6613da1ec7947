import BatonChannels
import BatonCore
import BatonDesk
import BatonStore

/// What the policy in force says of how long the record is kept.
struct RetentionPolicy {
    let keeper: PolicyKeeper
    let now: Timestamp

    /// What holds for a customer of an inbox.
    func policy(of inbox: RecordedInbox, phone: String?, userID: String?) -> EffectivePolicy {
        policy(of: inbox, country: PolicyCountry(phone: phone, userID: userID))
    }

    /// What holds for the customer of a conversation.
    func policy(of conversation: QuietConversation) -> EffectivePolicy {
        policy(of: conversation.inbox, phone: conversation.phone, userID: conversation.userID)
    }

    /// What holds for whom an event is about.
    func policy(of event: LooseEvent) -> EffectivePolicy {
        policy(
            of: RecordedInbox(id: event.inbox, channel: event.inbox.connection),
            phone: event.address?.phone, userID: event.address?.bsuid)
    }

    /// The least that anything of an inbox is kept; `nil` where all of it is kept for good.
    func least(_ key: String, of inbox: RecordedInbox) -> Int64? {
        keeper.current.least(key, for: asked(inbox, PolicyCountry()))
    }

    /// What holds in an inbox, for customers of each country that a rule names.
    func terms(of inbox: RecordedInbox) -> [RetentionReport.Terms] {
        let named = EffectivePolicy.retentionKeys.sorted().flatMap {
            keeper.current.countries(saying: $0, for: asked(inbox, PolicyCountry()))
        }
        var countries: [PolicyCountry] = []
        for country in named where !countries.contains(country) { countries.append(country) }
        return [terms(of: inbox, in: nil)] + countries.map { terms(of: inbox, in: $0) }
    }

    private func terms(of inbox: RecordedInbox, in country: PolicyCountry?)
        -> RetentionReport.Terms
    {
        let policy = policy(of: inbox, country: country ?? PolicyCountry())
        func term(_ key: String) -> RetentionReport.Term {
            let held = policy.held[key]
            return RetentionReport.Term(
                kept: (held?.value ?? .duration(nil)).words, rule: held?.place)
        }
        return RetentionReport.Terms(
            country: country?.words, conversations: term(EffectivePolicy.retentionKey),
            files: term(EffectivePolicy.mediaRetentionKey))
    }

    private func policy(of inbox: RecordedInbox, country: PolicyCountry) -> EffectivePolicy {
        keeper.current.policy(for: asked(inbox, country), only: EffectivePolicy.retentionKeys)
    }

    private func asked(_ inbox: RecordedInbox, _ country: PolicyCountry) -> PolicyCase {
        PolicyCase(
            provider: keeper.channel(of: inbox.id.connection) ?? inbox.channel, inbox: inbox.id,
            country: country, at: now)
    }
}
