/// How far a message of ours has come; states only move forward.
package enum DeliveryState: String, Sendable, Codable, CaseIterable {
    /// Decided, not yet handed to the provider.
    case pending
    /// On its way to the provider.
    case sending
    /// Accepted by the provider.
    case sent
    /// On the customer's phone.
    case delivered
    /// Seen by the customer.
    case read
    /// Listened to by the customer.
    case played
    /// Refused for good, by the provider or by us.
    case failed
    /// May have been sent: the provider's answer never came.
    case unknown
    /// Withdrawn before it was sent.
    case cancelled

    /// The state after hearing `reported`: the further of the two, `failed` being final.
    ///
    /// A provider's `delivered` may come before its `sent`, and `read` without `delivered`.
    package func advanced(by reported: DeliveryState) -> DeliveryState {
        if self == .failed || self == .cancelled { return self }
        if reported == .failed { return rank >= DeliveryState.delivered.rank ? self : .failed }
        return reported.rank > rank ? reported : self
    }

    private var rank: Int {
        switch self {
        case .pending: 0
        case .sending: 1
        case .unknown: 2
        case .sent: 3
        case .delivered: 4
        case .read: 5
        case .played: 6
        case .failed, .cancelled: 7
        }
    }
}

/// A provider's report on a message of ours.
package struct DeliveryStatus: Sendable, Codable, Hashable {
    /// What a message cost, as the provider reports it.
    package struct Pricing: Sendable, Codable, Hashable {
        /// Whether it will be billed.
        package var billable: Bool?
        /// Such as `service`.
        package var category: String?
        /// Such as `PMP`.
        package var pricingModel: String?
        /// Such as `regular` or `free_entry_point`.
        package var type: String?

        enum CodingKeys: String, CodingKey {
            case billable, category, type
            case pricingModel = "pricing_model"
        }

        /// Makes an empty price.
        package init() {}
    }

    /// The state reported.
    package var state: DeliveryState
    /// Why it failed.
    package var error: ProviderError?
    /// What it cost.
    package var pricing: Pricing?
    /// Our own id, come back.
    package var opaque: String?
    /// The id that accepting the send gave, where the provider's statuses name another.
    package var reference: String?

    /// Makes a report.
    package init(state: DeliveryState) { self.state = state }
}
