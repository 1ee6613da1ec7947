import BatonChannels
import BatonConfiguration
import BatonCore
import BatonStore

/// What the policy says of a send in the moment before it goes out, and of what the provider answers.
struct SendPolicy: Sendable {
    let keeper: PolicyKeeper
    let budget: PolicyBudget
    let routings: InboxRoutings
    let shelf: AdapterShelf

    private var consent: MarketingConsent { MarketingConsent(store: budget.store) }

    /// The policy that a send falls under.
    func policy(of item: OutboxItem, at now: Timestamp) -> EffectivePolicy {
        keeper.policy(of: item.inbox, country: PolicyCountry(item.recipient), at: now)
    }

    /// Why a send may not go out as it stands, or now; `nil` where it may.
    func withheld(
        _ item: OutboxItem, by policy: EffectivePolicy, _ channel: ChannelCapabilities,
        at now: Timestamp
    ) async -> SendResult? {
        if let barred = await barred(item, by: policy, channel, at: now) { return barred }
        return await overReach(item, policy, channel, at: now)
    }

    /// What waits since the business has written to as many customers first as the provider takes.
    private func overReach(
        _ item: OutboxItem, _ policy: EffectivePolicy, _ channel: ChannelCapabilities,
        at now: Timestamp
    ) async -> SendResult? {
        // Where the record cannot be written, finishing the send fails and ends the worker.
        guard let limit = policy.reach, item.content.type == .template,
            isClosed(item, policy, channel, at: now),
            let until = try? await budget.store.reach(
                item.contact, by: item.id, over: item.inbox.connection, within: limit, now: now)
        else { return nil }
        let place = policy.held["rates.portfolio.contacts"]?.place
        let time = PolicyValue.duration(limit.milliseconds).words
        // Looked at again sooner: the number may be raised meanwhile.
        return .waiting(
            until: min(until, now.adding(milliseconds: Limits.reachLookMilliseconds)),
            ProviderError(
                BilingualText(
                    "the provider takes \(limit.contacts) customers within \(time) that are "
                        + "written to first, and there were as many"
                        + (place.map { ", by \($0)" } ?? ""),
                    "平台容許每 \(time) 先向 \(limit.contacts) 位客人發訊息，現已滿額"
                        + (place.map { "（\($0)）" } ?? ""))))
    }

    /// Whether the service window of a send's customer is over, or never began.
    private func isClosed(
        _ item: OutboxItem, _ policy: EffectivePolicy, _ channel: ChannelCapabilities,
        at now: Timestamp
    ) -> Bool {
        guard let window = policy.window(of: channel) else { return false }
        return item.lastCustomerAt.map { now.milliseconds(since: $0) > window } ?? true
    }

    private func barred(
        _ item: OutboxItem, by policy: EffectivePolicy, _ channel: ChannelCapabilities,
        at now: Timestamp
    ) async -> SendResult? {
        if item.author == .bot {
            let mode = policy.mode(within: routings.inbox(item.inbox)?.mode ?? .humanOnly)
            if mode != .auto {
                return refused(
                    BilingualText(
                        "the bot may send nothing alone here", "機械人在此不可自行發送"), "mode", policy,
                    for: mode == .humanOnly ? .humanOnly : .draftOnly)
            }
        }
        if let barred = item.purposes.first(where: { !policy.allows($0) }) {
            return refused(
                BilingualText(
                    "the bot may not be used for \(barred.rawValue)",
                    "機械人不可用於 \(barred.rawValue)"), "scope.purposes", policy,
                for: .policy)
        }
        if let result = outsideWindow(item, policy, channel, at: now) { return result }
        if PolicyBudget.category(of: item.content, by: policy) == "marketing" {
            // Where the record cannot be read, nothing of the kind goes out.
            let why: BilingualText?
            do throws(StoreError) {
                why = try await consent.refusal(of: item.contact, by: policy)
            } catch {
                why = BilingualText(
                    "it is not known whether the customer agreed to marketing", "未知客人是否同意接收推廣")
            }
            if let why {
                return refused(why, "consent.marketing_requires_opt_in", policy, for: .policy)
            }
        }
        guard item.author == .bot || item.author == .system else { return nil }
        // Where the record cannot be read, finishing the send fails and ends the worker.
        let isOver = try? await budget.isOver(
            with: [item.content], on: item.inbox, by: policy,
            entry: EffectivePolicy.Entry(item), at: now)
        guard isOver == true else { return nil }
        if policy.onBudget == .templateOnly {
            if item.content.type == .template { return nil }
            if let template = template(for: item, by: policy) { return .replaced(by: template) }
        }
        return refused(
            BilingualText("the month's budget for messages is spent", "本月訊息預算已用盡"),
            "budget.monthly", policy, for: .messageBudget)
    }

    /// Whether a send begins something: the customer wrote last before the service window.
    func isOutsideWindow(
        _ item: OutboxItem, _ policy: EffectivePolicy, _ channel: ChannelCapabilities,
        at now: Timestamp
    ) -> Bool {
        guard let window = policy.window(of: channel), let last = item.lastCustomerAt else {
            return false
        }
        return now.milliseconds(since: last) > window
    }

    private func outsideWindow(
        _ item: OutboxItem, _ policy: EffectivePolicy, _ channel: ChannelCapabilities,
        at now: Timestamp
    ) -> SendResult? {
        guard isOutsideWindow(item, policy, channel, at: now), policy.outside != .allow,
            item.content.type != .template || policy.outside == .deny
        else { return nil }
        if policy.outside == .templateOnly, let template = template(for: item, by: policy) {
            return .replaced(by: template)
        }
        return refused(
            BilingualText("the service window is closed", "服務時限已過"), "window.service", policy,
            for: .windowClosed)
    }

    /// The template that says what the bot meant to say; people choose theirs themselves.
    func template(for item: OutboxItem, by policy: EffectivePolicy) -> MessageContent? {
        guard item.author == .bot || item.author == .system, item.content.type != .template,
            let template = policy.template(
                for: item.purposes, otherwise: item.author == .bot ? .answer : .handover)
        else { return nil }
        return template.content(
            saying: item.content.words ?? "", to: item.contactName,
            in: item.language ?? .traditionalChinese)
    }

    /// The template that goes out once in place of one that the provider refuses as it is.
    func fallback(for item: OutboxItem, by policy: EffectivePolicy) -> MessageContent? {
        guard let refused = item.content.template,
            let fallback = policy.fallback(for: refused)
        else { return nil }
        return fallback.template.content(
            saying: fallback.text, to: item.contactName,
            in: item.language ?? .traditionalChinese)
    }

    /// What an accepted send is counted as.
    func charge(for item: OutboxItem, at now: Timestamp) -> MessageCharge? {
        budget.charge(
            for: item.content, on: item.inbox, by: policy(of: item, at: now),
            entry: EffectivePolicy.Entry(item), at: now)
    }

    private func refused(
        _ why: BilingualText, _ key: String, _ policy: EffectivePolicy, for reason: ReasonCode
    ) -> SendResult {
        let place = policy.held[key]?.place
        let words = BilingualText(
            why.english + (place.map { ", by \($0)" } ?? ""),
            why.chinese + (place.map { "（\($0)）" } ?? ""))
        return .failed(ProviderError(words), reason: reason)
    }
}
