import BatonChannels
import BatonCore
import BatonStore

/// What messages cost a number, by the policy's prices.
struct PolicyBudget: Sendable {
    let store: any Store
    let keeper: PolicyKeeper
    /// What each connection's channel can do.
    let channels: [String: ChannelCapabilities]

    /// What a message is counted as; `nil` where no rule prices its kind, and where it is free since
    /// the customer came by an advertisement.
    func charge(
        for content: MessageContent, on inbox: InboxID, by policy: EffectivePolicy,
        entry: EffectivePolicy.Entry, at now: Timestamp
    ) -> MessageCharge? {
        let channel = channels[inbox.connection]
        guard policy.freeUntil(entry, of: channel, at: now) == nil else { return nil }
        let category = Self.category(of: content, by: policy)
        guard let price = policy.price(of: category), price.isBillable else { return nil }
        let rate = policy.rate(of: category)
        return MessageCharge(
            inbox: inbox, month: keeper.month(of: now), category: category,
            micros: rate?.micros ?? 0, currency: rate?.currency ?? "",
            freePerMonth: price.freePerMonth)
    }

    /// Whether these messages would take the number over its month's money.
    func isOver(
        with contents: [MessageContent], on inbox: InboxID, by policy: EffectivePolicy,
        entry: EffectivePolicy.Entry, at now: Timestamp
    ) async throws(StoreError) -> Bool {
        guard let budget = policy.budget else { return false }
        let counted = try await store.charges(of: inbox, month: keeper.month(of: now))
        var spent = counted.filter { $0.currency == budget.currency }.map(\.micros).reduce(0, +)
        var sent: [String: Int] = [:]
        for charge in counted { sent[charge.category, default: 0] += charge.messages }
        var costs = false
        for content in contents {
            guard let charge = charge(for: content, on: inbox, by: policy, entry: entry, at: now)
            else {
                continue
            }
            if sent[charge.category, default: 0] >= charge.freePerMonth {
                spent += charge.micros
                costs = costs || charge.micros > 0
            }
            sent[charge.category, default: 0] += 1
        }
        // What costs nothing is never too dear.
        return costs && spent > budget.micros
    }

    /// What a message is billed as.
    static func category(of content: MessageContent, by policy: EffectivePolicy) -> String {
        guard let name = content.template?.name else { return "service" }
        return policy.template(named: name)?.category ?? "utility"
    }
}

extension EffectivePolicy.Entry {
    /// How a conversation's customer came.
    init(_ conversation: Conversation) {
        self.init(at: conversation.entryPointAt, answeredAt: conversation.entryReplyAt)
    }

    /// How the customer of a send came.
    init(_ item: OutboxItem) { self.init(at: item.entryPointAt, answeredAt: item.entryReplyAt) }
}
