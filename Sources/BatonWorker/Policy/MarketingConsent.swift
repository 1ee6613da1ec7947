import BatonChannels
import BatonCore
import BatonStore

/// Whether a contact may be sent marketing, by what they said and what the policy asks for.
struct MarketingConsent: Sendable {
    let store: any Store

    /// Why not; `nil` where they may.
    func refusal(of contact: ContactID, by policy: EffectivePolicy) async throws(StoreError)
        -> BilingualText?
    {
        if try await store.hasStopped(contact, category: ConsentCategory.marketing) {
            return BilingualText(
                "the customer stopped marketing messages; send none", "客人已停止接收推廣訊息，請勿發送")
        }
        if try await store.hasStopped(contact, category: ConsentCategory.automatic) {
            return BilingualText(
                "the customer said stop; send no marketing", "客人已要求停止，請勿發送推廣訊息")
        }
        guard policy.marketingNeedsOptIn,
            try await !store.hasGranted(contact, category: ConsentCategory.marketing)
        else { return nil }
        let rule = policy.held["consent.marketing_requires_opt_in"].map { " (\($0.place))" } ?? ""
        return BilingualText(
            "no consent of the customer to marketing is recorded, and the policy asks for one"
                + "\(rule); once they agreed, record it: baton policy opt-in CONVERSATION --how TEXT",
            "未有客人同意接收推廣的紀錄，而政策要求同意\(rule)；客人同意後可記錄："
                + "baton policy opt-in CONVERSATION --how TEXT")
    }
}
